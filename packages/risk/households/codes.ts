/** The contract's words as numbers, for arrays. */
import { transactionCategories, transactionChannels } from '@pratibimba/contract'

const category = (name: (typeof transactionCategories)[number]): number => transactionCategories.indexOf(name)
const channel = (name: (typeof transactionChannels)[number]): number => transactionChannels.indexOf(name)

export const SALARY = category('salary')
export const OTHER_INCOME = category('other_income')
export const REFUND = category('refund')
export const RENT = category('rent')
export const INSTALMENT = category('instalment')
export const CARD_PAYMENT = category('card_payment')
export const UTILITIES = category('utilities')
export const TELECOM = category('telecom')
export const INSURANCE = category('insurance')
export const TAX = category('tax')
export const GROCERIES = category('groceries')
export const TRANSPORT = category('transport')
export const HEALTH = category('health')
export const EDUCATION = category('education')
export const RESTAURANTS = category('restaurants')
export const SHOPPING = category('shopping')
export const ENTERTAINMENT = category('entertainment')
export const TRAVEL = category('travel')
export const SUBSCRIPTION = category('subscription')
export const GAMBLING = category('gambling')
export const LENDING_APP = category('lending_app')
export const CASH_WITHDRAWAL = category('cash_withdrawal')
export const CASH_DEPOSIT = category('cash_deposit')
export const TRANSFER = category('transfer')
export const SAVINGS_TRANSFER = category('savings_transfer')
export const INVESTMENT = category('investment')
export const FEE = category('fee')
export const OTHER = category('other')

export const CARD_CHANNEL = channel('card')
export const ONLINE = channel('online')
export const MOBILE = channel('mobile')
export const ATM = channel('atm')
export const BRANCH = channel('branch')
export const AUTO_DEBIT = channel('auto_debit')
export const TRANSFER_CHANNEL = channel('transfer')

/** Accounts of a customer, in the order of their numbers; three loans may follow. */
export const CURRENT_ACCOUNT = 0
export const SAVINGS_ACCOUNT = 1
export const CARD_ACCOUNT = 2
export const FIRST_LOAN_ACCOUNT = 3

export const STABLE = 0
export const INCOME_LOSS = 1
export const ILLNESS = 2
export const OVER_COMMITMENT = 3
export const ADDICTION = 4
