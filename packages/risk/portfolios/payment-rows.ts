/** Month-by-month payment histories that end as the loans table says, and the loan's balance after them. */
import { paymentColumns, paymentStatuses } from '@pratibimba/contract'
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import { arrearsMonths, nextState, paymentAlphabet, startState } from '../cascades/index.ts'
import type { BorrowerColumns } from './borrower-columns.ts'
import { WORD } from './borrower-draw.ts'
import { openDueDates } from './calendar.ts'
import type { LoanColumns } from './loan-columns.ts'
import type { PortfolioPlan } from './plan.ts'
import { products } from './products.ts'
import { balanceAfter, toCents } from './schedule.ts'

const ON_TIME = paymentStatuses.indexOf('on_time')
const GRACE = paymentStatuses.indexOf('grace_period')
const FIRST_DELINQUENT = paymentStatuses.indexOf('30_days')
const DEFAULT = paymentStatuses.indexOf('default')
const arrearsOf = Int32Array.from(paymentAlphabet.states, (state) => arrearsMonths[state])
const DAYS_PER_INSTALMENT = 30
const GRACE_DAYS = 14
/** A loan this old may be behind when its history begins; a younger one begins on time. */
const MOST_ARREARS_OPEN = 3
const RECENT_MONTHS = 24

/**
 * Writes the histories of all loans of a chunk.
 *
 * A month with state s after state r pays max(0, a_r + 1 − a_s) instalments, a being the instalments in arrears; a missed month
 * pays nothing and leaves the principal, a cure repays the arrears. Settling a loan pays what is left and one month's
 * interest. A history covers the months up to the as-of date, at most `historyMonths`, and ends at absorption.
 *
 * @param loans     `balance` is set to the last record's
 * @param borrowers `delinquencies2y` is raised to the delinquencies begun in the last 24 months, without the one that ended in default
 * @see docs/methods/payment-histories.md
 */
export function paymentFrame(plan: PortfolioPlan, loans: LoanColumns, borrowers: BorrowerColumns): Frame {
  const { historyMonths, seed, asOfDate } = plan.config
  const stream = openStream(seed, 'portfolio-payments')
  const dueDates = openDueDates(asOfDate, Math.max(...products.map(({ oldestMonths }) => oldestMonths)))
  let room = 0
  for (let at = 0; at < loans.rows; at++) room += Math.min(historyMonths, loans.ageMonths[at])
  const loanSerial = new Float64Array(room)
  const borrowerSerial = new Float64Array(room)
  const monthNumber = new Int32Array(room)
  const status = new Int32Array(room)
  const amount = new Float64Array(room)
  const remaining = new Float64Array(room)
  const daysPastDue = new Int32Array(room)
  const date = new Int32Array(room)
  const begun = new Int32Array(borrowers.age.length)
  let rows = 0

  for (let at = 0; at < loans.rows; at++) {
    const chain = plan.chains[loans.riskGrade[at] * 3 + loans.status[at]]
    const age = loans.ageMonths[at]
    const months = Math.min(historyMonths, age)
    const before = age - months
    const rateMonthly = loans.rateAnnual[at] / 12
    const logGrowth = Math.log1p(rateMonthly)
    const principal = loans.principal[at]
    const payment = loans.monthlyPayment[at]
    stream.at(loans.serial[at])
    let state = before >= MOST_ARREARS_OPEN ? startState(chain, months, stream.uint32() * WORD) : ON_TIME
    let paid = before - arrearsOf[state]
    let balance = balanceAfter(principal, rateMonthly, logGrowth, payment, paid)
    let spell = 0
    for (let month = 1; month <= months; month++) {
      const was = state
      state = nextState(chain, months - month + 1, was, stream.uint32() * WORD)
      const due = dueDates.due(months - month, loans.dueDay[at])
      let paidNow = 0
      let late = 0
      if (state > DEFAULT) {
        paidNow = toCents(balance * (1 + rateMonthly))
        balance = 0
      } else {
        const instalments = arrearsOf[was] + 1 - arrearsOf[state]
        if (instalments > 0) {
          paid += instalments
          paidNow = toCents(payment * instalments)
          balance = balanceAfter(principal, rateMonthly, logGrowth, payment, paid)
        }
        if (state === GRACE) late = 1 + Math.floor(stream.uint32() * WORD * GRACE_DAYS)
        if (was < FIRST_DELINQUENT) {
          spell = state === FIRST_DELINQUENT && months - month < RECENT_MONTHS ? 1 : 0
          begun[loans.borrowerRow[at]] += spell
        }
        // The spell that ends in default is the outcome, not the past.
        if (state === DEFAULT) begun[loans.borrowerRow[at]] -= spell
      }
      loanSerial[rows] = loans.serial[at]
      borrowerSerial[rows] = loans.borrowerSerial[at]
      monthNumber[rows] = month
      status[rows] = state
      amount[rows] = paidNow
      remaining[rows] = balance
      daysPastDue[rows] = state === GRACE ? late : DAYS_PER_INSTALMENT * arrearsOf[state]
      date[rows] = due + late
      rows++
      if (state >= DEFAULT) break
    }
    loans.balance[at] = balance
  }
  for (let row = 0; row < begun.length; row++)
    if (begun[row] > borrowers.delinquencies2y[row]) borrowers.delinquencies2y[row] = begun[row]

  const byName: Record<(typeof paymentColumns)[number], Column> = {
    loan_id: { kind: 'serial', values: loanSerial.slice(0, rows), prefix: 'L', width: 7 },
    borrower_id: { kind: 'serial', values: borrowerSerial.slice(0, rows), prefix: 'B', width: 6 },
    month: { kind: 'int32', values: monthNumber.slice(0, rows) },
    payment_status: { kind: 'category', values: status.slice(0, rows), dictionary: paymentStatuses },
    payment_amount: { kind: 'float64', values: amount.slice(0, rows) },
    principal_remaining: { kind: 'float64', values: remaining.slice(0, rows) },
    days_past_due: { kind: 'int32', values: daysPastDue.slice(0, rows) },
    payment_date: { kind: 'date', values: date.slice(0, rows) },
  }
  return frameOf(paymentColumns.map((name) => [name, byName[name]]))
}
