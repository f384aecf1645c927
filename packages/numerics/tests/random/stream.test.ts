/** Streams: addressed draws, whatever the order; distributions at fixed seeds. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chiSquareSurvival } from '../../distributions/index.ts'
import { openStream } from '../../random/index.ts'
import { mean, variance } from '../../statistics/index.ts'

const seed = fc.maxSafeNat()
const index = fc.maxSafeNat()

describe('openStream', () => {
  it('draws for an entity do not depend on what was drawn before', () => {
    fc.assert(
      fc.property(seed, fc.array(index, { minLength: 1, maxLength: 20 }), (s, indices) => {
        const draw = (i: number) => {
          const stream = openStream(s, 'income').at(i)
          return [stream.uniform(), stream.uint32(), stream.uniform(), stream.below(10), stream.normal()]
        }
        const shared = openStream(s, 'income')
        for (const i of [...indices].reverse()) {
          const at = shared.at(i)
          const seen = [at.uniform(), at.uint32(), at.uniform(), at.below(10), at.normal()]
          expect(seen).toEqual(draw(i))
        }
      }),
    )
  })

  it('stays the same across releases', () => {
    const stream = openStream(20240229, 'borrower-score').at(734_211)
    expect([stream.uniform(), stream.uint32(), stream.below(1000), stream.normal()]).toMatchInlineSnapshot(`
      [
        0.627297135964045,
        3015079032,
        806,
        -2.0067045904455356,
      ]
    `)
  })

  it('takes a bigint for the same integer', () => {
    expect(openStream(7n, 'a').uint32()).toBe(openStream(7, 'a').uint32())
  })

  it('seeds, purposes and entities are unrelated, also beyond 32 bits', () => {
    const first = (s: number, purpose: string, i: number) => openStream(s, purpose).at(i).uniform()
    const seen = new Set<number>()
    const high = 2 ** 32
    for (const s of [0, 1, high, high + 1, 2 ** 53 - 1])
      for (const purpose of ['a', 'b', 'ab', 'ba'])
        for (const i of [0, 1, high, high + 1, 2 ** 53 - 1]) seen.add(first(s, purpose, i))
    expect(seen.size).toBe(5 * 4 * 5)
  })

  it('neighbouring seeds are uncorrelated', () => {
    const n = 20_000
    const a = openStream(1, 'x')
    const b = openStream(2, 'x')
    let sum = 0
    for (let i = 0; i < n; i++) sum += (a.uniform() - 0.5) * (b.uniform() - 0.5)
    expect(Math.abs((sum / n) * 12)).toBeLessThan(4 / Math.sqrt(n))
  })

  it.each([-1, 1.5, 2 ** 53, Number.NaN])('refuses seed and index %f', (bad) => {
    expect(() => openStream(bad, 'a')).toThrow(RangeError)
    expect(() => openStream(0, 'a').at(bad)).toThrow(RangeError)
  })
  it('streams of other seeds and purposes, later draws and neighbouring entities are uncorrelated', () => {
    const n = 50_000
    const series = [0, 1, 2 ** 32, 2 ** 53 - 1].flatMap((s) =>
      ['portfolio-latents', 'portfolio-loans', 'x'].flatMap((purpose) => {
        const stream = openStream(s, purpose)
        const [first, second] = [new Float64Array(n), new Float64Array(n)]
        for (let i = 0; i < n; i++) {
          first[i] = stream.at(i).uniform() - 0.5
          second[i] = stream.uniform() - 0.5
        }
        return [first, second]
      }),
    )
    let [count, squares, largest] = [0, 0, 0]
    for (const [a, x] of series.entries())
      for (const y of series.slice(a))
        for (const lag of x === y ? [1, 2, 256] : [0, 1, 256]) {
          let sum = 0
          for (let i = 0; i + lag < n; i++) sum += x[i] * y[i + lag]
          const z = (12 * sum) / Math.sqrt(n - lag)
          count++
          squares += z * z
          largest = Math.max(largest, Math.abs(z))
        }
    // z² has mean 1 and variance 2; 900 of them stay under 4.5.
    expect(Math.abs(squares / count - 1)).toBeLessThan(4 * Math.sqrt(2 / count))
    expect(largest).toBeLessThan(4.5)
  })
  it('refuses an empty purpose, a large bigint and a bad bound', () => {
    expect(() => openStream(0, '')).toThrow(RangeError)
    expect(() => openStream(2n ** 53n, 'a')).toThrow(RangeError)
    for (const n of [0, -3, 1.5, 2 ** 53 + 2]) expect(() => openStream(0, 'a').below(n)).toThrow(RangeError)
  })
})

describe('draws', () => {
  it('a block makes two uniforms or four words', () => {
    const words = openStream(3, 'words')
    const uniforms = openStream(3, 'words')
    for (let block = 0; block < 5; block++) {
      const w = [words.uint32(), words.uint32(), words.uint32(), words.uint32()]
      expect(uniforms.uniform()).toBe(((w[0] >>> 6) * 2 ** 26 + (w[1] >>> 6) + 0.5) * 2 ** -52)
      expect(uniforms.uniform()).toBe(((w[2] >>> 6) * 2 ** 26 + (w[3] >>> 6) + 0.5) * 2 ** -52)
    }
  })

  it('fills equal single draws', () => {
    const uniforms = new Float64Array(101)
    const normals = new Float64Array(101)
    openStream(5, 'fill').fillUniform(uniforms)
    openStream(5, 'fill').fillNormal(normals)
    const one = openStream(5, 'fill')
    const two = openStream(5, 'fill')
    for (let i = 0; i < 101; i++) {
      expect(uniforms[i]).toBe(one.uniform())
      expect(normals[i]).toBe(two.normal())
    }
  })

  it('uniforms fill the interval evenly, across draws and across entities', () => {
    const n = 200_000
    const bins = 100
    const across = openStream(11, 'uniformity')
    const along = openStream(11, 'uniformity').at(2 ** 40)
    for (const draw of [(i: number) => across.at(i).uniform(), () => along.uniform()]) {
      const counts = new Float64Array(bins)
      for (let i = 0; i < n; i++) {
        const u = draw(i)
        if (!(u > 0 && u < 1)) throw new Error(`outside (0, 1): ${u}`)
        counts[Math.floor(u * bins)]++
      }
      expect(chiSquareP(counts, n)).toBeGreaterThan(0.001)
    }
  })

  it('normals have the moments of a normal', () => {
    const values = new Float64Array(200_000)
    openStream(12, 'moments').fillNormal(values)
    expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(values.length))
    expect(Math.abs(variance(values) - 1)).toBeLessThan(4 * Math.sqrt(2 / values.length))
    expect(Math.abs(mean(values.map((z) => z ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96 / values.length))
  })

  it.each([1, 2, 3, 7, 10, 1000])('below(%i) is even', (n) => {
    const draws = 60_000
    const counts = new Float64Array(n)
    const stream = openStream(13, 'below')
    for (let i = 0; i < draws; i++) counts[stream.below(n)]++
    expect(n === 1 ? 1 : chiSquareP(counts, draws)).toBeGreaterThan(0.001)
  })

  it('below reaches large bounds without bias to either half', () => {
    for (const n of [2 ** 31 + 1, 2 ** 32, 3 * 2 ** 31, 2 ** 40 + 7, 2 ** 53]) {
      const stream = openStream(14, 'large')
      let upper = 0
      for (let i = 0; i < 20_000; i++) {
        const draw = stream.below(n)
        expect(Number.isInteger(draw) && draw >= 0 && draw < n).toBe(true)
        if (draw >= n / 2) upper++
      }
      expect(Math.abs(upper - 10_000)).toBeLessThan(4 * Math.sqrt(5000))
    }
  })
})

function chiSquareP(counts: Float64Array, n: number): number {
  const expected = n / counts.length
  let statistic = 0
  for (const count of counts) statistic += (count - expected) ** 2 / expected
  return chiSquareSurvival(statistic, counts.length - 1)
}
