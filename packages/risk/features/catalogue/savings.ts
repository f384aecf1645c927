/** Trend and volatility of savings, and how far funds reach. */
import { liquidityRatio, savingsChange } from './signals/savings.ts'
import { weeklyFeatures } from './weekly-features.ts'

const noSavings = 'No savings account with a balance known four weeks before.'
const noBalance = 'No balance of a current account is known, or nothing was spent.'

export const savingsFeatures = [
  ...weeklyFeatures('savings', savingsChange, noSavings, [
    ['mean', 'decreasing', 'Who lives on savings does so until they are gone.'],
    ['max', 'free', 'A household that can still put money by has room to breathe.'],
    ['min', 'decreasing', 'A sudden withdrawal of savings pays for something that income could not.'],
    ['std', 'free', 'Savings that move up and down serve as a second current account.'],
    ['trend', 'free', 'Withdrawals that grow faster announce the end of the reserve.'],
  ]),
  ...weeklyFeatures('savings', liquidityRatio, noBalance, [
    ['mean', 'decreasing', 'Funds for several months absorb a shock that an empty account cannot.'],
    ['max', 'decreasing', 'Where even the best week was thin, payday brings no relief.'],
    ['min', 'decreasing', 'The thinnest week shows how close the household came to nothing.'],
    ['std', 'free', 'Funds that swing widely depend on single payments coming in.'],
    ['trend', 'free', 'Cover that shrinks from week to week runs out on a date that can be told.'],
  ]),
]
