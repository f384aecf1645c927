/** Draws the loans of a borrower: products, terms, rates, sizes they can afford, age, status. */
import { homeOwnerships } from '@pratibimba/contract'
import { normalQuantile } from '@pratibimba/numerics/distributions'
import { openStream } from '@pratibimba/numerics/random'
import { arrearsMonths } from '../cascades/index.ts'
import type { BorrowerColumns } from './borrower-columns.ts'
import { MEDIAN_INCOME, WORD } from './borrower-draw.ts'
import { openDueDates } from './calendar.ts'
import { gradeBands } from './grades.ts'
import { CURRENT, DEFAULTED, type LoanColumns, MOST_LOANS, PAID_OFF } from './loan-columns.ts'
import { DEFAULT_MONTHS, type PortfolioPlan } from './plan.ts'
import { PRINCIPAL_SIGMA, products, REVOLVING_REPAYMENT_SHARE } from './products.ts'
import { cumulative } from './risk-draw.ts'
import { annuityFactor, balanceAfter, toCents } from './schedule.ts'

/** Shares of borrowers with 1, 2, 3, 4 loans: 1.45 loans a borrower. */
const LOAN_COUNT_SHARES = [0.66, 0.25, 0.07, 0.02]
/** A book has no loan younger than this, so that a default has had the months it takes. */
const YOUNGEST_MONTHS = 6
/** Part of the allowed debt service that goes to these loans; the rest is other debt. */
const [LEAST_USE, MOST_USE] = [0.6, 0.95]
/** The smallest loans of the drawn products take at most this part of the allowed debt service. */
const MOST_NEEDED = 0.9
const ALSO_DEFAULTS = 0.35
const PAID_OFF_SHARE = 0.08
/** Instalments missed at default; more since. */
const MISSED_AT_DEFAULT = arrearsMonths.default
/** Nobody borrows earlier in life. */
const FIRST_BORROWING_AGE = 18
const PRINCIPAL_STEP = 100
/** The smallest size that makes sense to a borrower lies up to this part above the product's smallest. */
const SMALLEST_SPREAD = 0.6
/** Rates are whole hundredths of a percent. */
const RATE_STEPS = 10_000
const MOST_RATE_STEPS =
  Math.round((gradeBands[gradeBands.length - 1].rateAnnual[1] - gradeBands[0].rateAnnual[0]) * RATE_STEPS) + 1

const MORTGAGE = products.findIndex(({ type }) => type === 'MORTGAGE')
const OWN_HOME = homeOwnerships.indexOf('OWN')
const MORTGAGED_HOME = homeOwnerships.indexOf('MORTGAGE')
const RENTED_HOME = homeOwnerships.indexOf('RENT')
/** Share with a mortgage at another bank, by grade. */
const MORTGAGE_ELSEWHERE = [0.32, 0.28, 0.22, 0.15, 0.1]

/** Appends the loans of a borrower and settles what depends on them: income that carries them, home ownership. */
export type LoanDraw = (
  loans: LoanColumns,
  borrowers: BorrowerColumns,
  row: number,
  index: number,
  firstProduct: number,
) => void

