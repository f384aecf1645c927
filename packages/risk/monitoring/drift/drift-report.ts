/** What an assessment of drift tells, as plain data. */
import type { FeatureProfile } from '../profiles/reference-profile.ts'
import type { Severity } from '../severity.ts'

export interface TestedFigure {
  readonly id: string
  readonly value: number
  readonly pValue: number | null
  /** Over all columns that took the same test (Benjamini–Hochberg). */
  readonly adjustedPValue: number | null
  /** What chance alone exceeds with probability alpha, before adjustment. */
  readonly critical: number | null
  /** What the figure calls for: its band, where chance does not explain it; none where the test only describes. */
  readonly severity: Severity
}

export interface BinDrift {
  readonly label: string
  readonly role: 'value' | 'other' | 'missing'
  readonly expectedShare: number
  readonly actualShare: number
  /** To the population stability index. */
  readonly contribution: number
}

export interface FeatureDrift {
  readonly name: string
  readonly kind: FeatureProfile['kind']
  readonly severity: Severity
  /** Empty where the column is absent today. */
  readonly tests: readonly TestedFigure[]
  /** The largest PSI of days without a change; null where it is not known. */
  readonly usualPsi: number | null
  readonly bins: readonly BinDrift[]
  readonly missingShare: { readonly reference: number; readonly current: number | null }
  /** Of numbers, over the rows with a value; null where there are none. */
  readonly mean: { readonly reference: number | null; readonly current: number | null } | null
  readonly sentence: string
}

export interface DriftReport {
  readonly referenceRows: number
  readonly currentRows: number
  /** Of columns that never drifted, the share that may be called so. */
  readonly alpha: number
  readonly severity: Severity
  /** How many columns are of each severity. */
  readonly counts: Readonly<Record<Severity, number>>
  /** Worst first. */
  readonly features: readonly FeatureDrift[]
  /** Columns of the reference that are not there today; severe. */
  readonly absent: readonly string[]
  /** Columns of today that the reference does not know. */
  readonly added: readonly string[]
  readonly sentences: readonly string[]
}
