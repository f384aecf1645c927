import { expect, it } from 'vitest'
import {
  assessDrift,
  completeness,
  domainFigures,
  duplicates,
  freshness,
  profileOf,
  qualityReport,
  timeliness,
  volume,
} from '../../monitoring/index.ts'
import { drawn, driftOf, hump, numberFeature, quickUniform } from './support.ts'

const HOUR = 3_600_000

it('completeness: a rise of gaps that the sample is sure of', () => {
  const full = drawn(500, hump(quickUniform(1)))
  const holes = (share: number, rows = 500) =>
    full.slice(0, rows).map((value, i) => (i < share * rows ? Number.NaN : value))
  const of = (values: Float64Array) => completeness(driftOf(full, values).features[0], values.length)
  expect([0, 0.04, 0.1, 0.5].map((share) => of(holes(share)).severity)).toEqual([
    'none',
    'none',
    'moderate',
    'severe',
  ])
  expect(of(holes(1 / 4, 4)).severity).toBe('severe')
  const some = holes(0.1)
  const again = completeness(driftOf(some, holes(0.16, 50)).features[0], 50)
  expect([again.value! > 0.05, again.severity]).toEqual([true, 'none'])
  const profile = profileOf({ rows: 500, columns: [full] }, [numberFeature()])
  const [gone] = assessDrift(profile, { rows: 5, columns: [] }, []).features
  expect(completeness(gone, 5)).toMatchObject({
    value: 1,
    severity: 'severe',
    sentence: 'x: the column is not there.',
  })
})

it('ranges, hard bounds and unknown labels', () => {
  const features = [
    numberFeature('age'),
    { name: 'job', kind: 'category' as const, categories: ['clerk', 'pilot', 'queen'] },
  ]
  const profile = profileOf(
    { rows: 40, columns: [drawn(40, (i) => 20 + i), drawn(40, (i) => i % 2)] },
    features,
  )
  const current = {
    rows: 20,
    columns: [
      drawn(20, (i) => (i === 0 ? -1 : i === 1 ? Number.NaN : 30)),
      drawn(20, (i) => (i < 2 ? 2 : 0)),
    ],
  }
  const figures = domainFigures(profile, current, features, { bounds: { age: { min: 0 } } })
  expect(figures.map(({ check, subject, value, severity }) => [check, subject, value, severity])).toEqual([
    ['range', 'age', 1 / 19, 'severe'],
    ['range', 'age', 1 / 19, 'severe'],
    ['domain', 'job', 0.1, 'severe'],
  ])
  expect(figures[0].sentence).toBe('age: 5.26% of values lie below 0, where none can be.')
  expect(figures[1].sentence).toContain('outside 20 to 59')
  expect(() => domainFigures(profile, current, features, { bounds: { age: { min: 2, max: 1 } } })).toThrow(
    /min <= max/,
  )
})

it('freshness: old, never, and from the future', () => {
  const now = 1_800_000_000_000
  const of = (lastEventAtMs: number | null) => freshness({ source: 'core', lastEventAtMs }, now)
  expect(of(now - 24 * HOUR)).toMatchObject({ value: 24, severity: 'none' })
  expect(of(now - 25 * HOUR).severity).toBe('moderate')
  expect(of(now - 49 * HOUR).severity).toBe('severe')
  expect(of(null)).toMatchObject({ value: null, severity: 'severe' })
  expect(of(now + HOUR / 2)).toMatchObject({ value: 0, severity: 'none' })
  expect(of(now + 5 * HOUR).sentence).toContain('5.0 hours in the future')
})

it('duplicates and late arrivals', () => {
  expect(duplicates('transactions', ['T1', 'T2', 'T2', 'T2'])).toMatchObject({
    value: 0.5,
    severity: 'severe',
  })
  expect(duplicates('transactions', Float64Array.of(1, 2)).sentence).toBe(
    'transactions: every key occurs once.',
  )
  expect(duplicates('transactions', []).value).toBeNull()
  const happened = new Float64Array(10)
  const ingested = drawn(10, (i) => (i === 0 ? 25 * HOUR : 24 * HOUR))
  expect(timeliness('cards', happened, ingested)).toMatchObject({ value: 0.1, severity: 'moderate' })
  expect(() => timeliness('cards', happened, Float64Array.of(1))).toThrow(/equally many/)
})

it('volume: the same weekday, and a broken day in the history does no harm', () => {
  const history = Array.from({ length: 70 }, (_, day) => ({
    day,
    rows: day % 7 === 0 ? 100 : 1000 + 10 * (day % 3),
  }))
  const of = (day: number, rows: number, days = history) => volume('core', { day, rows }, days)
  expect(of(71, 1005).severity).toBe('none')
  expect(of(70, 105).severity).toBe('none')
  expect(of(71, 100).severity).toBe('severe')
  expect(of(71, 700).severity).toBe('moderate')
  const broken = history.map((each) => (each.day === 64 ? { ...each, rows: 0 } : each))
  expect(of(71, 1005, broken).severity).toBe('none')
  expect(of(71, 0, history.slice(-20))).toMatchObject({ value: null, severity: 'none' })
  expect(of(71, 0).sentence).toMatch(/^core: 0 rows, where this weekday usually has 1,0\d\d \(.* below\)\.$/)
})

it('the report puts the worst first', () => {
  const now = 1_800_000_000_000
  const report = qualityReport([
    freshness({ source: 'a', lastEventAtMs: now }, now),
    freshness({ source: 'b', lastEventAtMs: now - 30 * HOUR }, now),
    freshness({ source: 'c', lastEventAtMs: null }, now),
  ])
  expect(report.figures.map(({ subject }) => subject)).toEqual(['c', 'b', 'a'])
  expect([report.severity, report.counts]).toEqual(['severe', { none: 1, moderate: 1, severe: 1 }])
  expect(report.sentences[0]).toBe('3 checks of the data: 1 severe, 1 moderate.')
})
