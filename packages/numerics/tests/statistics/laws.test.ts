/** Laws of the statistics. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bivariateNormalCdf, normalQuantile, studentTCdf } from '../../distributions/index.ts'
import { openStream } from '../../random/index.ts'
import {
  equalFrequencyEdges,
  gaussianToSpearman,
  histogram,
  kendallTau,
  kolmogorovSmirnov,
  lowerTailDependence,
  mean,
  orderOf,
  pearson,
  quantiles,
  rank,
  runningMoments,
  spearman,
  spearmanToGaussian,
  totalVariation,
  tTailDependence,
  variance,
  weightedQuantile,
} from '../../statistics/index.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
const few = fc.integer({ min: -4, max: 4 })
const sample = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 })

describe('order and rank', () => {
  it('orders every double, stably', () => {
    const value = fc.oneof(finite, few, fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (values) => {
        const list = values.map((v) => v + 0)
        const expected = list
          .map((_, i) => i)
          .sort((i, j) => (list[i] < list[j] ? -1 : list[i] > list[j] ? 1 : i - j))
        fc.pre(!list.some((v) => Object.is(v, -0)))
        expect([...orderOf(list)]).toEqual(expected)
      }),
    )
  })
  it('puts NaN last and ties −0 with 0 in ranks', () => {
    expect([...orderOf([Number.NaN, 2, -1])]).toEqual([2, 1, 0])
    expect([...rank([0, -0, 1])]).toEqual([1.5, 1.5, 3])
  })
  it('ranks sum to n(n + 1)/2 and count what lies below', () => {
    fc.assert(
      fc.property(fc.array(few, { minLength: 1, maxLength: 40 }), (values) => {
        const ranks = rank(values)
        values.forEach((value, i) => {
          const below = values.filter((other) => other < value).length
          const ties = values.filter((other) => other === value).length
          expect(ranks[i]).toBe(below + (ties + 1) / 2)
        })
      }),
    )
  })
})

describe('correlation', () => {
  it('Kendall equals the definition by pairs', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(few, few), { minLength: 2, maxLength: 30 }), (pairs) => {
        const x = pairs.map((pair) => pair[0])
        const y = pairs.map((pair) => pair[1])
        let score = 0
        let untiedX = 0
        let untiedY = 0
        for (let i = 0; i < x.length; i++)
          for (let j = 0; j < i; j++) {
            score += Math.sign(x[i] - x[j]) * Math.sign(y[i] - y[j])
            untiedX += x[i] === x[j] ? 0 : 1
            untiedY += y[i] === y[j] ? 0 : 1
          }
        const expected = score / Math.sqrt(untiedX) / Math.sqrt(untiedY)
        if (Number.isNaN(expected)) expect(kendallTau(x, y)).toBeNaN()
        else expect(kendallTau(x, y)).toBeCloseTo(expected, 14)
      }),
    )
  })
  it('ranks do not see monotone transformations', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(few, few), { minLength: 2, maxLength: 30 }), (pairs) => {
        const x = pairs.map((pair) => pair[0])
        const y = pairs.map((pair) => pair[1])
        expect(spearman(x.map(Math.exp), y)).toEqual(spearman(x, y))
        expect(
          kendallTau(
            x,
            y.map((v) => v ** 3),
          ),
        ).toEqual(kendallTau(x, y))
      }),
    )
  })
  it('the two conversions are inverse, and exact at the ends', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (rho) => {
        expect(gaussianToSpearman(spearmanToGaussian(rho))).toBeCloseTo(rho, 14)
      }),
    )
    expect(spearmanToGaussian(1)).toBeCloseTo(1, 15)
    expect(spearmanToGaussian(0)).toBe(0)
  })
  it('the conversion makes a Gaussian copula hit a Spearman target', () => {
    const target = -0.55
    const r = spearmanToGaussian(target)
    const stream = openStream(21, 'copula')
    const n = 100_000
    const x = new Float64Array(n)
    const y = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      x[i] = stream.at(i).normal()
      y[i] = Math.exp(r * x[i] + Math.sqrt(1 - r * r) * stream.normal())
    }
    expect(Math.abs(spearman(x, y) - target)).toBeLessThan(0.01)
  })
  it('refuses unequal and short columns', () => {
    expect(() => pearson([1, 2], [1])).toThrow(RangeError)
    expect(() => kendallTau([1], [1])).toThrow(RangeError)
    expect(() => spearmanToGaussian(1.2)).toThrow(RangeError)
    expect(pearson([1, 1], [2, 3])).toBeNaN()
  })
})

describe('moments', () => {
  it('running moments merge to what one pass gives', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const whole = [...a, ...b]
        const left = runningMoments()
        const right = runningMoments()
        left.pushAll(a)
        right.pushAll(b)
        left.merge(right)
        left.merge(runningMoments())
        const empty = runningMoments()
        empty.merge(left)
        const scale = Math.max(1, ...whole.map(Math.abs))
        for (const merged of [left, empty]) {
          expect(merged.count).toBe(whole.length)
          expect(Math.abs(merged.mean - mean(whole))).toBeLessThan(1e-12 * scale)
          expect(Math.abs(merged.variance(0) - variance(whole, 0))).toBeLessThan(1e-12 * scale * scale)
          expect(merged.min).toBe(Math.min(...whole))
          expect(merged.max).toBe(Math.max(...whole))
        }
      }),
    )
  })
  it('variance survives a large offset', () => {
    expect(variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBe(30)
  })
  it('refuses too few values', () => {
    expect(() => mean([])).toThrow(RangeError)
    expect(() => variance([1])).toThrow(RangeError)
    expect(runningMoments().mean).toBeNaN()
  })
})

describe('quantiles and bins', () => {
  it('quantiles are monotone and end at the extremes', () => {
    const probs = Array.from({ length: 41 }, (_, i) => i / 40)
    fc.assert(
      fc.property(sample, (values) => {
        const found = quantiles(values, probs)
        expect(found[0]).toBe(Math.min(...values.map((v) => v + 0)))
        expect(found[40]).toBe(Math.max(...values.map((v) => v + 0)))
        for (let i = 1; i < found.length; i++) expect(found[i]).toBeGreaterThanOrEqual(found[i - 1])
      }),
    )
  })
  it('equal weights are no weights', () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const sorted = values.slice().sort((a, b) => a - b)
        const at = Math.max(0, Math.ceil(p * values.length) - 1)
        expect(weightedQuantile(values, new Float64Array(values.length).fill(1), p)).toBe(sorted[at])
      }),
    )
  })
  it('equal-frequency bins hold every value and as many each as ties allow', () => {
    const values = openStream(22, 'bins')
    const draws = new Float64Array(10_000)
    values.fillNormal(draws)
    const edges = equalFrequencyEdges(draws, 10)
    expect([...histogram(draws, edges)]).toEqual(new Array(10).fill(1000))
    expect([...equalFrequencyEdges([1, 1, 1, 1, 2], 4)]).toEqual([1, 2])
    expect([...equalFrequencyEdges([3, 3], 4)]).toEqual([3])
  })
  it('a histogram does not count what lies outside', () => {
    expect([...histogram([-1, 0, 0.5, 1, 2, Number.NaN], [0, 0.5, 1])]).toEqual([1, 2])
    expect(() => histogram([1], [0, 0])).toThrow(RangeError)
  })
})

describe('distances', () => {
  it('Kolmogorov–Smirnov lies in [0, 1], is symmetric, and is 0 on the same sample', () => {
    fc.assert(
      fc.property(sample, sample, (x, y) => {
        const there = kolmogorovSmirnov(x, y)
        const back = kolmogorovSmirnov(y, x)
        expect(there.statistic).toBe(back.statistic)
        expect(there.statistic >= 0 && there.statistic <= 1).toBe(true)
        expect(there.pValue >= 0 && there.pValue <= 1).toBe(true)
        expect(kolmogorovSmirnov(x, x)).toEqual({ statistic: 0, pValue: 1 })
      }),
    )
  })
  it('total variation is 1 for disjoint and 0 for equal distributions', () => {
    expect(totalVariation([1, 0], [0, 1])).toBe(1)
    expect(totalVariation([0.5, 0.5], [0.5, 0.5])).toBe(0)
    expect(() => totalVariation([1], [1, 0])).toThrow(RangeError)
  })
})

describe('tail dependence', () => {
  const n = 200_000
  const rho = 0.5

  it('a Gaussian copula shows what the bivariate normal law says', () => {
    const stream = openStream(31, 'gaussian')
    const x = new Float64Array(n)
    const y = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      x[i] = stream.at(i).normal()
      y[i] = rho * x[i] + Math.sqrt(1 - rho * rho) * stream.normal()
    }
    const pseudo = (values: Float64Array) => rank(values).map((r) => r / (n + 1))
    const found = lowerTailDependence(pseudo(x), pseudo(y), 0.05, 0.999)
    const z = normalQuantile(0.05)
    const exact = bivariateNormalCdf(z, z, rho) / 0.05
    expect(found.lower).toBeLessThan(exact)
    expect(found.upper).toBeGreaterThan(exact)
  })

  it('a t copula keeps it far out, where the Gaussian one loses it', () => {
    const nu = 4
    const stream = openStream(32, 't')
    const u = new Float64Array(n)
    const v = new Float64Array(n)
    const gaussianU = new Float64Array(n)
    const gaussianV = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      const a = stream.at(i).normal()
      const b = rho * a + Math.sqrt(1 - rho * rho) * stream.normal()
      let chi = 0
      for (let k = 0; k < nu; k++) chi += stream.normal() ** 2
      const scale = Math.sqrt(nu / chi)
      u[i] = studentTCdf(a * scale, nu)
      v[i] = studentTCdf(b * scale, nu)
      gaussianU[i] = a
      gaussianV[i] = b
    }
    const limit = tTailDependence(rho, nu)
    const found = lowerTailDependence(u, v, 0.002, 0.999)
    expect(found.lower).toBeLessThan(limit + 0.03)
    expect(found.upper).toBeGreaterThan(limit)
    const pseudo = (values: Float64Array) => rank(values).map((r) => r / (n + 1))
    expect(lowerTailDependence(pseudo(gaussianU), pseudo(gaussianV), 0.002, 0.999).upper).toBeLessThan(limit)
  })

  it('is 0 for the Gaussian limit, 1 at ρ = 1, and refuses an empty tail', () => {
    expect(tTailDependence(0.9, Number.POSITIVE_INFINITY)).toBe(0)
    expect(tTailDependence(1, 4)).toBe(1)
    expect(tTailDependence(-1, 4)).toBe(0)
    expect(() => lowerTailDependence([0.9], [0.9], 0.05)).toThrow(RangeError)
  })
})
