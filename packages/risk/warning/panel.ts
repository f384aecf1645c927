/** What early warning learns from: one row a customer and as-of date, features as columns, what came of it. */
import type { Matrix } from '@pratibimba/learning/data'
import type { FeatureDefinition } from '../features/index.ts'

/** What a model keeps of a feature: enough to ask for it, to bind it to a direction, and to put it into words. */
export type WarningFeature = Pick<FeatureDefinition, 'id' | 'title' | 'group' | 'unit' | 'monotone'>

/** Features of rows, whoever they are. */
export interface FeatureMatrix {
  /** Ids of the columns. */
  readonly features: readonly string[]
  readonly matrix: Matrix
}

/** Whose rows they are, when, and what came of them. Days count from 1970-01-01. */
export interface PanelRows {
  /** Distinct ids. */
  readonly customerIds: readonly string[]
  /** Index into `customerIds`, shape [rows]. */
  readonly customer: Int32Array
  readonly asOfDay: Int32Array
  /** 1: a payment due in the thirty days after the as-of date was missed, as `isMissed` says. */
  readonly label: Float64Array
  /** Due day of the first of them; NaN where none was. */
  readonly firstMissedDay: Float64Array
  /** When the label was known: `LABEL_KNOWN_DAYS` after its date, unless the source knew it at another time. */
  readonly knownOnDay: Int32Array
}

/** Which features they are, for the record and against mix-ups. */
export interface FeatureSetName {
  /** Such as `catalogue` or `advanced`. */
  readonly name: string
  /** `featureSetHash` of the set; hexadecimal. */
  readonly hash: string
}

export interface WarningPanel extends PanelRows {
  readonly featureSet: FeatureSetName
  readonly features: readonly WarningFeature[]
  /** 1 where the customer was contacted in the days of the label; absent where it is not known. Shape [rows]. */
  readonly contacted?: Uint8Array
  /** Columns in the order of `features`; NaN is missing. */
  readonly matrix: Matrix
}
