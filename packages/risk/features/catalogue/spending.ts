/** Discretionary spending, gambling and lending apps. */
import { discretionaryDropPct, gamblingTxns, lendingAppTransfers } from './signals/spending.ts'
import { weeklyFeatures } from './weekly-features.ts'

const noSpending = 'Nothing discretionary was spent in the weeks compared with, or the history is too short.'
const young = 'The history is shorter than the weeks it takes.'

export const spendingFeatures = [
  ...weeklyFeatures('spending', discretionaryDropPct, noSpending, [
    ['mean', 'free', 'Households that get short cut what they can do without first.'],
    ['max', 'free', 'A sharp cut of leisure in some week tells of money that was missing.'],
    ['min', 'free', 'Spending far over the usual in some week takes from what dues need.'],
    ['std', 'free', 'Leisure that swings between plenty and nothing follows an uneven purse.'],
    ['trend', 'free', 'Cuts that deepen from week to week show a strain that lasts.'],
  ]),
  ...weeklyFeatures('spending', gamblingTxns, young, [
    ['mean', 'increasing', 'Regular gambling drains an account between paydays.'],
    ['max', 'increasing', 'One week of frequent bets can use up what was meant for the rent.'],
    ['std', 'free', 'Gambling in bursts is the pattern of losses that are chased.'],
    ['trend', 'free', 'More bets from week to week show control being lost.'],
    ['consec_high', 'increasing', 'Betting week after week has become a habit that costs.'],
  ]),
  ...weeklyFeatures('spending', lendingAppTransfers, young, [
    ['mean', 'increasing', 'Small loans from apps fill gaps that income leaves, at a high price.'],
    ['max', 'increasing', 'Several loans from apps in one week tell of a gap that could not wait.'],
    ['std', 'free', 'Borrowing that comes and goes with the month shows where the month is too long.'],
    ['trend', 'free', 'More borrowing from week to week means that old loans are paid with new ones.'],
    ['consec_high', 'increasing', 'Borrowing in many weeks in a row has become part of the budget.'],
  ]),
]
