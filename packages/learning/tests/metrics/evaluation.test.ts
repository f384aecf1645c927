/** The report of everything, and what it refuses. */
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import {
  auc,
  averagePrecision,
  bootstrapIntervals,
  brierScore,
  calibrationError,
  captureRate,
  confusionAt,
  evaluateBinary,
  expectedCost,
  ksStatistic,
  logLoss,
  multiclassLogLoss,
  regressionErrors,
} from '../../metrics/index.ts'

function sample(n: number, seed: number, weighted = false) {
  const stream = openStream(seed, 'evaluation-sample')
  const probability = new Float64Array(n)
  const label = new Float64Array(n)
  const weight = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    probability[i] = Math.round(100 / (1 + Math.exp(1 - 1.5 * stream.normal()))) / 100
    label[i] = stream.uniform() < probability[i] ? 1 : 0
    weight[i] = stream.below(3)
  }
  label.set([0, 1])
  weight.set([1, 1])
  return { label, probability, weight: weighted ? weight : undefined }
}
const costs = { falsePositive: 1, falseNegative: 30, truePositive: 5 }

describe('evaluateBinary', () => {
  it.each([false, true])('says what each metric says, weighted: %s', (weighted) => {
    const data = sample(500, 1, weighted)
    const { label, probability, weight } = data
    const report = evaluateBinary(data, { seed: 7, replicates: 50, costs })
    expect(report.auc.value).toBe(auc(label, probability, weight))
    expect(report.gini.value).toBeCloseTo(2 * report.auc.value - 1, 12)
    expect(report.ks.value).toBe(ksStatistic(label, probability, weight).ks)
    expect(report.averagePrecision.value).toBe(averagePrecision(label, probability, weight))
    expect(report.brier.value).toBe(brierScore(label, probability, weight))
    expect(report.logLoss.value).toBe(logLoss(label, probability, weight))
    expect(report.calibrationError.equalMass.value).toBe(calibrationError(label, probability, weight))
    expect(report.captures[2].captured.value).toBe(captureRate(label, probability, 0.1, weight))
    expect(report.decision?.threshold).toBeCloseTo(1 / 26, 12)
    expect(report.decision?.why).toMatch(/25 times a false alarm/)
    expect(evaluateBinary(data, { seed: 7, replicates: 50, costs })).toEqual(report)
    expect(evaluateBinary(data, { seed: 8, replicates: 50, costs }).ks).not.toEqual(report.ks)
  })
  it.each([false, true])('resamples by the same metrics, weighted: %s', (weighted) => {
    const { label, probability, weight } = sample(150, 2, weighted)
    const report = evaluateBinary({ label, probability, weight }, { seed: 3, replicates: 40, costs })
    const kinds = [1, 0].map((kind) =>
      Uint32Array.from(label.keys()).filter((i) => label[i] === kind && (weight?.[i] ?? 1) > 0),
    )
    // Classes in the order of the ranking, as the report lays them out.
    const order = [...label.keys()].sort((a, b) => probability[b] - probability[a] || b - a)
    const ranked = kinds.map((rows) => {
      const held = new Set(rows)
      return Uint32Array.from(order.filter((row) => held.has(row)))
    })
    const by = bootstrapIntervals(
      ranked,
      label.length,
      6,
      (counts, out) => {
        const w = Float64Array.from(counts, (count, i) => count * (weight?.[i] ?? 1))
        out[0] = ksStatistic(label, probability, w).ks
        out[1] = averagePrecision(label, probability, w)
        out[2] = brierScore(label, probability, w)
        out[3] = logLoss(label, probability, w)
        out[4] = expectedCost(confusionAt(label, probability, 1 / 26, w), costs)
        out[5] = captureRate(label, probability, 0.05, w)
      },
      { seed: 3, replicates: 40 },
    )
    const found = [
      // KS is reflected about its value.
      { lower: 2 * report.ks.value - report.ks.upper, upper: 2 * report.ks.value - report.ks.lower },
      report.averagePrecision,
      report.brier,
      report.logLoss,
      report.decision?.cost,
      report.captures[1].captured,
    ]
    for (let v = 0; v < by.length; v++) {
      expect(found[v]?.lower).toBeCloseTo(by[v][0], 12)
      expect(found[v]?.upper).toBeCloseTo(by[v][1], 12)
    }
  })
  it('two rows, all scores equal, perfect scores', () => {
    const two = { label: Float64Array.of(0, 1), probability: Float64Array.of(0.2, 0.9) }
    expect(evaluateBinary(two, { seed: 1 }).auc).toMatchObject({ value: 1, lower: 1, upper: 1 })
    const flat = evaluateBinary({ ...two, probability: Float64Array.of(0.5, 0.5) }, { seed: 1 })
    expect([flat.auc.value, flat.ks.value, flat.averagePrecision.value]).toEqual([0.5, 0, 0.5])
    expect(flat.gains.every((band) => Math.abs(band.lift - 1) < 1e-12)).toBe(true)
    expect(flat.decision).toBeUndefined()
  })
})

