/** Every metric of a group, as data. */

import { calibrationInTheLarge, expectedCalibrationError, weightedMeanEstimate } from './calibration.ts'
import { discrimination } from './discrimination.ts'
import { type Estimate, UNKNOWN } from './estimate.ts'
import { baseRateEstimate, rateEstimate, rates } from './rates.ts'
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
  /** Besides the outcome. */
  readonly needs: 'decision' | 'score' | 'probability' | 'nothing'
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

const baseRate: GroupMetric = {
  id: 'base-rate',
  title: 'Base rate',
  meaning: 'Share of the group whose outcome is the favourable one.',
  unit: 'share',
  needs: 'nothing',
  estimate: (sample, { confidence }) => baseRateEstimate(sample, confidence),
}

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

export const groupMetrics: readonly GroupMetric[] = [baseRate, ...rateMetrics, ...scoreMetrics]
