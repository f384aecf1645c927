/** Small worked inputs of the charts about models, ordinary and at the edge. */
import type { DriftReport, LivePerformance, WarningFairness, WarningModelReport } from '@pratibimba/contract'
import {
  type Chart,
  type ChartTheme,
  driftBinsChart,
  fairnessChart,
  learnerAucChart,
  livePerformanceChart,
  modelImportanceChart,
  reliabilityChart,
  rocCurveChart,
  thresholdCostChart,
  thresholdRatesChart,
} from '@pratibimba/reports/charts'

/** 100 who missed, 900 who did not; the counts are those of threshold .05. */
export const confusion: WarningModelReport['confusion'] = {
  true_positives: 80,
  false_positives: 180,
  false_negatives: 20,
  true_negatives: 720,
}

export const points: WarningModelReport['thresholds'] = [
  [0, 1, 1],
  [0.02, 0.95, 0.5],
  [0.05, 0.8, 0.2],
  [0.2, 0.5, 0.05],
  [0.9, 0, 0],
].map(([threshold, recall, false_alarm_rate]) => {
  const [caught, wrong] = [recall! * 100, false_alarm_rate! * 900]
  return {
    threshold: threshold!,
    recall: recall!,
    precision: caught + wrong === 0 ? null : caught / (caught + wrong),
    false_alarm_rate: false_alarm_rate!,
    alerts: caught + wrong,
    alerts_a_day: (caught + wrong) / 30,
    cost: 0,
  }
})

export const model: WarningModelReport['model'] = {
  version: 'ew-20260301-0001',
  stage: 'champion',
  trained_at: '2026-03-01T02:00:00Z',
  trained_by: 'nightly',
  promoted_at: '2026-03-01T02:10:00Z',
  reason: 'First model.',
  auc: { value: 0.87, low: 0.83, high: 0.91 },
  threshold: 0.05,
  customers: 1000,
  rows: 5000,
  train_from: '2025-09-01',
  train_to: '2025-12-01',
  test_dates: ['2026-01-15'],
  features: 104,
  seed: 42,
  sha256: 'ab'.repeat(32),
}

export const learners: WarningModelReport['learners'] = [
  { id: 'symmetric', title: 'Symmetric trees', weight: 0.6, auc: { value: 0.86, low: 0.82, high: 0.9 } },
  { id: 'leafwise', title: 'Leaf-wise trees', weight: 0.4, auc: { value: 0.85, low: 0.81, high: 0.89 } },
]

export const bayes: WarningModelReport['bayes'] = {
  auc: { value: 0.93, low: 0.9, high: 0.96 },
  rows: 1000,
  note: 'From the hidden states of the simulated households.',
}

export const reliability: WarningModelReport['reliability'] = [
  { predicted: 0.01, observed: 0.008, low: 0.002, high: 0.03, rows: 400 },
  { predicted: 0.1, observed: 0.2, low: 0.15, high: 0.26, rows: 300 },
]

export const importance: WarningModelReport['importance'] = Array.from({ length: 25 }, (_, rank) => ({
  feature: `feature_${rank}`,
  title: `Feature {${rank}}`,
  group: 'salary',
  mean_absolute: 1 / (rank + 1),
}))

export const performance: LivePerformance['points'] = [
  {
    as_of_date: '2026-02-01',
    rows: 900,
    matured: true,
    auc: { value: 0.7, low: 0.65, high: 0.75 },
    recall: { value: 0.8, low: 0.7, high: 0.9 },
    precision: { value: 0.3, low: 0.2, high: 0.4 },
    calibration_error: 0.01,
    estimated_auc: 0.86,
  },
  {
    as_of_date: '2026-03-01',
    rows: 900,
    matured: false,
    auc: null,
    recall: null,
    precision: null,
    calibration_error: null,
    estimated_auc: 0.85,
  },
]

export const drifted: DriftReport['features'][number] = {
  id: 'salary_delay_weeks_mean',
  title: 'Mean delay of salary',
  psi: 0.31,
  psi_critical: 0.02,
  usual_psi: 0.01,
  ks: 0.2,
  jensen_shannon: 0.05,
  p_value: 0.001,
  missing_reference: 0.1,
  missing_present: 0.2,
  severity: 'severe',
  bins: [
    { title: 'missing', reference: 0.1, present: 0.2, contribution: 0.07 },
    { title: 'up to 0.5', reference: 0.8, present: 0.5, contribution: 0.14 },
    { title: 'above 0.5', reference: 0.1, present: 0.3, contribution: 0.22 },
  ],
}

const interval = (value: number) => ({ value, low: value * 0.8, high: value * 1.2 })
export const groups: WarningFairness['groups'] = [
  {
    group: 'north',
    customers: 500,
    flagged_rate: interval(0.1),
    recall: interval(0.8),
    false_alarm_rate: interval(0.05),
    ratio: 1,
    suppressed: false,
  },
  {
    group: 'south',
    customers: 400,
    flagged_rate: interval(0.3),
    recall: interval(0.78),
    false_alarm_rate: interval(0.2),
    ratio: 3,
    suppressed: false,
  },
  {
    group: 'isles',
    customers: 4,
    flagged_rate: null,
    recall: null,
    false_alarm_rate: null,
    ratio: null,
    suppressed: true,
  },
]

/** Every chart about models, by name. */
export function everyModelChart(theme: ChartTheme): Record<string, Chart> {
  const marks = { chosen: 0.02, model: 0.05, recall85: 0.04 }
  const nobody = { true_positives: 0, false_positives: 0, false_negatives: 0, true_negatives: 0 }
  return {
    learners: learnerAucChart(theme, { model, learners, bayes }),
    learnersNone: learnerAucChart(theme, { model, learners: [], bayes: null }),
    fairness: fairnessChart(theme, groups, 'flagged_rate', (group) => group),
    fairnessTooFew: fairnessChart(theme, groups.slice(2), 'recall', (group) => group),
    fairnessOfNobody: fairnessChart(theme, [], 'false_alarm_rate', (group) => group),
    importance: modelImportanceChart(theme, importance),
    importanceUnknown: modelImportanceChart(theme, []),
    roc: rocCurveChart(theme, {
      model,
      confusion,
      roc: points.map(({ false_alarm_rate, recall }) => ({ false_alarm_rate, recall })),
    }),
    rocOfNobody: rocCurveChart(theme, { model, confusion: nobody, roc: [] }),
    reliability: reliabilityChart(theme, reliability),
    reliabilityUnknown: reliabilityChart(theme, []),
    thresholdCost: thresholdCostChart(theme, points, confusion, 50, marks),
    thresholdCostUnknown: thresholdCostChart(theme, [], nobody, 50, { chosen: 0.05, model: 0.05 }),
    thresholdRates: thresholdRatesChart(theme, points, confusion, 50, marks),
    thresholdRatesUnknown: thresholdRatesChart(theme, [], nobody, 50, { chosen: 0, model: 0 }),
    performance: livePerformanceChart(theme, performance, model.auc),
    performanceYoung: livePerformanceChart(theme, performance.slice(1), null),
    performanceNone: livePerformanceChart(theme, [], model.auc),
    driftBins: driftBinsChart(theme, drifted),
    driftBinsUnknown: driftBinsChart(theme, { ...drifted, psi: null, bins: [] }),
  }
}
