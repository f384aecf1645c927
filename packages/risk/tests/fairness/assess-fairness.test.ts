/** The report: what can be worked out by hand, what is withheld, what is undefined, and what is refused. */
import { openStream } from '@pratibimba/numerics/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  assessFairness,
  disparityMetrics,
  type FairnessOptions,
  type Groups,
  groupMetrics,
  type Outcomes,
} from '../../fairness/index.ts'
import { inventedOutcomes } from './outcomes.ts'

const lending: FairnessOptions = { favourable: { label: 0, decision: 0 } }
const two = (codes: number[]): Groups => ({ codes: Int32Array.from(codes), labels: ['a', 'b'] })

/** Group a: 4 of 5 approved; group b: 2 of 5. */
const byHand: Outcomes = {
  label: [0, 0, 0, 1, 1, 0, 0, 0, 1, 1],
  decision: [0, 0, 0, 0, 1, 0, 1, 1, 0, 1],
  groups: { sex: two([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]) },
}

describe('assessFairness', () => {
  it('counts what is good for the person as positive', () => {
    const report = assessFairness(byHand, { ...lending, minimumGroupSize: 1 })
    const [{ groups, fourFifths, disparities }] = report.attributes
    const values = (group: number) =>
      Object.fromEntries(Object.entries(groups[group].metrics).map(([id, { value }]) => [id, value]))
    expect(values(0)).toEqual({
      'selection-rate': 0.8,
      'base-rate': 0.6,
      'true-positive-rate': 1,
      'false-negative-rate': 0,
      'false-positive-rate': 0.5,
      'true-negative-rate': 0.5,
      precision: 0.75,
      accuracy: 0.8,
    })
    expect(values(1)).toMatchObject({ 'selection-rate': 0.4, 'true-positive-rate': 1 / 3, precision: 0.5 })
    expect(fourFifths).toMatchObject({ reference: 'a', referenceIs: 'most-favoured', verdict: 'not-met' })
    expect(fourFifths!.groups[0]).toMatchObject({
      group: 'b',
      ratio: 0.5,
      verdict: 'not-met',
      certain: false,
    })
    // Katz: exp(ln ½ ± 1.96·√(.2/4 + .6/2)).
    const reach = Math.exp(1.959963984540054 * Math.sqrt(0.2 / 4 + 0.6 / 2))
    expect(fourFifths!.groups[0].interval![0]).toBeCloseTo(0.5 / reach, 12)
    expect(fourFifths!.groups[0].interval![1]).toBeCloseTo(0.5 * reach, 12)
    expect(disparities.find(({ id }) => id === 'equal-opportunity-difference')).toMatchObject({
      value: 1 - 1 / 3,
      lowest: 'b',
      highest: 'a',
    })
    expect(report.sentences.join(' ')).toContain('not a finding of law')
    expect(fourFifths!.basis).toContain('Internal policy gate')
  })

  it('has the interval of Newcombe for differences of shares', () => {
    // Newcombe 1998, table II, method 10: 56/70 − 48/80.
    const rows = 150
    const decision = Array.from({ length: rows }, (_, i) => (i < 56 || (i >= 70 && i < 118) ? 1 : 0))
    const report = assessFairness(
      {
        label: decision,
        decision,
        groups: { sex: two(Array.from({ length: rows }, (_, i) => (i < 70 ? 0 : 1))) },
      },
      { favourable: { label: 1, decision: 1 } },
    )
    const { interval, value } = report.attributes[0].disparities.find(
      ({ id }) => id === 'demographic-parity-difference',
    )!
    expect(value).toBeCloseTo(0.2, 12)
    expect(interval![0]).toBeCloseTo(0.0524, 4)
    expect(interval![1]).toBeCloseTo(0.3339, 4)
  })

  it('takes a named reference', () => {
    const options = { ...lending, minimumGroupSize: 1, reference: { sex: 'b' } }
    const [{ fourFifths }] = assessFairness(byHand, options).attributes
    expect(fourFifths).toMatchObject({ reference: 'b', referenceIs: 'named', verdict: 'met' })
    expect(fourFifths!.groups[0].ratio).toBe(2)
  })

  it('withholds small groups, and names them', () => {
    const { label, probability, sex, age } = inventedOutcomes(2000)
    const report = assessFairness(
      { label, probability, groups: { sex, age } },
      { ...lending, threshold: 0.3 },
    )
    expect(report.attributes.map(({ name }) => name)).toEqual(['sex', 'age', 'sex × age'])
    const [, ages, both] = report.attributes
    expect(ages.groups.map(({ group }) => group)).toEqual(['young', 'old'])
    expect(ages.suppressed).toEqual(['oldest'])
    expect(both.suppressed).toEqual(['female × oldest', 'male × oldest'])
    expect(report.sentences).toContain('age: figures withheld for oldest, with fewer than 30 rows.')
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })

  it('measures calibration and discrimination by group', () => {
    const { label, probability, sex } = inventedOutcomes(20_000)
    const skewed = probability.map((p, i) => (sex.codes[i] === 1 ? p / 2 : p))
    const report = assessFairness({ label, probability: skewed, groups: { sex } }, lending)
    const [female, male] = report.attributes[0].groups.map(({ metrics }) => metrics)
    const honest = female['calibration-in-the-large']
    expect(honest.interval![0]).toBeLessThan(0)
    expect(honest.interval![1]).toBeGreaterThan(0)
    expect(male['calibration-in-the-large'].interval![0]).toBeGreaterThan(0.15)
    expect(male['expected-calibration-error'].interval![0]).toBeGreaterThan(0.15)
    expect(female['expected-calibration-error'].value).toBeLessThan(0.02)
    expect(female.auc.interval![0]).toBeGreaterThan(0.65)
    // No threshold and no decisions: nothing is said of them.
    expect(female).not.toHaveProperty('selection-rate')
    expect(report.attributes[0]).not.toHaveProperty('fourFifths')
  })

  it('is null where nothing stands below the line, never 0', () => {
    // No one in b is a good payer.
    const report = assessFairness(
      { label: [0, 0, 1, 1, 1, 1], decision: [0, 1, 0, 0, 1, 1], groups: { sex: two([0, 0, 0, 1, 1, 1]) } },
      { ...lending, minimumGroupSize: 1 },
    )
    const [attribute] = report.attributes
    expect(attribute.groups[1].metrics['true-positive-rate']).toEqual({
      value: null,
      interval: null,
      effectiveRows: 0,
    })
    expect(attribute.disparities.find(({ id }) => id === 'equal-opportunity-difference')).toMatchObject({
      value: null,
      undefinedFor: ['b'],
    })
    expect(report.sentences.join(' ')).toContain('some rates are not defined for b')
  })

  it('says when one group is all there is', () => {
    const report = assessFairness(
      { ...byHand, groups: { sex: two(new Array(10).fill(0)) } },
      { ...lending, minimumGroupSize: 1 },
    )
    expect(report.attributes[0].fourFifths).toMatchObject({
      reference: 'a',
      groups: [],
      verdict: 'undetermined',
    })
    expect(report.attributes[0].disparities.every(({ value }) => value === null)).toBe(true)
    expect(report.sentences[1]).toBe(
      'sex: only a is large enough to be measured, so that there is nothing to compare.',
    )
  })

  it('leaves rows of unknown group out of groups, not out of the whole', () => {
    const report = assessFairness(
      { ...byHand, groups: { sex: two([0, 0, 0, 0, -1, 1, 1, 1, 1, -1]) } },
      { ...lending, minimumGroupSize: 1 },
    )
    expect(report.attributes[0]).toMatchObject({ unknownRows: 2 })
    expect(report.overall['selection-rate'].effectiveRows).toBe(10)
    expect(report.attributes[0].groups.map(({ share }) => share)).toEqual([0.5, 0.5])
  })

  it('does with equal scores what can be done', () => {
    const report = assessFairness(
      { label: byHand.label, probability: new Float64Array(10).fill(0.3), groups: byHand.groups },
      { ...lending, threshold: 0.5, minimumGroupSize: 1 },
    )
    const [{ groups, fourFifths }] = report.attributes
    expect(groups.map(({ metrics }) => metrics.auc.value)).toEqual([0.5, 0.5])
    expect(groups.map(({ metrics }) => metrics.auc.interval)).toEqual([null, null])
    expect(fourFifths).toMatchObject({ verdict: 'met' })
    expect(fourFifths!.groups[0].ratio).toBe(1)
  })

  it('cannot compare when no one is selected', () => {
    const report = assessFairness(
      { ...byHand, decision: new Array(10).fill(1) },
      { ...lending, minimumGroupSize: 1 },
    )
    expect(report.attributes[0].fourFifths!.verdict).toBe('undetermined')
    expect(report.attributes[0].fourFifths!.groups[0].ratio).toBeNull()
  })

  it('counts a row of weight 2 as two rows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1), fc.integer({ min: 1, max: 3 })), {
          minLength: 4,
          maxLength: 40,
        }),
        (rows) => {
          const columns = (list: typeof rows) => ({
            label: list.map(([y]) => y),
            decision: list.map(([, d]) => d),
            groups: { sex: two(list.map(([, , g]) => g)) },
          })
          const options = { ...lending, minimumGroupSize: 1 }
          const weighted = assessFairness(
            { ...columns(rows), weight: Float64Array.from(rows, ([, , , w]) => w) },
            options,
          )
          const repeated = assessFairness(
            columns(rows.flatMap((row) => new Array(row[3]).fill(row))),
            options,
          )
          const figures = ({ attributes }: typeof weighted) =>
            attributes[0].groups.flatMap(({ metrics }) => Object.values(metrics).map(({ value }) => value))
          const [ours, theirs] = [figures(weighted), figures(repeated)]
          for (const [i, value] of ours.entries())
            if (value === null) expect(theirs[i]).toBeNull()
            else expect(value).toBeCloseTo(theirs[i]!, 12)
        },
      ),
    )
  })

  it('keeps every figure inside its interval, and every rate inside [0, 1]', () => {
    const { label, probability, sex, age } = inventedOutcomes(800, { seed: 9 })
    const report = assessFairness(
      { label, probability, groups: { sex, age } },
      { ...lending, threshold: 0.25 },
    )
    for (const { groups, disparities } of report.attributes) {
      for (const { metrics } of groups)
        for (const [id, { value, interval }] of Object.entries(metrics)) {
          if (id === 'expected-calibration-error') continue
          expect(interval![0]).toBeLessThanOrEqual(value!)
          expect(interval![1]).toBeGreaterThanOrEqual(value!)
        }
      for (const { value, interval } of disparities) {
        expect(interval![0]).toBeLessThanOrEqual(value!)
        expect(interval![1]).toBeGreaterThanOrEqual(value!)
      }
    }
  })

  it('has metrics that are told apart, each with a meaning', () => {
    for (const registry of [groupMetrics, disparityMetrics]) {
      expect(new Set(registry.map(({ id }) => id)).size).toBe(registry.length)
      for (const { meaning, title } of registry) expect(meaning.length * title.length).toBeGreaterThan(0)
    }
  })
})

