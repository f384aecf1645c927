/** Statistics against NumPy and SciPy. */
import { describe, expect, it } from 'vitest'
import {
  histogram,
  kendallTau,
  kolmogorovSmirnov,
  lowerTailDependence,
  mean,
  pearson,
  quantiles,
  rank,
  runningMoments,
  spearman,
  spearmanMatrix,
  tTailDependence,
  variance,
  weightedQuantile,
} from '../../statistics/index.ts'
import { readGolden } from '../fixtures/golden.ts'

interface Golden {
  samples: Record<string, number[]>
  probs: number[]
  edges: number[]
  mean: Record<string, number>
  variance: Record<string, number>
  quantiles: Record<string, number[]>
  weightedQuantiles: number[]
  rank: Record<string, number[]>
  pairs: { x: string; y: string; pearson: number; spearman: number; kendall: number }[]
  histogram: number[]
  kolmogorovSmirnov: { statistic: number; pValue: number }
  clopperPearson: { successes: number; trials: number; interval: [number, number] }[]
  tTailDependence: { rho: number; nu: number; value: number }[]
}
const golden = readGolden<Golden>('samples')
const samples = Object.fromEntries(
  Object.entries(golden.samples).map(([name, values]) => [name, Float64Array.from(values)]),
)

describe('golden values', () => {
  it.each(Object.keys(golden.mean))('moments of %s', (name) => {
    expect(mean(samples[name])).toBeCloseTo(golden.mean[name], 14)
    expect(variance(samples[name])).toBeCloseTo(golden.variance[name], 13)
    const running = runningMoments()
    running.pushAll(samples[name])
    expect(running.mean).toBeCloseTo(golden.mean[name], 13)
    expect(running.variance()).toBeCloseTo(golden.variance[name], 13)
  })
  it.each(Object.keys(golden.quantiles))('type 7 quantiles of %s', (name) => {
    expect([...quantiles(samples[name], golden.probs)]).toEqual(golden.quantiles[name])
    expect([...quantiles(samples[name].slice().sort(), golden.probs)]).toEqual(golden.quantiles[name])
  })
  it('weighted quantiles', () => {
    const found = golden.probs.slice(1).map((p) => weightedQuantile(samples.continuous, samples.weights, p))
    expect(found).toEqual(golden.weightedQuantiles)
  })
  it.each(Object.keys(golden.rank))('average ranks of %s', (name) => {
    expect([...rank(samples[name])]).toEqual(golden.rank[name])
  })
  it.each(golden.pairs)('correlations of $x and $y', (pair) => {
    const [x, y] = [samples[pair.x], samples[pair.y]]
    expect(pearson(x, y)).toBeCloseTo(pair.pearson, 14)
    expect(spearman(x, y)).toBeCloseTo(pair.spearman, 14)
    expect(spearmanMatrix([x, y])[1]).toBe(spearman(y, x))
    expect(kendallTau(x, y)).toBeCloseTo(pair.kendall, 14)
  })
  it('histogram', () => {
    expect([...histogram(samples.continuous, golden.edges)]).toEqual(golden.histogram)
  })
  it('Kolmogorov–Smirnov', () => {
    const { statistic, pValue } = kolmogorovSmirnov(samples.continuous, samples.shifted)
    expect(statistic).toBeCloseTo(golden.kolmogorovSmirnov.statistic, 15)
    expect(pValue).toBeCloseTo(golden.kolmogorovSmirnov.pValue, 13)
  })
  it.each(golden.clopperPearson)(
    'binomial interval of $successes in $trials',
    ({ successes, trials, interval }) => {
      const u = new Float64Array(trials + 5).fill(0.01, 0, trials).fill(0.9, trials)
      const v = new Float64Array(trials + 5).fill(0.8).fill(0.02, 0, successes)
      const found = lowerTailDependence(u, v, 0.05)
      expect([found.successes, found.trials]).toEqual([successes, trials])
      expect(found.lower).toBeCloseTo(interval[0], 10)
      expect(found.upper).toBeCloseTo(interval[1], 10)
    },
  )
  it.each(golden.tTailDependence)('tail dependence of t, ρ = $rho, ν = $nu', ({ rho, nu, value }) => {
    expect(tTailDependence(rho, nu)).toBeCloseTo(value, 11)
  })
  it('tail dependence at ρ = 0.5, ν = 4 is 0.2532', () => {
    expect(tTailDependence(0.5, 4)).toBeCloseTo(0.2532, 4)
  })
})
