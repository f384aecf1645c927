/** From the wire to the domain, with what a schema cannot say: dates against the day, birth, amounts against each other. */
import type { CreditApplication, FieldError } from '@pratibimba/contract'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import type { Application, CreditHistory } from '../application.ts'

/** Nobody who applies was born before. */
export const EARLIEST_BIRTH = '1900-01-01'

export type CheckedApplication =
  | { readonly application: Application }
  /** All of them, by JSON pointer into the application. */
  | { readonly errors: readonly FieldError[] }

/**
 * Checks an application that fits its schema, and reads its dates.
 *
 * An age under 18, an unknown purpose, an income of 0 and an empty history are no errors: a policy says what becomes of
 * them. Inquiries without a date are left out.
 *
 * @param asOfDay days since 1970-01-01 on which is decided; dates after it are refused
 */
export function checkApplication(wire: CreditApplication, asOfDay: number): CheckedApplication {
  const errors: FieldError[] = []
  const refuse = (pointer: string, detail: string): undefined => {
    errors.push({ pointer, detail })
    return undefined
  }
  const today = formatDay(asOfDay)
  const dayOf = (pointer: string, date: string): number | undefined => {
    let day: number
    try {
      day = parseDay(date)
    } catch {
      return refuse(pointer, 'must be a date of the calendar, YYYY-MM-DD.')
    }
    if (day > asOfDay) return refuse(pointer, `must not lie in the future: at the latest ${today}.`)
    return day
  }
  const amount = (pointer: string, value: number, above: boolean): void => {
    if (!Number.isFinite(value) || value < 0 || (above && value === 0))
      refuse(pointer, `must be a number ${above ? 'above 0' : 'from 0 on'}.`)
  }
  amount('/annual_income', wire.annual_income, false)
  amount('/employment_years', wire.employment_years, false)
  amount('/existing_debt', wire.existing_debt, false)
  amount('/loan_amount', wire.loan_amount, true)
  if (wire.customer_id.trim() === '') refuse('/customer_id', 'must not be empty.')

  let birthDay: number | undefined
  if (wire.date_of_birth !== undefined) {
    birthDay = dayOf('/date_of_birth', wire.date_of_birth)
    if (birthDay !== undefined && birthDay < parseDay(EARLIEST_BIRTH))
      refuse('/date_of_birth', `must be ${EARLIEST_BIRTH} or later.`)
  }
  const { score, accounts, inquiries } = wire.credit_history
  const inquiryDays = inquiries?.flatMap(({ date }, i) =>
    date === undefined ? [] : (dayOf(`/credit_history/inquiries/${i}/date`, date) ?? []),
  )
  if (errors.length > 0) return { errors }
  const history: CreditHistory = {
    ...(score === undefined ? {} : { score }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(inquiryDays === undefined ? {} : { inquiryDays }),
  }
  return {
    application: {
      customerId: wire.customer_id,
      annualIncome: wire.annual_income,
      employmentYears: wire.employment_years,
      existingDebt: wire.existing_debt,
      loanAmount: wire.loan_amount,
      loanPurpose: wire.loan_purpose,
      ...(wire.loan_term_months === undefined ? {} : { loanTermMonths: wire.loan_term_months }),
      ...(birthDay === undefined ? {} : { birthDay }),
      history,
    },
  }
}
