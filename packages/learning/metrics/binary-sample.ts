/** What every metric of two classes demands of its input. */

/** Event (1) or not (0), what a model said, and how often each row counts. */
export interface ClassTotals {
  /** Rows of positive weight. */
  readonly eventRows: number
  readonly nonEventRows: number
  /** Sums of weights. */
  readonly events: number
  readonly nonEvents: number
}

/**
 * Refuses what no metric can answer, and counts the classes.
 *
 * @param label  1 event, 0 not; shape [n]
 * @param score  finite, shape [n]
 * @param weight ≥ 0, shape [n]; all 1 when absent
 * @throws RangeError naming the first row that does not fit, or when every weight is 0
 */
export function requireBinarySample(
  name: string,
  label: Float64Array,
  score: Float64Array,
  weight: Float64Array | undefined,
): ClassTotals {
  const n = label.length
  if (n === 0) throw new RangeError(`${name}: need at least 1 row, got 0`)
  if (score.length !== n)
    throw new RangeError(`${name}: need a score for each of ${n} labels, got ${score.length}`)
  if (weight !== undefined && weight.length !== n)
    throw new RangeError(`${name}: need a weight for each of ${n} labels, got ${weight.length}`)
  let eventRows = 0
  let nonEventRows = 0
  let events = 0
  let nonEvents = 0
  for (let i = 0; i < n; i++) {
    if (label[i] !== 0 && label[i] !== 1)
      throw new RangeError(`${name}: need labels 0 or 1, got ${label[i]} in row ${i}`)
    if (!Number.isFinite(score[i]))
      throw new RangeError(`${name}: need finite scores, got ${score[i]} in row ${i}`)
    const w = weight === undefined ? 1 : weight[i]
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name}: need finite weights >= 0, got ${w} in row ${i}`)
    if (w === 0) continue
    if (label[i] === 1) {
      eventRows++
      events += w
    } else {
      nonEventRows++
      nonEvents += w
    }
  }
  if (eventRows + nonEventRows === 0)
    throw new RangeError(`${name}: need a positive weight, got only zeros in ${n} rows`)
  return { eventRows, nonEventRows, events, nonEvents }
}

/** @throws RangeError when only one class has weight */
export function requireBothClasses(name: string, totals: ClassTotals): void {
  if (totals.eventRows === 0 || totals.nonEventRows === 0)
    throw new RangeError(
      `${name}: need rows of both classes, got only label ${totals.eventRows === 0 ? 0 : 1}`,
    )
}

/** @throws RangeError when a value is no probability */
export function requireProbabilities(name: string, probability: Float64Array): void {
  for (let i = 0; i < probability.length; i++)
    if (!(probability[i] >= 0 && probability[i] <= 1))
      throw new RangeError(`${name}: need probabilities in [0, 1], got ${probability[i]} in row ${i}`)
}

/** @throws RangeError when the level of confidence does not lie in (0, 1) */
export function requireConfidence(name: string, confidence: number): void {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`${name}: need a confidence in (0, 1), got ${confidence}`)
}
