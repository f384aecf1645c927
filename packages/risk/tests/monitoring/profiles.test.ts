import { frameOf } from '@pratibimba/numerics/frame'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  columnsOfProfile,
  columnsToProfile,
  type NumberProfile,
  profileOf,
  type ReferenceProfile,
  readProfile,
  writeProfile,
} from '../../monitoring/index.ts'
import { countCells } from '../../monitoring/profiles/cells.ts'
import { drawn, hump, numberFeature, quickUniform } from './support.ts'

const profileNumbers = (values: Float64Array, marks?: readonly number[]) =>
  profileOf({ rows: values.length, columns: [values] }, [numberFeature()], {
    marks: marks === undefined ? {} : { x: marks },
  }).features[0] as NumberProfile
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)

it('cells hold every value once: at its knot, or between two', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: -20, max: 20 }), { maxLength: 12 }),
      fc.array(fc.oneof(fc.integer({ min: -25, max: 25 }), fc.constant(Number.NaN)), { maxLength: 60 }),
      (knots, values) => {
        const sorted = Float64Array.from(knots).sort()
        const cells = countCells(sorted, Float64Array.from(values))
        const present = values.filter((value) => !Number.isNaN(value))
        for (const [i, knot] of sorted.entries())
          expect(cells.at[i]).toBe(present.filter((value) => value === knot).length)
        for (let i = 0; i <= sorted.length; i++) {
          const inside = present.filter(
            (value) => value > (sorted[i - 1] ?? -Infinity) && value < (sorted[i] ?? Infinity),
          )
          expect([cells.between[i], cells.sums[i]]).toEqual([inside.length, sum(inside)])
        }
        expect([cells.present, cells.missing]).toEqual([present.length, values.length - present.length])
      },
    ),
  )
})

it('cells are found whatever the range of the knots', () => {
  const wild = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, 5e-324, -5e-324, 1e308, -1e308, 1, 1 + 2 ** -52),
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(wild, { maxLength: 8 }),
      fc.array(wild, { maxLength: 30 }),
      (knots, values) => {
        const sorted = Float64Array.from(new Set(knots.map((knot) => knot + 0))).sort()
        const { at, between } = countCells(sorted, Float64Array.from([...values, ...sorted]))
        const all = [...values, ...sorted]
        for (const [i, knot] of sorted.entries()) {
          expect(at[i]).toBe(all.filter((value) => value === knot).length)
          expect(between[i]).toBe(
            all.filter((value) => value < knot && value > (sorted[i - 1] ?? -Infinity)).length,
          )
        }
      },
    ),
  )
})

it('bins of a smooth column are deciles; knots keep the distribution exactly', () => {
  const values = drawn(5000, hump(quickUniform(1)))
  const profile = profileNumbers(values)
  expect(profile.binEnds.length).toBe(10)
  expect(profile.knots.length).toBe(201)
  expect(profile.knots[0]).toBe(profile.min)
  expect(profile.knots.at(-1)).toBe(profile.max)
  for (const knot of [20, 77, 150]) {
    const upTo = sum(profile.at.slice(0, knot + 1)) + sum(profile.between.slice(0, knot + 1))
    expect(upTo).toBe(values.filter((value) => value <= profile.knots[knot]).length)
  }
  expect(sum(profile.at) + sum(profile.between)).toBe(5000)
  expect(sum(profile.sums) + sum(profile.at.map((n, i) => n * profile.knots[i]))).toBeCloseTo(sum(values), 6)
})

it('an atom is a bin of its own, and so are gaps; marks are kept', () => {
  const uniform = quickUniform(2)
  const values = drawn(4000, (i) => (i % 10 === 0 ? Number.NaN : i % 3 === 0 ? 0 : uniform() - 0.3))
  const profile = profileNumbers(values, [0.05, 0.2])
  const zero = profile.knots.indexOf(0)
  expect(profile.binEnds).toContain(2 * zero)
  expect(profile.binEnds).toContain(2 * zero + 1)
  expect(profile.at[zero]).toBe(values.filter((value) => value === 0).length)
  expect(profile.missing).toBe(400)
  expect(profile.knots).toContain(0.05)
})

it('constant, empty and single columns have profiles too', () => {
  const constant = profileNumbers(new Float64Array(30).fill(7))
  expect([constant.knots, constant.at, constant.deviation]).toEqual([[7], [30], 0])
  const empty = profileNumbers(new Float64Array(3).fill(Number.NaN))
  expect(empty).toMatchObject({ knots: [], missing: 3, mean: null, min: null, binEnds: [0] })
  const one = profileNumbers(Float64Array.of(-0))
  expect([one.min, one.deviation, one.knots]).toEqual([0, null, [0]])
})

