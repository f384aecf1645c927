/**
 * Parquet with zstd pages, written a row group at a time.
 *
 * DuckDB would write it as well, but only by pulling: its table functions are called synchronously and cannot wait for
 * the next frame, so that a stream would have to be held whole or written twice. Here memory is one row group, and the
 * bytes depend on rows, schema and row group size alone.
 *
 * Every column is optional; one data page per 131,072 rows (text: per MiB); a dictionary where values repeat.
 */
import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'
import type { ColumnKind } from '@pratibimba/numerics/frame'
import type { ColumnSchema } from '@pratibimba/risk/ports'
import type { TableEncoder } from '../file-sink.ts'
import { bitPacked, bitWidth, runLength } from './levels.ts'
import { type Bounds, type Physical, StagedColumn } from './staged-column.ts'
import { binary, boolean, encodeThrift, type Field, i32, i64, list, struct, type Thrift } from './thrift.ts'

const DEFAULT_ROW_GROUP_ROWS = 122_880
/** Key of the file's metadata under which the kinds stand, as JSON `[{name, kind}]`. */
export const COLUMNS_KEY = 'pratibimba.columns'

const PAGE_ROWS = 131_072
const TEXT_PAGE_ROWS = 8192
const MAGIC = Buffer.from('PAR1')
const PLAIN_ENCODING = 0
const RLE_ENCODING = 3
const DICTIONARY_ENCODING = 8
const ZSTD_CODEC = 6
const ZSTD_LEVEL = 1

const compress = promisify(zstdCompress)

const PHYSICAL_TYPES: Record<ColumnKind, number> = {
  boolean: 0,
  int32: 1,
  date: 1,
  int64: 2,
  timestamp: 2,
  float64: 5,
  category: 6,
  text: 6,
  serial: 6,
}

/**
 * @param facts asked for at the end: further keys and values of the file's metadata
 * @throws RangeError when rowGroupRows is not a positive integer
 */
export function parquetEncoder(
  schema: readonly ColumnSchema[],
  rowGroupRows: number = DEFAULT_ROW_GROUP_ROWS,
  facts: () => Readonly<Record<string, string>> = () => ({}),
): TableEncoder {
  if (!(Number.isInteger(rowGroupRows) && rowGroupRows > 0 && rowGroupRows <= 2 ** 24))
    throw new RangeError(`openSink: need rowGroupRows 1–${2 ** 24}, got ${rowGroupRows}`)
  const staged = schema.map((column) => new StagedColumn(column, rowGroupRows))
  const rowGroups: Thrift[] = []
  let stagedRows = 0
  let totalRows = 0
  let offset = 0
  type Append = (bytes: Uint8Array) => Promise<void>

  async function begin(append: Append): Promise<void> {
    if (offset > 0) return
    await append(MAGIC)
    offset = MAGIC.length
  }

  async function endGroup(append: Append): Promise<void> {
    const chunks = await Promise.all(staged.map((column) => encodeChunk(column, stagedRows)))
    const groupOffset = offset
    const columns: Thrift[] = []
    let uncompressed = 0
    for (const [k, chunk] of chunks.entries()) {
      columns.push(columnChunk(schema[k], chunk, stagedRows, staged[k].missing, offset))
      for (const piece of chunk.pieces) await append(piece)
      offset += chunk.compressedBytes
      uncompressed += chunk.uncompressedBytes
    }
    rowGroups.push(
      struct(
        [1, list('struct', columns)],
        [2, i64(uncompressed)],
        [3, i64(stagedRows)],
        [5, i64(groupOffset)],
        [6, i64(offset - groupOffset)],
      ),
    )
    totalRows += stagedRows
    stagedRows = 0
    for (const column of staged) column.clear()
  }

  return {
    async write(columns, rows, append) {
      await begin(append)
      for (let from = 0; from < rows; ) {
        const to = Math.min(rows, from + rowGroupRows - stagedRows)
        for (const [k, column] of columns.entries()) staged[k].stage(column, from, to, stagedRows)
        stagedRows += to - from
        from = to
        if (stagedRows === rowGroupRows) await endGroup(append)
      }
    },
    async end(append) {
      await begin(append)
      if (stagedRows > 0) await endGroup(append)
      const footer = encodeThrift(fileMetadata(schema, rowGroups, totalRows, facts()))
      const length = Buffer.alloc(4)
      length.writeUInt32LE(footer.length)
      await append(Buffer.concat([footer, length, MAGIC]))
    },
  }
}

interface Chunk {
  readonly pieces: readonly Uint8Array[]
  readonly compressedBytes: number
  readonly uncompressedBytes: number
  /** Bytes of the dictionary page, 0 without one. */
  readonly dictionaryBytes: number
  readonly bounds?: Bounds
}

