/** Resampling: counts met, new rows between neighbours, held-out rows untouched. */
import { openStream } from '@pratibimba/numerics/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Feature, LabelledMatrix } from '../../data/index.ts'
import {
  adasyn,
  balancedWeights,
  oversample,
  resampledFold,
  smote,
  undersample,
} from '../../resampling/index.ts'
import { neighbourSpace } from '../../resampling/neighbour-space.ts'
import { neighbourTree } from '../../resampling/neighbour-tree.ts'
import { stratifiedFolds } from '../../splitting/index.ts'

const numberFeatures: Feature[] = ['income', 'debt', 'age'].map((name) => ({ name, kind: 'number' }))
const mixedFeatures: Feature[] = [
  ...numberFeatures,
  { name: 'purpose', kind: 'category', categories: ['car', 'home', 'study'] },
]

/** Overlapping normal clouds, `events` of `rows` of class 1; a category that leans with the class. */
function clouds(rows: number, events: number, seed: number, mixed = false): LabelledMatrix {
  const stream = openStream(seed, 'clouds')
  const label = Float64Array.from({ length: rows }, (_, i) => (i < events ? 1 : 0))
  const columns = [1000, 10, 1].map((unit) => label.map((y) => unit * (y + stream.normal())))
  if (mixed) columns.push(label.map((y) => (stream.uniform() < 0.3 + 0.4 * y ? 2 : stream.below(2))))
  return { rows, columns, label }
}
const count = (label: Float64Array, kind: number) => label.filter((y) => y === kind).length

/** Whether a point lies on the segment of two rows, within rounding. */
function onSegment(point: number[], a: number[], b: number[]): boolean {
  const spans = a.map((value, d) => b[d] - value)
  const widest = spans.reduce((best, span, d) => (Math.abs(span) > Math.abs(spans[best]) ? d : best), 0)
  const share = spans[widest] === 0 ? 0 : (point[widest] - a[widest]) / spans[widest]
  if (share < -1e-9 || share > 1 + 1e-9) return false
  return point.every((value, d) => Math.abs(value - a[d] - share * spans[d]) <= 1e-9 * (1 + Math.abs(value)))
}
const rowOf = (matrix: LabelledMatrix, row: number) => matrix.columns.map((column) => column[row])

