/** What calibrators obey on any sample, what they cure, and what they refuse. */
import { openStream } from '@pratibimba/numerics/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Calibrator,
  calibrate,
  fitBeta,
  fitCalibrator,
  fitIsotonic,
  fitPlatt,
  recalibrationTest,
  reliabilityDiagram,
} from '../../calibration/index.ts'
import { calibrationError } from '../../metrics/index.ts'

/** Outcomes drawn from `truth` of a normal score. */
function sampleOf(n: number, seed: number, truth: (score: number) => number) {
  const stream = openStream(seed, 'calibration-sample')
  const score = new Float64Array(n)
  const label = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    score[i] = -1 + 1.5 * stream.normal()
    label[i] = stream.uniform() < truth(score[i]) ? 1 : 0
  }
  return { score, scale: 'log-odds' as const, label }
}
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
const kinds = ['identity', 'platt', 'beta', 'isotonic'] as const

const anySamples = fc
  .array(fc.tuple(fc.integer({ min: -8, max: 8 }), fc.constantFrom(0, 1), fc.integer({ min: 1, max: 3 })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows) => ({
    score: Float64Array.from(rows, (row) => row[0] / 2),
    scale: 'log-odds' as const,
    label: Float64Array.from(rows, (row) => row[1]),
    weight: Float64Array.from(rows, (row) => row[2]),
  }))

describe('laws', () => {
  it('isotonic: non-decreasing, keeps the mean outcome, no worse than its neighbours', () => {
    fc.assert(
      fc.property(anySamples, (sample) => {
        const fit = fitIsotonic(sample)
        for (let k = 1; k < fit.scores.length; k++) {
          expect(fit.scores[k]).toBeGreaterThan(fit.scores[k - 1])
          expect(fit.probabilities[k]).toBeGreaterThanOrEqual(fit.probabilities[k - 1])
        }
        const answers = calibrate(fit, sample.score)
        const sum = (values: Float64Array) =>
          values.reduce((all, value, i) => all + value * sample.weight[i], 0)
        expect(sum(answers)).toBeCloseTo(sum(sample.label), 9)
      }),
    )
  })
  it('isotonic again changes nothing', () => {
    fc.assert(
      fc.property(anySamples, (sample) => {
        const once = calibrate(fitIsotonic(sample), sample.score)
        const twice = fitIsotonic({ ...sample, score: once, scale: 'probability' })
        const again = calibrate(twice, once)
        for (let i = 0; i < once.length; i++) expect(again[i]).toBeCloseTo(once[i], 9)
      }),
    )
  })
  it('every kind answers probabilities strictly inside (0, 1) for its own sample, whatever that is', () => {
    fc.assert(
      fc.property(anySamples, fc.constantFrom(...kinds, 'auto' as const), (sample, kind) => {
        const { calibrator } = fitCalibrator(kind, sample)
        for (const p of calibrate(calibrator, sample.score)) {
          expect(p).toBeGreaterThan(0)
          expect(p).toBeLessThan(1)
        }
      }),
    )
  })
  it('no kind turns the ranking round', () => {
    const falling = {
      score: Float64Array.from({ length: 200 }, (_, i) => i / 100 - 1),
      scale: 'log-odds' as const,
      label: Float64Array.from({ length: 200 }, (_, i) => (i < 60 || i % 10 === 0 ? 1 : 0)),
    }
    for (const kind of ['platt', 'beta', 'isotonic'] as const) {
      const [low, high] = calibrate(fitCalibrator(kind, falling).calibrator, Float64Array.of(-1, 1))
      expect(high, kind).toBeGreaterThanOrEqual(low)
      expect(low, kind).toBeCloseTo(0.37, 1)
    }
  })
  it('whole weights count as repeated rows', () => {
    fc.assert(
      fc.property(anySamples, ({ score, scale, label, weight }) => {
        const rows = [...label.keys()].flatMap((i) => Array<number>(weight[i]).fill(i))
        const repeated = {
          score: Float64Array.from(rows, (i) => score[i]),
          scale,
          label: Float64Array.from(rows, (i) => label[i]),
        }
        const [one, other] = [{ score, scale, label, weight }, repeated].map(fitPlatt)
        expect(one.slope).toBeCloseTo(other.slope, 5)
        expect(one.intercept).toBeCloseTo(other.intercept, 5)
      }),
    )
  })
})

