import { auc, calibrationError, confusionAt } from '@pratibimba/learning/metrics'
import { describe, expect, it } from 'vitest'
import {
  estimatedPerformance,
  estimateErrors,
  flaggedBySegment,
  maturedPerformance,
  segmentFairness,
} from '../../monitoring/index.ts'
import { drawn, quickUniform } from './support.ts'

/** Customers scored on several days; a customer's probability hardly changes, nor does what becomes of them. */
function scored(customers: number, days: number, seed: number, miscalibrated = false) {
  const uniform = quickUniform(seed)
  const risk = drawn(customers, () => uniform() ** 3)
  const fate = drawn(customers, () => uniform())
  const rows = customers * days
  const customer = Int32Array.from({ length: rows }, (_, i) => i % customers)
  const scoreDay = Int32Array.from({ length: rows }, (_, i) => 100 + Math.floor(i / customers))
  const probability = drawn(rows, (i) => Math.min(1, risk[customer[i]] * (0.98 + 0.04 * uniform())))
  const outcome = drawn(rows, (i) => {
    const p = miscalibrated ? probability[i] / 3 : probability[i]
    return fate[customer[i]] < p ? 1 : 0
  })
  return { predictions: { customer, scoreDay, probability }, outcome }
}

describe('matured performance', () => {
  const { predictions, outcome } = scored(900, 4, 1)
  const options = { today: 133, threshold: 0.3, seed: 7 }

  it('counts rows whose window is over, and agrees with the metrics of the whole', () => {
    const unknown = outcome.slice()
    unknown[5] = Number.NaN
    const report = maturedPerformance(predictions, unknown, options)
    expect([report.immature, report.unknown, report.overall.rows]).toEqual([900, 1, 2699])
    expect(report.byDate.map(({ scoreDay, rows }) => [scoreDay, rows])).toEqual([
      [100, 899],
      [101, 900],
      [102, 900],
    ])
    const day = report.byDate[1]
    const label = outcome.slice(900, 1800)
    const probability = predictions.probability.slice(900, 1800)
    const table = confusionAt(label, probability, 0.3)
    expect(day.events).toBe(table.truePositives + table.falseNegatives)
    expect(day.figures!.auc.value).toBeCloseTo(auc(label, probability), 12)
    expect(day.figures!.recall.value).toBeCloseTo(table.truePositives / day.events, 12)
    expect(day.figures!.precision!.value).toBeCloseTo(
      table.truePositives / (table.truePositives + table.falsePositives),
      12,
    )
    expect(day.figures!.calibrationError.value).toBeCloseTo(calibrationError(label, probability), 12)
    for (const { value, lower, upper } of [
      day.figures!.auc,
      day.figures!.recall,
      day.figures!.calibrationError,
    ])
      expect(lower <= value && value <= upper).toBe(true)
  })

  it('rows of a customer repeat: more dates hardly narrow the interval', () => {
    const width = ({ overall }: ReturnType<typeof maturedPerformance>) =>
      overall.figures!.auc.upper - overall.figures!.auc.lower
    const all = maturedPerformance(predictions, outcome, { ...options, today: 200 })
    const first = maturedPerformance(predictions, outcome, { ...options, today: 131 })
    expect([all.overall.rows, first.overall.rows]).toEqual([3600, 900])
    expect(width(all) / width(first)).toBeGreaterThan(0.85)
    const strangers = { ...predictions, customer: Int32Array.from(predictions.customer.keys()) }
    const naive = maturedPerformance(strangers, outcome, { ...options, today: 200 })
    expect(width(naive) / width(all)).toBeLessThan(0.65)
  })

  it('covers the truth about as often as it says', () => {
    let covered = 0
    const big = scored(60_000, 1, 99)
    const truth = auc(big.outcome, big.predictions.probability)
    for (let seed = 0; seed < 120; seed++) {
      const sample = scored(300, 3, 200 + seed)
      const { auc: live } = maturedPerformance(sample.predictions, sample.outcome, {
        ...options,
        today: 200,
        seed,
        replicates: 100,
      }).overall.figures!
      if (live.lower <= truth && truth <= live.upper) covered++
    }
    expect(covered / 120).toBeGreaterThan(0.88)
  })

  it('says what is worse than in training, and nothing of too few events', () => {
    const training = {
      auc: { value: 0.99, lower: 0.985, upper: 0.995 },
      recall: { value: 0.5, lower: 0, upper: 1 },
      calibrationError: { value: 0.01, lower: 0, upper: 0.02 },
    }
    const bad = scored(2000, 2, 3, true)
    const report = maturedPerformance(bad.predictions, bad.outcome, { ...options, today: 200, training })
    expect(report.comparisons.map(({ figure, worse }) => [figure, worse])).toEqual([
      ['auc', true],
      ['recall', false],
      ['calibrationError', true],
    ])
    expect(report.comparisons[0].sentence).toMatch(
      /^AUC 0\.\d+ .* in training 0\.990 .*: worse beyond both intervals\.$/,
    )
    const none = maturedPerformance(
      predictions,
      outcome.map(() => 0),
      options,
    )
    expect([none.overall.figures, none.sentences[1]]).toEqual([
      undefined,
      'Too few events or too few others for figures.',
    ])
    const empty = maturedPerformance(predictions, outcome, { ...options, today: 0 })
    expect([empty.overall.rows, empty.byDate]).toEqual([0, []])
    expect(empty.sentences).toEqual([
      expect.stringMatching(/^No prediction is over yet whose outcome is known: [\d,]+ are not over yet\.$/),
    ])
  })

  it('refuses what is no prediction', () => {
    const twos = outcome.map(() => 2)
    expect(() => maturedPerformance(predictions, twos, options)).toThrow(/0, 1 or NaN, got 2 in row 0/)
    expect(() => maturedPerformance(predictions, outcome.slice(1), options)).toThrow(
      /3600 outcomes, got 3599/,
    )
    expect(() => maturedPerformance(predictions, outcome, { ...options, threshold: 2 })).toThrow(/threshold/)
  })
})

