/** What happened, what was predicted and what was decided, row by row. */
import type { Groups } from './groups.ts'

/** Which values are good for the person; never guessed. */
export interface Favourable {
  /** Lending: 0, the loan was repaid, where 1 is a default. Early warning: 1, the person did need help. */
  readonly label: 0 | 1
  /** Lending: 0, not refused, where 1 follows the prediction of a default. Early warning: 1, being flagged. */
  readonly decision: 0 | 1
}

export interface Outcomes {
  /** 0 or 1, shape [rows]. */
  readonly label: ArrayLike<number>
  /** Any number that grows with the chance of label 1, shape [rows]. The probability is used when it is absent. */
  readonly score?: Float64Array
  /** Of label 1, in [0, 1], shape [rows]. Without it there is nothing to say about calibration. */
  readonly probability?: Float64Array
  /** 0 or 1, shape [rows]; when absent, `threshold` decides on score or probability. */
  readonly decision?: ArrayLike<number>
  /** How often each row counts, finite and ≥ 0, shape [rows]; all 1 when absent. */
  readonly weight?: Float64Array
  /** By the name of the attribute. */
  readonly groups: Readonly<Record<string, Groups>>
}

/**
 * The decisions given, or those of a threshold: 1 where the score (else the probability) reaches it.
 *
 * @returns shape [rows], or undefined when there is neither
 */
export function decisionsOf(
  { decision, score, probability }: Pick<Outcomes, 'decision' | 'score' | 'probability'>,
  threshold?: number,
): ArrayLike<number> | undefined {
  if (decision !== undefined) return decision
  const values = score ?? probability
  if (threshold === undefined || values === undefined) return undefined
  return Uint8Array.from(values, (value) => (value >= threshold ? 1 : 0))
}

/**
 * Checks lengths and ranges.
 *
 * @throws RangeError naming the field, the row and what was needed
 */
export function requireOutcomes(outcomes: Outcomes): void {
  const { label, score, probability, decision, weight, groups } = outcomes
  const rows = label.length
  if (rows === 0) throw new RangeError('fairness: need at least one row, got none')
  if (Object.keys(groups).length === 0)
    throw new RangeError('fairness: need at least one attribute, got none')
  requireValues('label', label, rows, (value) => value === 0 || value === 1, '0 or 1')
  if (score) requireValues('score', score, rows, Number.isFinite, 'finite numbers')
  if (probability)
    requireValues('probability', probability, rows, (p) => p >= 0 && p <= 1, 'probabilities in [0, 1]')
  if (decision) requireValues('decision', decision, rows, (value) => value === 0 || value === 1, '0 or 1')
  if (weight) {
    requireValues('weight', weight, rows, (w) => w >= 0 && w < Infinity, 'finite weights of at least 0')
    if (!weight.some((w) => w > 0)) throw new RangeError('fairness: need a weight above 0, got none')
  }
  for (const [name, { codes, labels }] of Object.entries(groups)) {
    if (codes.length !== rows)
      throw new RangeError(`fairness: need ${rows} rows in the attribute "${name}", got ${codes.length}`)
    if (labels.length === 0)
      throw new RangeError(`fairness: need groups in the attribute "${name}", got none`)
    if (new Set(labels).size < labels.length)
      throw new RangeError(`fairness: need distinct group names in the attribute "${name}", got one twice`)
  }
}

function requireValues(
  name: string,
  values: ArrayLike<number>,
  rows: number,
  holds: (value: number) => boolean,
  needed: string,
): void {
  if (values.length !== rows)
    throw new RangeError(`fairness: need ${rows} rows in ${name}, as in label, got ${values.length}`)
  for (let i = 0; i < rows; i++)
    if (!holds(values[i]))
      throw new RangeError(`fairness: need ${needed} in ${name}, got ${values[i]} in row ${i}`)
}
