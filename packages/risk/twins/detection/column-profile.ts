/** The facts of a column that types are told from, found in one pass. */
import type { CategoryColumn, Column, TextColumn } from '@pratibimba/numerics/frame'
import { serialText } from '@pratibimba/numerics/frame'
import { nameWords } from './column-name.ts'
import { isMissingMarker, writtenNumber } from './written-values.ts'

/** Texts looked at for patterns; counts of values and gaps are always exact. */
const SAMPLED_TEXTS = 2_000
/** Up to this many different values are listed. */
const LISTED_LEVELS = 200

export interface NumberFacts {
  readonly min: number
  readonly max: number
  /** No value has a fraction. */
  readonly whole: boolean
  /** Different values in ascending order, when there are at most 200 of them. */
  readonly levels?: readonly number[]
}

export interface ColumnProfile {
  readonly name: string
  readonly words: readonly string[]
  readonly column: Column
  readonly rows: number
  /** Missing cells, texts that stand for "no value" among them. */
  readonly missing: number
  /** Different values, exact. */
  readonly distinct: number
  /** Absent when the values are not numbers. */
  readonly numbers?: NumberFacts
  /** Different values as text, evenly picked, at most 2,000. */
  readonly texts: readonly string[]
  /** Numbers written as text. */
  readonly numbersAsText: boolean
  /** All values of a text column are digits of this length with leading zeros among them. */
  readonly paddedDigits?: number
  /** Texts taken for "no value". */
  readonly markers: readonly string[]
}

export function profileColumn(name: string, column: Column, rows: number): ColumnProfile {
  const words = nameWords(name)
  switch (column.kind) {
    case 'text':
    case 'category':
      return profileTexts(name, words, column, rows)
    case 'serial': {
      const { distinct, missing } = countNumbers(column.values, column.validity)
      const texts = evenly(rows).flatMap((row) =>
        column.validity?.[row] === 0 ? [] : [serialText(column, row)],
      )
      return { name, words, column, rows, missing, distinct, texts, numbersAsText: false, markers: [] }
    }
    default: {
      const { distinct, missing, ...facts } = countNumbers(column.values, column.validity)
      const texts =
        column.kind === 'float64' && !facts.whole ? [] : numberTexts(column.values, column.validity)
      const numbers = distinct > 0 ? facts : undefined
      return {
        name,
        words,
        column,
        rows,
        missing,
        distinct,
        numbers,
        texts,
        numbersAsText: false,
        markers: [],
      }
    }
  }
}

function numberTexts(values: ArrayLike<number>, validity: Uint8Array | undefined): string[] {
  const texts = new Set<string>()
  for (const row of evenly(values.length)) if (validity?.[row] !== 0) texts.add(String(values[row]))
  return [...texts]
}

/** At most 2,000 indices below `length`, evenly spread. */
function evenly(length: number): number[] {
  const count = Math.min(length, SAMPLED_TEXTS)
  return Array.from({ length: count }, (_, i) => Math.floor((i * length) / count))
}

function countNumbers(
  values: ArrayLike<number>,
  validity: Uint8Array | undefined,
): NumberFacts & { distinct: number; missing: number } {
  let missing = 0
  let whole = true
  let count = 0
  const present = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (validity?.[i] === 0 || Number.isNaN(value)) {
      missing++
      continue
    }
    if (value !== Math.floor(value)) whole = false
    present[count++] = value + 0
  }
  const levels = distinctValues(present.subarray(0, count), whole)
  return {
    min: levels[0],
    max: levels[levels.length - 1],
    whole,
    ...(levels.length <= LISTED_LEVELS ? { levels: Array.from(levels) } : {}),
    distinct: levels.length,
    missing,
  }
}

/** The different values in ascending order: marked in a table where their range is narrow, else found by hash. */
function distinctValues(values: Float64Array, whole: boolean): Float64Array {
  let min = Infinity
  let max = -Infinity
  for (let i = 0; i < values.length; i++) {
    if (values[i] < min) min = values[i]
    if (values[i] > max) max = values[i]
  }
  if (whole && max >= min && max - min < 4 * values.length + 65_536) {
    const seen = new Uint8Array(max - min + 1)
    for (let i = 0; i < values.length; i++) seen[values[i] - min] = 1
    const levels: number[] = []
    for (let k = 0; k < seen.length; k++) if (seen[k]) levels.push(min + k)
    return Float64Array.from(levels)
  }
  const found = new Set<number>()
  for (let i = 0; i < values.length; i++) found.add(values[i])
  return Float64Array.from(found).sort()
}

function profileTexts(
  name: string,
  words: readonly string[],
  column: TextColumn | CategoryColumn,
  rows: number,
): ColumnProfile {
  const counts = column.kind === 'category' ? countLevels(column) : countTexts(column)
  const written = writtenNumbers(counts.keys())
  const markers: string[] = []
  const levels: string[] = []
  let present = 0
  for (const [text, count] of counts) {
    if (isMissingMarker(text, written !== undefined)) markers.push(text)
    else {
      levels.push(text)
      present += count
    }
  }
  const paddedDigits = written ? paddedWidth(levels) : undefined
  const facts = written && paddedDigits === undefined ? countNumbers(written, undefined) : undefined
  return {
    name,
    words,
    column,
    rows,
    missing: rows - present,
    distinct: facts ? facts.distinct : levels.length,
    ...(facts ? { numbers: facts } : {}),
    texts: evenly(levels.length).map((i) => levels[i]),
    numbersAsText: facts !== undefined,
    ...(paddedDigits === undefined ? {} : { paddedDigits }),
    markers,
  }
}

/** The numbers that different texts write; undefined as soon as one of them writes none, or when all are gaps. */
function writtenNumbers(texts: Iterable<string>): Float64Array | undefined {
  const numbers: number[] = []
  for (const text of texts) {
    if (isMissingMarker(text, true)) continue
    const number = writtenNumber(text)
    if (Number.isNaN(number)) return undefined
    numbers.push(number)
  }
  return numbers.length > 0 ? Float64Array.from(numbers) : undefined
}

/** Digits of one length, some with a leading zero, are codes: as numbers they would lose their zeros. */
function paddedWidth(texts: readonly string[]): number | undefined {
  const width = texts[0].length
  if (width < 2 || !texts.every((text) => text.length === width && /^\d+$/.test(text))) return undefined
  return texts.some((text) => text[0] === '0') ? width : undefined
}

function countTexts({ values, validity }: TextColumn): Map<string, number> {
  const counts = new Map<string, number>()
  for (let i = 0; i < values.length; i++) {
    if (validity?.[i] === 0) continue
    counts.set(values[i], (counts.get(values[i]) ?? 0) + 1)
  }
  return counts
}

function countLevels({ values, validity, dictionary }: CategoryColumn): Map<string, number> {
  const counts = new Uint32Array(dictionary.length)
  for (let i = 0; i < values.length; i++) if (validity?.[i] !== 0) counts[values[i]]++
  const used = new Map<string, number>()
  for (let code = 0; code < counts.length; code++)
    if (counts[code] > 0) used.set(dictionary[code], (used.get(dictionary[code]) ?? 0) + counts[code])
  return used
}
