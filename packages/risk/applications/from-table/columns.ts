/** Columns of applications in a bank's own table: what they are usually called, and which must be there. */
import { nearestName } from '@pratibimba/numerics/frame'
import { AGE, APPLICATION_DATE, applicationFields } from '../features/fields.ts'

/** Names of columns of a flat table of applications. */
export const applicationColumns = [
  ...new Set([...Object.values(applicationFields).map(({ column }) => column), AGE, APPLICATION_DATE]),
] as readonly ApplicationColumn[]
export type ApplicationColumn =
  | (typeof applicationFields)[keyof typeof applicationFields]['column']
  | typeof AGE
  | typeof APPLICATION_DATE

/** Without these a table is not one of applications, but of features. */
export const requiredColumns = [
  'annual_income',
  'loan_amount',
  'existing_debt',
] as const satisfies readonly ApplicationColumn[]

/** By column, what banks call it; letters and digits only, the most usual first. */
const otherNames: Readonly<Partial<Record<ApplicationColumn, readonly string[]>>> = {
  application_date: ['applicationdate', 'appdate', 'dateofapplication', 'appliedon', 'applydate'],
  age: ['age', 'ageyears', 'applicantage', 'personage'],
  date_of_birth: ['dateofbirth', 'dob', 'birthdate', 'birthday'],
  annual_income: [
    'annualincome',
    'annualinc',
    'yearlyincome',
    'income',
    'grossincome',
    'personincome',
    'salary',
  ],
  employment_years: [
    'employmentyears',
    'yearsemployed',
    'emplength',
    'employmentlength',
    'personemplength',
    'jobtenure',
  ],
  existing_debt: ['existingdebt', 'totaldebt', 'debt', 'outstandingdebt', 'currentdebt', 'totalobligations'],
  loan_amount: ['loanamount', 'loanamnt', 'amountrequested', 'requestedamount', 'creditamount', 'amount'],
  loan_term_months: ['loantermmonths', 'termmonths', 'loanterm', 'term', 'duration'],
  loan_purpose: ['loanpurpose', 'purpose', 'loanintent'],
  credit_score: ['creditscore', 'bureauscore', 'fico', 'ficoscore', 'cibilscore', 'score'],
  count_accounts: ['countaccounts', 'totalaccounts', 'totalacc', 'numaccounts', 'numberofaccounts'],
  count_active_accounts: ['countactiveaccounts', 'activeaccounts', 'openacc', 'openaccounts'],
  count_closed_accounts: ['countclosedaccounts', 'closedaccounts'],
  count_defaulted_accounts: ['countdefaultedaccounts', 'defaultedaccounts', 'defaults', 'numdefaults'],
  count_recent_inquiries: [
    'countrecentinquiries',
    'recentinquiries',
    'inqlast6mths',
    'inquirieslast6months',
    'inquiries6m',
  ],
  early_warning_score: ['earlywarningscore', 'riskscore'],
  monthly_net_income: ['monthlynetincome', 'netincome', 'monthlyincome'],
  monthly_expenses: ['monthlyexpenses', 'expenses'],
}

/** Column of the bank by column of ours. */
export type ApplicationMapping = Readonly<Partial<Record<ApplicationColumn, string>>>

/** A mapping that cannot be used; the message names the entry, what may stand there, and the fix. */
export class ApplicationMappingError extends Error {
  readonly field: string
  constructor(field: string, message: string) {
    super(message)
    this.name = 'ApplicationMappingError'
    this.field = field
  }
}

/** A column each for those that are there under a usual name; a column is proposed once. */
export function proposeApplicationMapping(names: readonly string[]): ApplicationMapping {
  const proposed: Partial<Record<ApplicationColumn, string>> = {}
  const used = new Set<string>()
  const take = (column: ApplicationColumn, name: string | undefined): void => {
    if (name === undefined || used.has(name) || proposed[column] !== undefined) return
    proposed[column] = name
    used.add(name)
  }
  for (const column of applicationColumns)
    take(
      column,
      names.find((name) => name === column),
    )
  const places = Math.max(...Object.values(otherNames).map((others) => others.length))
  for (let place = 0; place < places; place++)
    for (const column of applicationColumns) {
      const wanted = otherNames[column]?.[place]
      take(
        column,
        wanted === undefined ? undefined : names.find((name) => keyOf(name) === wanted && !used.has(name)),
      )
    }
  return proposed
}

/**
 * A mapping that a person wrote: our column by name, the bank's column as text.
 *
 * @throws ApplicationMappingError for an unknown entry, an absent column, or one that is named twice
 */
export function readApplicationMapping(given: unknown, names: readonly string[]): ApplicationMapping {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ApplicationMappingError(
      '',
      'The mapping must be an object such as {"annual_income": "salary"}.',
    )
  const used = new Map<string, string>()
  for (const [column, name] of Object.entries(given)) {
    if (!(applicationColumns as readonly string[]).includes(column))
      throw new ApplicationMappingError(
        column,
        `The mapping names "${column}", which is no column of applications${near(column, applicationColumns)}.`,
      )
    if (typeof name !== 'string' || !names.includes(name))
      throw new ApplicationMappingError(
        column,
        `${column} is mapped to ${JSON.stringify(name)}, which is no column of the table${typeof name === 'string' ? near(name, names) : ''}.`,
      )
    if (used.has(name))
      throw new ApplicationMappingError(
        column,
        `"${name}" is mapped twice: to ${used.get(name)} and to ${column}.`,
      )
    used.set(name, column)
  }
  return { ...(given as ApplicationMapping) }
}

function near(name: string, among: readonly string[]): string {
  const found = nearestName(name, among, 4)
  return found === undefined ? '' : `; did you mean "${found}"?`
}

/** `Loan Amnt (USD)` → `loanamnt` */
function keyOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[([{].*$/g, '')
    .replaceAll(/[^a-z0-9]/g, '')
}
