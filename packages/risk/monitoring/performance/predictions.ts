/** Predictions and what became of them. */

/** One row per customer and score date, columns of shape [rows]. */
export interface Predictions {
  /** Whose row it is, 0 … k − 1; a customer has one row per score date. */
  readonly customer: Int32Array
  /** Day the score is as of, days since 1970-01-01. */
  readonly scoreDay: Int32Array
  /** Calibrated probability of the event. */
  readonly probability: Float64Array
}

/** @throws RangeError naming field and row */
export function requirePredictions(name: string, { customer, scoreDay, probability }: Predictions): void {
  const rows = probability.length
  if (customer.length !== rows || scoreDay.length !== rows)
    throw new RangeError(
      `${name}: need ${rows} customers and score days, as probabilities, got ${customer.length} and ${scoreDay.length}`,
    )
  for (let i = 0; i < rows; i++) {
    if (!(probability[i] >= 0 && probability[i] <= 1))
      throw new RangeError(`${name}: need probabilities in [0, 1], got ${probability[i]} in row ${i}`)
    if (customer[i] < 0)
      throw new RangeError(`${name}: need customers of 0 and more, got ${customer[i]} in row ${i}`)
  }
}

/** @throws RangeError when the threshold is no probability */
export function requireThreshold(name: string, threshold: number): void {
  if (!(threshold >= 0 && threshold <= 1))
    throw new RangeError(`${name}: need a threshold in [0, 1], got ${threshold}`)
}

/** Days in order, with the rows of each. */
export function rowsByDay(scoreDay: Int32Array, among: Uint32Array): [day: number, rows: Uint32Array][] {
  const byDay = new Map<number, number[]>()
  for (const row of among) {
    const rows = byDay.get(scoreDay[row])
    if (rows === undefined) byDay.set(scoreDay[row], [row])
    else rows.push(row)
  }
  return [...byDay].sort(([a], [b]) => a - b).map(([day, rows]) => [day, Uint32Array.from(rows)])
}
