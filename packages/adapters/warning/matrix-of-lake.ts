/** Features of all customers of a lake on one day or several, ready to be scored. */
import type { FeatureSet } from '@pratibimba/risk/features'
import type { FeatureMatrix } from '@pratibimba/risk/warning'
import { computeFeatures, type FeatureOptions } from '../lake/features/index.ts'
import type { Lake } from '../lake/index.ts'
import { numbersOf, textsOf } from '../lake/named-values.ts'
import { gatherColumns } from './feature-columns.ts'

/** Rows to be scored and whose they are. */
export interface ScoredRows {
  readonly customerId: readonly string[]
  /** Days since 1970-01-01. */
  readonly asOfDay: Int32Array
  readonly features: FeatureMatrix
}

/**
 * Everyone on the days given.
 *
 * @param asOfDays ascending, within the days of the lake
 * @throws RangeError and LakeError as `computeFeatures` does
 */
export async function matrixOfLake(
  lake: Lake,
  set: FeatureSet,
  asOfDays: readonly number[],
  options: Pick<FeatureOptions, 'threads' | 'repeated' | 'signal' | 'onProgress'>,
): Promise<ScoredRows> {
  const parts = []
  const customerId: string[] = []
  const asOfDay: number[] = []
  for await (const frame of computeFeatures(lake, set, asOfDays, options)) {
    const id = textsOf(frame, 'customer_id')
    const day = numbersOf(frame, 'as_of_date')
    for (let row = 0; row < frame.rows; row++) {
      customerId.push(id(row))
      asOfDay.push(day(row))
    }
    parts.push({ frame, rows: Int32Array.from({ length: frame.rows }, (_, row) => row) })
  }
  const names = set.features.map(({ id }) => id)
  return {
    customerId,
    asOfDay: Int32Array.from(asOfDay),
    features: { features: names, matrix: gatherColumns(parts, names) },
  }
}
