/** Public credit data outside the repository, where they are present. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Frame } from '@pratibimba/numerics/frame'
import type { Tables } from '../../ports/index.ts'

const directory =
  process.env.PRATIBIMBA_PUBLIC_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data')

export const realDataPresent = existsSync(directory)
/** Put into the names of tests that need the data, so that a skipped one says why. */
export const needsRealData = realDataPresent
  ? ''
  : ` (skipped: no data at PRATIBIMBA_PUBLIC_DATA, ${directory})`

/** The reader of files stands above this package; it is loaded by name, so that packages keep pointing down. */
const readerModule: string = '@pratibimba/adapters/tables'

/** Reads `<folder>/<file>.csv.gz` with the reader of the product. */
export async function readReal(file: string): Promise<Frame> {
  const { openTables } = (await import(readerModule)) as {
    openTables: (options: { threads: number }) => Promise<Tables & { close(): Promise<void> }>
  }
  const tables = await openTables({ threads: 1 })
  try {
    return (await tables.read(join(directory, `${file}.csv.gz`))).frame
  } finally {
    await tables.close()
  }
}
