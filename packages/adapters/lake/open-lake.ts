/** Opens a lake for reading. */
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import type { Frame } from '@pratibimba/numerics/frame'
import type { LakeManifest, LakeTable } from '@pratibimba/risk/households'
import type { Within } from '../tables/parquet/own-file.ts'
import { settleExchange } from './exchange.ts'
import { LakeError } from './lake-error.ts'
import { bucketDirectory, CHECKSUMS, MANIFEST, UNFINISHED } from './lake-paths.ts'
import { areOrdered, partFrames } from './part-frames.ts'

export interface Lake {
  readonly directory: string
  readonly manifest: LakeManifest
  /** The Parquet files of a bucket's table, in the order they were written; none where it has no rows. */
  files(table: LakeTable, bucket: number): Promise<string[]>
  /**
   * Rows of a bucket's table with these columns, a row group at a time. Columns that hold strings that repeat are coded.
   *
   * @param within leaves out row groups that have nothing in a range of a timestamp; rows of others may still be outside
   */
  frames(table: LakeTable, bucket: number, columns: readonly string[], within?: Within): AsyncIterable<Frame>
  /**
   * Whether a bucket's transactions, read in order, come by time and then by id for every customer, so that of two at the
   * same moment the later row is the later transaction.
   */
  isOrdered(bucket: number): Promise<boolean>
}

/**
 * @throws LakeError `not_a_lake`, `lake_unfinished`, `lake_version`, `lake_damaged` or `bucket_missing`, naming file and fix
 */
export async function openLake(directory: string): Promise<Lake> {
  const manifest = await readManifest(directory)
  const there = new Set(await readdir(join(directory, 'customers')).catch(() => []))
  for (let bucket = 0; bucket < manifest.buckets; bucket++)
    if (!there.has(`bucket=${String(bucket).padStart(3, '0')}`))
      throw new LakeError(
        'bucket_missing',
        `${bucketDirectory(directory, 'customers', bucket)} is missing: the lake has ${manifest.buckets} buckets. Restore it, or make the lake anew.`,
      )
  await requireParts(directory)
  return lakeAt(directory, manifest)
}

/** What was written is there: a part that is gone would only make every figure of its customers smaller. */
async function requireParts(directory: string): Promise<void> {
  const text = await readFile(join(directory, CHECKSUMS), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const recorded = text.split('\n').flatMap((line) => line.split('  ')[1] ?? [])
  if (recorded.length === 0) return
  const there = new Set(
    (await readdir(directory, { recursive: true })).map((name) => name.replaceAll(sep, '/')),
  )
  const missing = recorded.filter((name) => !there.has(name))
  if (missing.length === 0) return
  const more = missing.length > 1 ? `, and ${missing.length - 1} more of its files,` : ''
  throw new LakeError(
    'lake_damaged',
    `${join(directory, missing[0])}${more} is missing, which ${CHECKSUMS} names: restore it, or make the lake anew.`,
  )
}

/** A lake whose manifest is known already, as in a thread. */
export function lakeAt(directory: string, manifest: LakeManifest): Lake {
  const files: Lake['files'] = async (table, bucket) => {
    const folder = bucketDirectory(directory, table, bucket)
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    return names
      .filter((name) => name.endsWith('.parquet'))
      .sort()
      .map((name) => join(folder, name))
  }
  return {
    directory,
    manifest,
    files,
    async *frames(table, bucket, columns, within) {
      for (const path of await files(table, bucket)) yield* partFrames(table, path, columns, within)
    },
    isOrdered: async (bucket) => areOrdered(await files('transactions', bucket)),
  }
}

/**
 * Carries through an exchange that was cut off; see `createLake`.
 *
 * @throws LakeError when there is none, or it is not one this version reads
 */
export async function readManifest(directory: string): Promise<LakeManifest> {
  await settleExchange(directory)
  const path = join(directory, MANIFEST)
  const text = await readFile(path, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR')
      throw new LakeError('not_a_lake', `${path} cannot be read (${error.code}).`, error)
    const names: string[] = await readdir(directory).catch(() => [])
    if (names.includes(UNFINISHED))
      throw new LakeError(
        'lake_unfinished',
        `The lake in ${directory} was not finished: it has no ${MANIFEST}. Make it again with --overwrite.`,
      )
    throw new LakeError(
      'not_a_lake',
      `${resolve(directory)} is not a lake: it has no ${MANIFEST}. \`pratibimba households\` makes one.`,
    )
  })
  let manifest: Partial<LakeManifest> | null
  try {
    manifest = JSON.parse(text) as Partial<LakeManifest> | null
  } catch (error) {
    throw new LakeError('lake_damaged', `${path} is not JSON; restore it, or make the lake anew.`, error)
  }
  if (typeof manifest !== 'object' || manifest?.format !== 'pratibimba-lake')
    throw new LakeError('not_a_lake', `${path} is not the manifest of a lake: its format is another.`)
  if (manifest.version !== 1)
    throw new LakeError(
      'lake_version',
      `${path} is of version ${manifest.version}; this program reads version 1. Use a newer one.`,
    )
  return checked(manifest, path)
}

const isoDate = /^\d{4}-\d{2}-\d{2}$/

function checked(manifest: Partial<LakeManifest>, path: string): LakeManifest {
  const { buckets, customers, first_day, last_day, label_dates, rows } = manifest
  const wrong = (field: string, needed: string): LakeError =>
    new LakeError('lake_damaged', `${path}: ${field} must be ${needed}; restore it, or make the lake anew.`)
  if (!(Number.isInteger(buckets) && buckets! >= 1 && buckets! <= 65_536))
    throw wrong('buckets', 'a whole number of 1–65536')
  if (!(Number.isInteger(customers) && customers! >= 0)) throw wrong('customers', 'a whole number')
  for (const [field, day] of Object.entries({ first_day, last_day }))
    if (!isDate(day)) throw wrong(field, 'a date YYYY-MM-DD')
  if (!(Array.isArray(label_dates) && label_dates.every(isDate)))
    throw wrong('label_dates', 'a list of dates YYYY-MM-DD')
  if (typeof rows !== 'object' || rows === null) throw wrong('rows', 'an object of row counts')
  return manifest as LakeManifest
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && isoDate.test(value) && !Number.isNaN(Date.parse(value))
}
