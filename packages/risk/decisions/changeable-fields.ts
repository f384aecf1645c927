/** What an applicant can change about an application, how far, and how it is said. Never what a person is. */
import type { Application } from '../applications/application.ts'

export interface ChangeableField {
  /** Wire name. */
  readonly field: string
  readonly change: 'up' | 'down' | 'any'
  /** How hard a change is, against that of the amount asked for. */
  readonly cost: number
  /** Whether it takes time and is not in the applicant's hands today. */
  readonly inTime: boolean
  of(application: Application): number | undefined
  set(application: Application, value: number): Application
  /** Of changed values. */
  range(value: number): { readonly min: number; readonly max: number; readonly step: number }
  text(from: number, to: number): string
}

export const changeableFields: readonly ChangeableField[] = [
  {
    field: 'loan_amount',
    change: 'down',
    cost: 1,
    inTime: false,
    of: ({ loanAmount }) => loanAmount,
    set: (application, loanAmount) => ({ ...application, loanAmount }),
    range: (value) => ({ min: upTo(0.1 * value, roundStep(value)), max: value, step: roundStep(value) }),
    text: (from, to) => `Ask for ${amount(to)} instead of ${amount(from)}.`,
  },
  {
    field: 'existing_debt',
    change: 'down',
    cost: 1.5,
    inTime: false,
    of: ({ existingDebt }) => existingDebt,
    set: (application, existingDebt) => ({ ...application, existingDebt }),
    range: (value) => ({ min: 0, max: value, step: roundStep(value) }),
    text: (from, to) => `Bring existing debt down from ${amount(from)} to ${amount(to)}.`,
  },
  {
    field: 'loan_term_months',
    change: 'any',
    cost: 1,
    inTime: false,
    of: ({ loanTermMonths }) => loanTermMonths,
    set: (application, loanTermMonths) => ({ ...application, loanTermMonths }),
    range: () => ({ min: 6, max: 120, step: 6 }),
    text: (from, to) => `Choose a term of ${amount(to)} months instead of ${amount(from)}.`,
  },
  {
    field: 'annual_income',
    change: 'up',
    cost: 4,
    inTime: true,
    of: ({ annualIncome }) => annualIncome,
    set: (application, annualIncome) => ({ ...application, annualIncome }),
    range: (value) => ({ min: value, max: 1.5 * value, step: roundStep(value) }),
    text: (from, to) => `In time: an annual income of ${amount(to)} instead of ${amount(from)}.`,
  },
  {
    field: 'employment_years',
    change: 'up',
    cost: 4,
    inTime: true,
    of: ({ employmentYears }) => employmentYears,
    set: (application, employmentYears) => ({ ...application, employmentYears }),
    range: (value) => ({ min: value, max: value + 5, step: 0.5 }),
    text: (from, to) => `In time: ${amount(to)} years with the present employer instead of ${amount(from)}.`,
  },
]

/** About a hundredth of an amount, as people round: 1, 10, 100 … */
function roundStep(value: number): number {
  return value >= 1 ? Math.max(1, 10 ** (Math.floor(Math.log10(value)) - 2)) : 0.01
}

function upTo(value: number, step: number): number {
  return Math.ceil(value / step) * step
}

/** With commas between thousands; at most two decimals. */
function amount(value: number): string {
  const [whole, part] = String(Math.round(value * 100) / 100).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return part === undefined ? grouped : `${grouped}.${part}`
}
