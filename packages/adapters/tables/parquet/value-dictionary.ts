/** Distinct values of a fixed width, numbered in the order they were first seen. */

/** A dictionary pays only while it is small. */
const MAX_ENTRIES = 16_384

/** After so many rows a column that has hardly repeated is given up. */
const FIRST_LOOK = 4_096
const HARDLY_REPEATED = 0.93

export interface ValueDictionary {
  /** Row by row, the entry's number. */
  readonly codes: Int32Array
  /** The distinct values, as words. */
  readonly words: Uint32Array
  readonly size: number
}

/**
 * @param words the values, `wordsPerValue` (1 or 2) 32-bit words each
 * @returns undefined when there are more than 16,384 distinct values, or more than a third of the rows, or the first
 *   4,096 rows hardly repeat any
 */
export function valueDictionary(words: Uint32Array, wordsPerValue: number): ValueDictionary | undefined {
  const rows = words.length / wordsPerValue
  const limit = Math.min(MAX_ENTRIES, Math.floor(rows / 3))
  const mask = (1 << (bitsFor(limit) + 1)) - 1
  const slots = new Int32Array(mask + 1).fill(-1)
  const entries = new Uint32Array(limit * wordsPerValue)
  const codes = new Int32Array(rows)
  let size = 0
  for (let row = 0; row < rows; row++) {
    if (row === FIRST_LOOK && size > HARDLY_REPEATED * FIRST_LOOK) return undefined
    const low = words[row * wordsPerValue]
    const high = wordsPerValue === 2 ? words[row * 2 + 1] : 0
    let hash = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1)
    hash ^= hash >>> 15
    let slot = hash & mask
    let code = slots[slot]
    while (
      code !== -1 &&
      (entries[code * wordsPerValue] !== low || (wordsPerValue === 2 && entries[code * 2 + 1] !== high))
    ) {
      slot = (slot + 1) & mask
      code = slots[slot]
    }
    if (code === -1) {
      if (size === limit) return undefined
      code = size++
      slots[slot] = code
      entries[code * wordsPerValue] = low
      if (wordsPerValue === 2) entries[code * 2 + 1] = high
    }
    codes[row] = code
  }
  return { codes, words: entries.subarray(0, size * wordsPerValue), size }
}

function bitsFor(size: number): number {
  return 32 - Math.clz32(Math.max(size, 1))
}