describe('bad input', () => {
  const assess = (change: Partial<Outcomes>, options: Partial<FairnessOptions> = {}) =>
    assessFairness({ ...byHand, ...change }, { ...lending, ...options })
  it.each<[string, Partial<Outcomes>, Partial<FairnessOptions>]>([
    ['0 or 1 in label, got 2 in row 1', { label: [0, 2, 0, 1, 1, 0, 0, 0, 1, 1] }, {}],
    ['at least one row', { label: [] }, {}],
    ['10 rows in decision, as in label, got 1', { decision: [1] }, {}],
    ['in [0, 1] in probability, got 1.5 in row 0', { probability: new Float64Array(10).fill(1.5) }, {}],
    ['finite numbers in score, got NaN in row 0', { score: new Float64Array(10).fill(Number.NaN) }, {}],
    ['a weight above 0', { weight: new Float64Array(10) }, {}],
    ['at least one attribute', { groups: {} }, {}],
    ['codes from −1 to 1, got 7 in row 0', { groups: { sex: two([7, 0, 0, 0, 0, 0, 0, 0, 0, 0]) } }, {}],
    ['10 rows in the attribute "sex", got 1', { groups: { sex: two([0]) } }, {}],
    ['decisions, a score or a probability', { decision: undefined }, {}],
    ['minimum group size ≥ 1, got 0', {}, { minimumGroupSize: 0 }],
    ['confidence between 0 and 1, got 1', {}, { confidence: 1 }],
    ['one of a, b as the reference of "sex", got "c"', {}, { reference: { sex: 'c' } }],
    ['which is suppressed', {}, { reference: { sex: 'a' } }],
    ['one of sex in a crossing, got "age"', {}, { intersections: [['sex', 'age']] }],
    ['two or more different attributes', {}, { intersections: [['sex']] }],
    ['a gate in (0, 1], got 0', {}, { gate: 0 }],
  ])('%s', (message, change, options) => {
    expect(() => assess(change, options)).toThrow(message)
  })
})

