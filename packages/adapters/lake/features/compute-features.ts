/** The features of all customers of a lake as of one date or several, by the engine of choice. */
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import type { Frame } from '@pratibimba/numerics/frame'
import { compileFeatures, type FeatureSet } from '@pratibimba/risk/features'
import { openCompute } from '../../workers/index.ts'
import type { Lake } from '../open-lake.ts'
import { duckDbFeatures } from './duckdb-features.ts'
import { type FeatureSetup, kernelFeatures } from './kernel-features.ts'
import { plainSet } from './plain-set.ts'
import { streamFeatures } from './stream-features.ts'

/** `kernel` is the fast one; `duckdb` computes the same from SQL, `stream` event by event. */
export const featureEngines = ['kernel', 'duckdb', 'stream'] as const
export type FeatureEngine = (typeof featureEngines)[number]

export interface FeatureOptions {
  /** Default `kernel`. */
  readonly engine?: FeatureEngine
  /** Default one per core; the result does not depend on it. */
  readonly threads?: number
  /** Whether transactions and payments may be in the lake more than once; each id then counts once. Default false. */
  readonly repeated?: boolean
  readonly signal?: AbortSignal
  /** @param share of the buckets that are done */
  readonly onProgress?: (share: number) => void
}

/**
 * Streams features bucket by bucket, within a bucket by as-of date, within those by customer.
 *
 * @param asOfDays days since 1970-01-01, ascending; each within the days of the lake
 * @returns frames of customer_id, as_of_date and one float64 column a feature, NaN where it is missing
 * @throws RangeError when a date is outside the lake or the dates do not ascend, or the set is not sound
 * @throws LakeError when a file is damaged
 */
export async function* computeFeatures(
  lake: Lake,
  set: FeatureSet,
  asOfDays: readonly number[],
  options: FeatureOptions = {},
): AsyncIterable<Frame> {
  const { engine = 'kernel', repeated = false, signal, onProgress } = options
  checkDays(lake, asOfDays)
  compileFeatures(set) // says what is wrong with a set before threads start
  const compute = openCompute(options.threads)
  let done = 0
  try {
    const { directory, manifest } = lake
    const setup: FeatureSetup = { directory, manifest, set: plainSet(set), asOfDays, repeated }
    const buckets = Array.from({ length: manifest.buckets }, (_, bucket) => bucket)
    const results =
      engine === 'duckdb'
        ? duckDbFeatures(lake, set, asOfDays, repeated, compute.threads, signal)
        : compute.map(engine === 'stream' ? streamFeatures : kernelFeatures, setup, buckets, signal)
    for await (const frames of results) {
      yield* frames
      onProgress?.(++done / manifest.buckets)
    }
  } finally {
    await compute.close()
  }
}

function checkDays({ manifest }: Lake, asOfDays: readonly number[]): void {
  const { first_day, last_day } = manifest
  if (asOfDays.length === 0) throw new RangeError('computeFeatures: need at least one as-of date, got none')
  for (const [k, day] of asOfDays.entries()) {
    if (k > 0 && !(day > asOfDays[k - 1]))
      throw new RangeError('computeFeatures: need ascending as-of dates, got others')
    if (!(Number.isInteger(day) && day >= parseDay(first_day) && day <= parseDay(last_day)))
      throw new RangeError(
        `computeFeatures: need as-of dates of ${first_day}…${last_day}, got ${dateText(day)}`,
      )
  }
}

const dateText = (day: number): string => (Number.isInteger(day) ? formatDay(day) : String(day))
