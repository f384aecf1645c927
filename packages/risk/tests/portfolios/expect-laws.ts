/** The laws every portfolio obeys, whatever its settings. */
import {
  borrowerColumns,
  demographicColumn,
  employmentTypes,
  homeOwnerships,
  loanColumns,
  loanStatuses,
  paymentColumns,
  paymentStatuses,
} from '@pratibimba/contract'
import { columnNames, columnOf, type Frame } from '@pratibimba/numerics/frame'
import { arrearsMonths, legalSteps } from '@pratibimba/risk/cascades'
import { type CreditPortfolio, gradeBands, products } from '@pratibimba/risk/portfolios'
import { expect } from 'vitest'

/** Values of a column as numbers. */
export function numbersOf(frame: Frame, name: string): ArrayLike<number> {
  const column = columnOf(frame, name)
  if (column.kind === 'text') throw new RangeError(`${name} holds text`)
  return column.values
}

/** Collects what is wrong instead of calling `expect` a million times. */
class Faults {
  readonly found: string[] = []
  check(holds: boolean, text: () => string): void {
    if (!holds && this.found.length < 5) this.found.push(text())
  }
}

const isCents = (value: number) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6

export function expectLaws(portfolio: CreditPortfolio): void {
  const faults = new Faults()
  expectShape(portfolio)
  checkBorrowers(portfolio, faults)
  checkLoans(portfolio, faults)
  if (portfolio.payments) checkPayments(portfolio, portfolio.payments, faults)
  expect(faults.found).toEqual([])
}

function expectShape({
  borrowers,
  loans,
  payments,
  config,
  totals,
  defaultRate,
  pd12m,
}: CreditPortfolio): void {
  expect(columnNames(borrowers)).toEqual([
    ...borrowerColumns,
    ...(config.demographic ? [demographicColumn] : []),
  ])
  expect(columnNames(loans)).toEqual([...loanColumns])
  expect(payments !== undefined).toBe(config.includePaymentHistory)
  if (payments) expect(columnNames(payments)).toEqual([...paymentColumns])
  expect(borrowers.rows).toBe(config.numBorrowers)
  expect(pd12m.length).toBe(config.numBorrowers)
  expect(totals).toMatchObject({
    numBorrowers: borrowers.rows,
    numLoans: loans.rows,
    numPayments: payments?.rows ?? 0,
  })
  expect(totals.defaults / borrowers.rows).toBe(defaultRate)
}

function checkBorrowers({ borrowers, config, pd12m, totals }: CreditPortfolio, faults: Faults): void {
  const of = (name: string) => numbersOf(borrowers, name)
  const [grade, score, dti, age] = [of('risk_grade'), of('credit_score'), of('debt_to_income'), of('age')]
  const [employment, months, income] = [
    of('employment_type'),
    of('employment_length_months'),
    of('income_annual'),
  ]
  const [low, high] = config.dtiRange ?? [0, 1]
  let defaults = 0
  for (let i = 0; i < borrowers.rows; i++) {
    const band = gradeBands[grade[i]]
    faults.check(
      score[i] >= band.score[0] && score[i] <= band.score[1],
      () => `score ${score[i]} in ${band.grade}`,
    )
    faults.check(dti[i] >= low && dti[i] <= high && dti[i] > 0, () => `DTI ${dti[i]}`)
    faults.check(age[i] >= 22 && age[i] <= 65, () => `age ${age[i]}`)
    faults.check(
      months[i] >= 0 && months[i] <= (age[i] - 18) * 12,
      () => `employed ${months[i]} months at ${age[i]}`,
    )
    const isUnemployed = employmentTypes[employment[i]] === 'UNEMPLOYED'
    faults.check(
      isUnemployed === (months[i] === 0),
      () => `${employmentTypes[employment[i]]} for ${months[i]} months`,
    )
    faults.check(income[i] > 0 && isCents(income[i]), () => `income ${income[i]}`)
    faults.check(pd12m[i] > 0 && pd12m[i] < 1, () => `PD ${pd12m[i]}`)
    faults.check(of('borrower_id')[i] === i + 1, () => `serial ${of('borrower_id')[i]} at ${i}`)
    for (const name of ['bankruptcies', 'delinquencies_2y', 'inquiries_6m'])
      faults.check(of(name)[i] >= 0, () => `${name} ${of(name)[i]}`)
    if (of('default')[i] === 1) defaults++
  }
  faults.check(defaults === totals.defaults, () => `${defaults} defaults, ${totals.defaults} in the totals`)
}

