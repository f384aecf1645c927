/** Every comparison between groups, as data. */

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
