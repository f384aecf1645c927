/** What a version has to show before it may decide: gates as data, with their limits. */
import type { gateKinds } from '@pratibimba/contract'
import type { MeasureName } from './measures.ts'
import type { ReportStep } from './reports.ts'

export interface Gate {
  readonly id: string
  readonly kind: (typeof gateKinds)[number]
  /** Whose report is measured. */
  readonly step: ReportStep
  readonly title: string
  readonly measure: MeasureName
  /** Which side of the limit passes; the limit itself does. */
  readonly passes: 'at_least' | 'at_most'
  readonly limit: number
  /** Holds a version against the champion: a challenger is made to find that out, and needs it not. */
  readonly againstChampion?: true
}

export const usualGates: readonly Gate[] = [
  {
    id: 'auc',
    kind: 'performance',
    step: 'evaluate',
    title: 'AUC on held-out applications, lower end of its interval',
    measure: 'auc_lower',
    passes: 'at_least',
    limit: 0.6,
  },
  {
    id: 'ks',
    kind: 'performance',
    step: 'evaluate',
    title: 'KS on held-out applications',
    measure: 'ks',
    passes: 'at_least',
    limit: 0.15,
  },
  {
    id: 'champion_auc',
    kind: 'performance',
    step: 'evaluate',
    title: 'AUC less that of the champion, on the same rows',
    measure: 'champion_auc_difference',
    passes: 'at_least',
    limit: 0,
    againstChampion: true,
  },
  {
    id: 'champion_auc_surely',
    kind: 'performance',
    step: 'evaluate',
    title: 'AUC less that of the champion, lower end of its interval',
    measure: 'champion_auc_difference_lower',
    passes: 'at_least',
    limit: -0.03,
    againstChampion: true,
  },
  {
    id: 'champion_brier',
    kind: 'calibration',
    step: 'evaluate',
    title: 'Brier score less that of the champion, on the same rows',
    measure: 'champion_brier_difference',
    passes: 'at_most',
    limit: 0.002,
    againstChampion: true,
  },
  {
    id: 'latency',
    kind: 'performance',
    step: 'bench',
    title: 'Score with reasons, 99th percentile, ms',
    measure: 'reasons_p99_ms',
    passes: 'at_most',
    limit: 50,
  },
  {
    id: 'calibration_error',
    kind: 'calibration',
    step: 'evaluate',
    title: 'Expected calibration error beyond that of chance',
    measure: 'calibration_error_beyond_chance',
    passes: 'at_most',
    limit: 0.03,
  },
  {
    id: 'calibration_in_the_large',
    kind: 'calibration',
    step: 'evaluate',
    title: 'Mean prediction against the interval of what happened',
    measure: 'calibration_in_the_large',
    passes: 'at_most',
    limit: 0.02,
  },
  {
    id: 'data',
    kind: 'documentation',
    step: 'validate',
    title: 'Severe findings about the data',
    measure: 'severe_findings',
    passes: 'at_most',
    limit: 0,
  },
  {
    id: 'drift',
    kind: 'stability',
    step: 'drift',
    title: 'Share of features that moved severely',
    measure: 'severe_drift_share',
    passes: 'at_most',
    limit: 0.25,
  },
  {
    id: 'score_psi',
    kind: 'stability',
    step: 'evaluate',
    title: 'PSI of the scores between the halves of the held-out applications',
    measure: 'score_psi',
    passes: 'at_most',
    limit: 0.25,
  },
  {
    id: 'folds_against_holdout',
    kind: 'stability',
    step: 'evaluate',
    title: 'AUC in cross-validation beyond the interval of the held-out one',
    measure: 'folds_beyond_holdout',
    passes: 'at_most',
    limit: 0.02,
  },
  {
    id: 'reasons_repeat',
    kind: 'stability',
    step: 'explain',
    title: 'Reruns that give the same reasons',
    measure: 'identical_reruns_share',
    passes: 'at_least',
    limit: 1,
  },
  {
    id: 'elderly',
    kind: 'fairness',
    step: 'fairness',
    title: 'Approval of those 62 and older against the rest, ratio',
    measure: 'elderly_ratio',
    passes: 'at_least',
    limit: 0.8,
  },
  {
    id: 'four_fifths',
    kind: 'fairness',
    step: 'fairness',
    title: 'Least approval ratio between groups of a protected attribute',
    measure: 'least_protected_ratio',
    passes: 'at_least',
    limit: 0.8,
  },
  {
    id: 'counterfactuals',
    kind: 'documentation',
    step: 'explain',
    title: 'Counterfactuals that flip when decided again, of those offered',
    measure: 'verified_counterfactuals_share',
    passes: 'at_least',
    limit: 1,
  },
  {
    id: 'additivity',
    kind: 'documentation',
    step: 'explain',
    title: 'Largest error of the sum of contributions, log-odds',
    measure: 'additivity_error',
    passes: 'at_most',
    limit: 1e-6,
  },
  {
    id: 'rules',
    kind: 'documentation',
    step: 'compliance',
    title: 'Rules of regulators that figures show not to be met',
    measure: 'rules_not_met',
    passes: 'at_most',
    limit: 0,
  },
  {
    id: 'card',
    kind: 'documentation',
    step: 'card',
    title: 'Sections of the model card that say nothing',
    measure: 'empty_sections',
    passes: 'at_most',
    limit: 0,
  },
]