function checkLoans({ borrowers, loans, config }: CreditPortfolio, faults: Faults): void {
  const of = (name: string) => numbersOf(loans, name)
  const [income, dti] = [numbersOf(borrowers, 'income_annual'), numbersOf(borrowers, 'debt_to_income')]
  const [isDefault, grade] = [numbersOf(borrowers, 'default'), numbersOf(borrowers, 'risk_grade')]
  const [home, age] = [numbersOf(borrowers, 'home_ownership'), numbersOf(borrowers, 'age')]
  const service = new Float64Array(borrowers.rows)
  const count = new Int32Array(borrowers.rows)
  const defaulted = new Int32Array(borrowers.rows)
  const term = columnOf(loans, 'term_months')
  for (let at = 0; at < loans.rows; at++) {
    const row = of('borrower_id')[at] - 1
    const product = products[of('loan_type')[at]]
    const band = gradeBands[of('risk_grade')[at]]
    const [principal, rate, payment, balance] = [
      of('principal')[at],
      of('interest_rate')[at],
      of('monthly_payment')[at],
      of('balance')[at],
    ]
    const months = of('term_months')[at]
    const status = loanStatuses[of('status')[at]]
    count[row]++
    service[row] += payment
    if (status === 'default') defaulted[row]++
    faults.check(of('risk_grade')[at] === grade[row], () => `loan of grade ${band.grade}`)
    faults.check(of('loan_id')[at] === (row + 1) * 10 + count[row], () => `loan id ${of('loan_id')[at]}`)
    faults.check(
      principal >= product.principal[0] && principal <= product.principal[1],
      () => `${product.type} of ${principal}`,
    )
    faults.check(
      rate >= band.rateAnnual[0] && rate <= band.rateAnnual[1],
      () => `rate ${rate} in ${band.grade}`,
    )
    faults.check(isCents(payment) && isCents(balance), () => `cents ${payment} ${balance}`)
    faults.check(balance >= 0 && balance <= principal, () => `balance ${balance} of ${principal}`)
    faults.check((balance === 0) === (status === 'paid_off'), () => `balance ${balance}, ${status}`)
    const isTerm = term.validity![at] === 1
    faults.check(isTerm === (product.term !== null), () => `term of a ${product.type}`)
    if (product.term !== null) {
      const { shortest, longest } = product.term
      faults.check(months >= shortest && months <= longest, () => `${product.type} over ${months} months`)
      const i = rate / 12
      const annuity = (principal * i) / (1 - (1 + i) ** -months)
      faults.check(Math.abs(payment - annuity) <= 0.0051, () => `payment ${payment}, annuity ${annuity}`)
    }
    faults.check(
      of('origination_date')[at] < config.asOfDate - 150,
      () => `originated ${of('origination_date')[at]}`,
    )
    faults.check(
      of('origination_date')[at] >= config.asOfDate - (age[row] - 18) * 365.25 - 1,
      () =>
        `borrower of ${age[row]}, originated ${(config.asOfDate - of('origination_date')[at]) / 365.25} years ago`,
    )
    if (product.type === 'MORTGAGE') {
      const expected = status === 'paid_off' ? 'OWN or MORTGAGE' : 'MORTGAGE'
      faults.check(
        expected.includes(homeOwnerships[home[row]]),
        () => `mortgage ${status}, home ${homeOwnerships[home[row]]}`,
      )
    }
  }
  for (let row = 0; row < borrowers.rows; row++) {
    faults.check(count[row] >= 1 && count[row] <= 4, () => `${count[row]} loans`)
    faults.check(
      service[row] <= (dti[row] * income[row]) / 12,
      () => `pays ${service[row]} of ${(dti[row] * income[row]) / 12}`,
    )
    faults.check(
      (isDefault[row] === 1) === defaulted[row] > 0,
      () => `default ${isDefault[row]}, ${defaulted[row]} loans in default`,
    )
  }
}

