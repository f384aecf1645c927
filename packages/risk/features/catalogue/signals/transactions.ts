/** Accounts and channels: strain that shows in several places, and habits that change. */
import type { TransactionChannel } from '@pratibimba/contract'
import { transactionChannels } from '@pratibimba/contract'
import {
  above,
  absolute,
  all,
  allDays,
  atLeast,
  attribute,
  closing,
  days,
  isMissing,
  minus,
  negative,
  not,
  or,
  plus,
  ratio,
  sum,
  times,
} from '../formula.ts'
import { signal } from './signal.ts'

const utilisation = (day: number) =>
  ratio(negative(closing('credit_card', day)), attribute('credit_limit_minor'))

/** In percentage points of the limit, against four weeks before. */
export const creditUtilChange = signal({
  id: 'credit_util_change',
  title: 'Change of card utilisation in four weeks',
  unit: 'percent',
  high: 10,
  at: (day) => times(100, minus(utilisation(day), utilisation(day + 28))),
})

/**
 * Share of the customer's accounts under strain: a current account below a twentieth of four weeks' spending, savings down by a
 * fifth in four weeks, a card at nine tenths of its limit.
 */
export const multiAccountStress = signal({
  id: 'multi_account_stress',
  title: 'Share of accounts under strain',
  unit: 'score',
  high: 0.5,
  at: (day) => {
    const empty = above(sum('spending_amount', days(28, day)), times(20, closing('current', day)))
    const before = closing('savings', day + 28)
    const drained = all(above(before, 0), atLeast(times(4, before), times(5, closing('savings', day))))
    const exhausted = atLeast(
      times(-10, closing('credit_card', day)),
      times(9, attribute('credit_limit_minor')),
    )
    const strains = [empty, drained, exhausted] as const
    const known = strains.map((strain) => not(isMissing(strain)))
    return ratio(plus(or(empty, 0), or(drained, 0), or(exhausted, 0)), plus(known[0]!, ...known.slice(1)))
  },
})

const inChannel = (channel: TransactionChannel, window: ReturnType<typeof days>) =>
  sum(`${channel}_count`, window)

/** Half the sum of differences between the week's shares of channels and those of all 91 days: 0 the same, 1 all others. */
export const channelAnomalyScore = signal({
  id: 'channel_anomaly_score',
  title: 'How unusual the channels of a week are',
  unit: 'score',
  high: 0.4,
  at: (day) => {
    const week = days(7, day)
    const differences = transactionChannels.map((channel) =>
      absolute(
        minus(
          ratio(inChannel(channel, week), sum('transaction_count', week)),
          ratio(inChannel(channel, allDays), sum('transaction_count', allDays)),
        ),
      ),
    )
    return times(0.5, plus(differences[0]!, ...differences.slice(1)))
  },
})
