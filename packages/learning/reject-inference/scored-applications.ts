/** Applications as reject inference knows them. */
import type { LabelledMatrix, Matrix } from '../data/index.ts'

/** Accepted applications: their outcome is known. */
export interface AcceptedApplications {
  readonly data: LabelledMatrix
  /** Probability of going bad by the model of the accepted, shape [rows]. */
  readonly probability: Float64Array
}

/** Declined applications: their outcome will never be known. */
export interface RejectedApplications {
  readonly data: Matrix
  /** Probability of going bad by the same model, shape [rows]. */
  readonly probability: Float64Array
}

/** @throws RangeError when shapes differ, a part is empty, a label is not 0 or 1, or a probability is none */
export function requireApplications(
  name: string,
  accepted: AcceptedApplications,
  rejected: RejectedApplications,
): void {
  for (const [part, { data, probability }] of [
    ['accepted', accepted],
    ['rejected', rejected],
  ] as const) {
    if (data.rows === 0) throw new RangeError(`${name}: need at least 1 ${part} row, got 0`)
    if (probability.length !== data.rows)
      throw new RangeError(
        `${name}: need a probability for each of ${data.rows} ${part} rows, got ${probability.length}`,
      )
    for (let row = 0; row < data.rows; row++)
      if (!(probability[row] >= 0 && probability[row] <= 1))
        throw new RangeError(
          `${name}: need probabilities in [0, 1], got ${probability[row]} in ${part} row ${row}`,
        )
  }
  if (accepted.data.columns.length !== rejected.data.columns.length)
    throw new RangeError(
      `${name}: need equal columns, got ${accepted.data.columns.length} accepted and ${rejected.data.columns.length} rejected`,
    )
  for (let row = 0; row < accepted.data.rows; row++)
    if (accepted.data.label[row] !== 0 && accepted.data.label[row] !== 1)
      throw new RangeError(
        `${name}: need labels 0 or 1, got ${accepted.data.label[row]} in accepted row ${row}`,
      )
}

/** The accepted rows, then declined ones as (row, label, weight); a row may come twice. */
export function withInferred(
  accepted: LabelledMatrix,
  rejected: Matrix,
  inferred: { readonly rows: Int32Array; readonly label: Float64Array; readonly weight: Float64Array },
): LabelledMatrix {
  const { rows, label, weight } = inferred
  const joined = (known: Float64Array, added: Float64Array) => {
    const all = new Float64Array(known.length + added.length)
    all.set(known)
    all.set(added, known.length)
    return all
  }
  return {
    rows: accepted.rows + rows.length,
    columns: accepted.columns.map((column, c) =>
      joined(
        column,
        Float64Array.from(rows, (row) => rejected.columns[c][row]),
      ),
    ),
    label: joined(accepted.label, label),
    weight: joined(accepted.weight ?? new Float64Array(accepted.rows).fill(1), weight),
  }
}
