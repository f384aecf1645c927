/** A credit model of so many trees, whatever a race of learners would choose. */
import { trainLeafWise } from '@pratibimba/learning/trees/boosting'
import { type CreditModelBundle, fitCreditModel } from '../../../decisions/index.ts'
import { clock, features, table } from './applicants.ts'

export async function treeBundle(
  rows: number,
  trees: number,
  leaves: number,
  rowsAround = 1_500,
): Promise<CreditModelBundle> {
  const around = await fitCreditModel(table(rowsAround), { learner: 'scorecard', folds: 2 }, { clock })
  const inputs = features.map(({ id, kind, categories }) => ({
    name: id,
    kind,
    ...(categories && { categories }),
  }))
  const { ensemble } = await trainLeafWise(
    table(rows).data,
    inputs,
    {
      iterations: trees,
      numLeaves: leaves,
      learningRate: Math.min(0.3, 20 / trees),
      minDataInLeaf: 5,
      monotoneConstraints: Int8Array.from(features, ({ monotone }) =>
        monotone === 'free' ? 0 : monotone === 'increasing' ? 1 : -1,
      ),
    },
    { seed: 1 },
  )
  const columns = inputs.map((_, input) => ({ kind: 'input' as const, input }))
  return {
    ...around,
    trained: {
      ...around.trained,
      model: { kind: 'trees', inputs, columns, ensemble },
      calibrator: { kind: 'platt', scale: 'log-odds', slope: 1, intercept: 0 },
    },
  }
}
