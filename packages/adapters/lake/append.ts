/** Adds rows to a lake that is there: what a bank ingests day by day. One process at a time. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Frame } from '@pratibimba/numerics/frame'
import type { LakeManifest, LakeTable } from '@pratibimba/risk/households'
import { parquetRows } from '../tables/parquet/own-file.ts'
import { type LakePart, openBucketWriter } from './bucket-writer.ts'
import { LakeError } from './lake-error.ts'
import { bucketName, CHECKSUMS, MANIFEST } from './lake-paths.ts'
import { checksumLines, inTableOrder, manifestText } from './lake-writer.ts'
import { readManifest } from './open-lake.ts'
import { writeWhole } from './write-whole.ts'

/** What a flush may change of the manifest. */
export interface LakeGrowth {
  readonly customers?: number
  readonly first_day?: string
  readonly last_day?: string
  readonly label_dates?: readonly string[]
}

export interface LakeAppender {
  readonly manifest: LakeManifest
  /**
   * Writes a further file of rows. Under a name that is recorded already nothing is written, so that an interrupted flush
   * can be run again whole.
   *
   * @param name of lower-case letters, digits, - and _; parts are read in the order of their names
   * @returns whether it was written
   */
  appendPart(table: LakeTable, bucket: number, frame: Frame, name: string): Promise<boolean>
  /** Records the parts; until then they are not counted, and the same flush may be run again. */
  commit(growth?: LakeGrowth): Promise<LakeManifest>
}

/** @throws LakeError as `openLake` does */
export async function openLakeAppender(directory: string): Promise<LakeAppender> {
  let manifest = await readManifest(directory)
  const hashes = await readChecksums(directory)
  const added: LakePart[] = []
  return {
    get manifest() {
      return manifest
    },
    async appendPart(table, bucket, frame, name) {
      if (!/^[a-z0-9][a-z0-9_-]*$/.test(name))
        throw new RangeError(`appendPart: need a name of a–z, 0–9, - and _, got "${name}"`)
      const file = `${bucketName(table, bucket)}/${name}.parquet`
      if (hashes.has(file) || added.some((part) => part.name === file)) return false
      const place = { directory, buckets: manifest.buckets, bucket }
      const writer = openBucketWriter(place, name, { byMonth: false, always: [] })
      try {
        await writer.write(table, frame)
      } catch (error) {
        await writer.abort()
        throw error
      }
      added.push(...(await writer.close()))
      return true
    },
    async commit(growth = {}) {
      for (const part of added.splice(0)) hashes.set(part.name, part.sha256)
      await writeWhole(join(directory, CHECKSUMS), checksumLines(entriesOf(hashes)))
      // Counted anew from the files: a flush that ended between the two writes is then made good by the next.
      manifest = { ...manifest, ...growth, rows: await countRows(directory, hashes.keys()) }
      await writeWhole(join(directory, MANIFEST), manifestText(manifest))
      return manifest
    },
  }
}

async function countRows(directory: string, files: Iterable<string>): Promise<LakeManifest['rows']> {
  const rows: Partial<Record<LakeTable, number>> = {}
  for (const file of files) {
    const table = file.slice(0, file.indexOf('/')) as LakeTable
    rows[table] = (rows[table] ?? 0) + (await parquetRows(join(directory, file)))
  }
  return inTableOrder(rows)
}

function* entriesOf(hashes: ReadonlyMap<string, string>): Iterable<{ name: string; sha256: string }> {
  for (const [name, sha256] of hashes) yield { name, sha256 }
}

async function readChecksums(directory: string): Promise<Map<string, string>> {
  const path = join(directory, CHECKSUMS)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new LakeError('lake_damaged', `${path} cannot be read (${error.code}); restore it.`, error)
  })
  const hashes = new Map<string, string>()
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue
    const [sha256, name] = line.split('  ')
    if (!/^[0-9a-f]{64}$/.test(sha256) || name === undefined)
      throw new LakeError('lake_damaged', `${path}: line ${index + 1} is not a hash and a name; restore it.`)
    hashes.set(name, sha256)
  }
  return hashes
}
