/** Every metric of a group, as data. */

import { calibrationInTheLarge, expectedCalibrationError, weightedMeanEstimate } from './calibration.ts'
import { discrimination } from './discrimination.ts'
import { type Estimate, UNKNOWN } from './estimate.ts'
import { rateEstimate, rates } from './rates.ts'
import type { Sample } from './sample.ts'

/** What a metric needs besides the rows. */
export interface MetricContext {
  readonly confidence: number
  /** Standard normal quantile of the confidence. */
  readonly z: number
  /** Where an interval is drawn. */
  readonly bootstrap: { readonly replicates: number; readonly seed: number; readonly stream: string }
}

export interface GroupMetric {
  readonly id: string
  readonly title: string
  /** One sentence for the reader. */
  readonly meaning: string
  readonly unit: 'share' | 'probability' | 'score' | 'area'
  readonly needs: 'decision' | 'score' | 'probability'
  readonly estimate: (sample: Sample, context: MetricContext) => Estimate
}

const rateMetrics: readonly GroupMetric[] = Object.entries(rates).map(([id, rate]) => ({
  id,
  title: rate.title,
  meaning: rate.meaning,
  unit: 'share',
  needs: 'decision',
  estimate: (sample, { confidence }) => rateEstimate(rate, sample, confidence),
}))

const scoreMetrics: readonly GroupMetric[] = [
  {
    id: 'mean-score',
    title: 'Mean score',
    meaning: 'Mean of the score, on its own scale; it grows with the chance of label 1.',
    unit: 'score',
    needs: 'score',
    estimate: (sample, { z }) =>
      sample.score === undefined ? UNKNOWN : weightedMeanEstimate((i) => sample.score![i], sample, z),
  },
  {
    id: 'auc',
    title: 'AUC',
    meaning: 'Chance that of two members of the group the one with label 1 has the higher score.',
    unit: 'area',
    needs: 'score',
    estimate: (sample, { confidence }) => discrimination(sample, confidence),
  },
  {
    id: 'calibration-in-the-large',
    title: 'Calibration in the large',
    meaning:
      'Observed share of label 1 minus the mean probability; above 0 the model promises too little of it.',
    unit: 'probability',
    needs: 'probability',
    estimate: (sample, { z }) => calibrationInTheLarge(sample, z),
  },
  {
    id: 'expected-calibration-error',
    title: 'Expected calibration error',
    meaning: 'Mean distance of probability and observed share over ten bins of equal numbers of rows.',
    unit: 'probability',
    needs: 'probability',
    estimate: (sample, { confidence, bootstrap }) => expectedCalibrationError(sample, confidence, bootstrap),
  },
]

export const groupMetrics: readonly GroupMetric[] = [...rateMetrics, ...scoreMetrics]

export interface DisparityMetric {
  readonly id: string
  readonly title: string
  readonly meaning: string
  /** Difference: 0 is equal. Ratio: 1 is equal. */
  readonly kind: 'difference' | 'ratio'
  /** Metrics of groups whose disparity is taken; the worst of them counts. */
  readonly of: readonly string[]
}

/** Every comparison between groups: largest minus smallest, or smallest over largest. */
export const disparityMetrics: readonly DisparityMetric[] = [
  {
    id: 'demographic-parity-difference',
    title: 'Demographic parity difference',
    meaning: 'Largest minus smallest selection rate.',
    kind: 'difference',
    of: ['selection-rate'],
  },
  {
    id: 'demographic-parity-ratio',
    title: 'Demographic parity ratio',
    meaning: 'Smallest over largest selection rate.',
    kind: 'ratio',
    of: ['selection-rate'],
  },
  {
    id: 'equal-opportunity-difference',
    title: 'Equal opportunity difference',
    meaning: 'Largest minus smallest true positive rate.',
    kind: 'difference',
    of: ['true-positive-rate'],
  },
  {
    id: 'equal-opportunity-ratio',
    title: 'Equal opportunity ratio',
    meaning: 'Smallest over largest true positive rate.',
    kind: 'ratio',
    of: ['true-positive-rate'],
  },
  {
    id: 'equalized-odds-difference',
    title: 'Equalized odds difference',
    meaning: 'The larger of the differences in true and in false positive rate.',
    kind: 'difference',
    of: ['true-positive-rate', 'false-positive-rate'],
  },
  {
    id: 'equalized-odds-ratio',
    title: 'Equalized odds ratio',
    meaning: 'The smaller of the ratios of true and of false positive rates.',
    kind: 'ratio',
    of: ['true-positive-rate', 'false-positive-rate'],
  },
  {
    id: 'predictive-parity-difference',
    title: 'Predictive parity difference',
    meaning: 'Largest minus smallest precision.',
    kind: 'difference',
    of: ['precision'],
  },
  {
    id: 'accuracy-difference',
    title: 'Accuracy difference',
    meaning: 'Largest minus smallest accuracy.',
    kind: 'difference',
    of: ['accuracy'],
  },
  {
    id: 'mean-score-difference',
    title: 'Mean score difference',
    meaning: 'Largest minus smallest mean score.',
    kind: 'difference',
    of: ['mean-score'],
  },
  {
    id: 'auc-difference',
    title: 'AUC difference',
    meaning: 'Largest minus smallest AUC.',
    kind: 'difference',
    of: ['auc'],
  },
  {
    id: 'calibration-difference',
    title: 'Calibration difference',
    meaning: 'Largest minus smallest calibration in the large.',
    kind: 'difference',
    of: ['calibration-in-the-large'],
  },
]
