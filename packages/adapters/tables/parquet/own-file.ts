/**
 * Reads the Parquet files this project writes, row group by row group, without a database between: a page becomes a typed
 * array in one pass, and strings stay codes of a dictionary.
 */
import { readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import type { ReadableKind } from '@pratibimba/risk/ports'
import { numberAt, type OwnChunk, readOwnColumn, structAt } from './own-columns.ts'
import { COLUMNS_KEY } from './parquet-encoder.ts'
import { readThrift, type ThriftStruct, type ThriftValue } from './read-thrift.ts'

/** Longest footer accepted. */
const MAX_FOOTER_BYTES = 2 ** 28
/** Most rows the writer puts into a row group. */
const MAX_GROUP_ROWS = 2 ** 24
const ZSTD_CODEC = 6

/** Milliseconds since 1970-01-01, both included. */
export interface TimestampRange {
  readonly from: number
  readonly to: number
}

/** A range of a timestamp column. */
export interface Within extends TimestampRange {
  readonly column: string
}

export interface OwnFile {
  readonly rows: number
  readonly columns: readonly { readonly name: string; readonly kind: ReadableKind }[]
  /** Keys and values of the file's metadata. */
  readonly facts: ReadonlyMap<string, string>
  /** Smallest and largest value of a timestamp column; undefined where it is not known. */
  timestampBounds(name: string): TimestampRange | undefined
  /**
   * Frames of the row groups, in order, with the columns of these names.
   *
   * @param within leaves out row groups that have nothing in the range
   */
  rowGroups(names: readonly string[], within?: Within): AsyncIterable<Frame>
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
    const facts = new Map(structsAt(footer, 5).map((pair) => [textOf(pair.get(1)), textOf(pair.get(2))]))
    const kinds = facts.get(COLUMNS_KEY)
    if (kinds === undefined) {
      await file.close()
      return undefined
    }
    const columns = JSON.parse(kinds) as { name: string; kind: ReadableKind }[]
    const groups = structsAt(footer, 4)
    const indexOf = (name: string): number => {
      const index = columns.findIndex((column) => column.name === name)
      if (index < 0) throw new RangeError(`rowGroups: need a column "${name}" in ${path}, got none`)
      return index
    }
    return {
      rows: numberAt(footer, 3),
      columns,
      facts,
      timestampBounds(name) {
        const ranges = groups.map((group) => boundsOf(structsAt(group, 1)[indexOf(name)]))
        if (ranges.length === 0 || ranges.includes(undefined)) return undefined
        return {
          from: Math.min(...ranges.map((range) => range!.from)),
          to: Math.max(...ranges.map((range) => range!.to)),
        }
      },
      async *rowGroups(names, within) {
        const wanted = names.map(indexOf)
        const ranged = within === undefined ? -1 : indexOf(within.column)
        let room = Buffer.alloc(0)
        const { size } = await file.stat()
        for (const group of groups) {
          const rows = numberAt(group, 3)
          if (!(rows >= 0 && rows <= MAX_GROUP_ROWS))
            throw new RangeError(
              `openOwnFile: need row groups of at most ${MAX_GROUP_ROWS} rows, got ${rows}`,
            )
          const chunks = structsAt(group, 1)
          const range = ranged < 0 ? undefined : boundsOf(chunks[ranged])
          if (range !== undefined && (range.to < within!.from || range.from > within!.to)) continue
          const read: (readonly [string, Column])[] = []
          for (const index of wanted) {
            const chunk = chunkOf(columns[index], chunks[index], rows)
            if (!(chunk.bytes >= 0 && chunk.bytes <= size))
              throw new RangeError(
                `openOwnFile: need columns within the file, got one of ${chunk.bytes} bytes`,
              )
            if (room.length < chunk.bytes) room = Buffer.allocUnsafe(chunk.bytes)
            const pages = bytesAt(file, chunk.offset, chunk.bytes, room)
            read.push([chunk.name, readOwnColumn(chunk, pages)])
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
  const tail = bytesAt(file, size - 8, 8)
  const length = tail.readUInt32LE(0)
  if (tail.toString('latin1', 4) !== 'PAR1' || length > Math.min(MAX_FOOTER_BYTES, size - 12))
    throw new RangeError('openOwnFile: need a Parquet file, got one without its end')
  return bytesAt(file, size - 8 - length, length)
}

/** Without leaving the thread: a column is small, and waiting for the pool of the runtime took longer than the read. */
function bytesAt(file: FileHandle, position: number, length: number, room?: Buffer): Buffer {
  const bytes = room === undefined ? Buffer.allocUnsafe(length) : room.subarray(0, length)
  let read = 0
  while (read < length) {
    const count = readSync(file.fd, bytes, read, length - read, position + read)
    if (count === 0) throw new RangeError(`openOwnFile: need ${length} bytes, got ${read}`)
    read += count
  }
  return bytes
}

/** The bounds of a timestamp column's chunk, from its statistics. */
function boundsOf(chunk: ThriftStruct | undefined): TimestampRange | undefined {
  const metadata = chunk === undefined ? undefined : structAt(chunk, 3)
  const statistics = metadata === undefined ? undefined : structAt(metadata, 12)
  const [max, min] = [statistics?.get(5), statistics?.get(6)]
  if (!(max instanceof Uint8Array && min instanceof Uint8Array && max.length === 8 && min.length === 8))
    return undefined
  const milliseconds = (bytes: Uint8Array): number =>
    Number(Buffer.from(bytes.buffer, bytes.byteOffset, 8).readBigInt64LE()) / 1000
  return { from: milliseconds(min), to: milliseconds(max) }
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
