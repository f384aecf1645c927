/** How the weeks of a signal become one number. */
import { SIGNAL_WEEKS, type WeeklyAggregate } from '../expression.ts'
import type { Kernel } from './kernels.ts'

/** @param weeks values of weeks 0 (the present) … SIGNAL_WEEKS − 1, NaN where unknown */
type WeeklyValue = (weeks: Float64Array, high: number) => number

export const weeklyValueOf = {
  mean(weeks) {
    let known = 0
    let sum = 0
    for (let week = 0; week < SIGNAL_WEEKS; week++)
      if (isKnown(weeks[week])) {
        known++
        sum += weeks[week]
      }
    return known === 0 ? NaN : sum / known
  },

  max(weeks) {
    let most = NaN
    for (let week = 0; week < SIGNAL_WEEKS; week++)
      if (!(weeks[week] <= most) && isKnown(weeks[week])) most = weeks[week]
    return most
  },

  min(weeks) {
    let least = NaN
    for (let week = 0; week < SIGNAL_WEEKS; week++)
      if (!(weeks[week] >= least) && isKnown(weeks[week])) least = weeks[week]
    return least
  },

  /** √(Σ (x − x̄)² / (n − 1)), from differences to the latest known week, so that equal weeks give 0 to the last bit. */
  std(weeks) {
    const first = latestKnown(weeks)
    let known = 0
    let sum = 0
    for (let week = 0; week < SIGNAL_WEEKS; week++)
      if (isKnown(weeks[week])) {
        known++
        sum += weeks[week] - first
      }
    if (known < 2) return NaN
    const mean = sum / known
    let squares = 0
    for (let week = 0; week < SIGNAL_WEEKS; week++)
      if (isKnown(weeks[week])) squares += (weeks[week] - first - mean) ** 2
    return Math.sqrt(squares / (known - 1))
  },

  /** (n Σ t·x − Σ t Σ x) / (n Σ t² − (Σ t)²) with t = −week, again from differences to the latest known week. */
  trend(weeks) {
    const first = latestKnown(weeks)
    let known = 0
    let times = 0
    let squares = 0
    let sum = 0
    let products = 0
    for (let week = 0; week < SIGNAL_WEEKS; week++)
      if (isKnown(weeks[week])) {
        const difference = weeks[week] - first
        known++
        times -= week
        squares += week * week
        sum += difference
        products -= week * difference
      }
    return known < 3 ? NaN : (known * products - times * sum) / (known * squares - times * times)
  },

  consec_high(weeks, high) {
    let known = 0
    let run = 0
    let longest = 0
    for (let week = 0; week < SIGNAL_WEEKS; week++) {
      if (isKnown(weeks[week])) known++
      run = weeks[week] >= high ? run + 1 : 0
      if (run > longest) longest = run
    }
    return known === 0 ? NaN : longest
  },
} as const satisfies Record<WeeklyAggregate, WeeklyValue>

/** Operands are the weeks, week 0 first; the parameter is `high`. */
export function weeklyKernel(value: WeeklyValue): Kernel {
  const weeks = new Float64Array(SIGNAL_WEEKS)
  return (r, to, lanes, stride, operands, start, parameters, parameter) => {
    const high = parameters[parameter]
    for (let i = 0; i < lanes; i++) {
      for (let week = 0; week < SIGNAL_WEEKS; week++) weeks[week] = r[operands[start + week] * stride + i]
      r[to + i] = value(weeks, high)
    }
  }
}

function latestKnown(weeks: Float64Array): number {
  for (let week = 0; week < SIGNAL_WEEKS; week++) if (isKnown(weeks[week])) return weeks[week]
  return NaN
}

function isKnown(value: number): boolean {
  return !Number.isNaN(value)
}
