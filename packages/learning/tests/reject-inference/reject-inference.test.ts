/** Reject inference on simulated applicants whose outcomes are all known: what helps, and what cannot. */
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import { fitLogistic } from '../../calibration/logistic-fit.ts'
import { takeRows } from '../../data/index.ts'
import { inferRejects, type RejectInference } from '../../reject-inference/index.ts'

const rows = 40000
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/**
 * Applicants with two known features and one that only the officer saw. `seen` says how much the officer's view counted
 * when declining: 0 makes declines depend on known features alone.
 */
const known = new Map<number, ReturnType<typeof drawApplicants>>()
function applicants(seen: number) {
  const drawn = known.get(seen) ?? drawApplicants(seen)
  known.set(seen, drawn)
  return drawn
}
function drawApplicants(seen: number) {
  const stream = openStream(21, 'applicants')
  const normals = () => Float64Array.from({ length: rows }, () => stream.normal())
  const columns = [normals(), normals()]
  const hidden = normals()
  const label = hidden.map((u, i) => {
    const logOdds = -1.2 + 0.9 * columns[0][i] + 0.6 * columns[1][i] + (seen > 0 ? 0.8 * u : 0)
    return stream.uniform() < sigmoid(logOdds) ? 1 : 0
  })
  const declined = hidden.map((u, i) => (columns[0][i] + seen * u + 0.3 * stream.normal() > 0.4 ? 1 : 0))
  const all = { rows, columns, label }
  const where = (value: number) => Int32Array.from(declined.keys()).filter((row) => declined[row] === value)
  return { accepted: takeRows(all, where(0)), rejected: takeRows(all, where(1)) }
}
type Fitted = (columns: readonly Float64Array[]) => Float64Array
function logistic({
  columns,
  label,
  weight,
}: ReturnType<typeof takeRows> & { label: Float64Array; weight?: Float64Array }) {
  const { coefficients } = fitLogistic(columns, label, weight)
  const score: Fitted = ([a, b]) =>
    a.map((x, i) => sigmoid(coefficients[0] * x + coefficients[1] * b[i] + coefficients[2]))
  return { coefficients, score }
}
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Bad rate of the declined: the truth, what the model of the accepted says, and what the model after inference says. */
function experiment(seen: number, inference: RejectInference) {
  const { accepted, rejected } = applicants(seen)
  const before = logistic(accepted)
  const inferred = inferRejects(
    inference,
    { data: accepted, probability: before.score(accepted.columns) },
    { data: rejected, probability: before.score(rejected.columns) },
  )
  const after = logistic(inferred)
  return {
    inferred,
    accepted,
    rejected,
    truth: mean(rejected.label),
    before: mean(before.score(rejected.columns)),
    after: mean(after.score(rejected.columns)),
    slopeBefore: before.coefficients[0],
    slopeAfter: after.coefficients[0],
  }
}

describe('declined by what the data show', () => {
  it('the model of the accepted is right already, and fuzzy augmentation leaves it as it is', () => {
    const { truth, before, after, slopeBefore, slopeAfter } = experiment(0, { method: 'fuzzy' })
    expect(Math.abs(before - truth)).toBeLessThan(0.02)
    expect(after).toBeCloseTo(before, 6)
    expect(slopeAfter).toBeCloseTo(slopeBefore, 6)
  })
  it('parcelling at factor 1 flattens within bands: close, no better', () => {
    const { truth, before, after } = experiment(0, { method: 'parcelling', seed: 1, bands: 20 })
    expect(Math.abs(after - truth)).toBeGreaterThan(Math.abs(before - truth))
  })
  it('a hard cut-off makes the model too sure of itself', () => {
    const { slopeBefore, slopeAfter } = experiment(0, { method: 'hard-cutoff', cutoff: 0.5 })
    expect(slopeAfter).toBeGreaterThan(1.15 * slopeBefore)
  })
})

