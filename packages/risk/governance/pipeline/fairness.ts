/** Step 6: whether groups of people are treated alike, by age and by every protected column. */
import { takeRows } from '@pratibimba/learning/data'
import type { CreditModel } from '../../decisions/index.ts'
import { assessFairness, type Groups } from '../../fairness/index.ts'
import { matrixFor } from './matrix-for.ts'
import type { PreparedTable } from './prepare-table.ts'
import type { FairnessStepReport } from './reports.ts'
import type { TableSplit } from './split-table.ts'

export interface FairnessSettings {
  readonly seed: number
  /** Score from which on an applicant counts as approved. */
  readonly approveFrom: number
}

/** More attributes than this are not crossed with each other. */
const MOST_CROSSED = 3

/** On the rows that are held out. */
export function fairnessStep(
  table: PreparedTable,
  split: TableSplit,
  model: CreditModel,
  { seed, approveFrom }: FairnessSettings,
): FairnessStepReport {
  const attributes = Object.keys(table.groups)
  if (attributes.length === 0) return { approveFrom, attributes, report: null, mitigation: [] }
  const probability = model.probabilities(takeRows(matrixFor(table, model.bundle), split.test))
  const groups = Object.fromEntries(
    Object.entries(table.groups).map(([name, { labels, codes }]): [string, Groups] => [
      name,
      { labels, codes: Int32Array.from(split.test, (row) => codes[row]) },
    ]),
  )
  return {
    approveFrom,
    attributes,
    report: assessFairness(
      {
        label: Float64Array.from(split.test, (row) => table.data.label[row]),
        probability,
        decision: Uint8Array.from(probability, (bad) => (1 - bad >= approveFrom ? 0 : 1)),
        groups,
      },
      {
        favourable: { label: 0, decision: 0 },
        seed,
        ...(attributes.length > MOST_CROSSED ? { intersections: [] } : {}),
      },
    ),
    mitigation: [],
  }
}
