/** Cards, accounts and channels in use. */
import { channelAnomalyScore, creditUtilChange, multiAccountStress } from './signals/transactions.ts'
import { weeklyFeatures } from './weekly-features.ts'

const noCard = 'No card with a limit and a balance known four weeks before.'
const noAccount = 'No balance of any account is known.'
const noTransactions = 'No transactions in the weeks it takes.'

export const transactionFeatures = [
  ...weeklyFeatures('transactions', creditUtilChange, noCard, [
    ['mean', 'free', 'A card that fills up stands in for income that is missing.'],
    ['max', 'free', 'A jump in what is owed on the card shows a cost that nothing else could bear.'],
    ['std', 'free', 'A card that fills and empties is used as a second purse.'],
    ['trend', 'free', 'A card filling ever faster reaches its limit within weeks.'],
  ]),
  ...weeklyFeatures('transactions', multiAccountStress, noAccount, [
    ['mean', 'increasing', 'When all accounts are strained at once there is nowhere to move money from.'],
    ['max', 'increasing', 'The worst week shows how many reserves failed together.'],
    ['trend', 'free', 'Strain that spreads from account to account leaves ever fewer ways out.'],
  ]),
  ...weeklyFeatures('transactions', channelAnomalyScore, noTransactions, [
    ['mean', 'free', 'Changed ways of paying go with a changed life.'],
    ['max', 'free', 'One very unusual week may be an emergency, or somebody else at the account.'],
    ['std', 'free', 'Ways of paying that keep changing show improvising from week to week.'],
  ]),
]
