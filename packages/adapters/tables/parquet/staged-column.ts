/** One column's rows of the row group being filled, and their form on the disk. */
import { type Column, serialText } from '@pratibimba/numerics/frame'
import type { ColumnSchema } from '@pratibimba/risk/ports'
import { packBits } from './levels.ts'
import { type ValueDictionary, valueDictionary } from './value-dictionary.ts'

/** Present values ready to be put into pages. */
export type Physical =
  | {
      readonly form: 'plain'
      readonly slice: (from: number, to: number) => Uint8Array
      readonly bounds?: Bounds
    }
  | {
      readonly form: 'dictionary'
      readonly entries: Uint8Array
      readonly size: number
      readonly codes: Int32Array
      readonly bounds?: Bounds
    }

export interface Bounds {
  readonly min: Uint8Array
  readonly max: Uint8Array
}

export class StagedColumn {
  readonly schema: ColumnSchema
  /** 1 = present, of the rows staged. */
  readonly present: Uint8Array
  missing = 0
  private readonly numbers: Float64Array
  private strings: string[] = []
  private readonly codes: Map<string, number> = new Map()
  /** The prefix and width of a serial column, alike in every frame. */
  private serial: { readonly prefix: string; readonly width: number } | undefined

  constructor(schema: ColumnSchema, capacity: number) {
    this.schema = schema
    this.present = new Uint8Array(capacity)
    this.numbers = new Float64Array(schema.kind === 'text' ? 0 : capacity)
  }

  /** Takes rows [from, to) of the column as rows `at`… of the group. */
  stage(column: Column, from: number, to: number, at: number): void {
    const { present, numbers } = this
    const { validity } = column
    const count = to - from
    if (validity === undefined) present.fill(1, at, at + count)
    else present.set(validity.subarray(from, to), at)
    if (column.kind === 'text') this.stageText(column.values, from, to, at)
    else if (column.kind === 'category') this.stageCategory(column.values, column.dictionary, from, to, at)
    else {
      numbers.set(column.values.subarray(from, to), at)
      if (column.kind === 'serial') this.checkSerial(column)
      if (column.kind !== 'int32' && column.kind !== 'date' && column.kind !== 'boolean')
        for (let i = at; i < at + count; i++) if (Number.isNaN(numbers[i])) present[i] = 0
      if (column.kind === 'int64') this.refuseInexact(at, at + count)
    }
    let missing = 0
    if (
      validity !== undefined ||
      column.kind === 'float64' ||
      column.kind === 'int64' ||
      column.kind === 'timestamp' ||
      column.kind === 'serial'
    )
      for (let i = at; i < at + count; i++) missing += 1 - present[i]
    this.missing += missing
  }

  /** Releases the rows. */
  clear(): void {
    this.missing = 0
    this.strings = []
    this.codes.clear()
  }

  /** The present values among the first `rows`. */
  physical(rows: number): Physical {
    const { kind } = this.schema
    if (kind === 'text') return this.physicalText(rows)
    const values = this.presentNumbers(rows)
    switch (kind) {
      case 'category': {
        const entries = byteArrays(this.strings, 0, this.strings.length)
        return { form: 'dictionary', entries, size: this.strings.length, codes: new Int32Array(values) }
      }
      case 'serial':
        return { form: 'plain', slice: (from, to) => this.serialBytes(values.subarray(from, to)) }
      case 'boolean':
        return {
          form: 'plain',
          slice: (from, to) => {
            const bits = new Uint8Array(Math.ceil((to - from) / 8))
            packBits(Uint8Array.from(values.subarray(from, to)), 1, bits, 0)
            return bits
          },
        }
      case 'float64':
        return fixedWidth(new Uint32Array(values.slice().buffer), 2, doubleBounds(values))
      case 'int32':
      case 'date':
        return fixedWidth(
          new Uint32Array(new Int32Array(values).buffer),
          1,
          boundsOf(values, (value) => Int32Array.of(value)),
        )
      default: {
        const scale = kind === 'timestamp' ? 1000 : 1
        const words = new Uint32Array(values.length * 2)
        for (let i = 0; i < values.length; i++) putInt64(words, i, values[i], scale)
        return fixedWidth(
          words,
          2,
          boundsOf(values, (value) => {
            const pair = new Uint32Array(2)
            putInt64(pair, 0, value, scale)
            return pair
          }),
        )
      }
    }
  }

  private stageText(values: readonly string[], from: number, to: number, at: number): void {
    for (let i = from; i < to; i++) {
      const text = values[i]
      if (this.present[at + i - from] === 1 && !text.isWellFormed()) throw this.malformed()
      this.strings[at + i - from] = text
    }
  }

  /** Codes are the group's own, in the order its rows first use them: frames may number the same strings differently. */
  private stageCategory(
    values: Int32Array,
    dictionary: readonly string[],
    from: number,
    to: number,
    at: number,
  ): void {
    const { numbers, present, codes, strings } = this
    const renumbered = new Int32Array(dictionary.length).fill(-1)
    for (let i = from; i < to; i++) {
      const row = at + i - from
      if (present[row] === 0) continue
      let code = renumbered[values[i]]
      if (code === -1) {
        const text = dictionary[values[i]]
        if (!text.isWellFormed()) throw this.malformed()
        code = codes.get(text) ?? codes.size
        if (code === codes.size) {
          codes.set(text, code)
          strings.push(text)
        }
        renumbered[values[i]] = code
      }
      numbers[row] = code
    }
  }

