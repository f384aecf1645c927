/** Laws of distributions: inverses, monotony, symmetry, refusals. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aliasTable,
  betaCdf,
  betaPdf,
  betaQuantile,
  bivariateNormalCdf,
  categoricalQuantile,
  cumulativeWeights,
  gammaCdf,
  gammaPdf,
  gammaQuantile,
  gammaSurvival,
  normalCdf,
  normalPdf,
  normalQuantile,
  normalQuantileUpper,
  poissonPmf,
  poissonQuantile,
  poissonSampler,
  studentTCdf,
  studentTPdf,
  studentTQuantile,
  studentTQuantileTable,
} from '../../distributions/index.ts'

const probability = fc.double({ min: 2 ** -60, max: 1 - 2 ** -50, noNaN: true })
const tinyProbability = fc.double({ min: -690, max: -1e-6, noNaN: true }).map(Math.exp)
const shape = fc.double({ min: -3, max: 8, noNaN: true }).map(Math.exp)
const degrees = fc.double({ min: -1, max: 12, noNaN: true }).map(Math.exp)

/** How well a probability survives quantile and cdf: relative to p below ½, to 1 − p above. */
function expectSameProbability(p: number, back: number, tolerance: number): void {
  expect(Math.abs(back - p), `${p} came back as ${back}`).toBeLessThanOrEqual(
    tolerance * Math.min(p, 1) + 2e-16,
  )
}

describe('cdf ∘ quantile is the identity', () => {
  it('normal, down to e^−690', () => {
    // A relative error ε of x moves Φ by x²·ε in the tail: hence the tolerance.
    fc.assert(
      fc.property(tinyProbability, (p) => expectSameProbability(p, normalCdf(normalQuantile(p)), 2e-12)),
    )
  })
  it('Student t for any ν', () => {
    fc.assert(
      fc.property(probability, degrees, (p, nu) =>
        expectSameProbability(p, studentTCdf(studentTQuantile(p, nu), nu), 1e-11),
      ),
    )
  })
  it('gamma', () => {
    fc.assert(
      fc.property(probability, shape, (p, a) => {
        const x = gammaQuantile(p, a, 3)
        fc.pre(x > 1e-280)
        expectSameProbability(p, gammaCdf(x, a, 3), 1e-11)
      }),
    )
  })
  it('beta', () => {
    fc.assert(
      fc.property(probability, shape, shape, (p, a, b) => {
        const x = betaQuantile(p, a, b)
        fc.pre(x > 1e-280 && x < 1 - 1e-6)
        expect(Math.abs(betaCdf(x, a, b) - p)).toBeLessThanOrEqual(
          1e-10 * p + betaPdf(x, a, b) * x * 4e-16 + 1e-15,
        )
      }),
    )
  })
})

describe('monotony and symmetry', () => {
  it('quantiles never decrease', () => {
    fc.assert(
      fc.property(probability, probability, degrees, (p, q, nu) => {
        const [low, high] = p < q ? [p, q] : [q, p]
        expect(normalQuantile(low)).toBeLessThanOrEqual(normalQuantile(high))
        const slack = 1e-12 * (1 + Math.abs(studentTQuantile(high, nu)))
        expect(studentTQuantile(low, nu)).toBeLessThanOrEqual(studentTQuantile(high, nu) + slack)
      }),
    )
  })
  it('are antisymmetric where 1 − p is exact', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 52 - 1 }), degrees, (k, nu) => {
        const p = k * 2 ** -52
        expect(normalQuantile(1 - p)).toBe(0 - normalQuantile(p))
        expect(studentTQuantile(1 - p, nu) + studentTQuantile(p, nu)).toBe(0)
      }),
    )
  })
  it('the upper quantile keeps tails that 1 − q would lose', () => {
    expect(normalQuantileUpper(1e-30)).toBe(-normalQuantile(1e-30))
  })
  it('t joins the normal law at large ν', () => {
    for (const p of [1e-12, 0.001, 0.3, 0.9]) {
      const below = studentTQuantile(p, 9.999e7)
      const above = studentTQuantile(p, 1.0001e8)
      expect(Math.abs(below - above)).toBeLessThan(1e-9)
      expect(studentTCdf(above, 1.0001e8)).toBeCloseTo(p, 14)
    }
    expect(studentTQuantile(0.2, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.2))
  })
})

describe('densities are derivatives', () => {
  const derivative = (f: (x: number) => number, x: number) => (f(x + 1e-5) - f(x - 1e-5)) / 2e-5
  it.each([0.3, 1.7, 2.9])('at %f', (x) => {
    expect(normalPdf(x)).toBeCloseTo(derivative(normalCdf, x), 8)
    expect(studentTPdf(x, 3.3)).toBeCloseTo(
      derivative((v) => studentTCdf(v, 3.3), x),
      8,
    )
    expect(gammaPdf(x, 12.5, 0.3)).toBeCloseTo(
      derivative((v) => gammaCdf(v, 12.5, 0.3), x),
      8,
    )
    expect(betaPdf(x / 3, 2.2, 0.7)).toBeCloseTo(
      derivative((v) => betaCdf(v, 2.2, 0.7), x / 3),
      6,
    )
  })
  it('gamma tails sum to one', () => {
    fc.assert(
      fc.property(shape, shape, (x, a) => {
        expect(gammaCdf(x, a) + gammaSurvival(x, a)).toBeCloseTo(1, 14)
      }),
    )
  })
})

