/** The learners as one set of trees over the features: one walk to score, one pass to explain. */
import { mergeTrees } from '@pratibimba/learning/formats'
import type { TreeModel } from '@pratibimba/learning/models'
import { stackOf } from './fit-learners.ts'
import type { WarningLearner } from './warning-bundle.ts'

/**
 * Trees whose sum is the combined score in log-odds: leaves weighted by learner, splits naming features.
 *
 * @throws RangeError when a learner reads anything but features as they are
 */
export function combinedTrees(learners: readonly WarningLearner[]): TreeModel['ensemble'] {
  const { ensemble, columns } = mergeTrees(stackOf(learners))
  const featureOf = columns.map((source) => {
    if (source.kind !== 'input')
      throw new RangeError(`combinedTrees: need columns that are features, got a ${source.kind}`)
    return source.input
  })
  return { ...ensemble, feature: ensemble.feature.map((column) => (column < 0 ? column : featureOf[column])) }
}