  private checkSerial({ prefix, width }: { prefix: string; width: number }): void {
    if (!prefix.isWellFormed()) throw this.malformed()
    this.serial ??= { prefix, width }
    if (this.serial.prefix !== prefix || this.serial.width !== width)
      throw new RangeError(`TableSink.write: need one prefix and width in "${this.schema.name}", got several`)
  }

  private malformed(): RangeError {
    return new RangeError(
      `TableSink.write: need well-formed text in "${this.schema.name}", got half a surrogate pair`,
    )
  }

  private refuseInexact(from: number, to: number): void {
    const { numbers, present } = this
    for (let i = from; i < to; i++) {
      const value = numbers[i]
      if ((value | 0) === value || present[i] === 0) continue
      if (!(Number.isInteger(value) && Math.abs(value) <= 2 ** 53))
        throw new RangeError(
          `TableSink.write: need integers up to 2^53 in "${this.schema.name}", got another`,
        )
    }
  }

  private presentNumbers(rows: number): Float64Array {
    if (this.missing === 0) return this.numbers.subarray(0, rows)
    const values = new Float64Array(rows - this.missing)
    let at = 0
    for (let i = 0; i < rows; i++) if (this.present[i] === 1) values[at++] = this.numbers[i]
    return values
  }

  /** Length, prefix and padded digits of each value, without a string for every row. */
  private serialBytes(values: Float64Array): Uint8Array {
    const { prefix, width } = this.serial!
    const head = Buffer.from(prefix)
    const out = new Uint8Array(values.length * (4 + head.length + Math.max(width, 16)))
    let at = 0
    for (let row = 0; row < values.length; row++) {
      const value = values[row]
      if (!(value >= 0 && value <= 2 ** 53 && Math.floor(value) === value))
        return byteArrays(
          Array.from(values, (_, k) => serialText({ kind: 'serial', values, prefix, width }, k)),
          0,
          values.length,
        )
      // Nine digits at a time: 32-bit arithmetic is several times quicker than that of doubles.
      let high = Math.floor(value / 1e9)
      let low = (value - high * 1e9) | 0
      let digits = 1
      if (high > 0) {
        digits = 10
        for (let bound = 10; high >= bound; bound *= 10) digits++
      } else for (let bound = 10; low >= bound && digits < 9; bound *= 10) digits++
      if (digits < width) digits = width
      const length = head.length + digits
      out[at] = length & 255
      out[at + 1] = (length >>> 8) & 255
      out[at + 2] = (length >>> 16) & 255
      out[at + 3] = length >>> 24
      at += 4
      for (let k = 0; k < head.length; k++) out[at + k] = head[k]
      const first = at + head.length
      let place = at + length - 1
      for (let k = 0; k < 9 && place >= first; k++) {
        const quotient = (low / 10) | 0
        out[place--] = 48 + (low - quotient * 10)
        low = quotient
      }
      while (place >= first) {
        const quotient = Math.floor(high / 10)
        out[place--] = 48 + (high - quotient * 10)
        high = quotient
      }
      at += length
    }
    return out.subarray(0, at)
  }

  private physicalText(rows: number): Physical {
    const texts =
      this.missing === 0
        ? this.strings
        : this.strings.filter((_, row) => row < rows && this.present[row] === 1)
    return { form: 'plain', slice: (from, to) => byteArrays(texts, from, to) }
  }
}

function fixedWidth(words: Uint32Array, wordsPerValue: number, bounds: Bounds | undefined): Physical {
  const dictionary: ValueDictionary | undefined = valueDictionary(words, wordsPerValue)
  if (dictionary !== undefined)
    return {
      form: 'dictionary',
      entries: bytesOf(dictionary.words),
      size: dictionary.size,
      codes: dictionary.codes,
      bounds,
    }
  return {
    form: 'plain',
    slice: (from, to) => bytesOf(words.subarray(from * wordsPerValue, to * wordsPerValue)),
    bounds,
  }
}

function bytesOf(values: Uint32Array | Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

/** Length (4 bytes) and UTF-8 of each string. */
function byteArrays(strings: readonly string[], from: number, to: number): Uint8Array {
  let capacity = 0
  for (let i = from; i < to; i++) capacity += 4 + strings[i].length * 3
  const out = Buffer.allocUnsafe(capacity)
  let at = 0
  for (let i = from; i < to; i++) {
    const length = out.write(strings[i], at + 4)
    out.writeUInt32LE(length, at)
    at += 4 + length
  }
  return out.subarray(0, at)
}

/** value × scale as a 64-bit integer; the fraction of a millisecond is rounded to the microsecond. */
function putInt64(words: Uint32Array, index: number, value: number, scale: number): void {
  const product = Math.round(value * scale)
  if (Math.abs(product) <= 2 ** 53) {
    const high = Math.floor(product / 2 ** 32)
    words[index * 2] = product - high * 2 ** 32
    words[index * 2 + 1] = high
  } else {
    const exact = BigInt.asUintN(64, BigInt(Math.trunc(value)) * BigInt(scale))
    words[index * 2] = Number(exact & 0xffffffffn)
    words[index * 2 + 1] = Number(exact >> 32n)
  }
}

function boundsOf(
  values: Float64Array,
  encode: (value: number) => Uint32Array | Int32Array | Float64Array,
): Bounds | undefined {
  if (values.length === 0) return undefined
  let min = values[0]
  let max = values[0]
  for (let i = 1; i < values.length; i++) {
    if (values[i] < min) min = values[i]
    if (values[i] > max) max = values[i]
  }
  return { min: bytesOf(encode(min)), max: bytesOf(encode(max)) }
}

/** A zero bound is written −0 below and +0 above, as the format asks. */
function doubleBounds(values: Float64Array): Bounds | undefined {
  return boundsOf(values, (value) => Float64Array.of(value))
}
