/** What is watched week by week: the users' sixteen signals, and all of them in one. */
import type { Signal } from '../../expression.ts'
import { atmWithdrawalSpike, cashHoardingFlag } from './cash.ts'
import { overallStressScore } from './overall.ts'
import { ccMinPaymentRatio, emiDelayDays, failedAutodebits, utilityDelayDays } from './payments.ts'
import { salaryDelayWeeks, salaryDropPct } from './salary.ts'
import { liquidityRatio, savingsChange } from './savings.ts'
import { discretionaryDropPct, gamblingTxns, lendingAppTransfers } from './spending.ts'
import { channelAnomalyScore, creditUtilChange, multiAccountStress } from './transactions.ts'

export const signals: readonly Signal[] = [
  salaryDelayWeeks,
  salaryDropPct,
  savingsChange,
  liquidityRatio,
  discretionaryDropPct,
  gamblingTxns,
  lendingAppTransfers,
  utilityDelayDays,
  emiDelayDays,
  failedAutodebits,
  ccMinPaymentRatio,
  cashHoardingFlag,
  atmWithdrawalSpike,
  creditUtilChange,
  multiAccountStress,
  channelAnomalyScore,
  overallStressScore,
]
