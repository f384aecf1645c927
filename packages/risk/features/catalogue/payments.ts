/** Delays, refused debits and minimum payments. */
import { ccMinPaymentRatio, emiDelayDays, failedAutodebits, utilityDelayDays } from './signals/payments.ts'
import { weeklyFeatures } from './weekly-features.ts'

const noBills = 'No bill was due or settled.'
const noInstalments = 'No instalment was due or settled.'
const young = 'The history is shorter than the weeks it takes.'
const noCard = 'No payment was due on a card.'

export const paymentFeatures = [
  ...weeklyFeatures('payments', utilityDelayDays, noBills, [
    ['mean', 'increasing', 'Bills are put off first, because nobody calls at once.'],
    ['max', 'increasing', 'A bill left unpaid for long was not forgotten but could not be paid.'],
    ['trend', 'free', 'Bills that are paid later and later announce instalments paid late.'],
  ]),
  ...weeklyFeatures('payments', emiDelayDays, noInstalments, [
    ['mean', 'increasing', 'Who pays instalments late now is the likeliest to miss the next.'],
    ['max', 'increasing', 'The longest delay of an instalment shows how short funds have been.'],
    ['trend', 'free', 'Instalments that slip further each time are about to be missed.'],
  ]),
  ...weeklyFeatures('payments', failedAutodebits, young, [
    ['mean', 'increasing', 'A refused debit is an account that was empty when it mattered.'],
    ['max', 'increasing', 'Several refusals in one week show that all dues met the same empty account.'],
    ['trend', 'free', 'Refusals that become more frequent show an account that no longer recovers.'],
  ]),
  ...weeklyFeatures('payments', ccMinPaymentRatio, noCard, [
    ['mean', 'increasing', 'Who pays no more than the minimum carries a debt that only grows.'],
    ['max', 'increasing', 'A card bill paid below its minimum is a first missed payment.'],
    ['trend', 'free', 'A customer who turns from full payment to the minimum has run out of room.'],
  ]),
]