describe('coverage', () => {
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
  /** Outcomes of log-odds z, predicted as slope·z + shift. */
  function population(n: number, seed: number, slope: number, shift: number) {
    const stream = openStream(seed, 'coverage-population')
    const z = Float64Array.from({ length: n }, () => stream.normal() - 1.3)
    return {
      label: z.map((x) => (stream.uniform() < sigmoid(x) ? 1 : 0)),
      probability: z.map((x) => sigmoid(slope * x + shift)),
    }
  }
  it.each([
    ['a calibrated model', 1, 0],
    ['an over-confident model', 1.3, 0.2],
  ])('%s: intervals hold the values of the population', (_, slope, shift) => {
    const all = population(150_000, 1, slope, shift)
    const { label, probability } = all
    const truth = {
      ks: ksStatistic(label, probability).ks,
      averagePrecision: averagePrecision(label, probability),
      brier: brierScore(label, probability),
      logLoss: logLoss(label, probability),
      error: slope === 1 ? 0 : calibrationError(label, probability),
    }
    const covered = { ks: 0, averagePrecision: 0, brier: 0, logLoss: 0, error: 0 }
    let byChance = 0
    let error = 0
    for (let seed = 100; seed < 200; seed++) {
      const report = evaluateBinary(population(1000, seed, slope, shift), { seed, replicates: 200 })
      const { ks, averagePrecision, brier, logLoss } = report
      const found = { ks, averagePrecision, brier, logLoss, error: report.calibrationError.equalMass }
      for (const name of Object.keys(covered) as (keyof typeof covered)[])
        if (found[name].lower <= truth[name] && truth[name] <= found[name].upper) covered[name]++
      byChance += found.error.expectedByChance / 100
      error += found.error.value / 100
    }
    for (const count of Object.values(covered)) expect(count).toBeGreaterThanOrEqual(86)
    if (slope === 1) expect(Math.abs(byChance / error - 1)).toBeLessThan(0.05)
    else expect(error).toBeGreaterThan(1.2 * byChance)
  })
})

describe('bad input', () => {
  const label = Float64Array.of(0, 1, 1)
  const probability = Float64Array.of(0.1, 0.6, 0.4)
  it.each([
    ['no rows', { label: new Float64Array(0), probability: new Float64Array(0) }, /at least 1 row, got 0/],
    ['one class', { label: Float64Array.of(1, 1, 1), probability }, /both classes, got only label 1/],
    ['one class of weight', { label, probability, weight: Float64Array.of(0, 1, 1) }, /got only label 1/],
    ['a label of 2', { label: Float64Array.of(0, 2, 1), probability }, /labels 0 or 1, got 2 in row 1/],
    ['a missing label', { label: Float64Array.of(0, Number.NaN, 1), probability }, /got NaN in row 1/],
    ['a missing score', { label, probability: Float64Array.of(0.1, Number.NaN, 0.2) }, /got NaN in row 1/],
    ['no probability', { label, probability: Float64Array.of(0.1, 1.2, 0.2) }, /\[0, 1\], got 1.2 in row 1/],
    ['a negative weight', { label, probability, weight: Float64Array.of(1, -1, 1) }, /got -1 in row 1/],
    ['weights of zero', { label, probability, weight: new Float64Array(3) }, /only zeros in 3 rows/],
    ['too few scores', { label, probability: Float64Array.of(0.1) }, /each of 3 labels, got 1/],
  ])('%s', (_, data, message) => {
    expect(() => evaluateBinary(data, { seed: 1 })).toThrow(message)
    expect(() => evaluateBinary(data, { seed: 1 })).toThrow(RangeError)
  })
  it('options out of range', () => {
    const data = { label, probability }
    expect(() => evaluateBinary(data, { seed: 1, confidence: 1 })).toThrow(/confidence in \(0, 1\), got 1/)
    expect(() => evaluateBinary(data, { seed: 1, replicates: 1 })).toThrow(/2 replicates, got 1/)
    expect(() => evaluateBinary(data, { seed: 1, bins: 0 })).toThrow(/bins >= 1, got 0/)
    expect(() => evaluateBinary(data, { seed: 1, topShares: [0] })).toThrow(/top shares in \(0, 1\], got 0/)
    expect(() => evaluateBinary(data, { seed: 1, costs: { falsePositive: 0, falseNegative: 1 } })).toThrow(
      /false positive dearer/,
    )
    expect(() => multiclassLogLoss(label, probability, 2)).toThrow(/3 × 2 probabilities, got 3/)
    expect(() => regressionErrors(label, probability.subarray(1))).toThrow(/each of 3 targets, got 2/)
  })
})
