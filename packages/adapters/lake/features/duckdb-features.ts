/** Features of a lake by SQL in an embedded DuckDB: the same numbers another way. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Frame } from '@pratibimba/numerics/frame'
import type { FeatureSet } from '@pratibimba/risk/features'
import { type FeatureSource, featureSql } from '@pratibimba/risk/features/sql'
import { bucketOf } from '@pratibimba/risk/households'
import { lazyDuckDb } from '../../tables/duckdb.ts'
import type { Lake } from '../open-lake.ts'
import { featureFrame } from './feature-frame.ts'

/** Buckets of one query: some thirty thousand customers, so that its customer-days stay within a few hundred megabytes. */
const BUCKETS_A_QUERY = 16
const MEMORY_LIMIT_MB = 3000

/** Bucket by bucket, the frames of its as-of dates. */
export async function* duckDbFeatures(
  lake: Lake,
  set: FeatureSet,
  asOfDays: readonly number[],
  repeated: boolean,
  threads: number,
  signal?: AbortSignal,
): AsyncIterable<Frame[]> {
  const duckDb = lazyDuckDb({ threads, memoryLimitMb: MEMORY_LIMIT_MB })
  try {
    const connection = await duckDb.connection()
    const { buckets } = lake.manifest
    for (let first = 0; first < buckets; first += BUCKETS_A_QUERY) {
      signal?.throwIfAborted()
      const group = Array.from({ length: Math.min(BUCKETS_A_QUERY, buckets - first) }, (_, k) => first + k)
      const source = await sourceOf(lake, group, repeated)
      const frames: Frame[][] = group.map(() => [])
      for (const asOfDay of asOfDays) {
        const { customers, columns } = await readFeatures(
          connection,
          featureSql(set, source, asOfDay),
          set.features.length,
        )
        const bucketOfRow = customers.map((id) => bucketOf(id, buckets))
        for (const [k, bucket] of group.entries()) {
          const rows = customers.flatMap((_, row) => (bucketOfRow[row] === bucket ? [row] : []))
          frames[k].push(
            featureFrame(
              set,
              asOfDay,
              rows.map((row) => customers[row]),
              columns.map((values) => Float64Array.from(rows, (row) => values[row])),
            ),
          )
        }
      }
      yield* frames
    }
  } finally {
    await duckDb.close()
  }
}

async function sourceOf(lake: Lake, buckets: readonly number[], repeated: boolean): Promise<FeatureSource> {
  const files = async (table: 'customers' | 'accounts' | 'transactions' | 'payments') => ({
    files: (await Promise.all(buckets.map((bucket) => lake.files(table, bucket)))).flat(),
  })
  return {
    customers: await files('customers'),
    accounts: await files('accounts'),
    transactions: await files('transactions'),
    payments: await files('payments'),
    repeated,
  }
}

async function readFeatures(
  connection: DuckDBConnection,
  sql: string,
  features: number,
): Promise<{ customers: string[]; columns: number[][] }> {
  const customers: string[] = []
  const columns: number[][] = Array.from({ length: features }, () => [])
  const result = await connection.stream(sql)
  for (
    let chunk = await result.fetchChunk();
    chunk !== null && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const ids = chunk.getColumnVector(0)
    for (let row = 0; row < chunk.rowCount; row++) customers.push(String(ids.getItem(row)))
    for (const [k, values] of columns.entries()) {
      const vector = chunk.getColumnVector(k + 2)
      for (let row = 0; row < chunk.rowCount; row++)
        values.push((vector.getItem(row) as number | null) ?? Number.NaN)
    }
  }
  return { customers, columns }
}
