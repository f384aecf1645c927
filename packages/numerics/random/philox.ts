/** Philox 4×32-10: a bijection on 128-bit counters whose outputs pass every known test of randomness. */

const MULTIPLIER_0 = 0xd2511f53
const MULTIPLIER_1 = 0xcd9e8d57
const WEYL_0 = 0x9e3779b9
const WEYL_1 = 0xbb67ae85

/**
 * One block of Philox 4×32-10: four words out of four counter words and a key of two.
 *
 *   (hi₀, lo₀) = M₀ · c₀,  (hi₁, lo₁) = M₁ · c₂
 *   c ← (hi₁ ⊕ c₁ ⊕ k₀, lo₁, hi₀ ⊕ c₃ ⊕ k₁, lo₀),  k ← k + W,  ten times
 *
 * @param counter four 32-bit words, left unchanged
 * @param out     receives four 32-bit words; may be `counter` itself
 * @throws RangeError when `counter` or `out` does not hold four words
 * @see Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"
 * @see docs/methods/counter-based-randomness.md
 */
export function philox4x32(counter: Uint32Array, key0: number, key1: number, out: Uint32Array): void {
  if (counter.length !== 4)
    throw new RangeError(`philox4x32: need a counter of 4 words, got ${counter.length}`)
  if (out.length !== 4) throw new RangeError(`philox4x32: need an output of 4 words, got ${out.length}`)
  philoxBlock(counter[0], counter[1], counter[2], counter[3], key0, key1, out)
}

/** The same block from words in registers: what the streams call. All words are read modulo 2³². */
export function philoxBlock(
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
  out: Uint32Array,
): void {
  let c0 = counter0 | 0
  let c1 = counter1 | 0
  let c2 = counter2 | 0
  let c3 = counter3 | 0
  let k0 = key0 | 0
  let k1 = key1 | 0
  for (let round = 0; round < 10; round++) {
    // Products of 16-bit halves; with M₀ the two middle ones sum below 2³², with M₁ their carry is taken apart.
    let low = c0 & 0xffff
    let high = c0 >>> 16
    const middle0 = Math.imul(high, 0x1f53) + Math.imul(low, 0xd251) + (Math.imul(low, 0x1f53) >>> 16)
    const hi0 = (Math.imul(high, 0xd251) + (middle0 >>> 16)) | 0
    const lo0 = Math.imul(c0, MULTIPLIER_0)
    low = c2 & 0xffff
    high = c2 >>> 16
    const upper1 = (Math.imul(high, 0x8d57) + (Math.imul(low, 0x8d57) >>> 16)) | 0
    const middle1 = (Math.imul(low, 0xcd9e) + (upper1 & 0xffff)) | 0
    const hi1 = (Math.imul(high, 0xcd9e) + (upper1 >>> 16) + (middle1 >>> 16)) | 0
    const lo1 = Math.imul(c2, MULTIPLIER_1)
    c0 = hi1 ^ c1 ^ k0
    c1 = lo1
    c2 = hi0 ^ c3 ^ k1
    c3 = lo0
    k0 = (k0 + WEYL_0) | 0
    k1 = (k1 + WEYL_1) | 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}

/** ⌊word · multiplier / 2³²⌋ with the multiplier given as two halves; every partial product fits in 32 bits. */
export function highWord(word: number, multiplierHigh: number, multiplierLow: number): number {
  const low = word & 0xffff
  const high = word >>> 16
  const carry = Math.imul(low, multiplierLow) >>> 16
  const upper = (Math.imul(high, multiplierLow) + carry) | 0
  const middle = (Math.imul(low, multiplierHigh) + (upper & 0xffff)) | 0
  return (Math.imul(high, multiplierHigh) + (upper >>> 16) + (middle >>> 16)) | 0
}