async function encodeChunk(column: StagedColumn, rows: number): Promise<Chunk> {
  const physical = column.physical(rows)
  const pieces: Uint8Array[] = []
  let uncompressedBytes = 0
  let dictionaryBytes = 0
  const addPage = async (body: Uint8Array, header: (compressedBytes: number) => Thrift): Promise<number> => {
    const compressed = await compress(body, {
      params: { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL },
      chunkSize: Math.max(64, Math.ceil(body.length / 2) + 1024), // most pages come out in one piece
    })
    const head = encodeThrift(header(compressed.length))
    pieces.push(head, compressed)
    uncompressedBytes += head.length + body.length
    return head.length + compressed.length
  }
  if (physical.form === 'dictionary')
    dictionaryBytes = await addPage(physical.entries, (compressed) =>
      struct(
        [1, i32(2)],
        [2, i32(physical.entries.length)],
        [3, i32(compressed)],
        [7, struct([1, i32(physical.size)], [2, i32(PLAIN_ENCODING)])],
      ),
    )
  const encoding = physical.form === 'dictionary' ? DICTIONARY_ENCODING : PLAIN_ENCODING
  const pageRows =
    column.schema.kind === 'text' || column.schema.kind === 'serial' ? TEXT_PAGE_ROWS : PAGE_ROWS
  let compressedBytes = dictionaryBytes
  let value = 0
  for (let from = 0; from < rows; from += pageRows) {
    const to = Math.min(rows, from + pageRows)
    const present = column.present.subarray(from, to)
    let values = to - from
    if (column.missing > 0) {
      values = 0
      for (let i = 0; i < present.length; i++) values += present[i]
    }
    const body = pageBody(physical, present, value, value + values)
    value += values
    compressedBytes += await addPage(body, (compressed) =>
      struct(
        [1, i32(0)],
        [2, i32(body.length)],
        [3, i32(compressed)],
        [5, struct([1, i32(to - from)], [2, i32(encoding)], [3, i32(RLE_ENCODING)], [4, i32(RLE_ENCODING)])],
      ),
    )
  }
  return { pieces, compressedBytes, uncompressedBytes, dictionaryBytes, bounds: physical.bounds }
}

/** Definition levels, then the values [from, to). */
function pageBody(physical: Physical, present: Uint8Array, from: number, to: number): Uint8Array {
  const levels = to - from === present.length ? runLength(1, present.length) : bitPacked(present, 1)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(levels.length)
  if (physical.form === 'plain') return Buffer.concat([length, levels, physical.slice(from, to)])
  const width = bitWidth(physical.size)
  const codes = physical.codes.subarray(from, to)
  const packed = physical.size <= 1 ? runLength(0, codes.length) : bitPacked(codes, width)
  return Buffer.concat([length, levels, Uint8Array.of(width), packed])
}

function columnChunk(
  schema: ColumnSchema,
  chunk: Chunk,
  rows: number,
  missing: number,
  offset: number,
): Thrift {
  const dictionary = chunk.dictionaryBytes > 0
  const encodings = dictionary
    ? [PLAIN_ENCODING, RLE_ENCODING, DICTIONARY_ENCODING]
    : [PLAIN_ENCODING, RLE_ENCODING]
  const { bounds } = chunk
  const metadata = struct(
    [1, i32(PHYSICAL_TYPES[schema.kind])],
    [2, list('i32', encodings.map(i32))],
    [3, list('binary', [binary(schema.name)])],
    [4, i32(ZSTD_CODEC)],
    [5, i64(rows)],
    [6, i64(chunk.uncompressedBytes)],
    [7, i64(chunk.compressedBytes)],
    [9, i64(offset + chunk.dictionaryBytes)],
    dictionary ? [11, i64(offset)] : undefined,
    [
      12,
      struct(
        [3, i64(missing)],
        bounds === undefined ? undefined : [5, binary(bounds.max)],
        bounds === undefined ? undefined : [6, binary(bounds.min)],
      ),
    ],
  )
  return struct([2, i64(offset)], [3, metadata])
}

function fileMetadata(
  schema: readonly ColumnSchema[],
  rowGroups: readonly Thrift[],
  rows: number,
  facts: Readonly<Record<string, string>>,
): Thrift {
  const root = struct([4, binary('schema')], [5, i32(schema.length)])
  const kinds = JSON.stringify(
    schema.map(({ name, kind }) => ({ name, kind: kind === 'serial' ? 'text' : kind })),
  )
  return struct(
    [1, i32(1)],
    [2, list('struct', [root, ...schema.map(schemaElement)])],
    [3, i64(rows)],
    [4, list('struct', rowGroups)],
    [
      5,
      list(
        'struct',
        Object.entries({ [COLUMNS_KEY]: kinds, ...facts }).map(([key, value]) =>
          struct([1, binary(key)], [2, binary(value)]),
        ),
      ),
    ],
    [6, binary('pratibimba version 1.0.0 (build 1)')],
    [
      7,
      list(
        'struct',
        schema.map(() => struct([1, struct()])),
      ),
    ],
  )
}

function schemaElement({ name, kind }: ColumnSchema): Thrift {
  return struct([1, i32(PHYSICAL_TYPES[kind])], [3, i32(1)], [4, binary(name)], ...logicalType(kind))
}

/** Converted (old) and logical (new) type. A timestamp is UTC by convention and carries no zone, as DuckDB writes it. */
function logicalType(kind: ColumnKind): Field[] {
  if (kind === 'category' || kind === 'text' || kind === 'serial')
    return [
      [6, i32(0)],
      [10, struct([1, struct()])],
    ]
  if (kind === 'date')
    return [
      [6, i32(6)],
      [10, struct([6, struct()])],
    ]
  if (kind === 'timestamp')
    return [[10, struct([8, struct([1, boolean(false)], [2, struct([2, struct()])])])]]
  return []
}