describe('declined by what only the officer saw', () => {
  it('the accepted mislead, and fuzzy augmentation repeats the error', () => {
    const { truth, before, after } = experiment(1, { method: 'fuzzy' })
    expect(before).toBeLessThan((2 / 3) * truth)
    expect(after).toBeCloseTo(before, 6)
  })
  it('a factor near the truth helps, one too large errs the other way; nothing in the data says which it is', () => {
    const blind = experiment(1, { method: 'fuzzy' })
    const error = Math.abs(blind.after - blind.truth)
    const told = experiment(1, { method: 'fuzzy', oddsFactor: 7 })
    expect(Math.abs(told.after - told.truth)).toBeLessThan(0.2 * error)
    const parcelled = experiment(1, { method: 'parcelling', seed: 1, factor: 2.8 })
    expect(Math.abs(parcelled.after - parcelled.truth)).toBeLessThan(0.2 * error)
    const overdone = experiment(1, { method: 'fuzzy', oddsFactor: 50 })
    expect(overdone.after - overdone.truth).toBeGreaterThan(0.1)
  })
})

describe('counts', () => {
  it('fuzzy: every declined row twice, weights summing to 1', () => {
    const { inferred, accepted, rejected } = experiment(0, { method: 'fuzzy', oddsFactor: 3 })
    expect(inferred.rows).toBe(accepted.rows + 2 * rejected.rows)
    const weight = inferred.weight as Float64Array
    for (let i = accepted.rows; i < inferred.rows; i += 2) {
      expect(weight[i] + weight[i + 1]).toBeCloseTo(1, 12)
      expect([inferred.label[i], inferred.label[i + 1]]).toEqual([1, 0])
    }
  })
  it('parcelling: every band holds its bad rate times the factor, within a row', () => {
    const accepted = {
      data: { rows: 8, columns: [new Float64Array(8)], label: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 0) },
      probability: Float64Array.of(0.1, 0.1, 0.2, 0.2, 0.6, 0.6, 0.8, 0.8),
    }
    const n = 1000
    const rejected = {
      data: { rows: n, columns: [new Float64Array(n)] },
      probability: Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 0.15 : 0.95)),
    }
    const inferred = inferRejects(
      { method: 'parcelling', seed: 4, bands: 2, factor: [2, 1.5] },
      accepted,
      rejected,
    )
    const bad = [0, 0]
    for (let i = 0; i < n; i++) bad[i % 2] += inferred.label[8 + i]
    expect(Math.abs(bad[0] - 0.5 * 500)).toBeLessThanOrEqual(1)
    expect(Math.abs(bad[1] - 0.75 * 500)).toBeLessThanOrEqual(1)
    expect(
      inferRejects({ method: 'parcelling', seed: 4, bands: 2, factor: [2, 1.5] }, accepted, rejected),
    ).toEqual(inferred)
  })
})

describe('bad input', () => {
  const accepted = {
    data: { rows: 2, columns: [Float64Array.of(1, 2)], label: Float64Array.of(0, 1) },
    probability: Float64Array.of(0.1, 0.2),
  }
  const rejected = { data: { rows: 1, columns: [Float64Array.of(3)] }, probability: Float64Array.of(0.5) }
  const none = { data: { rows: 0, columns: [new Float64Array(0)] }, probability: new Float64Array(0) }
  it.each([
    [
      'nobody declined',
      () => inferRejects({ method: 'fuzzy' }, accepted, none),
      /at least 1 rejected row, got 0/,
    ],
    [
      'no probability',
      () =>
        inferRejects({ method: 'fuzzy' }, accepted, {
          ...rejected,
          probability: Float64Array.of(Number.NaN),
        }),
      /got NaN in rejected row 0/,
    ],
    [
      'other columns',
      () => inferRejects({ method: 'fuzzy' }, accepted, { ...rejected, data: { rows: 1, columns: [] } }),
      /1 accepted and 0 rejected/,
    ],
    [
      'a factor of 0',
      () => inferRejects({ method: 'fuzzy', oddsFactor: 0 }, accepted, rejected),
      /odds factor > 0, got 0/,
    ],
    [
      'too many bands',
      () => inferRejects({ method: 'parcelling', seed: 1 }, accepted, rejected),
      /1 to 2 bands, got 10/,
    ],
    [
      'too few factors',
      () => inferRejects({ method: 'parcelling', seed: 1, bands: 2, factor: [1] }, accepted, rejected),
      /each of 2 bands, got 1/,
    ],
    [
      'a cutoff of 2',
      () => inferRejects({ method: 'hard-cutoff', cutoff: 2 }, accepted, rejected),
      /\[0, 1\], got 2/,
    ],
  ])('%s', (_, infer, message) => {
    expect(infer).toThrow(message)
    expect(infer).toThrow(RangeError)
  })
})
