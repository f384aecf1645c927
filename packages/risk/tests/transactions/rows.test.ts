import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkMapping,
  decideRules,
  labelDays,
  newAmountMarks,
  newDateMarks,
  openTransactionIds,
  openTransactionReader,
  paymentStatus,
  proposeColumns,
  type ReadTransaction,
  rateTable,
  reconstructBalances,
  type TransactionField,
  type TransactionMapping,
  transactionFields,
  transactionNames,
} from '../../transactions/index.ts'

const nowMs = Date.UTC(2024, 5, 30)
const columns = Object.fromEntries(transactionFields.map((field) => [field, field])) as Record<
  TransactionField,
  string
>
const rules = {
  date_order: 'day_first',
  decimal: '.',
  zone: 'UTC',
  currency: 'EUR',
  positive: 'came',
} as const
const one = {
  customer_id: 'c',
  account_id: 'a',
  timestamp: 't',
  amount: 'm',
  currency_column: 'y',
  status: 's',
  ingested_at: 'i',
  balance: 'b',
  description: 'd',
  account_kind: 'k',
}

type Cells = Partial<Record<TransactionField, string>>
const good: Cells = { customer_id: 'C1', account_id: 'A1', timestamp: '2024-03-01 10:00', amount: '-12.50' }

function read(cells: Cells, mapping: TransactionMapping = { ...one, ...rules }, rates?: unknown) {
  const convert = rates === undefined ? undefined : rateTable(rates, 'EUR')
  return openTransactionReader(mapping, { nowMs, convert }).read((field) => cells[field] ?? '')
}

describe('proposeColumns', () => {
  it.each([
    [['Cust No', 'A/C No.', 'Txn Date', 'Value Dt', 'Narration', 'Withdrawal Amt.', 'Deposit Amt.', 'Closing Balance'],
      { customer_id: 'Cust No', account_id: 'A/C No.', timestamp: 'Txn Date', description: 'Narration', debit: 'Withdrawal Amt.', credit: 'Deposit Amt.', balance: 'Closing Balance' }],
    [['client_id', 'IBAN', 'Buchungstag', 'Betrag', 'Waehrung', 'Verwendungszweck'],
      { customer_id: 'client_id', account_id: 'IBAN', timestamp: 'Buchungstag', amount: 'Betrag', currency_column: 'Waehrung', description: 'Verwendungszweck' }],
    [['transaction_id', 'user_id', 'Amount (USD)', 'DR/CR', 'posted_at', 'timestamp', 'mcc'],
      { transaction_id: 'transaction_id', customer_id: 'user_id', amount: 'Amount (USD)', direction: 'DR/CR', ingested_at: 'posted_at', timestamp: 'timestamp', mcc: 'mcc' }],
  ])('knows the names in %j', (names, expected) => {
    expect(proposeColumns(names.map((name) => ({ name, cells: [] })), transactionNames)).toEqual(expected)
  }) // biome-ignore format: tables of names

  it('looks at cells: a date of words and an amount of names are none', () => {
    const samples = [
      { name: 'date', cells: ['Monday', 'Tuesday'] },
      { name: 'amount', cells: ['many', 'few'] },
      { name: 'type', cells: ['POS', 'ATM'] },
    ]
    expect(proposeColumns(samples, transactionNames)).toEqual({})
  })
})

describe('checkMapping', () => {
  it('names what is wrong, and what was probably meant', () => {
    expect(() => checkMapping({ amont: 'x' }, transactionFields, ['x'])).toThrow(/did you mean "amount"/)
    expect(() => checkMapping({ amount: 'Betrg' }, transactionFields, ['Betrag'])).toThrow(
      /did you mean "Betrag"/,
    )
    expect(() => checkMapping({ date_order: 'dmy' }, transactionFields, [])).toThrow(
      /"day_first" or "month_first"/,
    )
    expect(() => checkMapping({ currency: 'EURO' }, transactionFields, [])).toThrow(/ISO 4217/)
    expect(() => checkMapping([], transactionFields, [])).toThrow(/JSON object/)
    expect(() => checkMapping({ amount: 3 }, transactionFields, [])).toThrow(/text or null/)
  })
})

