/** A payment chain given how it ends: Doob's h-transform, so that histories agree with the loan's status. */
import { type PaymentStatus, paymentAlphabet } from './payment-states.ts'
import { quasiStationary, STATES } from './transition-matrix.ts'

/** How a loan stands at the end of its history. */
export const chainEnds = ['current', 'default', 'paid_off'] as const
export type ChainEnd = (typeof chainEnds)[number]

const endStates: Readonly<Record<ChainEnd, readonly PaymentStatus[]>> = {
  current: ['on_time', 'grace_period', '30_days', '60_days', '90_days'],
  default: ['default'],
  paid_off: ['paid_off', 'prepaid'],
}

/** Cumulative step probabilities of the chain given its end; plain data. */
export interface ConditionedChain {
  readonly months: number
  /** Cumulative over the next state, shape [(months)·8·8], by months left − 1, then state. */
  readonly steps: Float64Array
  /** Cumulative over the state before the first month of a seasoned loan, shape [months·8], by months − 1. */
  readonly starts: Float64Array
}

/**
 * Conditions the chain on where it stands after up to `months` steps.
 *
 *   h₀(s) = 1 if s is an end state, else 0;  hₖ(s) = Σ_t P(s, t)·hₖ₋₁(t)
 *   Pₖ(s, t) = P(s, t)·hₖ₋₁(t) / hₖ(s),      πₖ(s) ∝ π(s)·hₖ(s)
 *
 * with π the quasi-stationary law of P, and hₖ = 0 in absorbing states from k = `withinMonths` on. Steps that are impossible under P stay impossible.
 *
 * @param matrix row-major, shape [8·8]
 * @param months       longest history
 * @param withinMonths a settlement or default is at most this many months old; default: as old as the history
 * @throws RangeError when the end cannot be reached in `months` steps from any open state
 * @see Doob 1957; Levin & Peres 2017, Markov Chains and Mixing Times, §17.6.1
 * @see docs/methods/payment-histories.md
 */
export function conditionChain(
  matrix: Float64Array,
  end: ChainEnd,
  months: number,
  withinMonths = months,
): ConditionedChain {
  const { states, absorbing } = paymentAlphabet
  const open = quasiStationary(matrix)
  const steps = new Float64Array(months * STATES * STATES)
  const starts = new Float64Array(months * STATES)
  let after = Float64Array.from(states, (state) => (endStates[end].includes(state) ? 1 : 0))
  for (let left = 1; left <= months; left++) {
    const before = new Float64Array(STATES)
    for (let s = 0; s < STATES; s++) {
      const row = ((left - 1) * STATES + s) * STATES
      let sum = 0
      for (let t = 0; t < STATES; t++) {
        sum += matrix[s * STATES + t] * after[t]
        steps[row + t] = sum
      }
      before[s] = sum
      if (sum > 0) for (let t = 0; t < STATES; t++) steps[row + t] /= sum
      // Absorbed with this many months to go: too long ago.
      if (left >= withinMonths && absorbing.includes(states[s])) before[s] = 0
    }
    let total = 0
    for (let s = 0; s < STATES; s++) {
      total += open[s] * before[s]
      starts[(left - 1) * STATES + s] = total
    }
    if (!(total > 0))
      throw new RangeError(`conditionChain: need an end that can be reached in ${left} months, got ${end}`)
    for (let s = 0; s < STATES; s++) starts[(left - 1) * STATES + s] /= total
    // Scaled, so that 120 months do not underflow.
    let largest = 0
    for (let s = 0; s < STATES; s++) largest = Math.max(largest, before[s])
    after = before.map((value) => value / largest)
  }
  return { months, steps, starts }
}

/** State before the first month of a history of `months` months, for a uniform u. */
export function startState(chain: ConditionedChain, months: number, u: number): number {
  const row = (months - 1) * STATES
  let s = 0
  while (s < STATES - 1 && chain.starts[row + s] <= u) s++
  return s
}

/** Next state with `left` months to go, this one included, for a uniform u in (0, 1). */
export function nextState(chain: ConditionedChain, left: number, state: number, u: number): number {
  const row = ((left - 1) * STATES + state) * STATES
  let t = 0
  while (t < STATES - 1 && chain.steps[row + t] <= u) t++
  return t
}
