/** Models that our learners trained, of every kind of outcome: what other libraries must score as we do. */
import { openStream } from '@pratibimba/numerics/random'
import type { LabelledMatrix } from '../../data/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { trainDepthWise, trainLeafWise } from '../../trees/boosting/index.ts'
import { trainSymmetric } from '../../trees/symmetric/index.ts'
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { randomFeatures, randomRows } from './random-model.ts'

const context = { seed: 7 }

export async function trainedModels(): Promise<Record<string, TreeModel>> {
  const binary = outcome((score) => (score > 0.8 ? 1 : 0))
  const classes = outcome((score) => Math.max(0, Math.min(2, Math.floor(score + 1))))
  const number = outcome((score) => 100 * score)
  const few = { iterations: 40 }
  const symmetric = async (data: LabelledMatrix, objective: 'binary' | 'regression' | 'multiclass') =>
    (await trainSymmetric(data, randomFeatures, { ...few, objective }, context)).model
  const depthWise = async (data: LabelledMatrix, more: object) =>
    plain((await trainDepthWise(data, randomFeatures, { ...few, ...more }, context)).ensemble)
  const leafWise = async (data: LabelledMatrix, more: object) =>
    plain((await trainLeafWise(data, randomFeatures, { ...few, ...more }, context)).ensemble)
  return {
    'depth-wise': await depthWise(binary, { objective: 'binary' }),
    'depth-wise-number': await depthWise(number, { objective: 'regression' }),
    'depth-wise-classes': await depthWise(classes, { objective: 'multiclass', numClass: 3 }),
    'leaf-wise': await leafWise(binary, { objective: 'binary', minDataPerGroup: 5 }),
    'leaf-wise-classes': await leafWise(classes, { objective: 'multiclass', numClass: 3 }),
    symmetric: await symmetric(binary, 'binary'),
    // Categories combined with each other and with numbers cut in two.
    'symmetric-combinations': (
      await trainSymmetric(binary, randomFeatures, { ...few, maxCtrComplexity: 3 }, context)
    ).model,
    'symmetric-number': await symmetric(number, 'regression'),
    'symmetric-classes': await symmetric(classes, 'multiclass'),
  }
}

function plain(ensemble: TreeEnsemble): TreeModel {
  return {
    kind: 'trees',
    inputs: randomFeatures,
    columns: randomFeatures.map((_, input) => ({ kind: 'input', input })),
    ensemble,
  }
}

/** Rows whose outcome hangs on a number, on categories and on two of them together. */
function outcome(of: (score: number) => number): LabelledMatrix {
  const { rows, columns } = randomRows(3000, { unseen: false })
  const stream = openStream(3, 'outcome').at(0)
  const [income, region, , product] = columns
  const label = Float64Array.from({ length: rows }, (_, i) => {
    const number = Number.isNaN(income[i]) ? -0.5 : Math.max(-2, Math.min(2, income[i]))
    const together = region[i] % 2 === 0 && product[i] === 1 ? 2 : 0
    return of(number + (region[i] % 3 === 0 ? 1 : 0) + together + stream.normal() / 2)
  })
  return { rows, columns, label }
}
