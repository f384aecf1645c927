/** Small worked inputs of the charts of experiments, credit models and governance, ordinary and at the edge. */
import type { CreditMonitoring, ExperimentReport } from '@pratibimba/contract'
import {
  approvalWeeksChart,
  type Chart,
  type ChartTheme,
  comparedCalibrationChart,
  comparedImportanceChart,
  experimentArmsChart,
  featureDriftChart,
  groupApprovalChart,
  guardrailChart,
} from '@pratibimba/reports/charts'

type Arms = ExperimentReport['arms']
type Guardrails = ExperimentReport['guardrails']

const about = (value: number, width: number) => ({ value, low: value - width, high: value + width })

export const arms: Arms = [
  {
    name: 'champion',
    decisions: 4_000,
    approval_rate: about(0.52, 0.015),
    mean_pd: about(0.061, 0.002),
    p50_latency_ms: 2.1,
    p99_latency_ms: 9.4,
    matured: 900,
    auc: about(0.781, 0.02),
  },
  {
    name: 'challenger',
    decisions: 1_000,
    approval_rate: about(0.57, 0.03),
    mean_pd: about(0.058, 0.004),
    p50_latency_ms: 2.6,
    p99_latency_ms: 12.2,
    matured: 210,
    auc: about(0.803, 0.05),
  },
]

export const youngArms: Arms = arms.map(({ name }) => ({
  name,
  decisions: 0,
  approval_rate: null,
  mean_pd: null,
  p50_latency_ms: null,
  p99_latency_ms: null,
  matured: 0,
  auc: null,
}))

export const guardrails: Guardrails = [
  {
    id: 'approval_rate_change',
    title: 'Approval rate',
    value: 0.031,
    limit: 0.05,
    state: 'within',
    text: '3.1 points apart.',
  },
  { id: 'pd_psi', title: 'Shift of the PD', value: 0.02, limit: 0.2, state: 'within', text: 'PSI 0.02.' },
  {
    id: 'p99_latency_ms',
    title: 'Latency',
    value: 12.2,
    limit: 50,
    state: 'within',
    text: 'p99 12.2 ms.',
  },
  {
    id: 'four_fifths',
    title: 'Fairness',
    value: null,
    limit: 0.8,
    state: 'waiting',
    text: 'Too few decisions of any group.',
  },
]

export const brokenGuardrails: Guardrails = guardrails.map((one) =>
  one.id === 'four_fifths' ? { ...one, value: 0.41, state: 'broken' } : one,
)

export const weeks: CreditMonitoring['approval_rate_by_week'] = Array.from({ length: 8 }, (_, week) => ({
  week: new Date(Date.UTC(2026, 1, 2 + 7 * week)).toISOString().slice(0, 10),
  decisions: week === 3 ? 0 : 200,
  approved: week === 3 ? 0 : 100 + week,
  reviewed: week === 3 ? 0 : 60,
  overridden: week === 3 ? 0 : 6,
}))

const group = (name: string, rate: number, ratio: number): CreditMonitoring['fairness'][number] => ({
  attribute: 'age_band',
  group: name,
  decisions: 400,
  approval_rate: about(rate, 0.04),
  four_fifths: ratio,
  four_fifths_interval: { low: ratio - 0.08, high: ratio + 0.08 },
})

export const groups = [
  group('under 30', 0.38, 0.7),
  group('30–49', 0.54, 1),
  group('50 and older', 0.5, 0.93),
]
export const unknownGroups = groups.map((one) => ({
  ...one,
  decisions: 4,
  approval_rate: null,
  four_fifths: null,
  four_fifths_interval: null,
}))

export const moved: CreditMonitoring['drift'] = [
  { feature: 'Annual income', psi: 0.04, p_value: 0.2, severity: 'none' },
  { feature: 'Debt to income', psi: 0.31, p_value: 0.0004, severity: 'severe' },
  { feature: 'Recent inquiries', psi: 0.14, p_value: 0.01, severity: 'moderate' },
  { feature: 'Has defaults', psi: null, p_value: null, severity: 'none' },
]

const importance = (first: number) => [
  { feature: 'Credit score', value: first },
  { feature: 'Debt to income', value: 0.3 },
  { feature: 'Annual income', value: 0.2 },
]
const bins = (off: number) =>
  Array.from({ length: 10 }, (_, bin) => ({
    predicted: 0.02 + bin * 0.03,
    observed: 0.02 + bin * 0.03 + off,
    rows: 100,
  }))

export const newer = {
  version: 'cd-20260301-0002',
  importance: [...importance(0.5), { feature: 'Age of the file', value: 0.1 }],
  bins: bins(0.004),
}
export const older = { version: 'cd-20260201-0001', importance: importance(0.4), bins: bins(0.02) }
export const unknown = { version: 'cd-20260101-0001', importance: [], bins: [] }

export function everyGovernanceChart(theme: ChartTheme): Record<string, Chart> {
  return {
    'experiment arms, approval': experimentArmsChart(theme, arms, 'approval_rate'),
    'experiment arms, PD': experimentArmsChart(theme, arms, 'mean_pd'),
    'experiment arms, AUC': experimentArmsChart(theme, arms, 'auc'),
    'experiment arms without decisions': experimentArmsChart(theme, youngArms, 'auc'),
    'guard-rails': guardrailChart(theme, guardrails),
    'broken guard-rails': guardrailChart(theme, brokenGuardrails),
    'no guard-rails': guardrailChart(theme, []),
    'approvals by week': approvalWeeksChart(theme, weeks),
    'approvals of one week': approvalWeeksChart(theme, weeks.slice(0, 1)),
    'approvals of no week': approvalWeeksChart(theme, []),
    'approval by group': groupApprovalChart(theme, groups),
    'approval of small groups': groupApprovalChart(theme, unknownGroups),
    'drift by feature': featureDriftChart(theme, moved),
    'drift of nothing': featureDriftChart(theme, []),
    'importance of two versions': comparedImportanceChart(theme, newer, older),
    'importance of unknown versions': comparedImportanceChart(theme, unknown, unknown),
    'calibration of two versions': comparedCalibrationChart(theme, newer, older),
    'calibration of unknown versions': comparedCalibrationChart(theme, newer, unknown),
  }
}
