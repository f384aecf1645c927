/** Applications by blocks of rows: a row is a function of plan and place, so that blocks may be made anywhere, in any order. */
import type { CreditApplication } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import { logistic } from '@pratibimba/numerics/distributions'
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import { historyDrawer } from './credit-histories.ts'
import { type Applicant, applicantDrawer, newApplicant, purposeLabels } from './draw-applicant.ts'
import { incumbentPoints, trueLogOdds } from './laws.ts'
import { MONTH_DAYS } from './options.ts'
import type { ApplicationPlan } from './plan.ts'
import { protectedAttributes, protectedNames } from './protected-attributes.ts'

/** Days after which an outcome is known. */
export const OUTCOME_DAYS = 365
/** Of those below the line, the share that is accepted all the same, by lot. */
const LOT_SHARE = 0.02
const BLOCK_ROWS = 16_384

/** Rows of the three tables, in the order of the applications. */
export interface ApplicationBlock {
  /** What a lender has; `good` is known of the accepted only. */
  readonly applications: Frame
  /** For tests of fairness, never for a model. */
  readonly protected: Frame
  /** What nobody has. */
  readonly truth: Frame
}

/** @param blockRows rows of a block; they do not depend on it */
export function* generateApplications(
  plan: ApplicationPlan,
  blockRows: number = BLOCK_ROWS,
): Generator<ApplicationBlock> {
  const { count } = plan.options
  for (let first = 0; first < count; first += blockRows)
    yield applicationBlock(plan, first, Math.min(blockRows, count - first))
}

/**
 * @param first place of the first application, from 0
 * @param rows how many
 * @see docs/methods/credit-applications.md
 */
export function applicationBlock(plan: ApplicationPlan, first: number, rows: number): ApplicationBlock {
  const { options, intercept, line } = plan
  const walk = walkApplicants(plan)
  const histories = options.histories ? historyDrawer(options.seed) : undefined
  const feelings = openStream(options.seed, 'application-incumbent')
  const outcomes = openStream(options.seed, 'application-outcome')

  const serial = Float64Array.from({ length: rows }, (_, k) => first + k + 1)
  const day = new Int32Array(rows)
  const outcomeDay = new Int32Array(rows)
  const birthDay = new Int32Array(rows)
  const knowsBirth = new Uint8Array(rows)
  const purpose = new Int32Array(rows)
  const numbers = Object.fromEntries(
    [...moneyColumns, 'employment_years', ...countColumns].map((name) => [name, new Float64Array(rows)]),
  )
  const history: string[] = []
  const places = protectedNames.map(() => new Int32Array(rows))
  const accepted = new Uint8Array(rows)
  const byLot = new Uint8Array(rows)
  const good = new Int32Array(rows)
  const defaults = new Uint8Array(rows)
  const truePd = new Float64Array(rows)
  const unseen = new Float64Array(rows)

  for (let k = 0; k < rows; k++) {
    const row = first + k
    const { applicant: of, applicationDay, time } = walk(row)
    day[k] = applicationDay
    outcomeDay[k] = applicationDay + OUTCOME_DAYS
    birthDay[k] = applicationDay - of.ageDays
    knowsBirth[k] = of.knowsBirth ? 1 : 0
    purpose[k] = of.purpose
    numbers.annual_income[k] = of.annualIncome
    numbers.employment_years[k] = of.employmentYears
    numbers.existing_debt[k] = of.existingDebt
    numbers.loan_amount[k] = of.loanAmount
    numbers.loan_term_months[k] = of.termMonths
    numbers.credit_score[k] = of.score
    numbers.count_accounts[k] = of.active + of.closed + of.defaulted + of.other
    numbers.count_active_accounts[k] = of.active
    numbers.count_closed_accounts[k] = of.closed
    numbers.count_defaulted_accounts[k] = of.defaulted
    numbers.count_recent_inquiries[k] = of.recentInquiries
    if (histories !== undefined) history.push(JSON.stringify(histories(row, of, applicationDay)))
    for (let a = 0; a < places.length; a++) places[a][k] = of.protected[a]

    const pd = logistic(intercept + options.conceptDrift * time + trueLogOdds(of))
    truePd[k] = pd
    unseen[k] = of.unseen
    outcomes.at(row)
    defaults[k] = outcomes.uniform() < pd ? 1 : 0
    feelings.at(row)
    const passes = incumbentPoints(of, feelings.normal()) >= line
    byLot[k] = !passes && feelings.uniform() < LOT_SHARE ? 1 : 0
    accepted[k] = passes || byLot[k] === 1 ? 1 : 0
    good[k] = accepted[k] === 1 ? 1 - defaults[k] : 0
  }

  const ids: [string, Column] = ['application_id', { kind: 'serial', values: serial, prefix: 'A', width: 9 }]
  return {
    applications: frameOf([
      ids,
      ['customer_id', { kind: 'serial', values: serial, prefix: 'C', width: 9 }],
      ['application_date', { kind: 'date', values: day }],
      ...moneyColumns.map((name): [string, Column] => [
        name,
        { kind: 'float64', values: numbers[name], decimals: 2 },
      ]),
      ['employment_years', { kind: 'float64', values: numbers.employment_years, decimals: 1 }],
      ['loan_purpose', { kind: 'category', values: purpose, dictionary: purposeLabels }],
      ['date_of_birth', { kind: 'date', values: birthDay, validity: knowsBirth }],
      ...countColumns.map((name): [string, Column] => [name, wholeNumbers(numbers[name])]),
      ...(histories === undefined
        ? []
        : [['credit_history', { kind: 'text', values: history }] as [string, Column]]),
      ['accepted', { kind: 'boolean', values: accepted }],
      ['outcome_date', { kind: 'date', values: outcomeDay, validity: accepted }],
      ['good', { kind: 'int32', values: good, validity: accepted }],
    ]),
    protected: frameOf([
      ids,
      ...protectedNames.map((name, a): [string, Column] => [
        name,
        { kind: 'category', values: places[a], dictionary: protectedAttributes[name].labels },
      ]),
    ]),
    truth: frameOf([
      ids,
      ['true_pd', { kind: 'float64', values: truePd }],
      ['would_default', { kind: 'boolean', values: defaults }],
      ['unseen', { kind: 'float64', values: unseen }],
      ['accepted_by_lot', { kind: 'boolean', values: byLot }],
    ]),
  }
}

