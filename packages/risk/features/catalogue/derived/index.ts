/** Strain, budgets, forecasts of the balance: what is derived from the rest. */
import { balanceFeatures } from './balances.ts'
import { dueFeatures } from './dues.ts'
import { incomeFeatures } from './income.ts'
import { monthAheadFeatures } from './month-ahead.ts'
import { ratioFeatures } from './ratios.ts'
import { stressFeatures } from './stress.ts'

export const derivedFeatures = [
  ...stressFeatures,
  ...ratioFeatures,
  ...incomeFeatures,
  ...balanceFeatures,
  ...monthAheadFeatures,
  ...dueFeatures,
]
