import { beforeAll, describe, expect, it } from 'vitest'
import { type Matrix, takeRows, UNKNOWN_CATEGORY } from '../../data/index.ts'
import { explainerOf, globalContributions } from '../../explanation/contributions/index.ts'
import { inputsOf, type Model, rawScores } from '../../models/index.ts'
import { applicants, features } from '../support/applicants.ts'
import { modelKinds, modelsOfEveryKind } from '../support/model-kinds.ts'

const data = applicants(400)
let models: Awaited<ReturnType<typeof modelsOfEveryKind>>
beforeAll(async () => {
  models = await modelsOfEveryKind(data)
}, 60_000)

/** Applicants, some with gaps in every column and with labels never seen. */
const asked: Matrix = {
  rows: 60,
  columns: takeRows(
    data,
    Array.from({ length: 60 }, (_, i) => i * 5),
  ).columns.map((column, j) =>
    column.map((value, i) => {
      if (i % 7 === j) return Number.NaN
      return features[j].kind === 'category' && i % 11 === 0 ? UNKNOWN_CATEGORY : value
    }),
  ),
}
const background = takeRows({ rows: data.rows, columns: data.columns }, [3, 30, 77, 150, 151, 222, 301, 399])

describe.each(modelKinds)('%s', (kind) => {
  it.each([
    ['along the paths or against the means', undefined],
    ['against a background', background],
  ])('adds up to the raw score %s', (_, usual) => {
    const model = models[kind]
    const explainer = explainerOf(model, usual)
    expect(explainer.kind).toBe(usual === undefined ? 'path-dependent' : 'interventional')
    const { values, expected } = explainer.explain(asked)
    const inputs = inputsOf(model).length
    expect(values).toHaveLength(asked.rows * inputs)
    const raw = rawScores(model, asked)
    for (let row = 0; row < asked.rows; row++) {
      let sum = expected[0]
      for (let input = 0; input < inputs; input++) sum += values[row * inputs + input]
      expect(Math.abs(sum - raw[row])).toBeLessThan(1e-9)
    }
  })

  it('expects what the background gets on average', () => {
    const model = models[kind]
    const { expected } = explainerOf(model, background).explain(asked)
    const mean = rawScores(model, background).reduce((sum, score) => sum + score, 0) / background.rows
    expect(expected[0]).toBeCloseTo(mean, 9)
  })

  it('gives nothing to a row that is the whole background', () => {
    const one = takeRows(asked, [13])
    const { values } = explainerOf(models[kind], one).explain(one)
    for (const value of values) expect(Math.abs(value)).toBeLessThan(1e-12)
  })
})

it('weighs the members of an ensemble as the ensemble does', () => {
  const members = (models.stacked as Extract<Model, { kind: 'stacked' }>).members
  const own = members.map((member) => explainerOf(member, background).explain(asked).values)
  const together = explainerOf(models.stacked, background).explain(asked).values
  for (let i = 0; i < together.length; i++)
    expect(together[i]).toBeCloseTo(0.4 * own[0][i] + 0.3 * own[1][i] + 0.2 * own[2][i] + 0.1 * own[3][i], 12)
})

it('puts the noise behind what tells', () => {
  const order = globalContributions(models['leaf-wise'], data, 1)
  expect(order.map(({ value }) => value)).toEqual([...order.map(({ value }) => value)].sort((a, b) => b - a))
  const place = (name: string) => order.findIndex(({ feature }) => feature === name)
  expect(place('delinquencies')).toBeLessThan(place('noise'))
  expect(globalContributions(models['leaf-wise'], data, 1)).toEqual(order)
})

it('refuses an empty background and an ensemble that averages probabilities', () => {
  const none = takeRows(background, [])
  expect(() => explainerOf(models.symmetric, none)).toThrow(RangeError)
  expect(() => explainerOf(models.regression, none)).toThrow(RangeError)
  expect(() => explainerOf(models.scorecard, none)).toThrow(RangeError)
  const averaging = { ...models.stacked, scale: 'probability' } as Model
  expect(() => explainerOf(averaging)).toThrow(/adds log-odds/)
})
