/** A bank's own words for categories, to those of the platform. */
import { type TransactionCategory, transactionCategories } from '@pratibimba/contract'
import { wordKey } from '../rows/words.ts'

const others: Readonly<Partial<Record<TransactionCategory, string>>> = {
  salary: 'salaries wages payroll income pension',
  other_income: 'otherincome benefits interest dividend dividends interestincome governmentbenefits',
  refund: 'refunds reversal cashback',
  rent: 'housing rentpayment lease',
  instalment: 'installment instalments loan loans emi mortgage loanpayment loanrepayment carfinance',
  card_payment: 'cardpayment creditcardpayment creditcardbill',
  utilities: 'utility bills electricity water gas energy power',
  telecom: 'phone mobile internet telephone broadband communication communications mobilephone',
  insurance: 'insurances lifeinsurance carinsurance healthinsurance',
  tax: 'taxes counciltax gst',
  groceries: 'grocery supermarket supermarkets food foodandgroceries foodgroceries',
  transport: 'transportation fuel petrol car parking taxi publictransport auto travelandtransport gas+fuel',
  health: 'healthcare medical pharmacy doctor wellness healthandfitness',
  education: 'school tuition books training courses',
  restaurants:
    'restaurant dining diningout eatingout coffee fooddining foodanddrink foodanddrinks takeaway bars',
  shopping: 'shop clothing clothes electronics homeware generalmerchandise retail merchandise home',
  entertainment: 'leisure movies cinema games recreation fun hobbies',
  travel: 'holiday holidays hotel hotels airline airlines flights vacation',
  subscription: 'subscriptions streaming membership memberships',
  gambling: 'betting casino lottery bets',
  lending_app: 'lendingapp payday paydayloan paydayloans bnpl',
  cash_withdrawal: 'atm cash withdrawal cashwithdrawal atmwithdrawal cashatm',
  cash_deposit: 'cashdeposit deposit',
  transfer: 'transfers p-p pp banktransfer sent received friends family',
  savings_transfer: 'savings saving savingstransfer',
  investment: 'investments investing stocks mutualfunds crypto',
  fee: 'fees charges bankfees bankcharges interestcharged penalties feesandcharges',
}

const words = new Map<string, TransactionCategory>([
  ...transactionCategories.map((category) => [wordKey(category), category] as const),
  ...(Object.entries(others) as [TransactionCategory, string][]).flatMap(([category, keys]) =>
    keys.split(' ').map((key) => [key, category] as const),
  ),
])

/** undefined for a word that is not in the table. */
export function categoryOfWord(word: string): TransactionCategory | undefined {
  return words.get(wordKey(word))
}
