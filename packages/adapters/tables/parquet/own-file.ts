/**
 * Reads the Parquet files this project writes, row group by row group, without a database between: a page becomes a typed
 * array in one pass, and strings stay codes of a dictionary.
 */
import { type FileHandle, open } from 'node:fs/promises'
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import type { ReadableKind } from '@pratibimba/risk/ports'
import { numberAt, type OwnChunk, readOwnColumn, structAt } from './own-columns.ts'
import { COLUMNS_KEY } from './parquet-encoder.ts'
import { readThrift, type ThriftStruct, type ThriftValue } from './read-thrift.ts'

/** Longest footer accepted. */
const MAX_FOOTER_BYTES = 2 ** 28
const ZSTD_CODEC = 6

export interface OwnFile {
  readonly rows: number
  readonly columns: readonly { readonly name: string; readonly kind: ReadableKind }[]
  /** Frames of the row groups, in order, with the columns of these names. */
  rowGroups(names: readonly string[]): AsyncIterable<Frame>
  close(): Promise<void>
}

/**
 * @returns undefined for a Parquet file that others wrote
 * @throws RangeError when the file is damaged
 */
export async function openOwnFile(path: string): Promise<OwnFile | undefined> {
  const file = await open(path)
  try {
    const footer = readThrift(await footerOf(file), 0).value
    const columns = ownColumns(footer)
    if (columns === undefined) {
      await file.close()
      return undefined
    }
    const groups = structsAt(footer, 4)
    return {
      rows: numberAt(footer, 3),
      columns,
      async *rowGroups(names) {
        const wanted = names.map((name) => {
          const index = columns.findIndex((column) => column.name === name)
          if (index < 0) throw new RangeError(`rowGroups: need a column "${name}" in ${path}, got none`)
          return index
        })
        for (const group of groups) {
          const rows = numberAt(group, 3)
          const chunks = structsAt(group, 1)
          const read: (readonly [string, Column])[] = []
          for (const index of wanted) {
            const chunk = chunkOf(columns[index], chunks[index], rows)
            read.push([chunk.name, readOwnColumn(chunk, await bytesAt(file, chunk.offset, chunk.bytes))])
          }
          yield frameOf(read)
        }
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

/**
 * Rows of any Parquet file, by its footer.
 *
 * @throws RangeError when the file is damaged
 */
export async function parquetRows(path: string): Promise<number> {
  const file = await open(path)
  try {
    return numberAt(readThrift(await footerOf(file), 0).value, 3)
  } finally {
    await file.close()
  }
}

async function footerOf(file: FileHandle): Promise<Uint8Array> {
  const { size } = await file.stat()
  if (size < 12) throw new RangeError(`openOwnFile: need a Parquet file, got ${size} bytes`)
  const tail = await bytesAt(file, size - 8, 8)
  const length = tail.readUInt32LE(0)
  if (tail.toString('latin1', 4) !== 'PAR1' || length > Math.min(MAX_FOOTER_BYTES, size - 12))
    throw new RangeError('openOwnFile: need a Parquet file, got one without its end')
  return bytesAt(file, size - 8 - length, length)
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  const { bytesRead } = await file.read(bytes, 0, length, position)
  if (bytesRead < length) throw new RangeError(`openOwnFile: need ${length} bytes, got ${bytesRead}`)
  return bytes
}

/** Names and kinds as the writer left them. */
function ownColumns(footer: ThriftStruct): { name: string; kind: ReadableKind }[] | undefined {
  for (const pair of structsAt(footer, 5))
    if (textOf(pair.get(1)) === COLUMNS_KEY)
      return JSON.parse(textOf(pair.get(2))) as { name: string; kind: ReadableKind }[]
  return undefined
}

function chunkOf(
  { name, kind }: { name: string; kind: ReadableKind },
  chunk: ThriftStruct | undefined,
  rows: number,
): OwnChunk {
  const metadata = chunk === undefined ? undefined : structAt(chunk, 3)
  if (metadata === undefined || numberAt(metadata, 4) !== ZSTD_CODEC)
    throw new RangeError(`openOwnFile: need zstd pages of column "${name}", got others`)
  const offset = metadata.has(11) ? numberAt(metadata, 11) : numberAt(metadata, 9)
  return { name, kind, rows, offset, bytes: numberAt(metadata, 7) }
}

function structsAt(struct: ThriftStruct, field: number): ThriftStruct[] {
  const list = struct.get(field)
  if (!Array.isArray(list)) return []
  return (list as readonly ThriftValue[]).filter((item) => item instanceof Map)
}

function textOf(value: ThriftValue | undefined): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString() : ''
}