describe('intervals', () => {
  it('of the calibration error are the same by rows and by the normal law of bins', () => {
    // 20,000 rows are drawn one by one, one more by bins.
    const [byRows, byBins] = [20_000, 20_001].map((rows) => {
      const { label, probability, sex } = inventedOutcomes(rows)
      const skewed = probability.map((p) => 0.8 * p)
      const report = assessFairness({ label, probability: skewed, groups: { sex } }, lending)
      return report.overall['expected-calibration-error'].interval!
    })
    expect(Math.abs(byRows[0] - byBins[0])).toBeLessThan(0.001)
    expect(Math.abs(byRows[1] - byBins[1])).toBeLessThan(0.001)
  })

  it('of the four-fifths ratio hold the true ratio as often as they say', () => {
    const truth = 0.5 / 0.6
    let held = 0
    const repetitions = 400
    for (let k = 0; k < repetitions; k++) {
      const stream = openStream(k, 'coverage')
      const decision = Array.from({ length: 300 }, (_, i) =>
        stream.at(i).uniform() < (i < 150 ? 0.6 : 0.5) ? 1 : 0,
      )
      const [{ fourFifths }] = assessFairness(
        { label: decision, decision, groups: { sex: two(decision.map((_, i) => (i < 150 ? 0 : 1))) } },
        { favourable: { label: 1, decision: 1 }, reference: { sex: 'a' } },
      ).attributes
      const [lower, upper] = fourFifths!.groups[0].interval!
      if (lower <= truth && truth <= upper) held++
    }
    // 95%, within three standard errors of 400 repetitions.
    expect(Math.abs(held / repetitions - 0.95)).toBeLessThan(0.033)
  })
})
