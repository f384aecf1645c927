/** What an assessment of fairness tells, as plain data. */
import type { FourFifths } from './four-fifths.ts'
import type { Disparity } from './metrics/disparity.ts'
import type { Estimate } from './metrics/estimate.ts'
import type { Favourable } from './outcomes.ts'

/** Estimates by id of the metric; one without its input is absent. */
export type Estimates = Readonly<Record<string, Estimate>>

export interface GroupReport {
  readonly group: string
  readonly rows: number
  /** Share of the weight of all rows of known group. */
  readonly share: number
  readonly metrics: Estimates
}

export interface AttributeReport {
  /** Name of the attribute, or those of a crossing. */
  readonly name: string
  readonly attributes: readonly string[]
  /** Rows whose group is not known; they count in no group. */
  readonly unknownRows: number
  /** In the order of the codes. */
  readonly groups: readonly GroupReport[]
  /** Groups with fewer rows than the minimum: named, not measured. */
  readonly suppressed: readonly string[]
  readonly disparities: readonly Disparity[]
  /** Absent without decisions. */
  readonly fourFifths?: FourFifths
}

export interface FairnessReport {
  readonly rows: number
  readonly favourable: Favourable
  readonly minimumGroupSize: number
  readonly confidence: number
  /** All rows, whatever their group. */
  readonly overall: Estimates
  readonly attributes: readonly AttributeReport[]
  /** The findings in plain language. */
  readonly sentences: readonly string[]
}
