/** The default monthly transition matrix of payment states, its tilt by risk, and where a seasoned loan stands. */
import { legalSteps, type PaymentStatus, paymentAlphabet } from './payment-states.ts'

export const STATES = paymentAlphabet.states.length

/**
 * Probabilities of next month's state by this month's.
 *
 * The first three rows are the documented defaults. The rows of 60 and 90 days follow the published monthly roll rates
 * of US mortgages (60 days: 12% current, 17% 30, 35% 60, 34% 90+), with the 90-day row moved to consumer credit,
 * where a loan is charged off after 120 to 180 days instead of being foreclosed.
 *
 * @see docs/methods/payment-histories.md
 */
export const defaultTransitions: Readonly<
  Record<PaymentStatus, Readonly<Partial<Record<PaymentStatus, number>>>>
> = {
  on_time: { on_time: 0.92, grace_period: 0.05, '30_days': 0.02, paid_off: 0.005, prepaid: 0.005 },
  grace_period: { on_time: 0.65, grace_period: 0.15, '30_days': 0.18, paid_off: 0.01, prepaid: 0.01 },
  '30_days': {
    on_time: 0.35,
    grace_period: 0.1,
    '30_days': 0.15,
    '60_days': 0.38,
    paid_off: 0.01,
    prepaid: 0.01,
  },
  '60_days': {
    on_time: 0.1,
    grace_period: 0.02,
    '30_days': 0.17,
    '60_days': 0.345,
    '90_days': 0.354,
    paid_off: 0.005,
    prepaid: 0.006,
  },
  '90_days': {
    on_time: 0.04,
    grace_period: 0.005,
    '30_days': 0.015,
    '60_days': 0.03,
    '90_days': 0.45,
    default: 0.445,
    paid_off: 0.005,
    prepaid: 0.01,
  },
  default: { default: 1 },
  paid_off: { paid_off: 1 },
  prepaid: { prepaid: 1 },
}

/** The default matrix, row-major, shape [8·8]. */
export function defaultTransitionMatrix(): Float64Array {
  const { states } = paymentAlphabet
  const matrix = new Float64Array(STATES * STATES)
  for (const [i, from] of states.entries())
    for (const [j, to] of states.entries()) matrix[i * STATES + j] = defaultTransitions[from][to] ?? 0
  return requireTransitionMatrix(matrix)
}

/**
 * Multiplies the odds of getting worse: entries to a worse bucket times `factor`, rows summing to 1 again.
 *
 * @param matrix row-major, shape [8·8]
 * @param factor above 1 for riskier loans, below 1 for safer ones
 * @throws RangeError when the factor is not positive
 */
export function tiltTransitions(matrix: Float64Array, factor: number): Float64Array {
  if (!(factor > 0)) throw new RangeError(`tiltTransitions: need a positive factor, got ${factor}`)
  const { states, buckets } = paymentAlphabet
  const tilted = matrix.slice()
  for (let i = 0; i < STATES; i++) {
    const from = buckets.indexOf(states[i])
    let sum = 0
    for (let j = 0; j < STATES; j++) {
      if (from >= 0 && buckets.indexOf(states[j]) > from) tilted[i * STATES + j] *= factor
      sum += tilted[i * STATES + j]
    }
    for (let j = 0; j < STATES; j++) tilted[i * STATES + j] /= sum
  }
  return tilted
}

/**
 * Where a loan that is still open stands after long: the left eigenvector of the transient part, by power iteration.
 *
 * @param matrix row-major, shape [8·8]
 * @returns probabilities, shape [8]; absorbing states 0
 */
export function quasiStationary(matrix: Float64Array): Float64Array {
  const { states, absorbing } = paymentAlphabet
  let current = Float64Array.from(states, (state) => (absorbing.includes(state) ? 0 : 1))
  for (let step = 0; step < 500; step++) {
    const next = new Float64Array(STATES)
    let sum = 0
    for (let j = 0; j < STATES; j++) {
      if (absorbing.includes(states[j])) continue
      for (let i = 0; i < STATES; i++) next[j] += current[i] * matrix[i * STATES + j]
      sum += next[j]
    }
    let change = 0
    for (let j = 0; j < STATES; j++) {
      next[j] /= sum
      change = Math.max(change, Math.abs(next[j] - current[j]))
    }
    current = next
    if (change < 1e-15) break
  }
  return current
}

/** @throws RangeError when a row does not sum to 1 or a step outside the mask has probability */
export function requireTransitionMatrix(matrix: Float64Array): Float64Array {
  const legal = legalSteps()
  for (let i = 0; i < STATES; i++) {
    let sum = 0
    for (let j = 0; j < STATES; j++) {
      const p = matrix[i * STATES + j]
      if (!(p >= 0) || (p > 0 && legal[i * STATES + j] === 0))
        throw new RangeError(
          `requireTransitionMatrix: need probability 0 for an illegal step, got ${p} from ` +
            `${paymentAlphabet.states[i]} to ${paymentAlphabet.states[j]}`,
        )
      sum += p
    }
    if (Math.abs(sum - 1) > 1e-9)
      throw new RangeError(
        `requireTransitionMatrix: need rows that sum to 1, got ${sum} from ${paymentAlphabet.states[i]}`,
      )
  }
  return matrix
}
