/** What generated payment histories do month by month, against the matrix they are drawn from. */
import { paymentStatuses } from '@pratibimba/contract'
import { columnOf, type Frame } from '@pratibimba/numerics/frame'
import { defaultTransitions, type PaymentStatus } from '@pratibimba/risk/cascades'
import { CreditPortfolioGenerator } from '@pratibimba/risk/portfolios'
import type { BenchmarkCase, Figure } from '../harness/case.ts'

const STATES = paymentStatuses.length
const STEPS: readonly (readonly [PaymentStatus, PaymentStatus])[] = [
  ['on_time', 'on_time'],
  ['on_time', 'grace_period'],
  ['on_time', '30_days'],
  ['grace_period', 'on_time'],
  ['grace_period', '30_days'],
  ['30_days', 'on_time'],
  ['30_days', '60_days'],
  ['60_days', '90_days'],
  ['90_days', 'default'],
]

export const portfolioHistories: BenchmarkCase = {
  id: 'portfolio-histories',
  title: 'Monthly steps of generated payment histories by how they end, and delinquencies seen in them',
  command: 'npm run bench -- portfolio-histories',
  run: async () => figures(),
}

/** 20,000 borrowers over 24 months at the default mix and rate. */
function figures(): Figure[] {
  const { borrowers, loans, payments } = new CreditPortfolioGenerator().generatePortfolio({
    numBorrowers: 20_000,
    includePaymentHistory: true,
    seed: 1,
  })
  const { steps, begun } = countSteps(loans, payments!)
  const share = (end: number, from: number, to: number): number => {
    const row = steps.subarray((end * STATES + from) * STATES, (end * STATES + from + 1) * STATES)
    return row[to] / row.reduce((a, b) => a + b, 0)
  }
  const rates = STEPS.flatMap(([from, to]) => {
    const [i, j] = [paymentStatuses.indexOf(from), paymentStatuses.indexOf(to)]
    return ['all loans', 'current loans', 'loans in default'].map((whose, end) => ({
      name: `${from} → ${to} (${defaultTransitions[from][to]}), ${whose}`,
      value: share(end, i, j),
      unit: '',
    }))
  })
  const stated = columnOf(borrowers, 'delinquencies_2y', 'int32').values
  return [
    ...rates,
    { name: 'delinquencies begun in the histories, per borrower', value: begun / borrowers.rows, unit: '' },
    {
      name: 'delinquencies_2y, per borrower',
      value: stated.reduce((a, b) => a + b, 0) / borrowers.rows,
      unit: '',
    },
  ]
}

/** Steps by end (0 all, 1 current, 2 default), from and to, shape [3·8·8]; and how many delinquencies began. */
function countSteps(loans: Frame, payments: Frame): { steps: Float64Array; begun: number } {
  const status = columnOf(loans, 'status', 'category').values
  const loanOf = columnOf(payments, 'loan_id', 'serial').values
  const state = columnOf(payments, 'payment_status', 'category').values
  const delinquent = paymentStatuses.indexOf('30_days')
  const steps = new Float64Array(3 * STATES * STATES)
  let begun = 0
  let loan = 0
  for (let row = 1; row < payments.rows; row++) {
    if (loanOf[row] !== loanOf[row - 1]) {
      loan++
      continue
    }
    const at = state[row - 1] * STATES + state[row]
    steps[at]++
    if (status[loan] < 2) steps[(status[loan] + 1) * STATES * STATES + at]++
    if (state[row] === delinquent && state[row - 1] < delinquent) begun++
  }
  return { steps, begun }
}
