/** All signals of a week in one score. */
import { part, score } from '../formula.ts'
import { atmWithdrawalSpike, cashHoardingFlag } from './cash.ts'
import { ccMinPaymentRatio, emiDelayDays, failedAutodebits, utilityDelayDays } from './payments.ts'
import { salaryDelayWeeks, salaryDropPct } from './salary.ts'
import { liquidityRatio, savingsChange } from './savings.ts'
import { signal, since } from './signal.ts'
import { discretionaryDropPct, gamblingTxns, lendingAppTransfers } from './spending.ts'
import { channelAnomalyScore, creditUtilChange, multiAccountStress } from './transactions.ts'

/** A signal's weight, and from where to where it goes from calm to full strain. The weights sum to 1. */
export const stressParts = [
  { signal: failedAutodebits, weight: 0.16, calm: 0, full: 2 },
  { signal: emiDelayDays, weight: 0.12, calm: 0, full: 7 },
  { signal: salaryDelayWeeks, weight: 0.12, calm: 0, full: 2 },
  { signal: liquidityRatio, weight: 0.12, calm: 1, full: 0 },
  { signal: salaryDropPct, weight: 0.08, calm: 0, full: 50 },
  { signal: utilityDelayDays, weight: 0.06, calm: 0, full: 7 },
  { signal: lendingAppTransfers, weight: 0.06, calm: 0, full: 2 },
  { signal: savingsChange, weight: 0.05, calm: 0, full: -50 },
  { signal: ccMinPaymentRatio, weight: 0.05, calm: 0.5, full: 1.5 },
  { signal: gamblingTxns, weight: 0.05, calm: 0, full: 4 },
  { signal: multiAccountStress, weight: 0.05, calm: 0, full: 1 },
  { signal: creditUtilChange, weight: 0.03, calm: 0, full: 30 },
  { signal: cashHoardingFlag, weight: 0.02, calm: 0, full: 1 },
  { signal: atmWithdrawalSpike, weight: 0.01, calm: 1, full: 4 },
  { signal: discretionaryDropPct, weight: 0.01, calm: 0, full: 60 },
  { signal: channelAnomalyScore, weight: 0.01, calm: 0.2, full: 0.8 },
] as const

export const overallStressScore = signal({
  id: 'overall_stress_score',
  title: 'Strain of a week, all signals together',
  unit: 'score',
  high: 0.3,
  at: (day) => {
    const parts = stressParts.map(
      ({ signal: of, weight, calm, full }) => [weight, part(of.week(day / 7), calm, full)] as const,
    )
    return since(day + 7, score(parts[0]!, ...parts.slice(1)))
  },
})
