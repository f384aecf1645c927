/** What is put by, and how long it would last. */
import { above, clip, closing, days, minus, or, plus, ratio, sum, times, when } from '../formula.ts'
import { signal } from './signal.ts'

/** Savings against four weeks before. */
export const savingsChange = signal({
  id: 'savings_change',
  title: 'Change of savings in four weeks',
  unit: 'percent',
  high: 10,
  at: (day) => {
    const before = closing('savings', day + 28)
    return when(
      or(above(before, 0), 0),
      clip(times(100, ratio(minus(closing('savings', day), before), before)), -100, 100),
    )
  },
})

/** Current account and savings over the spending of four weeks. */
export const liquidityRatio = signal({
  id: 'liquidity_ratio',
  title: 'Liquid funds in months of spending',
  unit: 'ratio',
  high: 3,
  at: (day) =>
    clip(
      ratio(
        plus(closing('current', day), or(closing('savings', day), 0)),
        sum('spending_amount', days(28, day)),
      ),
      -2,
      12,
    ),
})
