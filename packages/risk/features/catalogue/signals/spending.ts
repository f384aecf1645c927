/** What the money goes for when it gets scarce. */
import { clip, days, minus, ratio, sum, times } from '../formula.ts'
import { signal, since } from './signal.ts'

/** Two weeks against the four before. */
export const discretionaryDropPct = signal({
  id: 'discretionary_drop_pct',
  title: 'Fall of discretionary spending',
  unit: 'percent',
  high: 30,
  at: (day) => {
    const usual = sum('discretionary_amount', days(28, day + 14))
    return since(
      day + 42,
      clip(
        times(100, minus(1, ratio(times(2, sum('discretionary_amount', days(14, day))), usual))),
        -100,
        100,
      ),
    )
  },
})

export const gamblingTxns = signal({
  id: 'gambling_txns',
  title: 'Payments to gambling in a week',
  unit: 'count',
  high: 2,
  at: (day) => since(day + 7, sum('gambling_count', days(7, day))),
})

export const lendingAppTransfers = signal({
  id: 'lending_app_transfers',
  title: 'Transfers with lending apps in a week',
  unit: 'count',
  high: 1,
  at: (day) => since(day + 7, sum('lending_app_count', days(7, day))),
})
