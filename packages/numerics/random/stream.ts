/** Random streams addressed by (seed, purpose, entity index): the draws for an entity never depend on who asked first. */
import { normalQuantile } from '../distributions/normal-quantile.ts'
import { highWord, philoxBlock } from './philox.ts'
import { purposeKey } from './purpose.ts'

/** Salt of the second purpose hash, which enters the key; the first one is a word of the counter. */
const KEY_SALT = 0x5bd1e995
const TWO_32 = 2 ** 32
const TWO_53 = 2 ** 53

/**
 * Opens the stream of a purpose under a seed, positioned at entity 0.
 *
 * @param seed    integer in [0, 2⁵³ − 1]
 * @param purpose what the draws are for; other purposes under the same seed are unrelated
 * @throws RangeError when the seed is not such an integer or the purpose is empty
 * @see docs/methods/counter-based-randomness.md
 */
export function openStream(seed: number | bigint, purpose: string): RandomStream {
  if (
    typeof seed === 'number' ? !Number.isSafeInteger(seed) || seed < 0 : seed < 0n || seed >= BigInt(TWO_53)
  )
    throw new RangeError(`openStream: need an integer seed in [0, 2^53 - 1], got ${seed}`)
  if (purpose === '') throw new RangeError('openStream: need a purpose name, got an empty string')
  const key = mix64(mix64(BigInt(seed)) ^ BigInt(purposeKey(purpose, KEY_SALT)))
  return new RandomStream(Number(key & 0xffffffffn), Number(key >> 32n), purposeKey(purpose))
}

/**
 * A position in the numbers of one (seed, purpose): `at(index)` seeks to an entity, every draw steps on from there.
 *
 * Counter words are (index low, index high, block, purpose hash). An entity has 2³² blocks of four words; a uniform
 * takes two words, a 32-bit integer one. Instances hold a position and are not to be shared between interleaved users.
 */
export class RandomStream {
  readonly #words = new Uint32Array(4)
  readonly #key0: number
  readonly #key1: number
  readonly #purpose: number
  #indexLow = 0
  #indexHigh = 0
  #block = 0
  /** Next unread word of the current block; 4 = all read. */
  #next = 4

  constructor(key0: number, key1: number, purpose: number) {
    this.#key0 = key0 | 0
    this.#key1 = key1 | 0
    this.#purpose = purpose | 0
  }

  /**
   * Seeks to the first draw of an entity and answers the stream itself.
   *
   * @param index entity index, integer in [0, 2⁵³ − 1]
   * @throws RangeError when the index is not such an integer
   */
  at(index: number): this {
    if (!(index >= 0 && index < TWO_53 && Math.floor(index) === index))
      throw new RangeError(`RandomStream.at: need an integer index in [0, 2^53 - 1], got ${index}`)
    this.#indexLow = index | 0
    this.#indexHigh = Math.floor(index / TWO_32) | 0
    this.#block = 0
    this.#next = 4
    return this
  }

  /** Uniform in the open interval (0, 1): (k + ½)·2⁻⁵² with k of 52 bits, so that u and 1 − u are both exact. */
  uniform(): number {
    let next = (this.#next + 1) & ~1
    if (next === 4) {
      this.#refill()
      next = 0
    }
    this.#next = next + 2
    return toUniform(this.#words[next], this.#words[next + 1])
  }

  /** Uniform integer in [0, 2³² − 1]. */
  uint32(): number {
    if (this.#next === 4) {
      this.#refill()
      this.#next = 0
    }
    return this.#words[this.#next++]
  }

  /**
   * Uniform integer in [0, n − 1] without bias (multiply and reject, Lemire 2019; 53-bit rejection above 2³²).
   *
   * @param n integer in [1, 2⁵³]
   * @throws RangeError when n is not such an integer
   */
  below(n: number): number {
    if (!(n >= 1 && n <= TWO_53 && Math.floor(n) === n))
      throw new RangeError(`RandomStream.below: need an integer in [1, 2^53], got ${n}`)
    if (n >= TWO_32) {
      const limit = TWO_53 - (TWO_53 % n)
      for (;;) {
        const draw = (this.uint32() >>> 11) * TWO_32 + this.uint32()
        if (draw < limit) return draw % n
      }
    }
    let word = this.uint32()
    if (Math.imul(word, n) >>> 0 < n) {
      const threshold = (TWO_32 - n) % n
      while (Math.imul(word, n) >>> 0 < threshold) word = this.uint32()
    }
    return highWord(word, n >>> 16, n & 0xffff) >>> 0
  }

  /** Standard normal by inverse CDF: one uniform makes one normal, increasing in it. */
  normal(): number {
    return normalQuantile(this.uniform())
  }

  /** Fills `out` with what as many calls of `uniform()` would answer. */
  fillUniform(out: Float64Array): void {
    for (let i = 0; i < out.length; i++) out[i] = this.uniform()
  }

  /** Fills `out` with what as many calls of `normal()` would answer. */
  fillNormal(out: Float64Array): void {
    for (let i = 0; i < out.length; i++) out[i] = normalQuantile(this.uniform())
  }

  #refill(): void {
    if (this.#block === TWO_32)
      throw new RangeError('RandomStream: need at most 2^32 blocks per entity, got more')
    philoxBlock(
      this.#indexLow,
      this.#indexHigh,
      this.#block,
      this.#purpose,
      this.#key0,
      this.#key1,
      this.#words,
    )
    this.#block++
  }
}

function toUniform(high: number, low: number): number {
  return (high >>> 6) * 2 ** -26 + ((low >>> 6) + 0.5) * 2 ** -52
}

/** The output function of SplitMix64, a bijection on 64-bit words. */
function mix64(value: bigint): bigint {
  let z = BigInt.asUintN(64, value + 0x9e3779b97f4a7c15n)
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
  return z ^ (z >> 31n)
}
