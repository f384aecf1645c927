/** Features of a bucket by the kernel: its rows go into customer-day buckets once, then every as-of date is computed. */
import type { Frame } from '@pratibimba/numerics/frame'
import {
  BUCKET_DAYS,
  type CustomerDayBuckets,
  compileFeatures,
  evaluate,
  type FeatureProgram,
  openBuckets,
} from '@pratibimba/risk/features'
import type { LakeManifest } from '@pratibimba/risk/households'
import type { TaskKind } from '@pratibimba/risk/ports'
import { type Lake, lakeAt } from '../open-lake.ts'
import { readCustomers } from './bucket-customers.ts'
import { paymentColumns, transactionColumns } from './event-rows.ts'
import { featureFrame } from './feature-frame.ts'
import { featureSetOf, type PlainFeatureSet } from './plain-set.ts'

const DAY_MS = 86_400_000

export interface FeatureSetup {
  readonly directory: string
  readonly manifest: LakeManifest
  readonly set: PlainFeatureSet
  /** Days since 1970-01-01, ascending. */
  readonly asOfDays: readonly number[]
  /** Whether transactions and payments may be there more than once. */
  readonly repeated: boolean
}

/** One frame an as-of date. */
export const kernelFeatures: TaskKind<FeatureSetup, number, Promise<Frame[]>> = {
  kind: 'lake-features',
  open({ directory, manifest, set, asOfDays, repeated }) {
    const lake = lakeAt(directory, manifest)
    const program = compileFeatures(featureSetOf(set))
    let before: CustomerDayBuckets | undefined
    return async (bucket) => {
      const { frames, buckets } = await bucketFeatures(lake, bucket, program, asOfDays, repeated, before)
      before = buckets
      return frames
    }
  },
}

async function bucketFeatures(
  lake: Lake,
  bucket: number,
  program: FeatureProgram,
  asOfDays: readonly number[],
  repeated: boolean,
  inPlaceOf: CustomerDayBuckets | undefined,
): Promise<{ frames: Frame[]; buckets: CustomerDayBuckets }> {
  const customers = await readCustomers(lake, bucket)
  const [first, last] = [asOfDays[0], asOfDays.at(-1)!]
  const buckets = openBuckets({
    set: program.set,
    customers: customers.ids.length,
    firstDay: first - BUCKET_DAYS + 1,
    days: last - first + BUCKET_DAYS,
    asOfDays,
    distinct: repeated,
    inPlaceOf,
  })
  const needsIds = repeated || !(await lake.isOrdered(bucket))
  const columns = transactionColumns.filter((name) => needsIds || name !== 'transaction_id')
  const within = { column: 'timestamp', from: buckets.firstDay * DAY_MS, to: (last + 1) * DAY_MS }
  for await (const rows of lake.frames('transactions', bucket, columns, within))
    buckets.addTransactions(rows, customers.placesOf(rows), (last + 1) * DAY_MS)
  for await (const rows of lake.frames('payments', bucket, paymentColumns))
    buckets.addPayments(rows, customers.placesOf(rows))
  const frames = asOfDays.map((asOfDay) =>
    featureFrame(
      program.set,
      asOfDay,
      customers.ids,
      evaluate(program, buckets, asOfDay, customers.attributes),
    ),
  )
  return { frames, buckets }
}
