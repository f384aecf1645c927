import { parseDay } from '@pratibimba/numerics/calendar'
import { type Column, columnNames, columnOf, frameOf, valueAt } from '@pratibimba/numerics/frame'
import {
  ApplicationMappingError,
  applicationFeatures,
  generateApplications,
  planApplications,
  proposeApplicationMapping,
  tableOfApplications,
} from '@pratibimba/risk/applications'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const asOfDay = parseDay('2026-03-01')
const text = (...values: string[]): Column => ({ kind: 'text', values })
const number = (...values: number[]): Column => ({
  kind: 'float64',
  values: Float64Array.from(values),
  validity: Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1)),
})
const bank = frameOf({
  'Annual Inc (USD)': number(50_000, Number.NaN, 1e13, 40_000, 30_000),
  total_debt: number(1000, 1000, 1000, 1000, 1000),
  loan_amnt: number(5000, 5000, 5000, 0, 5000),
  purpose: text('car', 'car', 'car', 'car', 'a boat'),
  DOB: text('1990-01-01', '', '', '', '2027-01-01'),
  fico: number(700, 700, 700, 700, 700),
  bad: number(0, 1, 0, 1, 0),
})

describe('tableOfApplications', () => {
  it('finds columns by their usual names and refuses rows by row and column', () => {
    const table = tableOfApplications(bank, { asOfDay, keep: ['bad'] })
    if (table.kind !== 'applications') throw new Error(table.why)
    expect(table.mapping).toEqual({
      annual_income: 'Annual Inc (USD)',
      existing_debt: 'total_debt',
      loan_amount: 'loan_amnt',
      loan_purpose: 'purpose',
      date_of_birth: 'DOB',
      credit_score: 'fico',
    })
    expect(table.refusedCount).toBe(4)
    expect(table.refused.map(({ row, column }) => [row, column]).sort()).toEqual([
      [1, 'Annual Inc (USD)'],
      [2, 'Annual Inc (USD)'],
      [3, 'loan_amnt'],
      [4, 'DOB'],
    ])
    expect([...table.rows]).toEqual([0])
    expect(columnNames(table.features)).toEqual([...applicationFeatures.features.map(({ id }) => id), 'bad'])
    expect(valueAt(columnOf(table.features, 'age'), 0)).toBe(36)
  })

  it('keeps unknown purposes as they are', () => {
    const mapping = {
      annual_income: 'total_debt',
      existing_debt: 'fico',
      loan_amount: 'Annual Inc (USD)',
      loan_purpose: 'purpose',
    }
    const table = tableOfApplications(bank, { asOfDay, mapping })
    if (table.kind !== 'applications') throw new Error(table.why)
    expect([...table.rows]).toEqual([0, 3, 4])
    expect(valueAt(columnOf(table.features, 'loan_purpose'), 2)).toBe('a boat')
    expect(table.unread).toEqual(['loan_amnt', 'DOB', 'bad'])
  })

  it('reads back what was generated', () => {
    const plan = planApplications({ count: 200, seed: 2 })
    const [{ applications }] = generateApplications(plan)
    const table = tableOfApplications(applications, { asOfDay, keep: ['good', 'accepted'] })
    if (table.kind !== 'applications') throw new Error(table.why)
    expect(table.refusedCount).toBe(0)
    expect(table.features.rows).toBe(200)
  })

  it('takes an age where no birth is known', () => {
    const table = tableOfApplications(
      frameOf({
        income: number(1000, 1000),
        debt: number(0, 0),
        amount: number(10, 10),
        person_age: number(33, 200),
      }),
      { asOfDay },
    )
    if (table.kind !== 'applications') throw new Error(table.why)
    expect([...columnOf(table.features, 'age').values]).toEqual([33])
    expect(table.refused).toEqual([{ row: 1, column: 'person_age', reason: 'must be 0 to 126' }])
  })

  it('reads or refuses whatever stands in the cells, and never fails', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.constantFrom('', ' ', 'NaN', '1e999', '0x10', '2026-02-30', '2020-01-01', '-1', '5'),
    )
    const width = 7
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 20 }),
        (rows) => {
          const names = [
            'annual_income',
            'existing_debt',
            'loan_amount',
            'date_of_birth',
            'application_date',
            'loan_purpose',
            'count_accounts',
          ]
          const frame = frameOf(names.map((name, k) => [name, text(...rows.map((cells) => cells[k]))]))
          const table = tableOfApplications(frame, { asOfDay })
          if (table.kind !== 'applications') throw new Error(table.why)
          expect(table.rows.length + table.refusedCount).toBe(rows.length)
          expect(table.features.rows).toBe(table.rows.length)
        },
      ),
    )
  })

  it('takes any other table as plain features, and says why', () => {
    const german = frameOf({ amount: number(1, 2), duration: number(3, 4), credit_risk: number(0, 1) })
    const table = tableOfApplications(german, { asOfDay, keep: ['credit_risk'] })
    expect(table).toEqual({
      kind: 'plain_features',
      features: german,
      why: 'It has no column for annual_income, existing_debt, so that it is not a table of applications.',
    })
    expect(tableOfApplications(bank, { asOfDay, plain: true }).kind).toBe('plain_features')
  })

  it.each([
    [{ anual_income: 'fico' }, /no column of applications; did you mean "annual_income"/],
    [{ annual_income: 'fica' }, /no column of the table; did you mean "fico"/],
    [{ annual_income: 'fico', existing_debt: 'fico' }, /mapped twice/],
    [{ annual_income: 'fico' }, /lacks loan_amount, existing_debt/],
    [[], /must be an object/],
  ])('refuses the mapping %o', (mapping, message) => {
    const attempt = () => tableOfApplications(bank, { asOfDay, mapping })
    expect(attempt).toThrow(ApplicationMappingError)
    expect(attempt).toThrow(message)
  })

  it('refuses to keep what is not there', () => {
    expect(() => tableOfApplications(bank, { asOfDay, keep: ['target'] })).toThrow(/got "target"/)
  })

  it('proposes each column once', () => {
    expect(proposeApplicationMapping(['income', 'Income', 'amount', 'loan_amount'])).toEqual({
      annual_income: 'income',
      loan_amount: 'loan_amount',
    })
  })
})
