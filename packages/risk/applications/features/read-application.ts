/** What an application says, as the numbers that features are made of. */
import type { Application } from '../application.ts'
import { completedYears, needDay } from './completed-years.ts'
import { fieldNames, placeOf, RECENT_DAYS } from './fields.ts'

/** What others know of an applicant. */
export interface ApplicationExtras {
  /** Named values of sources; those without a feature are ignored. */
  readonly values?: Readonly<Record<string, number>>
  /** Of a customer known to early warning, 0–1. */
  readonly earlyWarningScore?: number
}

/** The numbers of one application but for its purpose, NaN where unknown: room for one value a field. */
export type FieldValues = Float64Array

export const newFieldValues = (): FieldValues => new Float64Array(fieldNames.length)

/**
 * Fills in the fields of an application; `loan_purpose` is left to the caller, who knows the codes.
 *
 * A list that is absent is unknown, an empty one counts as none. Inquiries without a date do not count.
 *
 * @param asOfDay days since 1970-01-01 on which is decided
 * @throws RangeError naming the field when a date lies after the as-of day
 */
export function readApplication(
  application: Application,
  asOfDay: number,
  extras: ApplicationExtras,
  into: FieldValues,
): FieldValues {
  needDay('featureRow', 'asOfDay', asOfDay)
  const { birthDay, history } = application
  into[placeOf.age_years] =
    birthDay === undefined
      ? Number.NaN
      : completedYears(notAfter(asOfDay, 'date_of_birth', birthDay), asOfDay)
  into[placeOf.annual_income] = application.annualIncome
  into[placeOf.employment_years] = application.employmentYears
  into[placeOf.existing_debt] = application.existingDebt
  into[placeOf.loan_amount] = application.loanAmount
  into[placeOf.loan_term_months] = application.loanTermMonths ?? Number.NaN
  into[placeOf.bureau_score] = history.score ?? Number.NaN
  readAccounts(history.accounts, into)
  into[placeOf.inquiries] = recentInquiries(history.inquiryDays, asOfDay)
  into[placeOf.warning_score] = extras.earlyWarningScore ?? Number.NaN
  into[placeOf.net_income] = extras.values?.monthly_net_income ?? Number.NaN
  into[placeOf.expenses] = extras.values?.monthly_expenses ?? Number.NaN
  return into
}

function readAccounts(accounts: Application['history']['accounts'], into: FieldValues): void {
  let active = 0
  let closed = 0
  let defaulted = 0
  for (const { status } of accounts ?? []) {
    const known = status?.trim().toLowerCase()
    if (known === 'active') active++
    else if (known === 'closed') closed++
    else if (known === 'default') defaulted++
  }
  const unknown = accounts === undefined
  into[placeOf.accounts] = unknown ? Number.NaN : accounts.length
  into[placeOf.active] = unknown ? Number.NaN : active
  into[placeOf.closed] = unknown ? Number.NaN : closed
  into[placeOf.defaulted] = unknown ? Number.NaN : defaulted
}

function recentInquiries(days: readonly number[] | undefined, asOfDay: number): number {
  if (days === undefined) return Number.NaN
  let recent = 0
  for (let i = 0; i < days.length; i++)
    if (notAfter(asOfDay, 'credit_history.inquiries', days[i]) > asOfDay - RECENT_DAYS) recent++
  return recent
}

function notAfter(asOfDay: number, field: string, day: number): number {
  needDay('featureRow', field, day)
  if (day > asOfDay)
    throw new RangeError(
      `featureRow: need ${field} not after the as-of day ${asOfDay}, got day ${day}: it lies in the future`,
    )
  return day
}
