/** What comes and goes in a month, as the derived features share it. */
import { closing, or, perMonth, plus } from '../formula.ts'

/** Known dues of the last 91 days as a month's: what the next thirty days will ask for. */
export const monthlyDues = perMonth('due_amount')
export const monthlyIncome = perMonth('income_amount')
export const monthlySpending = perMonth('spending_amount')

export const currentBalance = closing('current')
export const liquidFunds = plus(currentBalance, or(closing('savings'), 0))

export const noDues = 'No payment was due in the last 91 days, or no balance of a current account is known.'
export const noIncome = 'No income in the last 91 days.'
export const noSpending = 'Nothing was spent in the last 91 days.'