export function openLoanDraw(plan: PortfolioPlan): LoanDraw {
  const { config } = plan
  const stream = openStream(config.seed, 'portfolio-loans')
  const productShares = cumulative(plan.productMix)
  const loanCounts = cumulative(Float64Array.from(LOAN_COUNT_SHARES))
  const dueDates = openDueDates(
    config.asOfDate,
    Math.max(...products.map(({ oldestMonths }) => oldestMonths)),
  )
  const kinds = new Int32Array(MOST_LOANS)
  const rates = new Float64Array(MOST_LOANS)
  const growths = new Float64Array(MOST_LOANS)
  const least = new Float64Array(MOST_LOANS)
  const smallest = new Float64Array(MOST_LOANS)
  const appetite = new Float64Array(MOST_LOANS)
  const uniform = () => (stream.uint32() + 0.5) * WORD
  const lowestSteps = Math.round(gradeBands[0].rateAnnual[0] * RATE_STEPS)
  /** ln(1 + i) by rate. */
  const logGrowths = Float64Array.from({ length: MOST_RATE_STEPS }, (_, step) =>
    Math.log1p((lowestSteps + step) / RATE_STEPS / 12),
  )
  /** Payment per unit of principal at the longest term, by product and rate. */
  const leastFactors = products.map(({ term }) =>
    Float64Array.from({ length: MOST_RATE_STEPS }, (_, step) =>
      paymentFactor(
        (lowestSteps + step) / RATE_STEPS / 12,
        logGrowths[step],
        term === null ? 0 : term.longest,
      ),
    ),
  )

  return (loans, borrowers, row, index, firstProduct) => {
    stream.at(index)
    const grade = borrowers.riskGrade[row]
    const [lowestRate, highestRate] = gradeBands[grade].rateAnnual
    const count = 1 + pick(loanCounts, uniform())
    let needed = 0
    let appetites = 0
    for (let k = 0; k < count; k++) {
      const kind = k === 0 ? firstProduct : pick(productShares, uniform())
      const steps = Math.round((lowestRate + (highestRate - lowestRate) * uniform()) * RATE_STEPS)
      kinds[k] = kind
      rates[k] = steps / RATE_STEPS
      growths[k] = logGrowths[steps - lowestSteps]
      const u = uniform()
      smallest[k] = wholeSteps(products[kind].principal[0] * (1 + SMALLEST_SPREAD * u))
      least[k] = smallest[k] * leastFactors[kind][steps - lowestSteps]
      needed += least[k]
      appetite[k] = 0.2 + u
      appetites += appetite[k]
    }
    const debtToIncome = borrowers.debtToIncome[row]
    // Nobody is granted a loan whose smallest size their debt-to-income ratio does not carry: income must.
    const requiredIncome = Math.ceil(((needed * 12) / (MOST_NEEDED * debtToIncome)) * 100) / 100
    if (borrowers.incomeAnnual[row] < requiredIncome) borrowers.incomeAnnual[row] = requiredIncome
    const income = borrowers.incomeAnnual[row]
    const use = LEAST_USE + (MOST_USE - LEAST_USE) * uniform()
    const surplus = Math.max(0, (use * debtToIncome * income) / 12 - needed)
    const incomeScale = Math.sqrt(income / MEDIAN_INCOME)
    const isDefault = borrowers.isDefault[row] === 1
    const firstDefault = isDefault ? Math.floor(uniform() * count) : -1
    // The last due date, from which ages count, lies up to 46 days before the as-of date.
    const adultMonths = (borrowers.age[row] - FIRST_BORROWING_AGE) * 12 - 2
    let hasMortgage = false
    let hadMortgage = false

    for (let k = 0; k < count; k++) {
      const { principal: range, typicalPrincipal, term, oldestMonths } = products[kinds[k]]
      const rateMonthly = rates[k] / 12
      const affordable = least[k] + (surplus * appetite[k]) / appetites
      const wanted = typicalPrincipal * incomeScale * Math.exp(PRINCIPAL_SIGMA * normalQuantile(uniform()))
      let months =
        term === null
          ? 0
          : term.shortest +
            term.step * Math.floor(uniform() * ((term.longest - term.shortest) / term.step + 1))
      let factor = paymentFactor(rateMonthly, growths[k], months)
      const isStretched = kinds[k] === MORTGAGE && wanted * factor > affordable
      if (term !== null && (isStretched || smallest[k] * factor > affordable)) {
        months = term.longest
        factor = paymentFactor(rateMonthly, growths[k], months)
      }
      const principal = Math.max(smallest[k], wholeSteps(Math.min(wanted, affordable / factor, range[1])))
      const monthlyPayment = toCents(principal * factor)
      const oldest = Math.min(months === 0 ? oldestMonths : months - 1, oldestMonths, adultMonths)
      const age = YOUNGEST_MONTHS + Math.floor(uniform() * (oldest - YOUNGEST_MONTHS + 1))
      const dueDay = 1 + Math.floor(uniform() * 28)
      const fate = uniform()
      const status =
        k === firstDefault || (isDefault && fate < ALSO_DEFAULTS)
          ? DEFAULTED
          : fate >= 1 - PAID_OFF_SHARE
            ? PAID_OFF
            : CURRENT
      const defaultable = Math.min(DEFAULT_MONTHS, age + 1 - MISSED_AT_DEFAULT)
      const missed = status === DEFAULTED ? MISSED_AT_DEFAULT + Math.floor(uniform() * defaultable) : 0

      const at = loans.rows++
      loans.serial[at] = (index + 1) * 10 + k + 1
      loans.borrowerRow[at] = row
      loans.borrowerSerial[at] = index + 1
      loans.type[at] = kinds[k]
      loans.principal[at] = principal
      loans.rateAnnual[at] = rates[k]
      loans.termMonths[at] = months
      loans.originationDate[at] = dueDates.due(age, dueDay)
      loans.status[at] = status
      loans.riskGrade[at] = grade
      loans.monthlyPayment[at] = monthlyPayment
      loans.balance[at] =
        status === PAID_OFF
          ? 0
          : balanceAfter(principal, rateMonthly, growths[k], monthlyPayment, age - missed)
      loans.ageMonths[at] = age
      loans.dueDay[at] = dueDay
      if (kinds[k] === MORTGAGE) {
        if (status === PAID_OFF) hadMortgage = true
        else hasMortgage = true
      }
    }
    borrowers.homeOwnership[row] = homeOf(hasMortgage, hadMortgage, borrowers.age[row], grade, uniform())
  }
}

/** Monthly payment per unit of principal; 0 months: interest and a share of the drawn amount. */
function paymentFactor(rateMonthly: number, logGrowth: number, months: number): number {
  return months === 0
    ? rateMonthly + REVOLVING_REPAYMENT_SHARE
    : annuityFactor(rateMonthly, logGrowth, months)
}

/** A mortgage of ours makes a mortgaged home, a repaid one an own home; others rent, own, or owe elsewhere. */
function homeOf(hasMortgage: boolean, hadMortgage: boolean, age: number, grade: number, u: number): number {
  if (hasMortgage) return MORTGAGED_HOME
  if (hadMortgage) return OWN_HOME
  const elsewhere = MORTGAGE_ELSEWHERE[grade]
  const own = 0.04 + 0.007 * (age - 22)
  return u < elsewhere ? MORTGAGED_HOME : u < elsewhere + own ? OWN_HOME : RENTED_HOME
}

function wholeSteps(amount: number): number {
  return Math.floor(amount / PRINCIPAL_STEP) * PRINCIPAL_STEP
}

function pick(shares: Float64Array, u: number): number {
  let k = 0
  while (shares[k] <= u) k++
  return k
}
