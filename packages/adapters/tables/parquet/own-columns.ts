/** From the pages of a file written here into the arrays of a column; codes of a dictionary stay codes. */
import { zstdDecompressSync } from 'node:zlib'
import type { Column } from '@pratibimba/numerics/frame'
import type { ReadableKind } from '@pratibimba/risk/ports'
import { readHybrid } from './read-levels.ts'
import { readThrift, type ThriftStruct } from './read-thrift.ts'

/** A column of a row group, as the file's metadata has it. */
export interface OwnChunk {
  readonly name: string
  readonly kind: ReadableKind
  readonly rows: number
  /** Where its pages begin and how long they are. */
  readonly offset: number
  readonly bytes: number
}

/** The largest page that is unpacked: a row group's column is far smaller. */
const MAX_PAGE_BYTES = 2 ** 30
const [PLAIN, RLE_DICTIONARY] = [0, 8]

type Numbers = Float64Array | Int32Array | Uint8Array

/**
 * @param pages the column's bytes
 * @throws RangeError when they are not what this project writes
 */
export function readOwnColumn({ name, kind, rows }: OwnChunk, pages: Uint8Array): Column {
  const texts = kind === 'text' ? new Array<string>(rows).fill('') : []
  const numbers = arrayOf(kind, rows)
  let validity: Uint8Array | undefined
  let dictionary: string[] = []
  let entries: Numbers = arrayOf(kind, 0)
  let row = 0
  for (let at = 0; at < pages.length && row < rows; ) {
    const { value: header, end } = readThrift(pages, at)
    const packed = numberAt(header, 3)
    const page = unpack(pages.subarray(end, end + packed), numberAt(header, 2))
    at = end + packed
    const dictionaryHeader = structAt(header, 7)
    if (dictionaryHeader !== undefined) {
      const size = numberAt(dictionaryHeader, 1)
      if (kind === 'category') dictionary = readTexts(page, 0, size)
      else entries = plainNumbers(kind, page, 0, size)
      continue
    }
    const data = structAt(header, 5)
    if (data === undefined) throw new RangeError(`readOwnColumn: need pages of version 1 in "${name}"`)
    const count = numberAt(data, 1)
    if (row + count > rows) throw new RangeError(`readOwnColumn: need ${rows} rows in "${name}", got more`)
    const levelBytes = viewOf(page).getUint32(0, true)
    const present = presence(page.subarray(4, 4 + levelBytes), count)
    let values = count
    if (present !== undefined) {
      validity ??= new Uint8Array(rows).fill(1)
      validity.set(present, row)
      values = 0
      for (let i = 0; i < count; i++) values += present[i]
    }
    const body = 4 + levelBytes
    const encoding = numberAt(data, 2)
    if (encoding !== PLAIN && encoding !== RLE_DICTIONARY)
      throw new RangeError(`readOwnColumn: need plain values or codes in "${name}", got encoding ${encoding}`)
    if (kind === 'text') {
      if (encoding !== PLAIN) throw new RangeError(`readOwnColumn: need plain text in "${name}", got codes`)
      place(readTexts(page, body, values), texts, present, row)
    } else {
      const read =
        encoding === PLAIN
          ? plainNumbers(kind, page, body, values)
          : decoded(kind, readHybrid(page, body + 1, values, page[body]), entries, dictionary.length)
      if (present === undefined) numbers.set(read, row)
      else {
        if (kind === 'float64') numbers.fill(Number.NaN, row, row + count)
        place(read, numbers, present, row)
      }
    }
    row += count
  }
  if (row < rows) throw new RangeError(`readOwnColumn: need ${rows} rows in "${name}", got ${row}`)
  const shared = validity === undefined ? {} : { validity }
  if (kind === 'text') return { kind, values: texts, ...shared }
  return { kind, values: numbers, ...(kind === 'category' ? { dictionary } : {}), ...shared } as Column
}

function arrayOf(kind: ReadableKind, rows: number): Numbers {
  if (kind === 'text') return new Uint8Array(0)
  if (kind === 'boolean') return new Uint8Array(rows)
  return kind === 'int32' || kind === 'date' || kind === 'category'
    ? new Int32Array(rows)
    : new Float64Array(rows)
}

