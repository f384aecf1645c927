/** Hoarding and patterns of withdrawal. */
import { atmWithdrawalSpike, cashHoardingFlag } from './signals/cash.ts'
import { weeklyFeatures } from './weekly-features.ts'

const young = 'The history is shorter than the weeks it takes.'
const noMachine = 'No cash was drawn at a machine in the last 91 days, or the history is too short.'

export const cashFeatures = [
  ...weeklyFeatures('cash', cashHoardingFlag, young, [
    ['mean', 'free', 'Who keeps cash at home before payday keeps it from the debits that are coming.'],
    ['std', 'free', 'Hoarding that begins or stops shows a change in how the household copes.'],
    ['trend', 'free', 'Hoarding that becomes more frequent shows growing fear of the next debit.'],
    ['consec_high', 'free', 'Weeks of hoarding in a row move the household out of reach of its account.'],
  ]),
  ...weeklyFeatures('cash', atmWithdrawalSpike, noMachine, [
    ['mean', 'free', 'More cash than usual over the last weeks leaves less on the account.'],
    ['max', 'free', 'A single week of heavy withdrawals often goes before an empty account.'],
    ['min', 'free', 'Who stops drawing cash has little left to draw, or has moved elsewhere.'],
    ['std', 'free', 'Withdrawals in bursts follow money that comes in and goes at once.'],
  ]),
]
