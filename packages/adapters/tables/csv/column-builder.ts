/** One column of a CSV being read: finds the narrowest kind that every value fits, and holds the values in it. */
import type { Column } from '@pratibimba/numerics/frame'
import type { ReadableKind } from '@pratibimba/risk/ports'
import { ByteDictionary } from './byte-dictionary.ts'
import {
  FRACTIONAL,
  INTEGER,
  matchesWord,
  NOT_A_NUMBER,
  parseBoolean,
  parseDate,
  parsed,
  parseNumber,
  parseTimestamp,
} from './parse-cell.ts'
import { ESCAPED, PLAIN } from './row-scanner.ts'
import { stringColumn } from './string-column.ts'

const SEGMENT_BITS = 14
const SEGMENT_ROWS = 1 << SEGMENT_BITS
const SEGMENT_MASK = SEGMENT_ROWS - 1
/** More distinct values than this are free text. */
const MAX_CATEGORIES = 65_536

/** Stand for "missing" in every column that is not text; in text they are values like any other. */
const MISSING_MARKERS = ['na', 'nan', 'null', 'n/a', 'none', '#n/a']

type Mode = 'unknown' | 'number' | 'boolean' | 'date' | 'timestamp' | 'category' | 'text'

type Segment = Int32Array | Float64Array

const MODE_OF: Record<ReadableKind, Mode> = {
  float64: 'number',
  int32: 'number',
  int64: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  category: 'category',
  text: 'text',
}

/** How the kind is found: `infer`, `string` (category or text, whichever fits), or fixed by the caller. */
export type Wanted = ReadableKind | 'infer' | 'string'

export class ColumnBuilder {
  /** The kind turned out to be a string after values were taken as something else: the column must be read again. */
  broken = false
  private readonly wanted: Wanted
  private mode: Mode
  private integral = true
  private narrow = true
  private readonly segments: Segment[] = []
  private readonly validity: (Uint8Array | undefined)[] = []
  private sawMarker = false
  private readonly dictionary = new ByteDictionary()
  private readonly texts: string[] = []
  private scratch = Buffer.alloc(256)

  constructor(wanted: Wanted) {
    this.wanted = wanted
    this.mode = wanted === 'infer' ? 'unknown' : wanted === 'string' ? 'category' : MODE_OF[wanted]
  }

  /** Whether the caller fixed the kind, so that a value can be wrong. */
  get fixed(): boolean {
    return this.wanted !== 'infer' && this.wanted !== 'string'
  }

  /**
   * Takes the cell of row `row` (rows come in order; a row may be taken again when it was rejected).
   *
   * @returns why the value does not fit the fixed kind, or undefined
   */
  put(row: number, bytes: Buffer, start: number, end: number, style: number): string | undefined {
    if (this.broken) return undefined
    if (this.mode === 'category' || this.mode === 'text') {
      if (start === end && style === PLAIN) this.setMissing(row)
      else this.putString(row, bytes, start, end, style)
      return undefined
    }
    let from = start
    let to = end
    while (from < to && bytes[from] === 32) from++
    while (to > from && bytes[to - 1] === 32) to--
    if (from === to) {
      this.setMissing(row)
      return undefined
    }
    if (style !== ESCAPED && this.putTyped(row, bytes, from, to)) return undefined
    if (isMarker(bytes, from, to)) {
      this.sawMarker = true
      this.setMissing(row)
      return undefined
    }
    if (this.fixed) return `not a value of kind ${this.wanted}`
    if (this.mode === 'unknown' && !this.sawMarker) {
      this.mode = 'category'
      this.putString(row, bytes, start, end, style)
    } else this.broken = true
    return undefined
  }

  /** The column over the first `rows` rows. */
  finish(rows: number): Column {
    const validity = this.finishValidity(rows)
    const shared = validity === undefined ? {} : { validity }
    switch (this.mode) {
      case 'unknown':
        return { kind: 'float64', values: new Float64Array(rows).fill(Number.NaN), ...shared }
      case 'number':
        return this.finishNumber(rows, validity)
      case 'boolean':
        return { kind: 'boolean', values: this.assemble(new Uint8Array(rows)), ...shared }
      case 'date':
        return { kind: 'date', values: this.assemble(new Int32Array(rows)), ...shared }
      case 'timestamp':
        return { kind: 'timestamp', values: this.assemble(new Float64Array(rows)), ...shared }
      default:
        return this.finishString(rows, validity)
    }
  }

  private putTyped(row: number, bytes: Buffer, start: number, end: number): boolean {
    switch (this.mode) {
      case 'number':
        return this.putNumber(row, bytes, start, end)
      case 'boolean':
        if (!parseBoolean(bytes, start, end, this.fixed)) return false
        break
      case 'date':
        if (!parseDate(bytes, start, end)) return false
        break
      case 'timestamp':
        if (parseTimestamp(bytes, start, end)) this.set(row, parsed, true)
        else if (this.fixed && parseDate(bytes, start, end)) this.set(row, parsed * 86_400_000, true)
        else return false
        return true
      default:
        return this.putFirst(row, bytes, start, end)
    }
    this.set(row, parsed, false)
    return true
  }

  /** The first value of a column decides what it is taken for. */
  private putFirst(row: number, bytes: Buffer, start: number, end: number): boolean {
    for (const mode of ['number', 'boolean', 'date', 'timestamp'] as const) {
      this.mode = mode
      if (this.putTyped(row, bytes, start, end)) return true
    }
    this.mode = 'unknown'
    return false
  }

