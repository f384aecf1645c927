/** Strain by group: parts from 0 to 1, weighted; a part that is not known counts as calm. */
import type { FeatureDefinition, Monotone } from '../../expression.ts'
import { feature, part, score, weekly } from '../formula.ts'

type StressPart = readonly [weight: number, id: string, calm: number, full: number]

const stressScore = (
  definition: Pick<FeatureDefinition, 'id' | 'title' | 'rationale'> & { readonly monotone?: Monotone },
  first: StressPart,
  ...rest: readonly StressPart[]
): FeatureDefinition => {
  const of = ([weight, id, calm, full]: StressPart) => [weight, part(feature(id), calm, full)] as const
  return {
    group: 'derived',
    unit: 'score',
    window: 'last 8 weeks',
    monotone: 'increasing',
    missing: 'Never missing; parts that are not known count as calm.',
    value: score(of(first), ...rest.map(of)),
    ...definition,
  }
}

export const stressFeatures: readonly FeatureDefinition[] = [
  {
    id: 'overall_stress_score',
    title: 'Overall strain',
    group: 'derived',
    unit: 'score',
    window: 'last 8 weeks',
    rationale: 'Many small signs together say more than each of them alone.',
    monotone: 'increasing',
    missing: 'The history is shorter than the weeks it takes.',
    value: weekly('mean', 'overall_stress_score'),
  },
  stressScore(
    {
      id: 'salary_stress_score',
      title: 'Strain of income',
      rationale: 'Late and smaller pay together tell of a job at risk.',
    },
    [0.5, 'salary_delay_weeks_max', 0, 2],
    [0.3, 'salary_drop_pct_max', 0, 50],
    [0.2, 'salary_delay_weeks_consec_high', 0, 4],
  ),
  stressScore(
    {
      id: 'savings_stress_score',
      title: 'Strain of reserves',
      rationale: 'Reserves that shrink and reach less far leave no second chance.',
    },
    [0.6, 'liquidity_ratio_min', 1, 0],
    [0.4, 'savings_change_mean', 0, -50],
  ),
  stressScore(
    {
      id: 'spending_stress_score',
      title: 'Strain in spending',
      rationale: 'Borrowing, betting and cuts in leisure at the same time show a budget that does not close.',
    },
    [0.4, 'lending_app_transfers_mean', 0, 1],
    [0.4, 'gambling_txns_mean', 0, 3],
    [0.2, 'discretionary_drop_pct_max', 0, 80],
  ),
  stressScore(
    {
      id: 'payment_stress_score',
      title: 'Strain of payments',
      rationale: 'Refused debits, late bills and minimum payments are the steps before a missed payment.',
    },
    [0.35, 'failed_autodebits_mean', 0, 1],
    [0.3, 'emi_delay_days_max', 0, 10],
    [0.2, 'utility_delay_days_max', 0, 10],
    [0.15, 'cc_min_payment_ratio_mean', 0.5, 1.5],
  ),
  stressScore(
    {
      id: 'cash_stress_score',
      title: 'Strain in cash',
      rationale: 'Hoarding and bursts of withdrawals together show distrust of the own account.',
      monotone: 'free',
    },
    [0.6, 'cash_hoarding_flag_mean', 0, 0.5],
    [0.4, 'atm_withdrawal_spike_max', 1, 4],
  ),
  stressScore(
    {
      id: 'transaction_stress_score',
      title: 'Strain of accounts and cards',
      rationale: 'Cards filling up beside empty accounts show that credit has replaced income.',
    },
    [0.5, 'multi_account_stress_mean', 0, 1],
    [0.35, 'credit_util_change_mean', 0, 20],
    [0.15, 'channel_anomaly_score_mean', 0.2, 0.8],
  ),
]