it('rare labels are kept together, not by name', () => {
  const codes = Float64Array.from([...new Array(20).fill(1), ...new Array(4).fill(0), 2, -1, Number.NaN])
  const [profile] = profileOf({ rows: codes.length, columns: [codes] }, [
    { name: 'job', kind: 'category', categories: ['pilot', 'clerk', 'queen'] },
  ]).features
  expect(profile).toEqual({
    name: 'job',
    kind: 'category',
    missing: 1,
    categories: ['clerk'],
    counts: [20],
    other: 6,
  })
})

it('a file brings the profile back, and holds no row', () => {
  const uniform = quickUniform(3)
  const columns = [drawn(3000, hump(uniform)), drawn(3000, () => Math.floor(uniform() * 3))]
  const profile = profileOf({ rows: 3000, columns }, [
    numberFeature(),
    { name: 'kind', kind: 'category', categories: ['a', 'b', 'c'] },
  ])
  const text = writeProfile(profile)
  expect(readProfile(text)).toEqual(profile)
  const kept = new Set((profile.features[0] as NumberProfile).knots)
  expect(columns[0].filter((value) => kept.has(value)).length).toBeLessThan(250)
})

it('broken files are refused in words', () => {
  const good = profileOf({ rows: 3, columns: [Float64Array.of(1, 2, 3)] }, [numberFeature()])
  const broken = (change: (features: Record<string, unknown>[], file: Record<string, unknown>) => void) => {
    const file = JSON.parse(writeProfile(good)) as Record<string, unknown>
    change(file.features as Record<string, unknown>[], file)
    return () => readProfile(JSON.stringify(file))
  }
  expect(() => readProfile('null')).toThrow(/need an object, got null/)
  expect(broken((_, file) => (file.version = 2))).toThrow(/version 2/)
  expect(broken(([x]) => (x.knots = [3, 2, 1]))).toThrow(/x\.knots: need ascending/)
  expect(broken(([x]) => (x.at = [1, 1]))).toThrow(/x\.at: need 3 numbers, got 2/)
  expect(broken(([x]) => (x.at = [1, 1, 5]))).toThrow(/3 rows counted, got 7/)
  expect(broken(([x]) => (x.at = [1, 1, -1]))).toThrow(/x\.at\[2\]/)
  expect(broken(([x]) => (x.binEnds = [1, 5]))).toThrow(/cells up to 6/)
  expect(broken(([x]) => (x.kind = 'date'))).toThrow(/number or category/)
  expect(broken((features) => features.push(features[0]))).toThrow(/names that differ/)
})

it('bad input is refused', () => {
  const profile = (columns: Float64Array[], rows: number, options = {}) =>
    profileOf({ rows, columns }, [numberFeature()], options)
  expect(() => profile([Float64Array.of(1, Infinity)], 2)).toThrow(
    /need finite numbers in x, got Infinity in row 1/,
  )
  expect(() => profile([Float64Array.of(1)], 2)).toThrow(/need 2 rows in x, got 1/)
  expect(() => profile([], 0)).toThrow(/need a column for each of 1/)
  expect(() => profile([new Float64Array(0)], 0)).toThrow(/at least 1 row/)
  expect(() => profile([Float64Array.of(1)], 1, { bins: 1 })).toThrow(/2 to 100 bins/)
})

it('columns of a table are chosen by what they are, and read as the profile knows them', () => {
  const frame = frameOf({
    key: { kind: 'serial', prefix: 'C', width: 3, values: Float64Array.of(1, 2, 3) },
    day: { kind: 'date', values: Int32Array.of(1, 2, 3) },
    note: { kind: 'text', values: ['x', 'y', 'z'] },
    sum: { kind: 'float64', values: Float64Array.of(1, Number.NaN, 3), validity: Uint8Array.of(1, 0, 1) },
    job: { kind: 'category', values: Int32Array.of(0, 1, 0), dictionary: ['b', 'a', 'never'] },
  })
  const { features, leftOut, matrix } = columnsToProfile(frame)
  expect(leftOut.map(({ column }) => column)).toEqual(['key', 'day', 'note'])
  expect(features).toEqual([
    { name: 'sum', kind: 'number' },
    { name: 'job', kind: 'category', categories: ['a', 'b'] },
  ])
  const profile: ReferenceProfile = profileOf(matrix, features)
  const later = frameOf({ job: { kind: 'text', values: ['a', 'q', 'a'] }, fresh: frame.columns.get('sum')! })
  const { columns } = columnsOfProfile(later, profile)
  expect(columns.features).toEqual([{ name: 'job', kind: 'category', categories: ['a', 'q'] }])
  expect([...columns.matrix.columns[0]]).toEqual([0, 1, 0])
  expect(columns.leftOut.map(({ column }) => column)).toEqual(['fresh'])
  expect(() => columnsOfProfile(later, profile, ['x'])).toThrow(/reference has no column x: it has sum, job/)
  expect(() => columnsToProfile(frame, ['jobb'])).toThrow(/jobb/)
  expect(() => columnsToProfile(frameOf({ key: frame.columns.get('key')! }))).toThrow(
    /No column can be compared/,
  )
})
