/** Records for the tests of the store. */
import type {
  AdvanceWindows,
  CustomerRecord,
  NewIntervention,
  PaymentRecord,
  RiskScore,
  TransactionRecord,
} from '@pratibimba/risk/ports'

export const customerId = (n: number) => `C${String(n).padStart(7, '0')}`

export const customers = (count: number, first = 1): CustomerRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    customerId: customerId(first + i),
    age: 20 + ((first + i) % 50),
    employmentType: ['FULL_TIME', 'PART_TIME', 'SELF_EMPLOYED'][(first + i) % 3]!,
    homeOwnership: ['RENT', 'OWN'][(first + i) % 2]!,
    region: ['north', 'east', 'south', 'west'][(first + i) % 4]!,
    householdSize: 1 + ((first + i) % 5),
    declaredIncomeMinor: 250_000 + 1_000 * (first + i),
    openedOn: '2020-02-29',
    ageBand: ['under_25', '25_34', '35_44'][(first + i) % 3]!,
    incomeBracket: ['low', 'middle', 'high'][(first + i) % 3]!,
  }))

export const transaction = (n: number, more: Partial<TransactionRecord> = {}): TransactionRecord => ({
  transactionId: `T${String(n).padStart(10, '0')}`,
  customerId: customerId(1),
  accountId: 'A1',
  accountKind: 'current',
  timestamp: new Date(Date.UTC(2026, 2, 1, 0, n)),
  amountMinor: -100 * n - 1,
  currency: 'EUR',
  category: 'groceries',
  channel: 'card',
  status: 'posted',
  description: `SHOP\t${n} \\ "quoted" {brace}, ü\n`,
  balanceMinor: 5_000,
  ingestedAt: new Date(Date.UTC(2026, 2, 31)),
  ...more,
})

export const payment = (n: number, more: Partial<PaymentRecord> = {}): PaymentRecord => ({
  paymentId: `P${String(n).padStart(8, '0')}`,
  customerId: customerId(1),
  kind: 'rent',
  dueDate: '2026-03-05',
  amountDueMinor: 90_000,
  status: 'scheduled',
  ...more,
})

/**
 * A window that counts: `<transactions>/<sum of amounts>/<payment steps>` as text, so that whatever is lost or doubled
 * shows in it.
 */
export const count: AdvanceWindows = (touched) =>
  touched.map(({ customer, window, transactions, payments }) => {
    const before =
      window === undefined ? [0, 0, 0] : Buffer.from(window.bytes).toString().split('/').map(Number)
    const sum = transactions.reduce((total, { amountMinor }) => total + amountMinor, 0)
    const after = [before[0]! + transactions.length, before[1]! + sum, before[2]! + payments.length]
    const days = [
      window?.through ?? '0001-01-01',
      ...transactions.map(({ timestamp }) => timestamp.toISOString().slice(0, 10)),
      ...payments.map(({ after }) => after.paidDate ?? after.dueDate),
    ].sort()
    return {
      customerId: customer.customerId,
      bytes: Buffer.from(after.join('/')),
      layout: 'count-1',
      through: days.at(-1)!,
    }
  })

export const score = (n: number, more: Partial<RiskScore> = {}): RiskScore => {
  const value = more.score ?? ((n * 7919) % 1000) / 1000
  return {
    customerId: customerId(n),
    asOfDate: '2026-03-31',
    modelVersion: 'M1',
    score: value,
    level: value < 0.05 ? 'LOW' : value < 0.2 ? 'MEDIUM' : value < 0.5 ? 'HIGH' : 'CRITICAL',
    flagged: value >= 0.1,
    logOdds: value * 4 - 2,
    ...(value >= 0.2 && { expectedDaysToFailure: n % 30, tier: (1 + (n % 3)) as 1 | 2 | 3 }),
    exposureMinor: 100_000 + n,
    expectedLossMinor: Math.round((100_000 + n) * value),
    drivers: [
      { feature: `feature_${n % 5}`, value: n, contribution: 0.5 },
      { feature: 'overall_stress_score', value: null, contribution: -0.25 },
    ],
    ...(value >= 0.2 && { recommendedAction: n % 2 === 0 ? 'agent_call' : 'soft_reminder' }),
    scoredAt: new Date('2026-03-31T23:59:59.000Z'),
    ...more,
  }
}

export const intervention = (n: number, more: Partial<NewIntervention> = {}): NewIntervention => ({
  interventionId: `INT_${String(n).padStart(8, '0')}`,
  customerId: customerId(n),
  type: 'agent_call',
  state: 'proposed',
  heldOut: false,
  tier: 2,
  level: 'HIGH',
  score: 0.3,
  exposureMinor: 100_000,
  expectedLossMinor: 30_000,
  sla: { dueAt: new Date('2026-04-02T12:00:00Z'), warnAt: new Date('2026-04-02T00:00:00Z') },
  costMinor: 5_000,
  detail: { note: 'x' },
  createdBy: 'officer-1',
  createdAt: new Date('2026-04-01T09:00:00Z'),
  ...more,
})
