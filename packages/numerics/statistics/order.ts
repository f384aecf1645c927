/** The order of values, by radix sort on their bits: linear, stable, without a comparator. */

const DIGIT_BITS = 11
const BUCKETS = 1 << DIGIT_BITS
const DIGITS_PER_WORD = [0, 11, 22]

/**
 * Indices that put the values in ascending order; equal values keep theirs.
 *
 * −0 comes just before 0. NaN, which is the caller's business, comes last (first, with its sign bit set).
 *
 * @param values shape [n], n < 2³²
 * @returns shape [n]
 */
export function orderOf(values: ArrayLike<number>): Uint32Array {
  const n = values.length
  const low = new Uint32Array(n)
  const high = new Uint32Array(n)
  const double = new Float64Array(1)
  const words = new Uint32Array(double.buffer)
  const highWord = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0
  let indices = new Uint32Array(n)
  for (let i = 0; i < n; i++) {
    double[0] = values[i]
    // Flip the sign bit of positives and every bit of negatives: unsigned order is then the order of the doubles.
    const flip = words[highWord] >>> 31 === 1 ? 0xffffffff : 0
    low[i] = words[1 - highWord] ^ flip
    high[i] = words[highWord] ^ (flip | 0x80000000)
    indices[i] = i
  }
  let spare = new Uint32Array(n)
  for (const word of [low, high]) {
    for (const shift of DIGITS_PER_WORD) {
      if (distribute(word, shift, indices, spare)) [indices, spare] = [spare, indices]
    }
  }
  return indices
}

/** One stable counting pass over a digit; false when all share the digit and nothing had to move. */
function distribute(word: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): boolean {
  const n = from.length
  const starts = new Uint32Array(BUCKETS)
  for (let i = 0; i < n; i++) starts[(word[i] >>> shift) & (BUCKETS - 1)]++
  let sum = 0
  for (let b = 0; b < BUCKETS; b++) {
    const count = starts[b]
    if (count === n) return false
    starts[b] = sum
    sum += count
  }
  for (let i = 0; i < n; i++) {
    const index = from[i]
    to[starts[(word[index] >>> shift) & (BUCKETS - 1)]++] = index
  }
  return true
}
