/** Data that cannot be learnt from are refused before any work is done. */
import type { Feature } from '../../data/feature.ts'
import type { LabelledMatrix } from '../../data/matrix.ts'
import type { ObjectiveKind } from '../objectives/index.ts'

/** @throws RangeError naming what was needed and what came */
export function requireLearnable(
  caller: string,
  { rows, columns, label, weight }: LabelledMatrix,
  features: readonly Feature[],
  objective: ObjectiveKind,
  outputs: number,
): void {
  if (rows < 2) throw new RangeError(`${caller}: need at least 2 rows, got ${rows}`)
  if (columns.length !== features.length || features.length === 0)
    throw new RangeError(
      `${caller}: need a column for each of ${features.length} features, at least 1, got ${columns.length}`,
    )
  for (let i = 0; i < columns.length; i++)
    if (columns[i].length !== rows)
      throw new RangeError(`${caller}: need ${rows} values in column ${i}, got ${columns[i].length}`)
  if (label.length !== rows) throw new RangeError(`${caller}: need ${rows} labels, got ${label.length}`)
  for (let i = 0; i < rows; i++)
    if (!objective.accepts(label[i], outputs))
      throw new RangeError(`${caller}: need ${objective.labels} as label of row ${i}, got ${label[i]}`)
  if (weight === undefined) return
  if (weight.length !== rows) throw new RangeError(`${caller}: need ${rows} weights, got ${weight.length}`)
  let total = 0
  for (let i = 0; i < rows; i++) {
    if (!(weight[i] >= 0 && weight[i] < Number.POSITIVE_INFINITY))
      throw new RangeError(`${caller}: need a finite weight ≥ 0 in row ${i}, got ${weight[i]}`)
    total += weight[i]
  }
  if (!(total > 0)) throw new RangeError(`${caller}: need a weight above 0 in some row, got 0 in all`)
}