function checkPayments({ loans, config, borrowers }: CreditPortfolio, payments: Frame, faults: Faults): void {
  const legal = legalSteps()
  const of = (name: string) => numbersOf(payments, name)
  const columns = [
    of('loan_id'),
    of('month'),
    of('payment_status'),
    of('payment_amount'),
    of('principal_remaining'),
    of('days_past_due'),
    of('payment_date'),
  ]
  const [loanId, month, status, amount, remaining, days, date] = columns
  const arrears = paymentStatuses.map((name) => arrearsMonths[name])
  const begun = new Int32Array(borrowers.rows)
  let row = 0
  for (let at = 0; at < loans.rows; at++) {
    const id = numbersOf(loans, 'loan_id')[at]
    const payment = numbersOf(loans, 'monthly_payment')[at]
    const borrower = numbersOf(loans, 'borrower_id')[at]
    const first = row
    let openSpell = false
    for (; row < payments.rows && loanId[row] === id; row++) {
      const state = paymentStatuses[status[row]]
      faults.check(month[row] === row - first + 1, () => `month ${month[row]} of loan ${id}`)
      faults.check(date[row] <= config.asOfDate, () => `paid after the as-of date: ${date[row]}`)
      faults.check(isCents(amount[row]) && amount[row] >= 0, () => `amount ${amount[row]}`)
      if (state === 'grace_period')
        faults.check(days[row] >= 1 && days[row] <= 14, () => `${days[row]} days in grace`)
      else faults.check(days[row] === 30 * arrears[status[row]], () => `${days[row]} days in ${state}`)
      if (row === first) continue
      const was = paymentStatuses[status[row - 1]]
      faults.check(
        legal[status[row - 1] * paymentStatuses.length + status[row]] === 1,
        () => `${was} → ${state}`,
      )
      faults.check(!['default', 'paid_off', 'prepaid'].includes(was), () => `goes on after ${was}`)
      faults.check(remaining[row] <= remaining[row - 1] + 1e-9, () => `principal grows to ${remaining[row]}`)
      faults.check(date[row] > date[row - 1] - 15, () => `dates ${date[row - 1]}, ${date[row]}`)
      if (['on_time', 'grace_period'].includes(was)) {
        openSpell = state === '30_days' && date[row] > config.asOfDate - 700
        if (openSpell) begun[borrower - 1]++
      }
      if (state === 'paid_off' || state === 'prepaid') {
        faults.check(
          remaining[row] === 0 && amount[row] > remaining[row - 1],
          () => `settled with ${remaining[row]} left`,
        )
        continue
      }
      const instalments = arrears[status[row - 1]] + 1 - arrears[status[row]]
      faults.check(
        Math.abs(amount[row] - instalments * payment) < 0.006,
        () => `${was} → ${state} paid ${amount[row]}, instalment ${payment}`,
      )
      faults.check(
        (instalments === 0) === (remaining[row] === remaining[row - 1]),
        () => `principal after ${instalments} instalments`,
      )
    }
    faults.check(
      row > first && row - first <= config.historyMonths,
      () => `${row - first} months of loan ${id}`,
    )
    const last = paymentStatuses[status[row - 1]]
    // The spell that ended in default is the outcome, not the past.
    if (last === 'default' && openSpell) begun[borrower - 1]--
    if (last === 'default')
      faults.check(
        date[row - 1] >= config.asOfDate - 388,
        () => `default ${config.asOfDate - date[row - 1]} days ago`,
      )
    const wanted = loanStatuses[numbersOf(loans, 'status')[at]]
    const ended =
      last === 'default' ? 'default' : last === 'paid_off' || last === 'prepaid' ? 'paid_off' : 'current'
    faults.check(ended === wanted, () => `${wanted} loan ends ${last}`)
    faults.check(remaining[row - 1] === numbersOf(loans, 'balance')[at], () => `balance of loan ${id}`)
  }
  faults.check(row === payments.rows, () => `${payments.rows - row} payments without a loan`)
  const stated = numbersOf(borrowers, 'delinquencies_2y')
  for (let i = 0; i < begun.length; i++)
    faults.check(stated[i] >= begun[i], () => `${stated[i]} delinquencies stated, ${begun[i]} seen`)
}
