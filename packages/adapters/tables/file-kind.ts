/** What a file is, by its first and last bytes rather than by its name. */
import { open } from 'node:fs/promises'
import { TableError } from '@pratibimba/risk/ports'

export type FileKind = 'csv' | 'csv-gzip' | 'parquet'

/**
 * @throws TableError `file_missing`, `file_empty`, `file_truncated` (a Parquet without its end) or `unreadable`
 */
export async function fileKind(path: string): Promise<FileKind> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new TableError('file_missing', `There is no file ${path}.`)
    throw new TableError('unreadable', `The file ${path} cannot be opened (${error.code}).`)
  })
  try {
    const stat = await file.stat()
    if (stat.isDirectory()) throw new TableError('unreadable', `${path} is a folder, not a file.`)
    if (stat.size === 0)
      throw new TableError('file_empty', 'The file is empty; it needs a header line and rows.')
    const head = await bytesAt(file, 0, 4)
    if (head[0] === 0x1f && head[1] === 0x8b) return 'csv-gzip'
    const named = path.toLowerCase().endsWith('.parquet')
    if (head.toString('latin1') === 'PAR1') {
      const tail = stat.size >= 12 ? await bytesAt(file, stat.size - 4, 4) : Buffer.alloc(0)
      if (tail.toString('latin1') === 'PAR1') return 'parquet'
      if (named || !isText(await bytesAt(file, 4, 64)))
        throw new TableError('file_truncated', 'The Parquet file has no end; transfer it again.')
    } else if (named)
      throw new TableError('unreadable', 'The file is named .parquet but is not a Parquet file.')
    return 'csv'
  } finally {
    await file.close()
  }
}

async function bytesAt(
  file: Awaited<ReturnType<typeof open>>,
  position: number,
  count: number,
): Promise<Buffer> {
  const bytes = Buffer.alloc(count)
  const { bytesRead } = await file.read(bytes, 0, count, position)
  return bytes.subarray(0, bytesRead)
}

/** Whether a header line could go on with these bytes: a column may well be named PAR1. */
function isText(bytes: Buffer): boolean {
  return bytes.length > 0 && bytes.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13)
}