  private putNumber(row: number, bytes: Buffer, start: number, end: number): boolean {
    const seen = parseNumber(bytes, start, end, this.fixed)
    if (this.fixed) {
      if (seen === NOT_A_NUMBER) return false
      if (this.wanted === 'float64') {
        this.set(row, parsed, true)
        return true
      }
      if (!Number.isInteger(parsed) || Math.abs(parsed) > 2 ** 53) return false
      if (this.wanted === 'int32' && (parsed | 0) !== parsed) return false
      this.set(row, parsed, this.wanted === 'int64')
      return true
    }
    if (seen === INTEGER) {
      if ((parsed | 0) !== parsed) this.narrow = false
    } else if (seen === FRACTIONAL) this.integral = false
    else return false
    this.set(row, parsed, !(this.narrow && this.integral) || Object.is(parsed, -0))
    return true
  }

  private putString(row: number, bytes: Buffer, start: number, end: number, style: number): void {
    let source = bytes
    let from = start
    let to = end
    if (style === ESCAPED) {
      to = this.unescape(bytes, start, end)
      from = 0
      source = this.scratch
    }
    if (this.mode === 'category') {
      this.set(row, this.dictionary.code(source, from, to), false)
      if (this.wanted !== 'category' && this.dictionary.size > MAX_CATEGORIES) this.turnIntoText(row + 1)
    } else {
      this.texts[row] = source.toString('utf8', from, to)
      this.setPresent(row)
    }
  }

  private unescape(bytes: Buffer, start: number, end: number): number {
    if (end - start > this.scratch.length) this.scratch = Buffer.alloc((end - start) * 2)
    let length = 0
    for (let i = start; i < end; i++) {
      this.scratch[length++] = bytes[i]
      if (bytes[i] === 34) i++
    }
    return length
  }

  private turnIntoText(rows: number): void {
    const strings = this.dictionary.strings()
    for (let row = 0; row < rows; row++)
      this.texts[row] = this.present(row)
        ? strings[this.segments[row >> SEGMENT_BITS][row & SEGMENT_MASK]]
        : ''
    this.segments.length = 0
    this.mode = 'text'
  }

  private set(row: number, value: number, wide: boolean): void {
    const index = row >> SEGMENT_BITS
    let segment = this.segments[index]
    if (segment === undefined) {
      // Rows before the first value of a column have no segments yet.
      for (let k = this.segments.length; k < index; k++) this.segments.push(new Int32Array(SEGMENT_ROWS))
      segment = wide ? new Float64Array(SEGMENT_ROWS) : new Int32Array(SEGMENT_ROWS)
      this.segments[index] = segment
    } else if (wide && segment instanceof Int32Array) {
      segment = Float64Array.from(segment)
      this.segments[index] = segment
    }
    segment[row & SEGMENT_MASK] = value
    this.setPresent(row)
  }

  private setPresent(row: number): void {
    const flags = this.validity[row >> SEGMENT_BITS]
    if (flags !== undefined) flags[row & SEGMENT_MASK] = 1
  }

  private setMissing(row: number): void {
    const index = row >> SEGMENT_BITS
    let flags = this.validity[index]
    if (flags === undefined) {
      flags = new Uint8Array(SEGMENT_ROWS).fill(1)
      this.validity[index] = flags
    }
    flags[row & SEGMENT_MASK] = 0
    if (this.mode === 'text') this.texts[row] = ''
  }

  private present(row: number): boolean {
    const flags = this.validity[row >> SEGMENT_BITS]
    return flags === undefined || flags[row & SEGMENT_MASK] === 1
  }

  private finishValidity(rows: number): Uint8Array | undefined {
    let missing = 0
    const validity = new Uint8Array(rows).fill(1)
    for (let index = 0; index * SEGMENT_ROWS < rows; index++) {
      const flags = this.validity[index]
      if (flags === undefined) continue
      const first = index * SEGMENT_ROWS
      const count = Math.min(SEGMENT_ROWS, rows - first)
      validity.set(flags.subarray(0, count), first)
      for (let k = 0; k < count; k++) missing += 1 - flags[k]
    }
    return missing === 0 ? undefined : validity
  }

  /** Copies the segments into the final array, releasing each. */
  private assemble<Values extends Uint8Array | Int32Array | Float64Array>(values: Values): Values {
    for (let index = 0; index < this.segments.length; index++) {
      const first = index * SEGMENT_ROWS
      if (first >= values.length) break
      values.set(this.segments[index].subarray(0, Math.min(SEGMENT_ROWS, values.length - first)), first)
    }
    this.segments.length = 0
    return values
  }

  private finishNumber(rows: number, validity: Uint8Array | undefined): Column {
    const inferred = !this.integral ? 'float64' : this.narrow ? 'int32' : 'int64'
    const kind = this.fixed ? (this.wanted as 'float64' | 'int32' | 'int64') : inferred
    const shared = validity === undefined ? {} : { validity }
    if (kind === 'int32') return { kind, values: this.assemble(new Int32Array(rows)), ...shared }
    const values = this.assemble(new Float64Array(rows))
    if (validity !== undefined) {
      const absent = kind === 'float64' ? Number.NaN : 0
      for (let row = 0; row < rows; row++) if (validity[row] === 0) values[row] = absent
    }
    return { kind, values, ...shared }
  }

  private finishString(rows: number, validity: Uint8Array | undefined): Column {
    const shared = validity === undefined ? {} : { validity }
    if (this.mode === 'text') {
      this.texts.length = rows
      for (let row = 0; row < rows; row++) this.texts[row] ??= ''
      return { kind: 'text', values: this.texts, ...shared }
    }
    const codes = this.assemble(new Int32Array(rows))
    return stringColumn(codes, this.dictionary.strings(), validity, this.wanted === 'category')
  }
}

function isMarker(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > 4) return false
  for (const marker of MISSING_MARKERS) if (matchesWord(bytes, start, end, marker)) return true
  return false
}
