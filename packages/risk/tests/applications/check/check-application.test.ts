import type { CreditApplication } from '@pratibimba/contract'
import { parseDay } from '@pratibimba/numerics/calendar'
import { checkApplication, featureRow } from '@pratibimba/risk/applications'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const today = parseDay('2026-03-01')
const usual: CreditApplication = {
  customer_id: 'C1',
  annual_income: 60_000,
  employment_years: 4,
  existing_debt: 15_000,
  loan_amount: 12_000,
  loan_purpose: 'car',
  credit_history: {
    score: 700,
    accounts: [{ type: 'card', status: 'active' }],
    inquiries: [{ date: '2026-02-28' }, {}],
  },
  date_of_birth: '1990-03-02',
}

describe('checkApplication', () => {
  it('reads dates, and leaves out inquiries without one', () => {
    const checked = checkApplication(usual, today)
    expect(checked).toMatchObject({
      application: {
        customerId: 'C1',
        birthDay: parseDay('1990-03-02'),
        history: { inquiryDays: [today - 1] },
      },
    })
  })

  it('names every fault by pointer', () => {
    const checked = checkApplication(
      {
        ...usual,
        date_of_birth: '2026-03-02',
        credit_history: { inquiries: [{ date: '2026-02-30' }, {}, { date: '2027-01-01' }] },
        annual_income: -1,
        loan_amount: 0,
      },
      today,
    )
    expect('errors' in checked && checked.errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/annual_income',
      '/credit_history/inquiries/0/date',
      '/credit_history/inquiries/2/date',
      '/date_of_birth',
      '/loan_amount',
    ])
    expect(checkApplication({ ...usual, date_of_birth: '1899-12-31' }, today)).toMatchObject({
      errors: [{ pointer: '/date_of_birth', detail: 'must be 1900-01-01 or later.' }],
    })
  })

  it('leaves to a policy: minors, unknown purposes, no income, empty history', () => {
    const odd = {
      ...usual,
      date_of_birth: '2012-01-01',
      loan_purpose: 'a boat',
      annual_income: 0,
      credit_history: {},
    }
    expect(checkApplication(odd, today)).toHaveProperty('application')
  })

  it('answers features or errors for anything of the right types, and never fails', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1e15, -1))
    const date = fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)),
      fc.constantFrom('0000-00-00', '2026-03-01', '9999-12-31', '-000001-01-01'),
    )
    fc.assert(
      fc.property(
        fc.record({
          customer_id: fc.string(),
          annual_income: number,
          employment_years: number,
          existing_debt: number,
          loan_amount: number,
          loan_purpose: fc.string(),
          credit_history: fc.record(
            {
              score: number,
              accounts: fc.array(fc.record({ type: fc.string(), status: fc.string() }, { requiredKeys: [] })),
              inquiries: fc.array(fc.record({ date }, { requiredKeys: [] })),
            },
            { requiredKeys: [] },
          ),
          date_of_birth: date,
        }),
        (wire) => {
          const checked = checkApplication(wire, today)
          if ('errors' in checked) expect(checked.errors.length).toBeGreaterThan(0)
          else expect(featureRow(checked.application, today).length).toBe(29)
        },
      ),
    )
  })
})
