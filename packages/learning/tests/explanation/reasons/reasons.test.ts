import { expect, test } from 'vitest'
import { type Feature, type Matrix, takeRows } from '../../../data/index.ts'
import { explainerOf } from '../../../explanation/contributions/index.ts'
import { pointsLost } from '../../../explanation/linear/index.ts'
import {
  type ReasonTable,
  reasonExplainer,
  reasonTable,
  scorecardReasons,
} from '../../../explanation/reasons/index.ts'
import { fitLogisticBaseline, fitScorecard, type LogisticBaselineModel } from '../../../scorecard/index.ts'
import { features as applicantFeatures, applicants } from '../../support/applicants.ts'
import { randomModel, randomRows } from '../../support/random-model.ts'

const features: readonly Feature[] = [
  { name: 'credit_score', kind: 'number' },
  { name: 'cardUse', kind: 'number' },
  { name: 'loan_use', kind: 'number' },
  { name: 'home', kind: 'category', categories: ['RENT', 'OWN'] },
  { name: 'age', kind: 'number' },
]

/** Log-odds of default: −score + card use + loan use + 2 · rent − age. */
const model: LogisticBaselineModel = {
  kind: 'logistic-baseline',
  inputs: features,
  intercept: 0,
  terms: [
    { kind: 'value', input: 0, median: 0, coefficient: -1, mean: 0 },
    { kind: 'missing', input: 0, coefficient: 3, mean: 0 },
    { kind: 'value', input: 1, median: 0, coefficient: 1, mean: 0 },
    { kind: 'value', input: 2, median: 0, coefficient: 1, mean: 0 },
    { kind: 'category', input: 3, code: 0, coefficient: 2, mean: 0 },
    { kind: 'value', input: 4, median: 0, coefficient: -1, mean: 0 },
  ],
  warnings: [],
}
const matrixOf = (...rows: number[][]): Matrix => ({
  rows: rows.length,
  columns: features.map((_, input) => Float64Array.from(rows, (row) => row[input])),
})
const background = matrixOf([-1, 0, 0, 1, 0], [0, 0, 0, 1, 0], [1, 0, 0, 1, 0])
const table: ReasonTable = {
  version: '2026-01',
  reasons: [
    {
      code: 'R1',
      inputs: ['credit_score'],
      text: { low: 'Credit score too low', missing: 'No credit score' },
    },
    {
      code: 'R2',
      inputs: ['cardUse', 'loan_use'],
      text: { high: 'Credit lines are used too far', any: 'Use of credit' },
    },
    { code: 'R9', inputs: ['not of this model'], text: { any: 'Something else' } },
  ],
}
const reasonsOf = (row: number[], options = {}) =>
  reasonExplainer(model, background, table, options).explain(matrixOf(row))[0]

