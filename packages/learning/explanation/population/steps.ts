/** The grid on which the values of an input lie: whole numbers, cents, hundreds. */

const DECIMALS = 6

/**
 * The coarsest of 1, .1, .01 … 1e-6 of which all values are multiples; else a millionth of their range, rounded down to
 * a power of ten.
 *
 * @param sorted finite, ascending, shape [n]
 */
export function stepOf(sorted: Float64Array): number {
  for (let decimals = 0; decimals <= DECIMALS; decimals++) {
    const step = 1 / 10 ** decimals
    if (sorted.every((value) => isOnStep(value, step))) return step
  }
  const range = sorted[sorted.length - 1] - sorted[0]
  return range > 0 ? 10 ** (Math.floor(Math.log10(range)) - DECIMALS) : 1
}

export function isOnStep(value: number, step: number): boolean {
  const multiple = value / step
  return Math.abs(multiple - Math.round(multiple)) <= 1e-9 * Math.max(1, Math.abs(multiple))
}

/** The multiple of a step next to a value. */
export function stepNear(value: number, step: number): number {
  return multiple(Math.round(value / step), step)
}

/** The largest multiple of a step that is not above a value, up to rounding. */
export function stepAtMost(value: number, step: number): number {
  return isOnStep(value, step) ? stepNear(value, step) : multiple(Math.floor(value / step), step)
}

/** Without the dust of binary fractions: 0.3, not 0.30000000000000004. */
function multiple(count: number, step: number): number {
  if (Number.isInteger(step)) return count * step
  const parts = Math.round(1 / step)
  if (Math.abs(parts * step - 1) < 1e-12) return count / parts
  return Number((count * step).toPrecision(15))
}
