import { describe, expect, test } from 'vitest'
import { UNKNOWN_CATEGORY } from '../../data/index.ts'
import {
  assignBins,
  binColumn,
  informationBand,
  informationPValue,
  woeTransform,
} from '../../scorecard/index.ts'

const number = { name: 'income', kind: 'number' } as const
const home = {
  name: 'home',
  kind: 'category',
  categories: ['RENT', 'OWN', 'MORTGAGE', 'BOAT', 'NEVER'],
} as const

/** Bad when the value is low, with every fifth row the other way round. */
function example(rows = 200) {
  const values = Float64Array.from({ length: rows }, (_, i) => (i * 37) % rows)
  const label = values.map((x, i) => (x < rows / 3 !== (i % 5 === 0) ? 1 : 0))
  return { values, label }
}

test('missing, special and unknown values have bins of their own', () => {
  const { values, label } = example()
  values.fill(Number.NaN, 0, 20)
  values.fill(-7, 20, 40)
  const binned = binColumn(number, values, label, {
    specials: [
      { name: 'no file', values: [-7] },
      { name: 'refused', values: [-8, -9] },
    ],
  })
  const [noFile, refused, missing] = binned.bins.slice(-3)
  expect([noFile.label, refused.label, missing.label]).toEqual(['no file', 'refused', 'missing'])
  expect(noFile.nonEvents + noFile.events).toBe(20)
  expect(refused.share).toBe(0)
  const bins = assignBins(binned, Float64Array.of(Number.NaN, -7, -9, -1e9, 1e9, Number.POSITIVE_INFINITY))
  const regular = binned.bins.length - 3
  expect([...bins]).toEqual([regular + 2, regular, regular + 1, 0, regular - 1, regular - 1])
})

test('a cut point belongs to the bin above it', () => {
  const { values, label } = example()
  const binned = binColumn(number, values, label)
  const [first] = binned.splits
  expect([...assignBins(binned, Float64Array.of(first, first - 1e-9))]).toEqual([1, 0])
})

test('what missing, special and unknown count for is what was asked', () => {
  const { values, label } = example()
  values.fill(Number.NaN, 0, 20)
  const worst = (parameters: Parameters<typeof binColumn>[3]) => {
    const { bins } = binColumn(number, values, label, parameters)
    return {
      used: bins.at(-1)!.usedWoe,
      own: bins.at(-1)!.woe,
      least: Math.min(...bins.map((bin) => bin.woe)),
    }
  }
  const own = worst({})
  expect(own.used).toBe(own.own)
  expect(worst({ missing: 'neutral' }).used).toBe(0)
  const least = worst({ missing: 'worst' })
  expect(least.used).toBe(least.least)
})

test('categories: joined by rate, rare ones in other, unseen and unknown ones neutral', () => {
  const rows = 300
  const values = Float64Array.from({ length: rows }, (_, i) => (i < 290 ? i % 3 : 3))
  const label = values.map((code, i) => (i % 10 < [7, 2, 2, 5][code] ? 1 : 0))
  const binned = binColumn(home, values, label, { categoryCutoff: 0.05, maxBins: 2 })
  expect(binned.bins.map((bin) => bin.kind)).toEqual([
    'categories',
    'categories',
    'other',
    'missing',
    'unknown',
  ])
  expect(binned.bins[0].label.split(' | ').sort()).toEqual(['MORTGAGE', 'OWN'])
  expect(binned.bins[2].label).toBe('BOAT')
  const codes = Float64Array.of(0, 3, 4, UNKNOWN_CATEGORY, Number.NaN)
  expect([...assignBins(binned, codes)]).toEqual([1, 2, 4, 4, 3])
  expect(woeTransform(binned, codes)[2]).toBe(0)
})

test('categories that are all rare share the bin of others', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => i)
  const label = values.map((code) => code % 2)
  const feature = { name: 'id', kind: 'category', categories: Array.from(values, String) } as const
  const binned = binColumn(feature, values, label, { categoryCutoff: 0.02 })
  expect(binned.bins.map((bin) => bin.kind)).toEqual(['other', 'missing', 'unknown'])
  expect(binned.informationValue).toBe(0)
})

