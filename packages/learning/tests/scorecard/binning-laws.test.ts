import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binColumn, weightOfEvidence } from '../../scorecard/index.ts'
import { optimalPartition, type PartitionConstraints } from '../../scorecard/optimal-partition.ts'

const free: PartitionConstraints = {
  trend: 'none',
  minWeight: 0,
  maxWeight: Number.POSITIVE_INFINITY,
  minEvents: 0,
  minNonEvents: 0,
  minBins: 1,
  maxBins: Number.POSITIVE_INFINITY,
  minZ: 0,
  minRateDifference: 0,
}

const counts = fc
  .integer({ min: 2, max: 9 })
  .chain((n) =>
    fc.tuple(
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: n, maxLength: n }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: n, maxLength: n }),
    ),
  )
const constraints = fc.record({
  trend: fc.constantFrom('ascending', 'descending', 'peak', 'valley', 'none'),
  minWeight: fc.integer({ min: 0, max: 80 }),
  maxWeight: fc.constantFrom(Number.POSITIVE_INFINITY, 200),
  minEvents: fc.integer({ min: 0, max: 30 }),
  minNonEvents: fc.integer({ min: 0, max: 30 }),
  minBins: fc.integer({ min: 1, max: 3 }),
  maxBins: fc.constantFrom(3, 4, Number.POSITIVE_INFINITY),
  minZ: fc.constantFrom(0, 0.5, 1.96),
  minRateDifference: fc.constantFrom(0, 0.05),
}) as fc.Arbitrary<PartitionConstraints>

interface Part {
  readonly goods: number
  readonly bads: number
}

function partsOf(
  goods: readonly number[],
  bads: readonly number[],
  ends: readonly number[],
): readonly Part[] {
  return ends.map((end, b) => {
    const from = b === 0 ? 0 : ends[b - 1] + 1
    const sum = (values: readonly number[]) => values.slice(from, end + 1).reduce((x, y) => x + y, 0)
    return { goods: sum(goods), bads: sum(bads) }
  })
}

function information(parts: readonly Part[]): number {
  const goods = parts.reduce((sum, part) => sum + part.goods, 0)
  const bads = parts.reduce((sum, part) => sum + part.bads, 0)
  return parts.reduce((sum, part) => {
    const p = part.bads / bads
    const q = part.goods / goods
    return sum + (p - q) * Math.log(p / q)
  }, 0)
}

const rate = ({ goods, bads }: Part) => bads / (goods + bads)

function satisfies(parts: readonly Part[], c: PartitionConstraints): boolean {
  if (parts.length < c.minBins || parts.length > c.maxBins) return false
  for (const { goods, bads } of parts) {
    if (goods + bads < c.minWeight || goods + bads > c.maxWeight) return false
    if (bads < c.minEvents || goods < c.minNonEvents) return false
  }
  const steps: number[] = []
  for (let b = 1; b < parts.length; b++) {
    const [x, y] = [parts[b - 1], parts[b]]
    const difference = rate(y) - rate(x)
    const [n1, n2] = [x.goods + x.bads, y.goods + y.bads]
    const pooled = (x.bads + y.bads) / (n1 + n2)
    if (Math.abs(difference) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2)) < c.minZ) return false
    if (Math.abs(difference) < c.minRateDifference) return false
    steps.push(Math.sign(difference))
  }
  const turnsOnce = (first: 1 | -1) => {
    const turned = steps.indexOf(-first)
    return turned < 0 || steps.slice(turned).every((step) => step !== first)
  }
  if (c.trend === 'ascending') return steps.every((step) => step >= 0)
  if (c.trend === 'descending') return steps.every((step) => step <= 0)
  if (c.trend === 'peak') return turnsOnce(1)
  if (c.trend === 'valley') return turnsOnce(-1)
  return true
}

function bestOfAll(goods: readonly number[], bads: readonly number[], c: PartitionConstraints): number {
  const n = goods.length
  let best = Number.NEGATIVE_INFINITY
  for (let cuts = 0; cuts < 1 << (n - 1); cuts++) {
    const ends = [...Array(n).keys()].filter((i) => i === n - 1 || (cuts >> i) & 1)
    const parts = partsOf(goods, bads, ends)
    if (satisfies(parts, c)) best = Math.max(best, information(parts))
  }
  return best
}

