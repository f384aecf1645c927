/** One step of choosing the columns of a scorecard, as the report tells it. */

export interface SelectionStep {
  readonly action: 'drop' | 'enter' | 'remove' | 'reject'
  readonly feature: string
  /** For people. */
  readonly reason: string
  /** What was looked at: an information value, a correlation, a VIF, a chi-square. */
  readonly statistic: number
  readonly pValue?: number
  /** After the step, where a model was fitted. */
  readonly aic?: number
  readonly bic?: number
  readonly columns?: number
}
