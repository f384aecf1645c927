/**
 * Makes a lake. Buckets are written one by one, by this thread or by others; the manifest comes last, so that a directory
 * with a manifest is a whole lake and one without is not. A lake that replaces another is written beside it and takes its
 * place at the end: until then the old one can be read, and it stays when the new one fails.
 */
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bucketsFor, type LakeManifest, type LakeTable, lakeTables } from '@pratibimba/risk/households'
import { makeDirectory } from '../filesystem/index.ts'
import { type BucketWriter, type LakePart, openBucketWriter } from './bucket-writer.ts'
import { exchange, markUnfinished, settleExchange } from './exchange.ts'
import { LakeError } from './lake-error.ts'
import { bucketName, CHECKSUMS, MANIFEST, REPLACED, REPLACEMENT, UNFINISHED } from './lake-paths.ts'
import { writeWhole } from './write-whole.ts'

/** What is known of a lake before its rows. */
export interface LakeFacts
  extends Pick<
    LakeManifest,
    'customers' | 'first_day' | 'last_day' | 'currency' | 'label_dates' | 'origin' | 'simulation'
  > {
  /** Default: as many as suit the number of customers. */
  readonly buckets?: number
}

export interface LakeWriter {
  /** Where buckets are written; the lake's own directory, or one within it while another lake is still there. */
  readonly directory: string
  readonly buckets: number
  /** A writer whose parts are recorded when it is closed. */
  openBucket(bucket: number): BucketWriter
  /** Records the parts of a bucket that another thread wrote with `openBucketWriter`. */
  record(parts: readonly LakePart[]): void
  /**
   * @param counted what was only known once all rows were written
   * @throws LakeError `bucket_missing` when a bucket was not written
   */
  close(counted?: Pick<LakeFacts, 'customers'>): Promise<LakeManifest>
  /** Removes what was written; nothing after `close`. */
  abort(): Promise<void>
}

/**
 * @param options.overwrite replaces a lake that is there already, whole or unfinished, on `close`; anything else is left alone
 * @throws LakeError `lake_exists`
 * @throws DirectoryUnusable
 */
export async function createLake(
  lakeDirectory: string,
  { buckets = undefined, ...facts }: LakeFacts,
  { overwrite = false }: { readonly overwrite?: boolean } = {},
): Promise<LakeWriter> {
  const count = buckets ?? bucketsFor(facts.customers)
  if (!(Number.isInteger(count) && count >= 1))
    throw new RangeError(`createLake: need at least 1 bucket, got ${count}`)
  const made = await makeDirectory(lakeDirectory)
  const directory = await makeRoom(lakeDirectory, overwrite)
  const replaces = directory !== lakeDirectory
  const parts = new Map<string, LakePart>()
  let closed = false
  const record = (written: readonly LakePart[]): void => {
    for (const part of written) parts.set(part.name, part)
  }
  return {
    directory,
    buckets: count,
    openBucket(bucket) {
      const writer = openBucketWriter({ directory, buckets: count, bucket })
      return {
        ...writer,
        async close() {
          const written = await writer.close()
          record(written)
          return written
        },
      }
    },
    record,
    async close(counted) {
      for (let bucket = 0; bucket < count; bucket++)
        if (!parts.has(`${bucketName('customers', bucket)}/part-0000.parquet`))
          throw new LakeError(
            'bucket_missing',
            `Bucket ${bucket} of ${count} was not written; the lake in ${lakeDirectory} is not finished.`,
          )
      const manifest: LakeManifest = {
        format: 'pratibimba-lake',
        version: 1,
        customers: counted?.customers ?? facts.customers,
        buckets: count,
        first_day: facts.first_day,
        last_day: facts.last_day,
        currency: facts.currency,
        label_dates: facts.label_dates,
        rows: rowsOf(parts.values()),
        origin: facts.origin,
        ...(facts.simulation === undefined ? {} : { simulation: facts.simulation }),
      }
      await writeWhole(join(directory, CHECKSUMS), checksumLines(parts.values()))
      await writeWhole(join(directory, MANIFEST), manifestText(manifest))
      closed = true
      if (replaces) await exchange(lakeDirectory)
      else await rm(join(directory, UNFINISHED))
      return manifest
    },
    async abort() {
      if (closed) return
      if (replaces) return rm(directory, { recursive: true, force: true })
      await removeTables(directory)
      await rm(join(directory, UNFINISHED), { force: true })
      // Ours, and empty; one that is not empty by now is somebody's.
      for (const folder of made.toReversed()) await rmdir(folder).catch(() => undefined)
    },
  }
}

export function manifestText(manifest: LakeManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** One line a file, by name. */
export function checksumLines(parts: Iterable<Pick<LakePart, 'name' | 'sha256'>>): string {
  const lines = [...parts].map(({ name, sha256 }) => `${sha256}  ${name}\n`)
  return lines.sort((a, b) => (a.slice(64) < b.slice(64) ? -1 : 1)).join('')
}

function rowsOf(parts: Iterable<LakePart>): LakeManifest['rows'] {
  const rows: Partial<Record<LakeTable, number>> = {}
  for (const part of parts) rows[part.table] = (rows[part.table] ?? 0) + part.rows
  return inTableOrder(rows)
}

/** Row counts in the order of the tables, without those that have no files. */
export function inTableOrder(rows: LakeManifest['rows']): LakeManifest['rows'] {
  const tables = Object.keys(lakeTables) as LakeTable[]
  return Object.fromEntries(
    tables.flatMap((table) => (rows[table] === undefined ? [] : [[table, rows[table]]])),
  )
}

/** Makes room for a lake, marked as unfinished from here on. @returns the directory to write it in */
async function makeRoom(directory: string, overwrite: boolean): Promise<string> {
  await settleExchange(directory)
  const there = await readdir(directory)
  const isLake = there.includes(MANIFEST) || there.includes(UNFINISHED)
  if (there.length > 0 && !isLake)
    throw new LakeError('lake_exists', `${directory} holds other files; choose a new or empty directory.`)
  if (there.length > 0 && !overwrite)
    throw new LakeError(
      'lake_exists',
      `There is a lake in ${directory} already; add --overwrite to replace it, or choose another directory.`,
    )
  await rm(join(directory, REPLACEMENT), { recursive: true, force: true })
  await rm(join(directory, REPLACED), { recursive: true, force: true })
  if (there.includes(MANIFEST)) {
    await mkdir(join(directory, REPLACEMENT))
    return join(directory, REPLACEMENT)
  }
  await markUnfinished(directory)
  await rm(join(directory, CHECKSUMS), { force: true })
  await removeTables(directory)
  return directory
}

async function removeTables(directory: string): Promise<void> {
  for (const table of Object.keys(lakeTables))
    await rm(join(directory, table), { recursive: true, force: true })
}
