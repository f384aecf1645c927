/** What LIME answers. */

export interface LimeTerm {
  readonly input: number
  readonly name: string
  /** The row's side of the term: `34 < AGE <= 41`, `HOME = RENT`, `INCOME is missing`; a number's name alone when numbers are continuous. */
  readonly condition: string
  /** What the condition adds to the score against other perturbed rows; of a continuous number, per standard deviation. */
  readonly weight: number
  /** Standard error of the weight over perturbations. */
  readonly error: number
  /** Of a continuous number: weight per unit of the input. */
  readonly slope?: number
}

/** In [0, 1]; 1 is stable. */
export interface LimeStability {
  /** Variables stability index: share of terms that two repeats have in common, over all pairs. */
  readonly variables: number
  /** Coefficients stability index: share of pairs of repeats whose intervals for a term overlap, over all terms; null when no term came twice. */
  readonly coefficients: number | null
  readonly repeats: number
}

export interface LimeExplanation {
  readonly diagnostic: true
  readonly notice: string
  /** By falling |weight|. */
  readonly terms: readonly LimeTerm[]
  readonly intercept: number
  /** Of the local model over the perturbations, weighted by nearness. */
  readonly localR2: number
  /** The local model at the row, and the score itself. */
  readonly localPrediction: number
  readonly score: number
  readonly stability: LimeStability
}

export const limeNotice =
  'A diagnostic: LIME approximates the score around one case from random perturbations. It is never a reason in a letter to an applicant.'
