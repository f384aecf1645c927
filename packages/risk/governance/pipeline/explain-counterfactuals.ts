/** Counterfactuals of declined rows of a sample, each decided again by a model opened anew. */
import { type Matrix, takeRows } from '@pratibimba/learning/data'
import { counterfactualFinder } from '@pratibimba/learning/explanation/counterfactuals'
import { changeableFields } from '../../decisions/changeable-fields.ts'
import {
  applicationCaseFeatures,
  type CreditCase,
  type CreditModel,
  findCounterfactual,
  policyInput,
} from '../../decisions/index.ts'
import type { CompiledPolicy } from '../../ports/rules.ts'
import { caseOfRow } from './case-of-row.ts'
import type { ExplainSettings } from './explain.ts'
import { matrixFor } from './matrix-for.ts'
import type { PreparedTable } from './prepare-table.ts'
import { isAgeColumn } from './protected-columns.ts'
import type { ExplainReport } from './reports.ts'

type Tried = ExplainReport['counterfactuals']

/** Rows that may be scored in one search. */
const BUDGET = 1_500

export function tryCounterfactuals(
  table: PreparedTable,
  sample: Int32Array,
  model: CreditModel,
  openAgain: () => CreditModel,
  settings: ExplainSettings,
  policy: CompiledPolicy | undefined,
): Promise<Tried> {
  return table.applications !== undefined && policy !== undefined
    ? byPolicy(table, sample, { model, policy }, openAgain(), settings)
    : Promise.resolve(byModel(table, sample, model, openAgain(), settings))
}

async function byPolicy(
  { applications }: PreparedTable,
  sample: Int32Array,
  decider: { readonly model: CreditModel; readonly policy: CompiledPolicy },
  again: CreditModel,
  { asOfDay, counterfactualRows, seed }: ExplainSettings,
): Promise<Tried> {
  const features = applicationCaseFeatures()
  const decide = async (model: CreditModel, credit: CreditCase) => {
    const values = features.compute(credit)
    return decider.policy.decide(policyInput(credit, values, model.probability(model.rowOf(values))))
  }
  let [tried, offered, verified] = [0, 0, 0]
  for (const row of sample) {
    if (tried >= counterfactualRows) break
    const credit = caseOfRow(applications!, row, asOfDay, seed)
    if (credit === undefined) continue
    const decided = await decide(decider.model, credit)
    if (decided.decision === 'APPROVED') continue
    tried++
    const found = await findCounterfactual(credit, decided, { ...decider, features })
    if (found === null) continue
    offered++
    const application = found.changes.reduce(
      (changed, { field, to }) =>
        changeableFields.find((each) => each.field === field)!.set(changed, to as number),
      credit.application,
    )
    if ((await decide(again, { ...credit, application })).decision === 'APPROVED') verified++
  }
  return { by: 'policy', tried, offered, verified }
}

/** Of plain rows nobody knows what a person can change: numbers but for age are moved within what occurs. */
function byModel(
  table: PreparedTable,
  sample: Int32Array,
  model: CreditModel,
  again: CreditModel,
  { approveFrom, counterfactualRows }: ExplainSettings,
): Tried {
  const { bundle } = model
  const rows: Matrix = takeRows(matrixFor(table, bundle), sample)
  const good = (matrix: Matrix) => model.probabilities(matrix).map((bad) => 1 - bad)
  const finder = counterfactualFinder(
    good,
    bundle.features.map(({ id, kind, categories }) => ({
      name: id,
      kind,
      ...(categories && { categories }),
    })),
    bundle.marginals,
    {
      inputs: bundle.features.flatMap(({ id, kind }) =>
        kind === 'category' || isAgeColumn(id) ? [{ input: id, change: 'none' as const }] : [],
      ),
    },
    { most: 1, budget: BUDGET },
  )
  const scores = good(rows)
  let [tried, offered, verified] = [0, 0, 0]
  for (let row = 0; row < rows.rows && tried < counterfactualRows; row++) {
    if (scores[row] >= approveFrom) continue
    tried++
    const [found] = finder.find(rows, row, { atLeast: approveFrom }).counterfactuals
    if (found === undefined) continue
    offered++
    if (1 - again.probability(found.values) >= approveFrom) verified++
  }
  return { by: 'model', tried, offered, verified }
}