describe('studentTQuantileTable', () => {
  it.each([1, 1.3, 2.5, 4, 30, 1000])('agrees with the exact quantile, ν = %f', (nu) => {
    const fast = studentTQuantileTable(nu)
    let worst = 0
    for (let i = 1; i < 4000; i++) {
      const p = i % 2 === 0 ? 2 ** (-1 - 60 * ((i * 0.618) % 1)) : (i * 0.6180339) % 1
      const exact = studentTQuantile(p, nu)
      worst = Math.max(worst, Math.abs(fast(p) - exact) / Math.max(1, Math.abs(exact)))
    }
    expect(worst).toBeLessThan(1e-12)
  })
  it('answers the ends, the middle and both sides alike', () => {
    const fast = studentTQuantileTable(4)
    expect([fast(0), fast(0.5), fast(1)]).toEqual([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY])
    expect(fast(0.75)).toBe(-fast(0.25))
    expect(() => fast(1.5)).toThrow(RangeError)
    expect(() => fast(Number.NaN)).toThrow(RangeError)
  })
})

describe('bivariateNormalCdf', () => {
  const threshold = fc.double({ min: -6, max: 6, noNaN: true })
  const correlation = fc.double({ min: -1, max: 1, noNaN: true })
  it('is symmetric, within the Fréchet bounds, and adds up over the correlation sign', () => {
    fc.assert(
      fc.property(threshold, threshold, correlation, (h, k, rho) => {
        const p = bivariateNormalCdf(h, k, rho)
        expect(p).toBeCloseTo(bivariateNormalCdf(k, h, rho), 14)
        expect(p).toBeLessThanOrEqual(Math.min(normalCdf(h), normalCdf(k)) + 1e-15)
        expect(p).toBeGreaterThanOrEqual(Math.max(0, normalCdf(h) + normalCdf(k) - 1) - 1e-15)
        expect(p + bivariateNormalCdf(h, -k, -rho)).toBeCloseTo(normalCdf(h), 14)
      }),
    )
  })
  it('knows the orthant formula and the ends', () => {
    for (const rho of [-1, -0.93, -0.5, 0, 0.6, 0.95, 1])
      expect(bivariateNormalCdf(0, 0, rho)).toBeCloseTo(0.25 + Math.asin(rho) / (2 * Math.PI), 14)
    expect(bivariateNormalCdf(Number.POSITIVE_INFINITY, -1, 0.3)).toBe(normalCdf(-1))
    expect(bivariateNormalCdf(Number.NEGATIVE_INFINITY, -1, 0.3)).toBe(0)
  })
})

describe('finite draws', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 })
    .filter((list) => list.some((weight) => weight > 0))
    .map((list) => Float64Array.from(list))

  it('the alias table gives each outcome its share of the unit interval', () => {
    fc.assert(
      fc.property(weights, (list) => {
        const table = aliasTable(list)
        const total = list.reduce((sum, weight) => sum + weight, 0)
        // The length of each outcome's preimage, on a grid that no cell boundary is far from.
        const n = 4000
        const counts = new Float64Array(list.length)
        for (let i = 0; i < n; i++) counts[table.draw((i + 0.5) / n)]++
        for (let k = 0; k < list.length; k++) {
          expect(Math.abs(counts[k] / n - list[k] / total)).toBeLessThan(0.01)
          if (list[k] === 0) expect(counts[k]).toBe(0)
        }
      }),
    )
  })
  it('the categorical quantile is monotone and skips outcomes of weight zero', () => {
    fc.assert(
      fc.property(
        weights,
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (list, u, v) => {
          const cumulative = cumulativeWeights(list)
          const [low, high] = [Math.min(u, v), Math.max(u, v)]
          expect(categoricalQuantile(cumulative, low)).toBeLessThanOrEqual(
            categoricalQuantile(cumulative, high),
          )
          expect(list[categoricalQuantile(cumulative, u)]).toBeGreaterThan(0)
        },
      ),
    )
  })
  it('the Poisson sampler is the quantile, and its mass sums to one', () => {
    for (const mean of [0, 0.2, 7, 1234]) {
      const sampler = poissonSampler(mean)
      let mass = 0
      for (let count = 0; count < mean + 40 * Math.sqrt(mean) + 60; count++) mass += poissonPmf(count, mean)
      expect(mass).toBeCloseTo(1, 12)
      for (const p of [1e-6, 0.2, 0.5, 0.97]) expect(sampler.draw(p)).toBe(poissonQuantile(p, mean))
    }
  })
})

describe('bad input', () => {
  it.each([
    ['normalQuantile', () => normalQuantile(1.1)],
    ['normalQuantile', () => normalQuantile(Number.NaN)],
    ['studentTQuantile', () => studentTQuantile(0.5, 0)],
    ['studentTCdf', () => studentTCdf(0.5, -1)],
    ['studentTQuantileTable', () => studentTQuantileTable(0.5)],
    ['gammaQuantile', () => gammaQuantile(-0.1, 1)],
    ['gammaCdf', () => gammaCdf(1, 0)],
    ['betaCdf', () => betaCdf(0.5, 0, 1)],
    ['bivariateNormalCdf', () => bivariateNormalCdf(0, 0, 1.01)],
    ['poissonSampler', () => poissonSampler(-1)],
    ['aliasTable', () => aliasTable(new Float64Array([0, 0]))],
    ['aliasTable', () => aliasTable(new Float64Array([1, -1]))],
  ])('%s refuses it by name', (name, call) => {
    expect(call).toThrow(RangeError)
    expect(call).toThrow(name)
  })
})
