/** What comes and goes in a month, as the derived features share it. */
import { closing, days, larger, or, perMonth, plus, sum } from '../formula.ts'

/** What the next thirty days will ask for: the last thirty's dues, new ones among them, or the mean month's if that is more. */
export const monthlyDues = larger(perMonth('due_amount'), sum('due_amount', days(30)))
export const monthlyIncome = perMonth('income_amount')
export const monthlySpending = perMonth('spending_amount')

export const currentBalance = closing('current')
export const liquidFunds = plus(currentBalance, or(closing('savings'), 0))

export const noDues = 'No payment was due in the last 91 days, or no balance of a current account is known.'
export const noIncome = 'No income in the last 91 days.'
export const noSpending = 'Nothing was spent in the last 91 days.'
