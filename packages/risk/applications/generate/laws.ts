/** The true law of default, and the incumbent's opinion of it. */
import { REFERENCE_RATE_ANNUAL, REFERENCE_TERM_MONTHS } from '../features/catalogue.ts'
import type { Applicant } from './draw-applicant.ts'

/** Log-odds by purpose, in the order of the contract. */
const purposeEffect = [0.1, -0.15, -0.25, 0, 0.3, 0.05, 0.1, 0.15, 0.45, -0.05, 0.15]

/**
 * Log-odds that an applicant defaults within twelve months, up to the intercept that the default rate fixes.
 *
 * Not linear (hinges in debt, instalment and age, a bend in the score), not additive (defaults with inquiries, low income
 * with debt), and not of the application alone: habits act beyond the score that shows them, and `unseen` and `shock`
 * are known to nobody.
 *
 * @see docs/methods/credit-applications.md
 */
export function trueLogOdds(of: Applicant): number {
  const income = Math.max(of.annualIncome, 1)
  const debt = Math.min(of.existingDebt / income, 3)
  const burden = Math.min(instalmentOf(of) / (income / 12), 1)
  const silent = Number.isNaN(of.recentInquiries)
  const score = Number.isNaN(of.score) ? -0.25 : (of.score - 655) / 58
  const age = of.ageDays / 365.2425
  const defaults = silent ? 0 : Math.min(of.defaulted, 3)
  const inquiries = silent ? 1 : Math.min(of.recentInquiries, 6)
  return (
    -0.75 * score +
    0.12 * Math.min(score, 0) ** 2 +
    0.7 * Math.max(0, debt - 0.3) +
    3.2 * Math.max(0, burden - 0.08) +
    (defaults > 0 ? 0.45 + 0.25 * (defaults - 1) : 0) +
    0.17 * inquiries +
    (defaults > 0 && inquiries >= 3 ? 0.5 : 0) +
    (income < 20_000 && debt > 0.3 ? 0.4 : 0) -
    0.34 * Math.log1p(of.employmentYears) +
    0.55 * Math.exp(-(age - 18) / 7) +
    0.012 * Math.max(0, age - 62) +
    purposeEffect[of.purpose] -
    0.3 * of.habit -
    0.45 * of.unseen +
    0.3 * of.shock
  )
}

/**
 * The incumbent's points, higher is better: a plain scorecard of what it sees, with what its officers add by feeling.
 *
 * @param feeling standard normal
 */
export function incumbentPoints(of: Applicant, feeling: number): number {
  const income = Math.max(of.annualIncome, 1)
  const silent = Number.isNaN(of.recentInquiries)
  return (
    (Number.isNaN(of.score) ? -0.5 : 0.8 * ((of.score - 655) / 58)) -
    0.9 * Math.min(of.existingDebt / income, 2) -
    0.5 * Math.min(of.loanAmount / income, 2) -
    (silent ? 0.1 : 0.12 * Math.min(of.recentInquiries, 6) + (of.defaulted > 0 ? 0.6 : 0)) +
    0.05 * Math.min(of.employmentYears, 10) +
    0.15 * Math.log(Math.max(income, 1000) / 30_000) +
    0.9 * feeling
  )
}

/** P = L · i / (1 − (1 + i)^−n), per month, at the reference rate of the features. */
function instalmentOf({ loanAmount, termMonths }: Applicant): number {
  const rate = REFERENCE_RATE_ANNUAL / 12
  const months = Number.isNaN(termMonths) ? REFERENCE_TERM_MONTHS : termMonths
  return (loanAmount * rate) / (1 - (1 + rate) ** -months)
}
