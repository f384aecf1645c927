import { expect, it } from 'vitest'
import {
  assessDrift,
  assessScoreDrift,
  profileOf,
  readProfile,
  scoreProfileOf,
  writeProfile,
} from '../../monitoring/index.ts'
import { drawn, driftOf, figureOf, hump, labelDriftOf, numberFeature, quickUniform } from './support.ts'

const names = ['steady', 'shifted', 'wider', 'gappy', 'nudged', 'gone']
const features = names.map((name) => numberFeature(name))

function planted() {
  const uniform = quickUniform(11)
  const draw = hump(uniform)
  const rows = 4000
  const reference = profileOf({ rows, columns: names.map(() => drawn(rows, draw)) }, features)
  const current = [
    drawn(rows, draw),
    drawn(rows, () => draw() + 0.5),
    drawn(rows, () => 2 + (draw() - 2) * 1.9),
    drawn(rows, () => (uniform() < 0.3 ? Number.NaN : draw())),
    drawn(rows, () => draw() + 0.06),
  ]
  return { reference, current: { rows, columns: current }, features: features.slice(0, 5) }
}

it('finds what was planted, worst first, and leaves noise alone', () => {
  const { reference, current, features } = planted()
  const report = assessDrift(readProfile(writeProfile(reference)), current, features)
  expect(Object.fromEntries(report.features.map(({ name, severity }) => [name, severity]))).toEqual({
    gone: 'severe',
    shifted: 'severe',
    wider: 'severe',
    gappy: 'severe',
    steady: 'none',
    nudged: 'none',
  })
  expect(report.features.map(({ name }) => name).slice(-2)).toEqual(['nudged', 'steady'])
  expect([report.severity, report.counts, report.absent]).toEqual([
    'severe',
    { none: 2, moderate: 0, severe: 4 },
    ['gone'],
  ])
  const gappy = report.features.find(({ name }) => name === 'gappy')!
  expect(gappy.missingShare.current).toBeCloseTo(0.3, 1)
  expect(gappy.bins.at(-1)).toMatchObject({ role: 'missing', expectedShare: 0 })
  expect(gappy.sentence).toMatch(/most in rows without a value, from 0\.0% to (29|3\d)\.\d% of rows/)
  const nudged = report.features.find(({ name }) => name === 'nudged')!
  expect(nudged.tests.find(({ id }) => id === 'psi')!.adjustedPValue).toBeLessThan(0.05)
  for (const { tests, bins } of report.features.slice(1)) {
    const psi = tests.find(({ id }) => id === 'psi')!
    expect(bins.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(psi.value, 12)
    expect(bins.reduce((sum, { actualShare }) => sum + actualShare, 0)).toBeCloseTo(1, 12)
  }
  expect(report.sentences[0]).toBe(
    '6 columns of 4,000 rows against a reference of 4,000 rows: 4 drifted severely, 0 moderately.',
  )
})

it('a PSI above .25 of a handful of rows is called chance, and said so', () => {
  const uniform = quickUniform(12)
  const report = driftOf(drawn(2000, hump(uniform)), drawn(6, hump(uniform)))
  expect(figureOf(report, 'psi').value).toBeGreaterThan(0.25)
  expect(report.severity).toBe('none')
  expect(report.features[0].sentence).toContain('which so few rows show by chance')
  expect(report.sentences.at(-1)).toBe('6 rows are too few to tell a severe PSI from chance in 1 column.')
})

it('columns of one value, or of none, drift when that changes', () => {
  const constant = new Float64Array(500).fill(3)
  const gaps = new Float64Array(500).fill(Number.NaN)
  expect(driftOf(constant, constant).severity).toBe('none')
  expect(
    driftOf(
      constant,
      constant.map(() => 4),
    ).severity,
  ).toBe('severe')
  expect(driftOf(constant, gaps).severity).toBe('severe')
  expect(driftOf(gaps, gaps).severity).toBe('none')
  expect(driftOf(gaps, constant).severity).toBe('severe')
  expect(driftOf(constant, gaps).features[0].tests.map(({ id }) => id)).toEqual(['psi', 'jensen_shannon'])
})

it('labels that were never seen are one bin', () => {
  const uniform = quickUniform(13)
  const before = drawn(900, () => Math.floor(3 * uniform()))
  const report = labelDriftOf(
    before,
    before.map((code) => (uniform() < 0.4 ? 4 : code)),
    5,
  )
  expect(report.severity).toBe('severe')
  expect(report.features[0].bins.at(-1)).toMatchObject({ role: 'other', expectedShare: 0 })
  expect(report.features[0].sentence).toContain('most in labels not kept, from 0.0%')
})

it('codes follow labels, not places', () => {
  const reference = profileOf({ rows: 40, columns: [drawn(40, (i) => i % 2)] }, [
    { name: 'x', kind: 'category', categories: ['a', 'b'] },
  ])
  const [{ tests }] = assessDrift(reference, { rows: 20, columns: [drawn(20, (i) => i % 2)] }, [
    { name: 'x', kind: 'category', categories: ['b', 'a'] },
  ]).features
  expect(tests[0].value).toBe(0)
})

it('refuses what it cannot compare', () => {
  const reference = profileOf({ rows: 2, columns: [Float64Array.of(1, 2)] }, [numberFeature()])
  const assess = (values: number[], feature = numberFeature(), alpha = 0.01) =>
    assessDrift(reference, { rows: values.length, columns: [Float64Array.from(values)] }, [feature], {
      alpha,
    })
  expect(() => assess([])).toThrow(/at least 1 row/)
  expect(() => assess([Infinity])).toThrow(/need finite numbers in x/)
  expect(() => assess([0], { name: 'x', kind: 'category', categories: ['a'] })).toThrow(
    /need a number in x, as in the reference, got a category/,
  )
  expect(() => assess([1], numberFeature(), 1)).toThrow(/alpha in \(0, 1\)/)
})

it('scores: distribution, mean, and exact shares at thresholds', () => {
  const uniform = quickUniform(14)
  const thresholds = [0.05, 0.2, 0.5]
  const before = drawn(3000, () => uniform() ** 4)
  const after = drawn(2000, () => uniform() ** 2)
  const profile = scoreProfileOf(before, thresholds)
  const same = assessScoreDrift(profile, before, thresholds)
  expect(same.severity).toBe('none')
  for (const { referenceShare, currentShare } of same.thresholds) expect(referenceShare).toBe(currentShare)
  const moved = assessScoreDrift(profile, after, thresholds)
  expect(moved.severity).toBe('severe')
  expect(moved.thresholds[2].currentShare).toBe(after.filter((score) => score >= 0.5).length / 2000)
  expect(moved.sentences[1]).toMatch(/^Mean score 0\.\d{3} → 0\.\d{3}\.$/)
  expect(() => assessScoreDrift(profile, after, [0.3])).toThrow(/threshold that the profile keeps, got 0.3/)
  expect(() => assessScoreDrift(profile, Float64Array.of(1.2), [])).toThrow(/got 1.2 in row 0/)
})
