/** The grid a column's values lie on: so many decimals, or multiples of a unit. */
import type { Rounding } from '../model.ts'

const MOST_DECIMALS = 8
/** Units tried from the largest down: round amounts, and seconds, minutes, hours and days of a timestamp. */
const UNITS = [86_400_000, 3_600_000, 1_000_000, 100_000, 60_000, 10_000, 1000, 500, 100, 50, 10, 5]

/**
 * The coarsest grid that holds every value.
 *
 * @param values NaN where missing
 */
export function roundingOf(values: Float64Array): Rounding {
  if (everyValue(values, Number.isInteger)) {
    for (const unit of UNITS) if (everyValue(values, (x) => x % unit === 0)) return { unit, decimals: 0 }
    return { unit: 1, decimals: 0 }
  }
  for (let decimals = 1; decimals <= MOST_DECIMALS; decimals++) {
    const scale = 10 ** decimals
    if (everyValue(values, (x) => Math.abs(x) < 1e14 / scale && Math.round(x * scale) / scale === x))
      return { unit: 0, decimals }
  }
  return { unit: 0, decimals: -1 }
}

function everyValue(values: Float64Array, test: (x: number) => boolean): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]) && !test(values[i])) return false
  return true
}
