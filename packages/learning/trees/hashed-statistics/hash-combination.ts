/** One 64-bit hash for several values, in two words of 32 bits: no object and no bigint per row. */

const multiplierHigh = 0x4906ba49
const multiplierLow = 0x4954cb65

/**
 * Takes one more value into the hashes of all rows, as CatBoost does.
 *
 *   h ← M · (h + M · v) mod 2⁶⁴,  v: 32 bits with their sign, M = 0x4906ba494954cb65
 *
 * @param high upper words of the hashes so far, 0 at first; changed in place; shape [rows]
 * @param low  lower words; changed in place; shape [rows]
 * @param values 32-bit values; shape [rows]
 * @see docs/methods/model-exchange.md
 */
export function hashCombination(high: Uint32Array, low: Uint32Array, values: Int32Array): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row]
    const productLow = Math.imul(value, multiplierLow) >>> 0
    const productHigh =
      (upperWord(value >>> 0, multiplierLow) +
        Math.imul(value, multiplierHigh) +
        Math.imul(value >> 31, multiplierLow)) >>>
      0
    const sumLow = low[row] + productLow
    const sumHigh = (high[row] + productHigh + (sumLow > 0xffffffff ? 1 : 0)) >>> 0
    const sumWord = sumLow >>> 0
    low[row] = Math.imul(sumWord, multiplierLow)
    high[row] =
      upperWord(sumWord, multiplierLow) +
      Math.imul(sumWord, multiplierHigh) +
      Math.imul(sumHigh, multiplierLow)
  }
}

/** ⌊a · b / 2³²⌋ of two unsigned words. */
function upperWord(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16)
  const carried = aLow * bHigh + (middle & 0xffff)
  return aHigh * bHigh + Math.floor(middle / 65536) + (carried >>> 16)
}
