/**
 * A customer whose pay falls, who draws on savings, bets, borrows from an app and has two debits refused. Amounts in minor
 * units; the balances are what the bank stated.
 */
import type { WrittenPayment, WrittenTransaction } from './written-customer.ts'

const row = (
  daysAgo: number,
  category: WrittenTransaction['category'],
  amount: number,
  channel: WrittenTransaction['channel'],
  balance: number,
  more: Partial<WrittenTransaction> = {},
): WrittenTransaction => ({ daysAgo, category, amount, channel, balance, ...more })

export const transactions: readonly WrittenTransaction[] = [
  row(90, 'groceries', -10_000, 'card', 60_000),
  row(85, 'salary', 300_000, 'transfer', 360_000),
  row(70, 'instalment', -50_000, 'auto_debit', 310_000),
  row(58, 'rent', -100_000, 'transfer', 210_000),
  row(55, 'salary', 300_000, 'transfer', 510_000),
  row(45, 'savings_transfer', -300_000, 'mobile', 210_000),
  row(45, 'savings_transfer', 300_000, 'mobile', 300_000, { account: 'savings' }),
  row(40, 'instalment', -50_000, 'auto_debit', 160_000),
  row(28, 'rent', -100_000, 'transfer', 60_000),
  row(25, 'salary', 240_000, 'transfer', 300_000),
  row(24, 'shopping', -295_000, 'online', 5_000),
  row(20, 'utilities', -8_000, 'auto_debit', 5_000, { status: 'failed' }),
  row(12, 'savings_transfer', -100_000, 'mobile', 200_000, { account: 'savings' }),
  row(12, 'savings_transfer', 100_000, 'mobile', 105_000),
  row(11, 'gambling', -60_000, 'online', 45_000, { hour: 2 }),
  row(10, 'instalment', -50_000, 'auto_debit', 45_000, { status: 'failed' }),
  row(9, 'gambling', -20_000, 'online', 25_000, { hour: 4 }),
  row(6, 'lending_app', 40_000, 'transfer', 65_000),
  row(4, 'instalment', -50_000, 'auto_debit', 15_000),
  row(1, 'cash_withdrawal', -10_000, 'atm', 5_000),
]

export const payments: readonly WrittenPayment[] = [
  { kind: 'instalment', dueDaysAgo: 70, amount: 50_000, paidDaysAgo: 70 },
  { kind: 'rent', dueDaysAgo: 58, amount: 100_000, paidDaysAgo: 58 },
  { kind: 'instalment', dueDaysAgo: 40, amount: 50_000, paidDaysAgo: 40 },
  { kind: 'rent', dueDaysAgo: 28, amount: 100_000, paidDaysAgo: 28 },
  { kind: 'utility', dueDaysAgo: 20, amount: 8_000 },
  { kind: 'instalment', dueDaysAgo: 10, amount: 50_000, paidDaysAgo: 4 },
]
