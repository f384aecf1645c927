import { takeRows } from '@pratibimba/learning/data'
import {
  chanceBy,
  openWarningModel,
  predictionRows,
  sameRows,
  scoreCustomer,
  scoreWarning,
  writeWarningModel,
} from '@pratibimba/risk/warning'
import { describe, expect, it } from 'vitest'
import { planted, trained } from './support/trained.ts'

const names = planted.panel.features.map(({ id }) => id)
const some = takeRows(
  planted.panel.matrix,
  Int32Array.from({ length: 300 }, (_, row) => row * 3),
)
const opened = async () => openWarningModel(writeWarningModel((await trained()).bundle))

describe('scoreWarning', () => {
  it('says how likely a miss is within days, of many as of one', async () => {
    const model = await opened()
    const many = await scoreWarning(model, { features: names, matrix: some })
    const week = await scoreWarning(model, { features: names, matrix: some }, { imminentDays: 7 })
    for (const row of [0, 7, 123]) {
      const one = scoreCustomer(
        model,
        Float64Array.from(some.columns, (column) => column[row]),
        0,
      )
      expect(chanceBy(one.missByDay, 3)).toBeCloseTo(many.imminent[row], 12)
      expect(chanceBy(one.missByDay, 7.5)).toBeCloseTo(week.imminent[row], 12)
      expect(chanceBy(one.missByDay, 0.9)).toBe(0)
      expect(chanceBy(one.missByDay, 400)).toBeCloseTo(one.riskScore, 12)
    }
  })

  it('gives the scores of the stored predictions', async () => {
    const { predictions } = await trained()
    const model = await opened()
    const test = predictionRows(predictions, 'test')
    const { panel } = planted
    const rowOf = new Map(panel.customerIds.map((id, customer) => [id, customer]))
    const rows = Int32Array.from(test, (row) => 8_000 + rowOf.get(predictions.customerId[row])!)
    const scores = await scoreWarning(model, { features: names, matrix: takeRows(panel.matrix, rows) })
    for (const [i, row] of test.entries()) {
      expect(scores.logOdds[i]).toBeCloseTo(predictions.score[row], 9)
      expect(scores.riskScore[i]).toBeCloseTo(predictions.probability[row], 9)
    }
  })

  it.each(['interventional', 'path-dependent'] as const)(
    'adds %s contributions up to the log-odds',
    async (explain) => {
      const model = await opened()
      const { explanation, logOdds } = await scoreWarning(
        model,
        { features: names, matrix: some },
        { explain },
      )
      const { contributions, baseLogOdds } = explanation!
      for (let row = 0; row < some.rows; row++) {
        let sum = baseLogOdds
        for (let f = 0; f < names.length; f++) sum += contributions[row * names.length + f]
        expect(Math.abs(sum - logOdds[row])).toBeLessThan(1e-9)
      }
    },
  )

  it('scores one customer as it scores many', async () => {
    const model = await opened()
    const many = await scoreWarning(model, { features: names, matrix: some }, { explain: 'interventional' })
    for (const row of [0, 7, 123]) {
      const values = Object.fromEntries(
        names.map((name, f) => [name, Number.isNaN(some.columns[f][row]) ? null : some.columns[f][row]]),
      )
      const one = scoreCustomer(model, values, 4)
      expect(one.logOdds).toBeCloseTo(many.logOdds[row], 12)
      expect(one.riskScore).toBeCloseTo(many.riskScore[row], 12)
      expect(one.drivers.map(({ feature }) => feature)).toEqual(
        many.explanation!.topDrivers(row, 4).map(({ feature }) => feature),
      )
      expect(one.prediction).toBe(many.prediction[row])
    }
  })

  it('takes columns by name, in any order, and leaves others aside', async () => {
    const model = await opened()
    const order = [...names.keys()].reverse()
    const shuffled = {
      features: [...order.map((f) => names[f]), 'another'],
      matrix: {
        rows: some.rows,
        columns: [...order.map((f) => some.columns[f]), new Float64Array(some.rows)],
      },
    }
    const a = await scoreWarning(model, { features: names, matrix: some })
    expect((await scoreWarning(model, shuffled)).riskScore).toEqual(a.riskScore)
  })

  it('puts drivers into words, with the usual value beside', async () => {
    const model = await opened()
    const { drivers } = scoreCustomer(
      model,
      {
        overall_stress_score: 3,
        failed_autodebits_90d: 3,
        salary_delay_weeks_mean: null,
        lowest_balance_30d: 12_345,
      },
      3,
    )
    const debits = drivers.find(({ feature }) => feature === 'failed_autodebits_90d')!
    expect(debits.text).toBe('Failed automatic debits: 3, usually 0; raises the risk.')
    expect(debits.direction).toBe('raises')
    expect(debits.contribution).toBeGreaterThan(0)
  })

  it('is blind to values beyond those it was trained on: clipping is part of the trees', async () => {
    const model = await opened()
    const { clipUpper } = model.bundle.preparation
    const far = {
      rows: some.rows,
      columns: some.columns.map((values, f) => values.map((v) => (v >= clipUpper[f] ? v * 1000 : v))),
    }
    const plain = await scoreWarning(model, { features: names, matrix: some })
    expect((await scoreWarning(model, { features: names, matrix: far })).riskScore).toEqual(plain.riskScore)
  })

  it('gives days to failure from MEDIUM on only', async () => {
    const { level, expectedDays } = await scoreWarning(await opened(), { features: names, matrix: some })
    for (let row = 0; row < some.rows; row++) expect(Number.isNaN(expectedDays[row])).toBe(level[row] === 0)
  })

  it('expects a miss sooner where trees say so, and gives chances that rise to the score', async () => {
    const model = await opened()
    expect(model.bundle.timing.by).toBe('days')
    const usual = { overall_stress_score: 2, salary_delay_weeks_mean: 1, liquidity_ratio_mean: -2 }
    const [calm, gambling] = [0.3, 3].map((share) =>
      scoreCustomer(model, { ...usual, gambling_share_90d: share }, 0),
    )
    expect(gambling.expectedDaysToFailure!).toBeLessThan(calm.expectedDaysToFailure!)
    expect(gambling.missWithin.map(({ days }) => days)).toEqual([5, 10, 15, 20, 25, 30])
    for (let k = 1; k < 6; k++)
      expect(gambling.missWithin[k].probability).toBeGreaterThanOrEqual(
        gambling.missWithin[k - 1].probability,
      )
    expect(gambling.missWithin[5].probability).toBeCloseTo(gambling.riskScore, 12)
  })

  it('is compared with itself on the rows of its own test', async () => {
    const { predictions } = await trained()
    const rows = await sameRows(await opened(), planted.panel, predictions)
    for (let row = 0; row < rows.label.length; row++)
      expect(rows.current[row]).toBeCloseTo(rows.candidate[row], 9)
    expect(rows.label.length).toBe(1_000)
  })

  it('names a feature that is missing, misspelt, or no number', async () => {
    const model = await opened()
    await expect(
      scoreWarning(model, { features: names.slice(1), matrix: { rows: 0, columns: some.columns.slice(1) } }),
    ).rejects.toThrow(/The model reads overall_stress_score/)
    expect(() => scoreCustomer(model, { overal_stress_score: 1 }, 0)).toThrow(/is overall_stress_score meant/)
    expect(() => scoreCustomer(model, { overall_stress_score: Number.POSITIVE_INFINITY }, 0)).toThrow(
      /finite/,
    )
    expect(() => scoreCustomer(model, { overall_stress_score: null }, 0)).toThrow(/nothing to score/)
  })
})
