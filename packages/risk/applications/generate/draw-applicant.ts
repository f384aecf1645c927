/** Who comes through the door: one person, from draws that belong to the row alone. */
import { loanPurposes } from '@pratibimba/contract'
import { openStream } from '@pratibimba/numerics/random'
import { drawProtected, logIncomeOf, pick, protectedNames } from './protected-attributes.ts'

/** Filled again for every row. Counts and score are NaN where the bureau is silent. */
export interface Applicant {
  /** In days; NaN where not given. */
  ageDays: number
  knowsBirth: boolean
  annualIncome: number
  employmentYears: number
  existingDebt: number
  loanAmount: number
  /** NaN where not named. */
  termMonths: number
  purpose: number
  score: number
  active: number
  closed: number
  defaulted: number
  /** Accounts that are neither. */
  other: number
  recentInquiries: number
  readonly protected: Int32Array
  /** Habits of paying, standard normal; the bureau sees them through its score, with error. */
  habit: number
  /** What no lender sees: family, health, what comes; standard normal. */
  unseen: number
  /** A shock of the year to come; standard normal. */
  shock: number
}

/** Of the purposes of the contract, in their order. */
const purposeShares = [0.27, 0.12, 0.17, 0.06, 0.06, 0.03, 0.04, 0.04, 0.06, 0.08, 0.07]
/** By how much the logarithm of the amount differs. */
const purposeLogAmount = [0.15, 0.1, 0.35, 0.05, -0.35, 0, -0.5, -0.5, 0.4, -0.15, -0.25]
const terms = [12, 24, 36, 48, 60, 72, 84] as const
const termShares = [0.09, 0.17, 0.28, 0.16, 0.2, 0.05, 0.05]

export const newApplicant = (): Applicant => ({
  ageDays: 0,
  knowsBirth: true,
  annualIncome: 0,
  employmentYears: 0,
  existingDebt: 0,
  loanAmount: 0,
  termMonths: 0,
  purpose: 0,
  score: 0,
  active: 0,
  closed: 0,
  defaulted: 0,
  other: 0,
  recentInquiries: 0,
  protected: new Int32Array(protectedNames.length),
  habit: 0,
  unseen: 0,
  shock: 0,
})

/**
 * @param seed of the run
 * @returns fills in the applicant of a row; `habitShift` is the drift of habits at the time, in standard deviations
 */
export function applicantDrawer(
  seed: number,
): (row: number, habitShift: number, into: Applicant) => Applicant {
  const groups = openStream(seed, 'application-protected')
  const person = openStream(seed, 'application-person')
  const bureau = openStream(seed, 'application-bureau')
  const loan = openStream(seed, 'application-loan')
  return (row, habitShift, into) => {
    drawProtected(groups.at(row), into.protected)
    person.at(row)
    into.habit = person.normal() - habitShift
    into.unseen = person.normal()
    into.shock = person.normal()
    const age = Math.min(79, 18 + 19 * Math.exp(0.55 * person.normal()))
    into.ageDays = Math.floor(age * 365.2425)
    into.knowsBirth = person.uniform() > 0.01
    const working = age - 18
    const income =
      31_000 *
      Math.exp(
        logIncomeOf(into.protected) +
          0.018 * Math.min(working, 25) -
          0.012 * Math.max(0, age - 58) +
          0.06 * into.habit +
          0.48 * person.normal(),
      )
    const earns = person.uniform() > 0.012
    into.annualIncome = earns ? Math.round(income / 100) * 100 : 0
    const tenure = (working + 1) * person.uniform() ** 2.1
    into.employmentYears = earns ? Math.round(10 * tenure) / 10 : 0

    bureau.at(row)
    const silent = bureau.uniform() < 0.02 + 0.2 * Math.exp(-working / 4)
    const others = poisson(0.8 + 0.17 * Math.min(working, 30), bureau.uniform())
    const scoreNoise = bureau.normal()
    const inquiries = poisson(Math.exp(0.15 - 0.35 * into.habit), bureau.uniform())
    const perAccount = 1 / (1 + Math.exp(3.9 + 0.8 * into.habit))
    const closedShare = Math.min(0.75, 0.2 + 0.014 * working)
    let active = 0
    let closed = 0
    let defaulted = 0
    let other = 0
    for (let k = 0; k < others; k++) {
      const draw = bureau.uniform()
      if (draw < perAccount) defaulted++
      else if (draw < perAccount + closedShare * (1 - perAccount)) closed++
      else if (draw < 0.985) active++
      else other++
    }
    into.active = silent ? Number.NaN : active
    into.closed = silent ? Number.NaN : closed
    into.defaulted = silent ? Number.NaN : defaulted
    into.other = silent ? Number.NaN : other
    into.recentInquiries = silent ? Number.NaN : inquiries
    const points =
      655 +
      58 * (0.74 * into.habit + 0.6 * scoreNoise) +
      0.7 * Math.min(working, 30) -
      38 * Math.min(defaulted, 3)
    into.score = silent || others === 0 ? Number.NaN : Math.round(Math.min(850, Math.max(300, points)))

    loan.at(row)
    const owes = loan.uniform() > 0.12
    const debt = income * 0.21 * Math.exp(0.85 * loan.normal() - 0.18 * into.habit)
    into.existingDebt = owes ? Math.round(Math.min(debt, 4 * income)) : 0
    into.purpose = pick(loan.uniform(), purposeShares)
    const wanted =
      income * 0.24 * Math.exp(purposeLogAmount[into.purpose] + 0.6 * loan.normal() - 0.05 * into.habit)
    into.loanAmount = Math.min(150_000, Math.max(500, Math.round(wanted / 100) * 100))
    const term = terms[pick(loan.uniform(), termShares)]
    into.termMonths = loan.uniform() < 0.03 ? Number.NaN : term
    return into
  }
}

export const purposeLabels: readonly string[] = loanPurposes

/** Smallest k whose probability up to there passes the draw; means are small here. */
function poisson(mean: number, uniform: number): number {
  let term = Math.exp(-mean)
  let sum = term
  let k = 0
  while (uniform > sum && k < 60) {
    k++
    term *= mean / k
    sum += term
  }
  return k
}