describe('decideRules', () => {
  it('asks for what cells do not say', () => {
    const marks = {
      dates: { ...newDateMarks(), either: 5 },
      amounts: { ...newAmountMarks(), either: 2 },
      currencies: new Map([
        ['EUR', 5],
        ['USD', 1],
      ]),
    }
    const { remarks, mapping } = decideRules(columns, {}, marks)
    expect(remarks.filter(({ kind }) => kind === 'question').map(({ field }) => field)).toEqual([
      'date_order',
      'decimal',
      'currency',
    ])
    expect(mapping.date_order).toBeUndefined()
    const answered = decideRules(columns, { date_order: 'month_first', decimal: ',', currency: 'EUR' }, marks)
    expect(answered.remarks.filter(({ kind }) => kind === 'question')).toEqual([])
    expect(answered.mapping).toMatchObject({ date_order: 'month_first', decimal: ',', currency: 'EUR' })
  })
})

describe('openTransactionReader', () => {
  it('reads a row', () => {
    expect(read(good)).toMatchObject({
      customerId: 'C1',
      timestampMs: Date.UTC(2024, 2, 1, 10),
      ingestedMs: Date.UTC(2024, 2, 1, 10),
      amountMinor: -1250,
      accountKind: 'current',
      status: 'posted',
    })
  })

  it.each([
    [{ customer_id: '' }, 'customer_id'],
    [{ account_id: ' ' }, 'account_id'],
    [{ customer_id: 'x'.repeat(65) }, 'customer_id'],
    [{ timestamp: '31/02/2024' }, 'timestamp'],
    [{ timestamp: '1989-12-31' }, 'timestamp'],
    [{ timestamp: '2031-01-01' }, 'timestamp'],
    [{ amount: 'NaN' }, 'amount'],
    [{ amount: '' }, 'amount'],
    [{ amount: 'twelve' }, 'amount'],
    [{ amount: '£1.00' }, 'amount'],
    [{ currency_column: 'USD' }, 'currency_column'],
    [{ currency_column: 'EURO' }, 'currency_column'],
    [{ status: 'pending' }, 'status'],
    [{ account_kind: 'piggy' }, 'account_kind'],
    [{ balance: '1.2.3' }, 'balance'],
    [{ ingested_at: 'soon' }, 'ingested_at'],
  ])('refuses %j, naming the field', (cells, field) => {
    expect(read({ ...good, ...cells })).toMatchObject({ field, detail: expect.stringMatching(/\.$/) })
  })

  it('takes debit and credit columns, and directions', () => {
    const pair = { customer_id: 'c', timestamp: 't', debit: 'd', credit: 'k', ...rules }
    const base = { customer_id: 'C1', timestamp: '2024-03-01' }
    expect(read({ ...base, debit: '5.00' }, pair)).toMatchObject({
      amountMinor: -500,
      accountId: 'C1-current',
    })
    expect(read({ ...base, debit: '0', credit: '7' }, pair)).toMatchObject({ amountMinor: 700 })
    expect(read({ ...base, debit: '1', credit: '7' }, pair)).toMatchObject({ field: 'debit' })
    expect(read(base, pair)).toMatchObject({ field: 'debit' })
    const directed = { customer_id: 'c', timestamp: 't', amount: 'a', direction: 'd', ...rules }
    expect(read({ ...base, amount: '5', direction: 'DR' }, directed)).toMatchObject({ amountMinor: -500 })
    expect(read({ ...base, amount: '-5', direction: 'debit' }, directed)).toMatchObject({ amountMinor: -500 })
    expect(read({ ...base, amount: '5', direction: 'Haben' }, directed)).toMatchObject({ amountMinor: 500 })
    expect(read({ ...base, amount: '-5', direction: 'CR' }, directed)).toMatchObject({ field: 'amount' })
    expect(read({ ...base, amount: '5', direction: '?' }, directed)).toMatchObject({ field: 'direction' })
    expect(read({ ...good, amount: '5' }, { ...one, ...rules, positive: 'went' })).toMatchObject({
      amountMinor: -500,
    })
  })

  it('knows a date alone at its end, never before it happened', () => {
    expect(read({ ...good, ingested_at: '2024-03-01' })).toMatchObject({
      ingestedMs: Date.UTC(2024, 2, 2) - 1,
    })
    expect(read({ ...good, ingested_at: '2024-02-01' })).toMatchObject({
      ingestedMs: Date.UTC(2024, 2, 1, 10),
    })
  })

  it('converts at the declared rate of the day, and refuses without one', () => {
    const rates = [
      { currency: 'USD', date: '2024-01-01', per_unit: 0.9 },
      { currency: 'USD', date: '2024-03-01', per_unit: 0.5 },
      { currency: 'JPY', date: '2024-01-01', per_unit: 0.006 },
    ]
    const usd = { ...good, currency_column: 'USD', amount: '-10.01' }
    expect(read({ ...usd, timestamp: '2024-02-28' }, undefined, rates)).toMatchObject({ amountMinor: -901 })
    expect(read(usd, undefined, rates)).toMatchObject({ amountMinor: -501 })
    expect(read({ ...usd, timestamp: '2023-12-31' }, undefined, rates)).toMatchObject({
      field: 'currency_column',
    })
    expect(read({ ...good, currency_column: 'JPY', amount: '1000' }, undefined, rates)).toMatchObject({
      amountMinor: 600,
    })
    expect(read({ ...good, currency_column: 'JPY', amount: '10.5' }, undefined, rates)).toMatchObject({
      field: 'amount',
    })
    expect(() => rateTable([{ currency: 'USD', date: 'x', per_unit: 1 }], 'EUR')).toThrow(/rate 1/)
  })
})

