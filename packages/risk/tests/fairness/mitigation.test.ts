/** Mitigation: what it promises holds, and its price is shown. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decideByGroup,
  decisionChances,
  type Groups,
  groupThresholds,
  mitigationPrice,
  reweighing,
  type ThresholdOptions,
} from '../../fairness/index.ts'
import { inventedOutcomes } from './outcomes.ts'

const { label, probability, sex } = inventedOutcomes(4000)
const others = inventedOutcomes(40_000, { seed: 2 })
const sample = { label, score: probability, groups: sex }
const options: ThresholdOptions = {
  criterion: 'demographic-parity',
  favourable: { label: 0, decision: 0 },
  costs: { falsePositive: 1, falseNegative: 2 },
  threshold: 1 / 3,
}

describe('reweighing', () => {
  it('makes the outcome independent of the group and keeps their masses', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.nat(1), fc.integer({ min: -1, max: 2 }), fc.double({ min: 0.1, max: 5, noNaN: true })),
          {
            minLength: 1,
            maxLength: 60,
          },
        ),
        (rows) => {
          const y = rows.map(([value]) => value)
          const groups: Groups = { codes: Int32Array.from(rows, ([, g]) => g), labels: ['a', 'b', 'c'] }
          const before = Float64Array.from(rows, ([, , w]) => w)
          const { weight, outOfReach } = reweighing(y, groups, before)
          const sum = (w: Float64Array, g?: number, value?: number) =>
            w.reduce(
              (total, each, i) =>
                groups.codes[i] >= 0 &&
                (g === undefined || groups.codes[i] === g) &&
                (value === undefined || y[i] === value)
                  ? total + each
                  : total,
              0,
            )
          for (let i = 0; i < y.length; i++) if (groups.codes[i] < 0) expect(weight[i]).toBe(before[i])
          if (outOfReach.length > 0 || sum(before) === 0) return
          const share = sum(before, undefined, 1) / sum(before)
          for (const g of [0, 1, 2]) {
            if (sum(before, g) === 0) continue
            expect(sum(weight, g)).toBeCloseTo(sum(before, g), 9)
            expect(sum(weight, g, 1) / sum(weight, g)).toBeCloseTo(share, 9)
          }
        },
      ),
    )
  })

  it('has the factors that are worked out by hand', () => {
    // Ten people: a 4 of 5 good, b 1 of 5 good; half of all are good.
    const groups: Groups = { codes: Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1), labels: ['a', 'b'] }
    const { cells } = reweighing([1, 1, 1, 1, 0, 1, 0, 0, 0, 0], groups)
    expect(cells.map(({ group, label, factor }) => [group, label, factor])).toEqual([
      ['a', 0, 2.5],
      ['a', 1, 0.625],
      ['b', 0, 0.625],
      ['b', 1, 2.5],
    ])
  })

  it('names a group that no weight can bring there', () => {
    const groups: Groups = { codes: Int32Array.of(0, 0, 1, 1), labels: ['a', 'b'] }
    const { outOfReach, cells, weight } = reweighing([0, 1, 1, 1], groups)
    expect(outOfReach).toEqual(['b'])
    expect(cells[2]).toEqual({ group: 'b', label: 0, rows: 0, factor: null })
    expect(weight.every(Number.isFinite)).toBe(true)
  })

  it('refuses what does not fit', () => {
    const groups: Groups = { codes: Int32Array.of(0, 5), labels: ['a'] }
    expect(() => reweighing([0, 1], groups)).toThrow('from −1 to 0, got 5 in row 1')
    expect(() => reweighing([0, 3], { ...groups, codes: Int32Array.of(0, 0) })).toThrow('got 3 in row 1')
    expect(() => reweighing([0], groups)).toThrow('need 1 group codes, got 2')
  })
})

describe('groupThresholds', () => {
  const gaps = {
    'demographic-parity': 'demographicParityDifference',
    'equal-opportunity': 'equalOpportunityDifference',
    'equalized-odds': 'equalizedOddsDifference',
  } as const

  for (const criterion of ['demographic-parity', 'equal-opportunity', 'equalized-odds'] as const)
    it(`meets ${criterion}, and shows what it costs`, () => {
      const fixed = groupThresholds(sample, { ...options, criterion })
      const mixed = groupThresholds(sample, { ...options, criterion, randomised: true })
      expect(fixed.price.before[gaps[criterion]]!).toBeGreaterThan(0.05)
      expect(fixed.price.after[gaps[criterion]]!).toBeLessThanOrEqual(0.01)
      expect(mixed.price.after[gaps[criterion]]!).toBeLessThan(1e-9)
      expect(fixed.groups.every(({ thresholds }) => thresholds.length === 1)).toBe(true)
      // Before was optimal for the true probabilities: on other rows fairness costs money. Ranking is left alone.
      for (const rule of [fixed, mixed]) {
        const { change } = mitigationPrice(
          { ...others, ...options, groups: others.sex },
          {
            score: others.probability,
            decision: others.probability.map((p) => (p >= options.threshold ? 1 : 0)),
          },
          { score: others.probability, decision: decisionChances(rule, others.probability, others.sex) },
        )
        expect(change.cost).toBeGreaterThan(0)
        expect(change[gaps[criterion]]!).toBeLessThan(0)
      }
      expect(fixed.price.change.auc).toBe(0)
      for (const { thresholds } of mixed.groups)
        expect(thresholds.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
      expect(JSON.parse(JSON.stringify(mixed))).toEqual(mixed)
    })

  it('is the cheapest mixture: no pair of thresholds with equal rates costs less', () => {
    const { price } = groupThresholds(sample, {
      ...options,
      criterion: 'demographic-parity',
      randomised: true,
    })
    for (let rate = 0.05; rate < 1; rate += 0.05) {
      // Thresholds by rank, so that both groups are flagged alike.
      const decision = new Uint8Array(label.length)
      for (const code of [0, 1]) {
        const rows = [...label.keys()].filter((i) => sex.codes[i] === code)
        rows.sort((a, b) => probability[b] - probability[a])
        for (const row of rows.slice(0, Math.round(rate * rows.length))) decision[row] = 1
      }
      const tried = mitigationPrice(
        { ...sample, ...options },
        { score: probability, decision },
        { score: probability, decision },
      )
      expect(price.after.cost).toBeLessThanOrEqual(tried.after.cost + 2 / label.length)
    }
  })

  it('decides by its thresholds, draws by seed and row alone', () => {
    const fixed = groupThresholds(sample, options)
    const decisions = decideByGroup(fixed, probability, sex)
    for (const [i, p] of probability.entries())
      expect(decisions[i]).toBe(p >= fixed.groups[sex.codes[i]].thresholds[0].threshold ? 1 : 0)

    const mixed = groupThresholds(sample, { ...options, criterion: 'equalized-odds', randomised: true })
    expect(() => decideByGroup(mixed, probability, sex)).toThrow('need a seed for randomised thresholds')
    const drawn = decideByGroup(mixed, probability, sex, { seed: 4 })
    const tail = { codes: sex.codes.subarray(1000), labels: sex.labels }
    expect(decideByGroup(mixed, probability.subarray(1000), tail, { seed: 4, firstRow: 1000 })).toEqual(
      drawn.subarray(1000),
    )
    const chances = decisionChances(mixed, probability, sex)
    const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b) / values.length
    expect(Math.abs(mean(drawn) - mean(chances))).toBeLessThan(0.02)
  })

  it('leaves small and unknown groups to the single threshold', () => {
    const codes = sex.codes.map((code, i) => (i < 5 ? 2 : i < 10 ? -1 : code))
    const groups: Groups = { codes, labels: [...sex.labels, 'other'] }
    const rule = groupThresholds({ ...sample, groups }, options)
    expect(rule.tooSmall).toEqual(['other'])
    const decisions = decideByGroup(rule, probability, groups)
    for (let i = 0; i < 10; i++) expect(decisions[i]).toBe(probability[i] >= options.threshold ? 1 : 0)
  })

  it('works where all scores are the same, by treating all the same or by chance', () => {
    const flat = { ...sample, score: new Float64Array(label.length).fill(0.3) }
    for (const randomised of [false, true]) {
      const { price } = groupThresholds(flat, { ...options, randomised })
      expect(price.after.demographicParityDifference).toBeLessThan(1e-9)
    }
  })

  it('refuses what cannot be met', () => {
    const oneSided = { ...sample, label: label.map((y, i) => (sex.codes[i] === 1 ? 1 : y)) }
    expect(() => groupThresholds(oneSided, { ...options, criterion: 'equal-opportunity' })).toThrow(
      'need rows with label 0 in the group "male" for equal-opportunity, got none',
    )
    const alone = { ...sample, groups: { codes: new Int32Array(4000), labels: ['a'] } }
    expect(() => groupThresholds(alone, options)).toThrow('need two groups with 30 rows or more, got 1')
    expect(() =>
      groupThresholds(sample, { ...options, costs: { falsePositive: 0, falseNegative: 1 } }),
    ).toThrow('need mistakes that cost more than right decisions')
    expect(() => groupThresholds(sample, { ...options, tolerance: 2 })).toThrow(
      'need a tolerance in [0, 1], got 2',
    )
  })
})

describe('mitigationPrice', () => {
  it('counts by hand', () => {
    const context = {
      label: Float64Array.of(1, 0, 1, 0),
      groups: { codes: Int32Array.of(0, 0, 1, 1), labels: ['a', 'b'] },
      favourable: { label: 0, decision: 0 },
      costs: { falsePositive: 1, falseNegative: 10 },
    } as const
    const score = Float64Array.of(0.9, 0.2, 0.4, 0.6)
    const { before, after, change } = mitigationPrice(
      context,
      { score, decision: [1, 0, 0, 1] },
      { score: Float64Array.of(0.9, 0.2, 0.8, 0.6), decision: [1, 0, 1, 0] },
    )
    expect(before).toEqual({
      auc: 0.75,
      accuracy: 0.5,
      cost: 11 / 4,
      approvalRate: 0.5,
      demographicParityDifference: 0,
      demographicParityRatio: 1,
      equalOpportunityDifference: 1,
      equalizedOddsDifference: 1,
    })
    expect(after).toMatchObject({ auc: 1, accuracy: 1, cost: 0, equalizedOddsDifference: 0 })
    expect(change).toMatchObject({ auc: 0.25, cost: -11 / 4, equalOpportunityDifference: -1 })
  })
})
