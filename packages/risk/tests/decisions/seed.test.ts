/**
 * The three unit tests that came with the first description of the system, in translation: a model of three applications.
 *
 * `fitCreditModel` refuses three rows (below): a model that no row is left to try on has no importance, no calibration and
 * no reasons that mean anything. The tests ask something smaller, a forest that learns and answers, so they train one by
 * the learner that credit models are made of, with the settings of the description.
 */
import { DataError, type LabelledMatrix } from '@pratibimba/learning/data'
import { rawScores } from '@pratibimba/learning/models'
import { trainForest } from '@pratibimba/learning/trees/forests'
import { importanceOf } from '@pratibimba/learning/trees/importance'
import { beforeAll, describe, expect, it } from 'vitest'
import { type CreditFeature, fitCreditModel } from '../../decisions/index.ts'

const names = ['annual_income', 'credit_score', 'debt_to_income', 'employment_years']
const applications = {
  rows: 3,
  columns: [
    Float64Array.of(50_000, 80_000, 30_000),
    Float64Array.of(750, 680, 600),
    Float64Array.of(0.3, 0.4, 0.6),
    Float64Array.of(3, 7, 1),
  ],
}
/** Approved, approved, rejected. */
const approved = Float64Array.of(1, 1, 0)

async function trainedModel() {
  const inputs = names.map((name) => ({ name, kind: 'number' }) as const)
  const data: LabelledMatrix = { ...applications, label: approved }
  const { ensemble } = await trainForest(
    data,
    inputs,
    { kind: 'random-forest', trees: 100, maxDepth: 10, minDataInLeaf: 1 },
    { seed: 42 },
  )
  const columns = names.map((_, input) => ({ kind: 'input', input }) as const)
  return { kind: 'trees', inputs, columns, ensemble } as const
}

describe('a model of three applications', () => {
  let model: Awaited<ReturnType<typeof trainedModel>>
  beforeAll(async () => {
    model = await trainedModel()
  })

  it('predicts probabilities in the valid range', () => {
    const predictions = rawScores(model, applications)
    expect(predictions).toHaveLength(3)
    for (const prediction of predictions) {
      expect(prediction).toBeGreaterThanOrEqual(0)
      expect(prediction).toBeLessThanOrEqual(1)
    }
  })

  it('is consistent: equal predictions twice, and from a second training', async () => {
    const predictions = rawScores(model, applications)
    expect(rawScores(model, applications)).toEqual(predictions)
    expect(rawScores(await trainedModel(), applications)).toEqual(predictions)
  })

  it('finds the credit score important', () => {
    const importance = importanceOf(model, 'total-gain')
    const total = importance.reduce((sum, value) => sum + value, 0)
    expect(importance[names.indexOf('credit_score')] / total).toBeGreaterThan(0.1)
  })

  it('ranks those who were approved above the one who was not', () => {
    const [first, second, rejected] = rawScores(model, applications)
    expect(Math.min(first, second)).toBeGreaterThan(rejected)
  })
})

it('three applications are too few for a model that decides', async () => {
  const features = names.map(
    (id): CreditFeature => ({
      id,
      title: id,
      unit: 'number',
      monotone: id === 'debt_to_income' ? 'increasing' : 'decreasing',
      kind: 'number',
    }),
  )
  const table = {
    featureSet: { name: 'three', hash: 'ab'.repeat(32) },
    features,
    data: { ...applications, label: approved.map((good) => 1 - good) },
  }
  const attempt = fitCreditModel(table, {}, { clock: () => 0 })
  await expect(attempt).rejects.toThrow(DataError)
  await expect(attempt).rejects.toThrow(/learnt nothing/)
})