describe('neighbours', () => {
  it('are those of comparing with every row', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 2, max: 120 }),
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        (seed, rows, k, coarse) => {
          const data = clouds(rows, rows >> 1, seed, true)
          const columns = data.columns.map((column) => (coarse ? column.map((x) => Math.round(x)) : column))
          const everyone = Int32Array.from({ length: rows }, (_, i) => i)
          const space = neighbourSpace('test', { rows, columns }, mixedFeatures, 'standardised', everyone)
          const tree = neighbourTree(space, everyone)
          const distance = (a: number, b: number) => {
            let sum = space.categories[a] === space.categories[b] ? 0 : space.penalty
            for (let d = 0; d < 3; d++) sum += (space.numbers[a * 3 + d] - space.numbers[b * 3 + d]) ** 2
            return sum
          }
          const found = new Int32Array(k)
          for (let point = 0; point < rows; point++) {
            const held = tree.nearest(point, found)
            expect(held).toBe(Math.min(k, rows - 1))
            expect(new Set(found.subarray(0, held)).size).toBe(held)
            expect(found.subarray(0, held)).not.toContain(point)
            const all = [...everyone]
              .filter((other) => other !== point)
              .map((other) => distance(point, other))
            const nearest = all.sort((a, b) => a - b).slice(0, held)
            Array.from(found.subarray(0, held), (other) => distance(point, other)).forEach((value, i) => {
              expect(value).toBeCloseTo(nearest[i], 9)
            })
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('SMOTE', () => {
  it('fills the smaller class with rows on segments between it and its nearest', () => {
    const data = clouds(300, 40, 1)
    const made = smote(data, numberFeatures, { seed: 5, scale: 'as-given' })
    expect([count(made.label, 0), count(made.label, 1)]).toEqual([260, 260])
    for (let c = 0; c < 3; c++) expect(made.columns[c].subarray(0, 300)).toEqual(data.columns[c])
    const events = Array.from({ length: 40 }, (_, row) => row)
    const nearestOf = events.map((row) =>
      events
        .filter((other) => other !== row)
        .map((other) => ({
          other,
          far: Math.hypot(...rowOf(data, row).map((x, d) => x - data.columns[d][other])),
        }))
        .sort((a, b) => a.far - b.far)
        .slice(0, 5)
        .map(({ other }) => other),
    )
    for (let row = 300; row < made.rows; row++) {
      const between = events.some((a) =>
        nearestOf[a].some((b) => onSegment(rowOf(made, row), rowOf(data, a), rowOf(data, b))),
      )
      expect(between).toBe(true)
    }
  })
  it('ratio and seed: counts as asked, the same rows for the same seed', () => {
    const data = clouds(300, 40, 1)
    const made = smote(data, numberFeatures, { seed: 5, ratio: 0.5 })
    expect(count(made.label, 1)).toBe(130)
    expect(smote(data, numberFeatures, { seed: 5, ratio: 0.5 })).toEqual(made)
    expect(smote(data, numberFeatures, { seed: 6, ratio: 0.5 })).not.toEqual(made)
    expect(smote(data, numberFeatures, { seed: 5, ratio: 0.1 }).rows).toBe(300)
  })
  it('mixed columns: categories stay categories, as common as among the class', () => {
    const data = clouds(2000, 200, 2, true)
    const made = smote(data, mixedFeatures, { seed: 5 })
    const fresh = made.columns[3].subarray(2000)
    expect([...new Set(fresh)].every((code) => [0, 1, 2].includes(code))).toBe(true)
    const share = (codes: Float64Array) => codes.filter((code) => code === 2).length / codes.length
    // The mode of five leans to the commoner code.
    expect(share(fresh)).toBeGreaterThan(share(data.columns[3].subarray(0, 200)))
  })
  it('missing values: a base that misses a number leaves it missing, a missing neighbour gives the base', () => {
    const data = clouds(200, 30, 3, true)
    data.columns[0].fill(Number.NaN, 0, 10)
    data.columns[3].fill(Number.NaN, 0, 30)
    const made = smote(data, mixedFeatures, { seed: 1 })
    const fresh = made.columns[0].subarray(200)
    const missing = fresh.filter((value) => Number.isNaN(value)).length / fresh.length
    expect(missing).toBeCloseTo(1 / 3, 1)
    expect(made.columns[3].subarray(200).every((code) => Number.isNaN(code))).toBe(true)
  })
  it('weights follow the base; three classes are all filled up', () => {
    const data = { ...clouds(120, 20, 4), weight: new Float64Array(120).fill(2) }
    const made = smote(data, numberFeatures, { seed: 1 })
    expect(made.weight?.every((w) => w === 2)).toBe(true)
    const label = data.label.map((y, row) => (row >= 110 ? 2 : y))
    const three = smote({ ...data, label }, numberFeatures, { seed: 1 })
    expect([0, 1, 2].map((kind) => count(three.label, kind))).toEqual([90, 90, 90])
  })
})

describe('ADASYN', () => {
  it('meets the count and makes rows only from bases near other classes', () => {
    const data = clouds(400, 60, 6)
    // Thirty events far from everyone: nothing to learn there.
    for (const column of data.columns) for (let row = 0; row < 30; row++) column[row] += 1e6
    const made = adasyn(data, numberFeatures, { seed: 2 })
    expect(count(made.label, 1)).toBe(340)
    expect(made.columns[2].subarray(400).every((value) => value < 1000)).toBe(true)
  })
  it('refuses a class that touches no other', () => {
    const data = clouds(100, 30, 7)
    for (const column of data.columns) for (let row = 0; row < 30; row++) column[row] += 1e6
    expect(() => adasyn(data, numberFeatures, { seed: 2 })).toThrow(
      /class 1 with neighbours of another class/,
    )
  })
})

describe('random sampling and weights', () => {
  it('repeats or leaves out, keeping rows whole', () => {
    const data = clouds(100, 20, 8)
    const more = oversample(data, { seed: 1 })
    expect([count(more.label, 0), count(more.label, 1)]).toEqual([80, 80])
    const fewer = undersample(data, { seed: 1, ratio: 0.5 })
    expect([count(fewer.label, 0), count(fewer.label, 1)]).toEqual([40, 20])
    const known = new Set(Array.from({ length: 100 }, (_, row) => rowOf(data, row).join()))
    for (const made of [more, fewer])
      for (let row = 0; row < made.rows; row++) expect(known.has(rowOf(made, row).join())).toBe(true)
    expect(new Set(Array.from({ length: 60 }, (_, row) => rowOf(fewer, row).join())).size).toBe(60)
  })
  it('balanced weights level the classes and keep the total', () => {
    const label = Float64Array.of(0, 0, 0, 1)
    expect([...balancedWeights(label)].map((w) => Number(w.toFixed(12)))).toEqual([
      0.666666666667, 0.666666666667, 0.666666666667, 2,
    ])
    const weighted = balancedWeights(label, Float64Array.of(1, 2, 3, 2))
    expect(weighted.subarray(0, 3).reduce((a, b) => a + b)).toBeCloseTo(weighted[3], 12)
    expect(() => balancedWeights(label, Float64Array.of(1, 1, 1, 0))).toThrow(/none in class 1/)
  })
})

it('inside a fold the held-out rows stay as they are', () => {
  const data = clouds(200, 40, 9)
  const [fold] = stratifiedFolds(data.label, 4, { seed: 1 })
  const { train, test } = resampledFold(data, fold, (rows) => smote(rows, numberFeatures, { seed: 1 }))
  expect([count(train.label, 0), count(train.label, 1)]).toEqual([120, 120])
  expect(test.rows).toBe(50)
  expect([...test.columns[0]]).toEqual(Array.from(fold.test, (row) => data.columns[0][row]))
})

describe('bad input', () => {
  const data = clouds(30, 4, 1)
  const infinite = clouds(30, 10, 1)
  infinite.columns[1][7] = Number.POSITIVE_INFINITY
  it.each([
    [
      'too few rows',
      () => smote(data, numberFeatures, { seed: 1 }),
      /more than 5 rows of class 1 for 5 neighbours, got 4/,
    ],
    [
      'one class',
      () => smote({ ...data, label: new Float64Array(30) }, numberFeatures, { seed: 1 }),
      /2 classes, got 1 in 30 rows/,
    ],
    [
      'no rows',
      () => oversample({ rows: 0, columns: [], label: new Float64Array(0) }, { seed: 1 }),
      /2 classes, got 0/,
    ],
    [
      'an infinite number',
      () => smote(infinite, numberFeatures, { seed: 1 }),
      /got Infinity in row 7 of debt/,
    ],
    [
      'a missing label',
      () =>
        undersample({ ...data, label: data.label.map((y, i) => (i === 3 ? Number.NaN : y)) }, { seed: 1 }),
      /got NaN in row 3/,
    ],
    ['a ratio of 2', () => smote(data, numberFeatures, { seed: 1, ratio: 2 }), /ratio in \(0, 1\], got 2/],
    [
      'no neighbours',
      () => adasyn(data, numberFeatures, { seed: 1, neighbours: 0 }),
      /neighbours >= 1, got 0/,
    ],
    [
      'categories alone',
      () => smote({ ...infinite, columns: [infinite.label] }, [{ name: 'a', kind: 'category' }], { seed: 1 }),
      /at least 1 column of numbers/,
    ],
    [
      'features that do not fit',
      () => smote(clouds(30, 10, 1), mixedFeatures, { seed: 1 }),
      /each of 3 columns, got 4/,
    ],
  ])('%s', (_, resample, message) => {
    expect(resample).toThrow(message)
    expect(resample).toThrow(RangeError)
  })
  it('rows that are all equal', () => {
    const flat = { ...clouds(30, 10, 1), columns: [new Float64Array(30).fill(3)] }
    const made = smote(flat, [{ name: 'a', kind: 'number' }], { seed: 1 })
    expect(made.columns[0].every((value) => value === 3)).toBe(true)
  })
})