describe('columns with nothing to cut', () => {
  const label = Float64Array.from({ length: 60 }, (_, i) => i % 2)
  test('constant', () => {
    const binned = binColumn(number, new Float64Array(60).fill(4), label)
    expect([binned.status, binned.splits, binned.informationValue]).toEqual(['single', [], 0])
  })
  test('all missing', () => {
    const binned = binColumn(number, new Float64Array(60).fill(Number.NaN), label)
    expect([binned.status, binned.informationValue, binned.bins.at(-1)!.share]).toEqual(['single', 0, 1])
  })
  test('three rows', () => {
    const binned = binColumn(number, Float64Array.of(1, 2, 3), Float64Array.of(0, 1, 0))
    expect(binned.status).toBe('single')
  })
  test('constraints nothing can satisfy', () => {
    const { values, label: outcome } = example()
    const binned = binColumn(number, values, outcome, { minBins: 15, minShare: 0.2 })
    expect([binned.status, binned.splits]).toEqual(['infeasible', []])
  })
  test('a column that knows the outcome', () => {
    const values = Float64Array.from({ length: 60 }, (_, i) => i)
    const binned = binColumn(
      number,
      values,
      values.map((x) => (x < 25 ? 1 : 0)),
    )
    expect([binned.status, binned.informationValue]).toEqual(['separated', 0])
  })
})

test('what cannot be read is refused by name and row', () => {
  const { values, label } = example(20)
  const fail = (change: () => ReturnType<typeof binColumn>) => expect(change)
  fail(() => binColumn(number, values, new Float64Array(20))).toThrow(/income: need rows of both labels/)
  fail(() => binColumn(number, values, label.with(3, 2))).toThrow(
    'income: need labels 0 or 1, got 2 in row 3',
  )
  fail(() => binColumn(number, values.with(4, Number.POSITIVE_INFINITY), label)).toThrow(
    /in income, got Infinity in row 4/,
  )
  fail(() => binColumn(number, values, label, {}, new Float64Array(20).fill(-1))).toThrow(
    /weights >= 0, got -1/,
  )
  fail(() => binColumn(number, values, label, {}, new Float64Array(20))).toThrow(/need rows of both labels/)
  fail(() => binColumn(number, values.subarray(1), label)).toThrow('income: need 19 labels, got 20')
  fail(() => binColumn(home, values, label)).toThrow(/category codes -1 … 4 in home/)
  fail(() => binColumn(number, values, label, { minBins: 4, maxBins: 3 })).toThrow('need minBins <= maxBins')
  fail(() => binColumn(number, values, label, { minPrebinShare: 0.7 })).toThrow(/minPrebinShare in/)
  fail(() =>
    binColumn(number, values, label, {
      specials: [
        { name: 'a', values: [1] },
        { name: 'b', values: [1] },
      ],
    }),
  ).toThrow('special value 1 of b is named twice')
})

test('bands of information', () => {
  expect([0, 0.05, 0.2, 0.4, 0.7].map(informationBand)).toEqual([
    'none',
    'weak',
    'medium',
    'strong',
    'suspicious',
  ])
  expect(() => informationBand(-1)).toThrow(RangeError)
})

test('information by chance: unlikely for a column that tells, likely for one that does not', () => {
  const { values, label } = example(400)
  expect(informationPValue(binColumn(number, values, label))).toBeLessThan(1e-6)
  const noise = values.map((_, i) => (i * 7919) % 401)
  expect(informationPValue(binColumn(number, noise, label, { trend: 'ascending' }))).toBeGreaterThan(0.01)
  expect(informationPValue(binColumn(number, new Float64Array(400), label))).toBe(1)
})

test('weights that sum to 1 cut as the same weights in whole numbers do', () => {
  const { values, label } = example(1000)
  const whole = values.map((_, i) => 1 + (i % 4))
  const total = whole.reduce((sum, w) => sum + w, 0)
  const small = whole.map((w) => w / total)
  expect(binColumn(number, values, label, {}, small).splits).toEqual(
    binColumn(number, values, label, {}, whole).splits,
  )
})
