/** A scorecard as plain data. */
import type { Feature } from '../data/index.ts'
import type { BinnedFeature } from './binned-feature.ts'
import type { CoefficientInference } from './logistic/logistic-regression.ts'
import type { Scaling } from './scaling.ts'
import type { SelectionStep } from './selection-step.ts'

export interface ScorecardAttribute {
  /** Index into `inputs`. */
  readonly input: number
  readonly binned: BinnedFeature
  /** On the weight of evidence: log-odds of label 1 per unit of WoE; negative where the sense is as it should be. */
  readonly coefficient: number
  readonly inference?: CoefficientInference
  /** coefficient · usedWoe of each bin, shape [bins]. */
  readonly logOdds: readonly number[]
  /** Points of each bin, rounded; shape [bins]. More is better. */
  readonly points: readonly number[]
  /** Mean over the training rows of the WoE used: the background of explanations. */
  readonly meanWoe: number
}

export interface ScorecardModel {
  readonly kind: 'scorecard'
  /** Every column the model is given, in the order of the matrix; attributes read some of them. */
  readonly inputs: readonly Feature[]
  readonly attributes: readonly ScorecardAttribute[]
  /** Log-odds of label 1 (the event, bad) at a weight of evidence of 0 throughout. */
  readonly intercept: number
  readonly scaling: Scaling
  /** Points that every row gets: 0 when the constant is spread over the attributes. */
  readonly constantPoints: number
  readonly report: ScorecardReport
}

export interface ScorecardReport {
  readonly rows: number
  readonly events: number
  /** Every column with its information value, best first. */
  readonly candidates: readonly { readonly name: string; readonly informationValue: number }[]
  readonly steps: readonly SelectionStep[]
  readonly logLikelihood: number
  readonly nullLogLikelihood: number
  readonly aic: number
  readonly bic: number
  readonly warnings: readonly string[]
}
