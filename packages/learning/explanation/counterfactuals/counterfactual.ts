/** What a search for counterfactuals is asked and answers. */

/** Scores that are wanted: at least `atLeast`, and below `below`; one of them, or both. */
export interface Wanted {
  readonly atLeast?: number
  readonly below?: number
}

export interface CounterfactualChange {
  readonly input: number
  readonly name: string
  /** Codes, for categories; NaN is missing. */
  readonly from: number
  readonly to: number
  /** For people. */
  readonly text: string
  /** Whether it follows from another change by a linked rule. */
  readonly implied: boolean
}

export interface Counterfactual {
  /** All inputs of the changed row. */
  readonly values: Float64Array
  readonly changes: readonly CounterfactualChange[]
  /** Of the changed row, by the scoring function itself. */
  readonly score: number
  /** Σ over changed inputs of cost · |change| / scale; 1 · cost for a category. */
  readonly distance: number
  /** To the nearest reference row (Gower), where there are any. */
  readonly distanceToData?: number
}

export interface CounterfactualResult {
  /** `already`: the row has the wanted score. `none`: nothing was found, which is no proof that there is nothing. */
  readonly outcome: 'found' | 'already' | 'none'
  readonly score: number
  /** Nearest first; no two change the same inputs. */
  readonly counterfactuals: readonly Counterfactual[]
  /** Of `none`: the tried row whose score came closest; absent when nothing could be changed. */
  readonly closest?: { readonly score: number; readonly changes: readonly CounterfactualChange[] }
  /** Rows that were scored. */
  readonly scoredRows: number
  /** Why there is none. */
  readonly note?: string
}