describe('estimated performance', () => {
  it('is what outcomes drawn from the probabilities give, with their spread', () => {
    const uniform = quickUniform(5)
    const probability = drawn(600, () => Math.round(100 * uniform() ** 3) / 100)
    const { auc: area, recall, precision, expectedEvents } = estimatedPerformance(probability, 0.3)
    const draws = { area: [] as number[], recall: [] as number[], precision: [] as number[] }
    for (let r = 0; r < 1500; r++) {
      const label = probability.map((p) => (uniform() < p ? 1 : 0))
      const table = confusionAt(label, probability, 0.3)
      draws.area.push(auc(label, probability))
      draws.recall.push(table.truePositives / (table.truePositives + table.falseNegatives))
      draws.precision.push(table.truePositives / (table.truePositives + table.falsePositives))
    }
    for (const [estimate, values] of [
      [area!, draws.area],
      [recall!, draws.recall],
      [precision!, draws.precision],
    ] as const) {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
      expect(Math.abs(estimate.value - mean)).toBeLessThan(0.15 * deviation)
      expect((estimate.upper - estimate.lower) / (2 * 1.96 * deviation)).toBeGreaterThan(0.93)
      expect((estimate.upper - estimate.lower) / (2 * 1.96 * deviation)).toBeLessThan(1.07)
    }
    expect(expectedEvents).toBeCloseTo(
      probability.reduce((sum, p) => sum + p, 0),
      9,
    )
  })

  it('has no figure where there is nothing to divide by', () => {
    expect(estimatedPerformance(Float64Array.of(0, 0), 0.5)).toMatchObject({
      auc: null,
      recall: null,
      precision: null,
    })
    expect(estimatedPerformance(Float64Array.of(1), 0.5).auc).toBeNull()
    expect(() => estimatedPerformance(Float64Array.of(-1), 0.5)).toThrow(/got -1 in row 0/)
  })

  it('holds while probabilities are right, and shows by how much when they are not', () => {
    for (const [miscalibrated, held] of [
      [false, true],
      [true, false],
    ] as const) {
      const { predictions, outcome } = scored(4000, 1, 6, miscalibrated)
      const estimated = estimatedPerformance(predictions.probability, 0.3)
      const { overall } = maturedPerformance(predictions, outcome, { today: 200, threshold: 0.3, seed: 1 })
      const errors = estimateErrors(estimated, overall)
      const precision = errors.find(({ figure }) => figure === 'precision')!
      expect(precision.held).toBe(held)
      expect(precision.error).toBeCloseTo(estimated.precision!.value - overall.figures!.precision!.value, 12)
      if (!held) expect(precision.sentence).toContain('outside what was estimated')
    }
  })
})

describe('segments', () => {
  const uniform = quickUniform(8)
  const probability = drawn(1000, () => uniform())
  const codes = Int32Array.from({ length: 1000 }, (_, i) => (i < 5 ? 2 : i < 9 ? -1 : i % 2))
  const lowered = probability.map((p, i) => (codes[i] === 1 ? p * 0.5 : p))
  const segments = { region: { codes, labels: ['north', 'south', 'isle'] } }

  it('shares flagged, before outcomes', () => {
    const [region] = flaggedBySegment(lowered, segments, { threshold: 0.4 })
    expect(region.suppressed).toEqual(['isle'])
    expect(region.unknownRows).toBe(4)
    expect(region.segments.map(({ segment }) => segment)).toEqual(['north', 'south'])
    expect(region.fourFifths.verdict).toBe('not-met')
    expect(region.sentence).toMatch(
      /^region: south \(0\.\d{3}\) flagged less than 0\.8 times as often as north\.$/,
    )
    const [even] = flaggedBySegment(probability, segments, { threshold: 0.4 })
    expect(even.fourFifths.verdict).toBe('met')
  })

  it('fairness once outcomes are known', () => {
    const outcome = probability.map((p) => (uniform() < p ? 1 : 0))
    const report = segmentFairness(lowered, outcome, segments, { threshold: 0.4 })
    expect(report.favourable).toEqual({ label: 1, decision: 1 })
    expect(report.attributes[0].fourFifths!.verdict).toBe('not-met')
  })
})