describe('cures', () => {
  it('an over-confident model: every kind brings the error down, auto takes a parametric one', () => {
    const truth = (score: number) => sigmoid(0.4 * score - 0.5)
    const learnt = sampleOf(4000, 1, truth)
    const fresh = sampleOf(20000, 2, truth)
    const error = (calibrator: Calibrator) =>
      calibrationError(fresh.label, calibrate(calibrator, fresh.score))
    const before = error({ kind: 'identity', scale: 'log-odds' })
    expect(before).toBeGreaterThan(0.1)
    for (const kind of ['platt', 'beta', 'isotonic'] as const)
      expect(error(fitCalibrator(kind, learnt).calibrator)).toBeLessThan(0.025)
    const { calibrator, compared } = fitCalibrator('auto', learnt)
    expect(['platt', 'beta']).toContain(calibrator.kind)
    expect(compared.at(-1)?.kind).toBe('identity')
  })
  it('a step that no sigmoid can follow: auto takes isotonic', () => {
    const sample = sampleOf(6000, 3, (score) => (score > 0 ? 0.6 : score > -1 ? 0.15 : 0.12))
    expect(fitCalibrator('auto', sample).calibrator.kind).toBe('isotonic')
  })
  it('log-odds and the same probabilities make the same Platt and beta', () => {
    const sample = sampleOf(1000, 4, sigmoid)
    const same = { ...sample, scale: 'probability' as const, score: sample.score.map(sigmoid) }
    expect(fitPlatt(same).slope).toBeCloseTo(fitPlatt(sample).slope, 9)
    expect(fitBeta(same).a).toBeCloseTo(fitBeta(sample).a, 6)
  })
})

describe('recalibration test', () => {
  it('keeps its level on calibrated predictions', () => {
    let rejected = 0
    for (let seed = 0; seed < 200; seed++) {
      const { score, label } = sampleOf(300, 100 + seed, sigmoid)
      if (recalibrationTest(label, score.map(sigmoid)).pValue < 0.05) rejected++
    }
    expect(rejected).toBeGreaterThanOrEqual(2)
    expect(rejected).toBeLessThanOrEqual(20)
  })
  it('finds what is wrong and says how', () => {
    const { score, label } = sampleOf(8000, 9, (z) => sigmoid(0.5 * z + 0.3))
    const test = recalibrationTest(label, score.map(sigmoid))
    expect(test.slope.lower).toBeLessThan(0.5)
    expect(test.slope.upper).toBeGreaterThan(0.5)
    expect(test.pValue).toBeLessThan(1e-10)
    expect(test.slopePValue).toBeLessThan(1e-10)
  })
  it('needs both classes and two distinct probabilities', () => {
    const p = Float64Array.of(0.2, 0.4, 0.4)
    expect(() => recalibrationTest(Float64Array.of(0, 0, 0), p)).toThrow(/both classes, got only label 0/)
    expect(() => recalibrationTest(Float64Array.of(0, 1, 0), p.fill(0.3))).toThrow(/2 distinct probabilities/)
  })
})

it('a reliability diagram of calibrated predictions agrees in nearly every bin', () => {
  const { score, label } = sampleOf(5000, 6, sigmoid)
  const points = reliabilityDiagram(label, score.map(sigmoid))
  expect(points.length).toBe(10)
  expect(points.filter((point) => point.agrees).length).toBeGreaterThanOrEqual(8)
  expect(points.reduce((sum, point) => sum + point.rows, 0)).toBe(5000)
})

describe('bad input', () => {
  const good = {
    score: Float64Array.of(-1, 0, 1),
    scale: 'log-odds',
    label: Float64Array.of(0, 1, 1),
  } as const
  it.each([
    ['no rows', { ...good, score: new Float64Array(0), label: new Float64Array(0) }, /at least 1 row, got 0/],
    [
      'a missing score',
      { ...good, score: Float64Array.of(-1, Number.NaN, 1) },
      /finite scores, got NaN in row 1/,
    ],
    ['no probability', { ...good, scale: 'probability' as const }, /\[0, 1\], got -1 in row 0/],
    ['weights of zero', { ...good, weight: new Float64Array(3) }, /only zeros in 3 rows/],
    ['a label of ½', { ...good, label: Float64Array.of(0, 0.5, 1) }, /labels 0 or 1, got 0.5 in row 1/],
  ])('%s', (_, sample, message) => {
    for (const kind of [...kinds, 'auto'] as const) expect(() => fitCalibrator(kind, sample)).toThrow(message)
  })
  it('one class, equal scores, and two rows are learnt from without certainty', () => {
    for (const sample of [
      { ...good, label: Float64Array.of(0, 0, 0) },
      { ...good, score: Float64Array.of(2, 2, 2) },
      { score: Float64Array.of(-30, 30), scale: 'log-odds' as const, label: Float64Array.of(0, 1) },
    ])
      for (const kind of ['platt', 'isotonic', 'auto'] as const)
        for (const p of calibrate(fitCalibrator(kind, sample).calibrator, sample.score)) {
          expect(p).toBeGreaterThan(0)
          expect(p).toBeLessThan(1)
        }
  })
  it('scores that are none', () => {
    expect(() => calibrate({ kind: 'identity', scale: 'log-odds' }, Float64Array.of(Number.NaN))).toThrow(
      /got NaN/,
    )
    expect(() => calibrate({ kind: 'identity', scale: 'probability' }, Float64Array.of(1.5))).toThrow(
      /got 1.5/,
    )
  })
})
