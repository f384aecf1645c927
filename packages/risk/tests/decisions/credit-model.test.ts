import { ModelFileError, parseModel, serializeModel } from '@pratibimba/learning/formats'
import { rawScores } from '@pratibimba/learning/models'
import { logit } from '@pratibimba/numerics/distributions'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditModel, fitCreditModel, openCreditModel, writeCreditModel } from '../../decisions/index.ts'
import { caseAt, catalogue, clock, features, table } from './support/applicants.ts'
import { goldenModel } from './support/golden-model.ts'

const { bytes, model } = goldenModel()

describe('files of credit models', () => {
  it('come back as they were', () => {
    expect(writeCreditModel(model.bundle)).toEqual(bytes)
    const sum = model.bundle.importance.reduce((total, { share }) => total + share, 0)
    expect(sum).toBeCloseTo(1, 12)
  })

  it('hold profiles of at least twenty applicants each, and no applicant', () => {
    const { background } = model.bundle
    const rows = table(1_500).data
    for (let profile = 0; profile < background.rows; profile++) {
      const same = Array.from({ length: rows.rows }, (_, row) => row).some((row) =>
        features.every((_, f) => Object.is(rows.columns[f][row], background.columns[f][profile])),
      )
      expect(same).toBe(false)
    }
    const purpose = features.findIndex(({ id }) => id === 'loan_purpose')
    for (const code of background.columns[purpose]) expect([0, 1, 2]).toContain(code)
  })

  it.each([
    ['kind', 'early-warning', /not one of credit/],
    ['format', 2, /not known here/],
    ['features', [], /at least one feature/],
    ['importance', [], /is missing/],
    ['marginals', [], /one for each feature/],
    ['background', { rows: 0, columns: [] }, /integer from 1/],
    ['trained', {}, /missing/],
  ])('are refused with another %s', (name, value, message) => {
    const content = parseModel(bytes) as Record<string, unknown>
    expect(() => openCreditModel(serializeModel({ ...content, [name]: value }))).toThrow(message)
  })

  it('are refused when they read what is protected', () => {
    const content = JSON.stringify(parseModel(bytes), (_, value) =>
      ArrayBuffer.isView(value) ? undefined : value,
    )
    expect(content).not.toContain('gender')
    const { bundle } = model
    const renamed = bundle.features.map((each) =>
      each.id === 'shoe_size' ? { ...each, id: 'gender' } : each,
    )
    const own = bundle.trained.model
    if (own.kind === 'stacked') throw new Error('the golden model is trees')
    const inputs = own.inputs.map((each) => (each.name === 'shoe_size' ? { ...each, name: 'gender' } : each))
    const trained = { ...bundle.trained, model: { ...own, inputs } }
    const importance = bundle.importance.map((each) =>
      each.feature === 'shoe_size' ? { ...each, feature: 'gender' } : each,
    )
    const file = serializeModel({ ...bundle, features: renamed, trained, importance })
    expect(() => openCreditModel(file)).toThrow(/gender is protected/)
  })

  it('never crash when altered', () => {
    const content = parseModel(bytes)
    fc.assert(
      fc.property(fc.nat(1e6), fc.constantFrom(null, -1, 'x', [], {}, 1e9), (pick, value) => {
        const altered = structuredClone(content) as Record<string, unknown>
        const places = placesIn(altered)
        const [parent, key] = places[pick % places.length]
        ;(parent as Record<string, unknown>)[key] = value
        try {
          openCreditModel(serializeModel(altered))
        } catch (error) {
          expect(error).toBeInstanceOf(ModelFileError)
        }
      }),
      { numRuns: 60 },
    )
  })
})

/** Every member of the data, without what lies in the report, which is passed on. */
function placesIn(value: unknown): [object, string][] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return []
  return Object.entries(value)
    .filter(([key]) => key !== 'report')
    .flatMap(([key, member]): [object, string][] => [[value, key], ...placesIn(member)])
}

describe('training', () => {
  it('takes a scorecard, with rejects that are inferred', async () => {
    const { data, ...around } = table(900)
    const declined = { rows: 200, columns: data.columns.map((column) => column.slice(0, 200)) }
    const bundle = await fitCreditModel(
      { ...around, data, declined },
      { learner: 'scorecard', folds: 2, rejectInference: { method: 'fuzzy' } },
      { clock },
    )
    expect(bundle.rejectInference).toBe('fuzzy')
    expect(bundle.trained.report.rows).toBe(1_300)
    expect(openCreditModel(writeCreditModel(bundle)).bundle).toEqual(bundle)
  })

  it('takes a forest, whose contributions are stretched to log-odds that add up', async () => {
    const bundle = await fitCreditModel(table(500), { learner: 'forest', folds: 2 }, { clock })
    const forest = creditModel(bundle)
    const sums = Array.from({ length: 12 }, (_, i) => {
      const row = forest.rowOf(catalogue.compute(caseAt(50_000 + i)))
      const matrix = { rows: 1, columns: Array.from(row, (value) => Float64Array.of(value)) }
      const [raw] = rawScores(bundle.trained.model, matrix)
      const p = Math.min(Math.max(raw, 1e-6), 1 - 1e-6)
      return forest.contributions(matrix).reduce((sum, value) => sum + value, 0) + logit(p)
    })
    for (const sum of sums) expect(sum).toBeCloseTo(sums[0], 4)
  })

  it('refuses what the law does, and half of a reject inference', async () => {
    const { features: own, ...around } = table(100)
    const as = (change: Partial<(typeof own)[number]>) => ({
      ...around,
      features: own.map((each) => (each.id === 'age' ? { ...each, ...change } : each)),
    })
    await expect(fitCreditModel(as({ monotone: 'free' }), {}, { clock })).rejects.toThrow(/falling direction/)
    await expect(fitCreditModel(as({ id: 'religion' }), {}, { clock })).rejects.toThrow(/protected/)
    await expect(fitCreditModel(as({ id: 'employment_share' }), {}, { clock })).rejects.toThrow(/age alone/)
    await expect(
      fitCreditModel(table(100), { rejectInference: { method: 'fuzzy' } }, { clock }),
    ).rejects.toThrow(/declined/)
  })
})
