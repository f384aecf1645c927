/** Step 2: whether applications are still those the champion learnt from, or those of the earlier part of the table. */
import { type Matrix, takeRows } from '@pratibimba/learning/data'
import { type Estimate, wilson } from '@pratibimba/learning/metrics'
import { normalCdf } from '@pratibimba/numerics/distributions'
import { openStream } from '@pratibimba/numerics/random'
import { assessDrift, profileOf, type ReferenceProfile } from '../../monitoring/index.ts'
import type { PreparedTable } from './prepare-table.ts'
import type { DriftStepReport } from './reports.ts'
import { shuffle } from './shuffle.ts'

export interface DriftAgainst {
  readonly version: string
  readonly inputs: ReferenceProfile
  readonly bad: { readonly rows: number; readonly bad: number }
}

/** Of the rows, taken for the earlier part where there is no champion. */
const EARLIER = 0.5

/**
 * @param champion what the model in use learnt from; without one the earlier half of the rows is the reference, or where
 *   there are no days a half that is drawn by lot: files may be sorted by anything
 */
export function driftOf(table: PreparedTable, seed: number, champion?: DriftAgainst): DriftStepReport {
  const { data, features } = table
  const inputs = features.map(({ id, kind, categories }) => ({
    name: id,
    kind,
    ...(categories && { categories }),
  }))
  const matrix: Matrix = { rows: data.rows, columns: data.columns }
  if (champion !== undefined)
    return {
      against: champion.version,
      report: assessDrift(champion.inputs, matrix, inputs),
      target: compare(champion.bad, { rows: data.rows, bad: sum(data.label) }),
    }
  const order = Int32Array.from(data.label.keys())
  if (table.day !== undefined) order.sort((a, b) => table.day![a] - table.day![b] || a - b)
  else shuffle(order, openStream(seed, 'drift-halves').at(0))
  const half = Math.floor(EARLIER * order.length)
  const [first, second] = [order.subarray(0, half), order.subarray(half)]
  const part = (rows: Int32Array) => ({
    rows: rows.length,
    bad: rows.reduce((total, row) => total + data.label[row], 0),
  })
  return {
    against: table.day === undefined ? 'rows drawn by lot' : 'earlier rows',
    report: assessDrift(profileOf(takeRows(matrix, first), inputs), takeRows(matrix, second), inputs),
    target: compare(part(first), part(second)),
  }
}

interface Counted {
  readonly rows: number
  readonly bad: number
}

/** Two shares, held against each other (pooled z). */
function compare(
  reference: Counted,
  current: Counted,
): { reference: Estimate; current: Estimate; pValue: number } {
  const rate = ({ rows, bad }: Counted): Estimate => wilson(bad / rows, rows, 0.95)
  const pooled = (reference.bad + current.bad) / (reference.rows + current.rows)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / reference.rows + 1 / current.rows))
  const z = error === 0 ? 0 : (current.bad / current.rows - reference.bad / reference.rows) / error
  return { reference: rate(reference), current: rate(current), pValue: 2 * normalCdf(-Math.abs(z)) }
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)