test('inputs of one reason are summed, worded by the heaviest, and the largest comes first', () => {
  const { reasons, withheld, notice } = reasonsOf([-2.5, 2, 1.5, 0, 0])
  expect(reasons.map(({ code, text, wording }) => [code, text, wording])).toEqual([
    ['R2', 'Credit lines are used too far', 'table'],
    ['R1', 'Credit score too low', 'table'],
    ['input:home', 'Home: the category given', 'default'],
  ])
  expect(reasons.map(({ contribution }) => contribution)).toEqual([3.5, 2.5, 2])
  expect(reasons[0].inputs.map(({ name }) => name)).toEqual(['cardUse', 'loan_use'])
  expect(reasons.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  expect(withheld).toEqual([])
  expect(notice).toBeUndefined()
})

test('a reason whose inputs cancel is none, and what helped is none', () => {
  expect(reasonsOf([2, 1, -1, 1, 3]).reasons).toEqual([])
  expect(reasonsOf([0, 0, 0, 1, 0])).toEqual({ reasons: [], withheld: [] })
})

test('the wording follows the direction, and what is missing is said to be', () => {
  expect(reasonsOf([Number.NaN, 0, 0, 1, 0]).reasons[0].text).toBe('No credit score')
  const good = reasonExplainer(model, background, table, { adverse: 'low' })
  const [{ reasons }] = good.explain(matrixOf([0, -1, 0, 1, 2]))
  expect(reasons.map(({ code, text }) => [code, text])).toEqual([
    ['input:age', 'Age is higher than usual'],
    ['R2', 'Use of credit'],
  ])
  expect(reasonsOf([4, 0, 0, 1, -1]).reasons[0].text).toBe('Age is lower than usual')
})

test('ties fall to the order of the table, then of the inputs, whatever the rounding', () => {
  const tied = reasonsOf([-2, 1 + 2 ** -50, 1, 0, -2])
  expect(tied.reasons.map(({ code }) => code)).toEqual(['R1', 'R2', 'input:home', 'input:age'])
  expect(reasonsOf([-2, 1, 1, 0, -2], { most: 2 }).reasons.map(({ code }) => code)).toEqual(['R1', 'R2'])
})

test('protected inputs are never named, and that they spoke against someone is not hidden', () => {
  const { reasons, withheld, notice } = reasonsOf([-1, 0, 0, 1, -3], { unnamed: ['age', 'loan_use'] })
  expect(reasons.map(({ code }) => code)).toEqual(['R1'])
  expect(reasons[0].share).toBeCloseTo(0.25, 12)
  expect(withheld.map(({ name, contribution }) => [name, contribution])).toEqual([['age', 3]])
  expect(notice).toContain('age')
  expect(JSON.stringify(reasonsOf([-1, 1, 5, 1, 0], { unnamed: ['loan_use'] }).reasons)).not.toContain(
    'loan_use',
  )
})

test('reasons are interventional: other than path-dependent ones for some rows', () => {
  const trees = randomModel({ seed: 5, trees: 30, depth: 5 })
  const rows = randomRows(300, { unseen: false })
  const usual = takeRows(
    rows,
    Array.from({ length: 60 }, (_, i) => i),
  )
  const found = reasonExplainer(trees, usual, { version: '1', reasons: [] }).explain(rows)
  const interventional = explainerOf(trees, usual).explain(rows).values
  const pathDependent = explainerOf(trees).explain(rows).values
  const top = (values: Float64Array, row: number) => {
    const own = values.subarray(row * 5, row * 5 + 5)
    return [...own.keys()]
      .filter((input) => own[input] > 1e-9)
      .sort((a, b) => own[b] - own[a])
      .slice(0, 4)
  }
  let different = 0
  found.forEach(({ reasons }, row) => {
    expect(reasons.map(({ inputs }) => inputs[0].input)).toEqual(top(interventional, row))
    if (top(interventional, row).join() !== top(pathDependent, row).join()) different++
  })
  expect(different).toBeGreaterThan(30)
})

test('for scorecards, points lost against the average or the best are an alternative', () => {
  const data = applicants(3000)
  const card = fitScorecard(data, applicantFeatures)
  const few = takeRows({ rows: data.rows, columns: data.columns }, [3, 4, 5, 6, 7, 8])
  const own: ReasonTable = {
    version: '1',
    reasons: [
      {
        code: 'INC',
        inputs: ['income', 'income again'],
        text: { low: 'Income too low', missing: 'Income not known' },
      },
    ],
  }
  for (const yardstick of ['best', 'mean'] as const) {
    const lost = pointsLost(card, few, yardstick)
    scorecardReasons(card, few, own, { yardstick }).forEach(({ reasons }, row) => {
      for (const { contribution, inputs } of reasons) {
        const points = lost.filter(({ input }) => inputs.some((own) => own.input === input))
        expect(contribution).toBeCloseTo(
          points.reduce((sum, { lost: of }) => sum + of[row], 0),
          9,
        )
        expect(contribution).toBeGreaterThan(0)
      }
      const income = reasons.find(({ code }) => code === 'INC')
      if (income !== undefined && income.wording === 'table')
        expect(income.text).toMatch(/^Income (too low|not known)$/)
    })
  }
  // Late payments are too many, never too few.
  const late = scorecardReasons(card, data, own)
    .flatMap(({ reasons }) => reasons)
    .filter(({ code }) => code === 'input:delinquencies')
  expect(late.length).toBeGreaterThan(100)
  const words = new Set(
    late.filter(({ inputs }) => inputs[0].direction !== 'missing').map(({ text }) => text),
  )
  expect([...words]).toContain('Delinquencies is higher than usual')
})

test('a fitted regression and its table go together', () => {
  const data = applicants(1000)
  const fitted = fitLogisticBaseline(data, applicantFeatures)
  const few = takeRows({ rows: data.rows, columns: data.columns }, [1, 2, 3])
  const explainer = reasonExplainer(fitted, data, table)
  expect(explainer).toMatchObject({ basis: 'interventional', tableVersion: '2026-01', scale: 'log-odds' })
  for (const { reasons } of explainer.explain(few)) expect(reasons.length).toBeLessThanOrEqual(4)
})

test('tables and options that cannot be are refused', () => {
  const reason = { code: 'R', inputs: ['age'], text: { any: 'Age' } }
  const of = (...reasons: ReasonTable['reasons']) => reasonTable({ version: '1', reasons })
  expect(() => of(reason, { ...reason, inputs: ['home'] })).toThrow(
    "need a code of its own for each reason, got 'R' twice",
  )
  expect(() => of(reason, { ...reason, code: 'S' })).toThrow('need one reason for input age, got R and S')
  expect(() => of({ ...reason, inputs: [] })).toThrow('need at least 1 input for R')
  expect(() => of({ ...reason, text: {} })).toThrow('need a text for R')
  expect(() => reasonTable({ version: ' ', reasons: [] })).toThrow('need a version')
  expect(() => reasonsOf([0, 0, 0, 0, 0], { unnamed: ['gender'] })).toThrow('as not to be named, got gender')
  expect(() => reasonsOf([0, 0, 0, 0, 0], { most: 0 })).toThrow('need most >= 1')
  const classes = randomModel({ seed: 1, trees: 6, depth: 2, outputs: 3 })
  expect(() => reasonExplainer(classes, randomRows(5), table)).toThrow('need an output of a model with 3')
})
