/** A lake of simulated customers, bucket by bucket on as many threads as there are. */
import { createHash } from 'node:crypto'
import { formatDay } from '@pratibimba/numerics/calendar'
import {
  bucketOf,
  bucketsFor,
  customerId,
  type HouseholdRun,
  householdCurrency,
  type LakeManifest,
} from '@pratibimba/risk/households'
import type { Compute } from '@pratibimba/risk/ports'
import { createLake } from '../lake/lake-writer.ts'
import { type BucketPiece, householdBucket } from './household-bucket.ts'

export interface HouseholdLakeOptions {
  readonly overwrite?: boolean
  /** Default: as many as suit the number of customers. The rows do not depend on it. */
  readonly buckets?: number
  readonly signal?: AbortSignal
  /** Called with the share of buckets that are written, 0–1. */
  readonly onProgress?: (share: number) => void
}

/**
 * Writes the lake of a run. All of it appears, or nothing; one that it replaces stays until then.
 *
 * @throws LakeError `lake_exists`
 */
export async function writeHouseholds(
  run: HouseholdRun,
  directory: string,
  compute: Compute,
  options: HouseholdLakeOptions = {},
): Promise<LakeManifest> {
  const { overwrite = false, buckets = bucketsFor(run.customers), signal, onProgress } = options
  const lake = await createLake(
    directory,
    {
      customers: run.customers,
      first_day: formatDay(run.firstDay),
      last_day: formatDay(run.lastDay),
      currency: householdCurrency,
      label_dates: run.labelDates.map(formatDay),
      origin: 'simulated',
      simulation: simulationOf(run),
      buckets,
    },
    { overwrite },
  )
  try {
    let done = 0
    const setup = { run, directory: lake.directory, buckets }
    for await (const parts of compute.map(householdBucket, setup, piecesOf(run.customers, buckets), signal)) {
      lake.record(parts)
      done++
      onProgress?.(done / buckets)
    }
    return await lake.close()
  } catch (error) {
    await lake.abort()
    throw error
  }
}

/** Customers by bucket, ascending, from one pass over their ids. */
function* piecesOf(customers: number, buckets: number): Generator<BucketPiece> {
  const bucketOfCustomer = new Int32Array(customers)
  const ends = new Int32Array(buckets)
  for (let index = 0; index < customers; index++) {
    bucketOfCustomer[index] = bucketOf(customerId(index), buckets)
    ends[bucketOfCustomer[index]]++
  }
  for (let bucket = 1; bucket < buckets; bucket++) ends[bucket] += ends[bucket - 1]
  const sorted = new Int32Array(customers)
  const next = ends.slice()
  for (let index = customers - 1; index >= 0; index--) sorted[--next[bucketOfCustomer[index]]] = index
  for (let bucket = 0; bucket < buckets; bucket++)
    yield { bucket, customers: sorted.slice(bucket === 0 ? 0 : ends[bucket - 1], ends[bucket]) }
}

/** What the manifest says of how it was made: enough to make it again. */
function simulationOf(run: HouseholdRun): Readonly<Record<string, unknown>> {
  const { seed, parameters, hiddenStates, truthPaths, truthEvery } = run
  return {
    seed,
    hidden_states: hiddenStates,
    truth_paths: truthPaths,
    truth_every: truthEvery,
    parameters_sha256: createHash('sha256').update(JSON.stringify(parameters)).digest('hex'),
    parameters,
  }
}