const moneyColumns = ['annual_income', 'existing_debt', 'loan_amount'] as const
/** Whole numbers that may be missing. */
const countColumns = [
  'loan_term_months',
  'credit_score',
  'count_accounts',
  'count_active_accounts',
  'count_closed_accounts',
  'count_defaulted_accounts',
  'count_recent_inquiries',
] as const

/** Applications as clients send them, for load and batches; the same persons as in the tables. */
export function* applicationRequests(
  plan: ApplicationPlan,
  first = 0,
  rows: number = plan.options.count - first,
): Generator<{ readonly application: CreditApplication; readonly applicationDay: number }> {
  const walk = walkApplicants(plan)
  const histories = historyDrawer(plan.options.seed)
  for (let row = first; row < first + rows; row++) {
    const { applicant: of, applicationDay } = walk(row)
    yield {
      applicationDay,
      application: {
        customer_id: `C${String(row + 1).padStart(9, '0')}`,
        annual_income: of.annualIncome,
        employment_years: of.employmentYears,
        existing_debt: of.existingDebt,
        loan_amount: of.loanAmount,
        loan_purpose: purposeLabels[of.purpose],
        credit_history: histories(row, of, applicationDay),
        ...(of.knowsBirth ? { date_of_birth: formatDay(applicationDay - of.ageDays) } : {}),
        ...(Number.isNaN(of.termMonths) ? {} : { loan_term_months: of.termMonths }),
      },
    }
  }
}

/** Who applies at a place, when, and how much of the drift has come by then (0 in the first month, 1 in the last). */
function walkApplicants({ options }: ApplicationPlan): (row: number) => {
  readonly applicant: Applicant
  readonly applicationDay: number
  readonly time: number
} {
  const draw = applicantDrawer(options.seed)
  const applicant = newApplicant()
  const days = options.months * MONTH_DAYS
  return (row) => {
    const sinceStart = Math.floor((row / options.count) * days)
    const time = options.months === 1 ? 0 : Math.floor(sinceStart / MONTH_DAYS) / (options.months - 1)
    draw(row, options.populationDrift * time, applicant)
    return { applicant, applicationDay: options.firstDay + sinceStart, time }
  }
}

function wholeNumbers(values: Float64Array): Column {
  const validity = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1))
  return {
    kind: 'int32',
    values: Int32Array.from(values, (value) => (Number.isNaN(value) ? 0 : value)),
    validity,
  }
}