function unpack(packed: Uint8Array, bytes: number): Uint8Array {
  if (!(bytes >= 0 && bytes <= MAX_PAGE_BYTES))
    throw new RangeError(`readOwnColumn: need pages of at most ${MAX_PAGE_BYTES} bytes, got ${bytes}`)
  const room = bytes + 64 // a full buffer would make zlib ask for another
  const page = zstdDecompressSync(packed, { chunkSize: room, maxOutputLength: room })
  if (page.length !== bytes)
    throw new RangeError(`readOwnColumn: need a page of ${bytes} bytes, got ${page.length}`)
  return page
}

/** 1 where a value is; undefined when all are. */
function presence(levels: Uint8Array, count: number): Uint8Array | undefined {
  const read = readHybrid(levels, 0, count, 1)
  for (let i = 0; i < count; i++) if (read[i] === 0) return Uint8Array.from(read)
  return undefined
}

function place<Value>(
  values: ArrayLike<Value>,
  into: { [index: number]: Value },
  present: Uint8Array | undefined,
  row: number,
): void {
  let next = 0
  const count = present?.length ?? values.length
  for (let i = 0; i < count; i++)
    if (present === undefined || present[i] === 1) into[row + i] = values[next++]
}

/** Codes stay codes in a category; elsewhere they become the values they stand for. */
function decoded(kind: ReadableKind, codes: Int32Array, entries: Numbers, texts: number): Numbers {
  const size = kind === 'category' ? texts : entries.length
  const values = kind === 'category' ? codes : arrayOf(kind, codes.length)
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]
    if (code >= size) throw new RangeError(`readOwnColumn: need codes below ${size}, got ${code}`)
    if (kind !== 'category') values[i] = entries[code]
  }
  return values
}

function plainNumbers(kind: ReadableKind, page: Uint8Array, at: number, count: number): Numbers {
  const width = kind === 'int32' || kind === 'date' ? 4 : 8
  const need = kind === 'boolean' ? Math.ceil(count / 8) : count * width
  if (!(at + need <= page.length))
    throw new RangeError(`readOwnColumn: need ${need} bytes of values, got ${page.length - at}`)
  const view = viewOf(page)
  const values = arrayOf(kind, count)
  switch (kind) {
    case 'boolean':
      for (let i = 0; i < count; i++) values[i] = (page[at + (i >> 3)] >> (i & 7)) & 1
      return values
    case 'float64':
      for (let i = 0; i < count; i++) values[i] = view.getFloat64(at + i * 8, true)
      return values
    case 'int32':
    case 'date':
      for (let i = 0; i < count; i++) values[i] = view.getInt32(at + i * 4, true)
      return values
    case 'int64':
    case 'timestamp': {
      const scale = kind === 'timestamp' ? 1000 : 1
      for (let i = 0; i < count; i++)
        values[i] = (view.getInt32(at + i * 8 + 4, true) * 2 ** 32 + view.getUint32(at + i * 8, true)) / scale
      return values
    }
    default:
      throw new RangeError(`readOwnColumn: need numbers, got ${kind}`)
  }
}

function readTexts(page: Uint8Array, at: number, count: number): string[] {
  const bytes = Buffer.from(page.buffer, page.byteOffset, page.byteLength)
  const texts = new Array<string>(Math.min(count, page.length))
  let position = at
  for (let i = 0; i < count; i++) {
    const length = bytes.readUInt32LE(position)
    position += 4
    if (position + length > bytes.length)
      throw new RangeError(`readOwnColumn: need a text of ${length} bytes, got the end of the page`)
    texts[i] = bytes.toString('utf8', position, position + length)
    position += length
  }
  return texts
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** The number of a field. @throws RangeError when there is none */
export function numberAt(struct: ThriftStruct, field: number): number {
  const value = struct.get(field)
  if (typeof value !== 'number') throw new RangeError(`readThrift: need a number in field ${field}, got none`)
  return value
}

/** The struct of a field, if there is one. */
export function structAt(struct: ThriftStruct, field: number): ThriftStruct | undefined {
  const value = struct.get(field)
  return value instanceof Map ? value : undefined
}