describe('openTransactionIds', () => {
  const row = read(good) as ReadTransaction

  it('keeps two equal rows two, and makes the same ids for the same file', () => {
    const [a, b] = [openTransactionIds(), openTransactionIds()]
    const first = [a.idOf(row), a.idOf(row), a.idOf({ ...row, amountMinor: 1 })]
    expect(new Set(first).size).toBe(3)
    expect([b.idOf(row), b.idOf(row), b.idOf({ ...row, amountMinor: 1 })]).toEqual(first)
    expect(a.idOf({ ...row, transactionId: 'T9' })).toBe('T9')
    expect(a.made).toBe(3)
  })
})

describe('reconstructBalances', () => {
  it('recovers every balance from any that is known', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.infiniteStream(fc.boolean()),
        fc.nat(),
        (amounts, opening, hide, kept) => {
          let balance = opening
          const truth = amounts.map((amount) => (balance += amount))
          const keep = kept % truth.length
          const known = truth.map((value, k) => (k !== keep && hide.next().value ? Number.NaN : value))
          const found = reconstructBalances(Float64Array.from(amounts), Float64Array.from(known))
          expect([...found.balances]).toEqual(truth)
          expect(found.breaks).toBe(0)
        },
      ),
    )
  })

  it('assumes nothing without one, and tells where rows are missing', () => {
    const nothing = reconstructBalances(Float64Array.of(1, 2), Float64Array.of(Number.NaN, Number.NaN))
    expect([...nothing.balances]).toEqual([Number.NaN, Number.NaN])
    expect(reconstructBalances(Float64Array.of(1, 2), Float64Array.of(10, 99)).breaks).toBe(1)
  })
})

describe('payments', () => {
  it('are missed three days after their due date, and labels need ninety days before and the outcome after', () => {
    expect(paymentStatus({ dueDay: 100, paidDay: 100 }, 200)).toBe('paid')
    expect(paymentStatus({ dueDay: 100, paidDay: 101 }, 200)).toBe('late')
    expect(paymentStatus({ dueDay: 100 }, 200)).toBe('missed')
    expect(paymentStatus({ dueDay: 100 }, 102)).toBe('scheduled')
    expect(labelDays(0, 100)).toEqual([])
    const days = labelDays(0, 200)
    expect(days.at(-1)).toBe(167)
    expect(days[0]).toBeGreaterThanOrEqual(89)
  })
})