test('the partition is feasible, and no other is better', () => {
  fc.assert(
    fc.property(counts, constraints, ([goods, bads], c) => {
      const ends = optimalPartition(Float64Array.from(goods), Float64Array.from(bads), c)
      const best = bestOfAll(goods, bads, c)
      if (ends === undefined) {
        expect(best).toBe(Number.NEGATIVE_INFINITY)
        return
      }
      const parts = partsOf(goods, bads, ends)
      expect(satisfies(parts, c)).toBe(true)
      expect(information(parts)).toBeCloseTo(best, 11)
    }),
    { numRuns: 400 },
  )
})

test('joining two bins never adds information', () => {
  fc.assert(
    fc.property(counts, fc.nat(), ([goods, bads], at) => {
      const n = goods.length
      const all = [...Array(n).keys()]
      const joined = all.filter((i) => i !== at % (n - 1))
      const fine = information(partsOf(goods, bads, all))
      const coarse = information(partsOf(goods, bads, joined))
      expect(coarse).toBeGreaterThanOrEqual(0)
      expect(coarse).toBeLessThanOrEqual(fine + 1e-12)
    }),
  )
})

test('without constraints the pre-bins stay as they are, but for neighbours of one rate', () => {
  const ends = optimalPartition(Float64Array.of(10, 20, 30, 5), Float64Array.of(5, 10, 30, 20), free)
  expect(ends).toEqual([1, 2, 3])
})

const column = fc
  .record({
    seed: fc.integer({ min: 1, max: 2 ** 30 }),
    rows: fc.integer({ min: 40, max: 600 }),
    decimals: fc.integer({ min: 0, max: 3 }),
    missing: fc.constantFrom(0, 0.2),
  })
  .map(({ seed, rows, decimals, missing }) => {
    let state = seed
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32
    }
    const values = Float64Array.from({ length: rows }, () =>
      next() < missing ? Number.NaN : Number((4 * next()).toFixed(decimals)),
    )
    const label = values.map((x) => (next() < 0.2 + 0.1 * (Number.isNaN(x) ? 1 : x) ? 1 : 0))
    label[0] = 0
    label[1] = 1
    return { values, label }
  })

test('bins of a column hold the trend and the least share, and count every row once', () => {
  fc.assert(
    fc.property(
      column,
      fc.constantFrom('ascending' as const, 'descending' as const),
      fc.constantFrom(0.05, 0.15),
      ({ values, label }, trend, minShare) => {
        const binned = binColumn({ name: 'x', kind: 'number' }, values, label, { trend, minShare })
        const regular = binned.bins.filter((bin) => bin.kind === 'interval')
        const all = binned.bins.reduce((sum, bin) => sum + bin.nonEvents + bin.events, 0)
        expect(all).toBe(values.length)
        expect(binned.informationValue).toBeGreaterThanOrEqual(0)
        for (const bin of binned.bins) {
          expect(bin.informationValue).toBeGreaterThanOrEqual(0)
          expect(bin.eventRateLow).toBeLessThanOrEqual(bin.eventRate + 1e-15)
        }
        if (binned.status !== 'optimal') return
        for (const bin of regular) expect(bin.share).toBeGreaterThanOrEqual(minShare - 1e-12)
        for (let b = 1; b < regular.length; b++) {
          const step = regular[b].eventRate - regular[b - 1].eventRate
          expect(trend === 'ascending' ? step : -step).toBeGreaterThanOrEqual(0)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('whole weights are repeated rows', () => {
  fc.assert(
    fc.property(column, ({ values, label }) => {
      const weight = values.map((_, i) => 1 + (i % 3))
      const index = [...values.keys()].flatMap((i) => Array(weight[i]).fill(i) as number[])
      const feature = { name: 'x', kind: 'number' } as const
      const once = binColumn(feature, values, label, {}, weight)
      const repeated = binColumn(
        feature,
        Float64Array.from(index, (i) => values[i]),
        Float64Array.from(index, (i) => label[i]),
      )
      expect(once).toEqual(repeated)
    }),
    { numRuns: 30 },
  )
})

test('weight of evidence: ln of the share of good over the share of bad, 0 for bins of one class', () => {
  expect(weightOfEvidence(30, 10, 100, 50)).toBeCloseTo(Math.log(30 / 100 / (10 / 50)), 14)
  expect(weightOfEvidence(30, 0, 100, 50)).toBe(0)
  expect(weightOfEvidence(0, 10, 100, 50)).toBe(0)
})
