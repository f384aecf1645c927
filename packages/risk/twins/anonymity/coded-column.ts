/** Quasi-identifiers as small integers: equal values have equal codes, 0 stands for missing. */
import type { Column } from '@pratibimba/numerics/frame'

interface Coded {
  readonly name: string
  readonly column: Column
  /** Code of each row, 0 = missing. */
  readonly codes: Int32Array
}

/** Codes 1… in ascending order of the values. */
export interface NumericCoded extends Coded {
  readonly scale: 'numeric'
  /** Value of each code; NaN for code 0. */
  readonly values: Float64Array
}

/** Codes 1… in the order of first sight. */
export interface NominalCoded extends Coded {
  readonly scale: 'nominal'
  /** Text or number of each code; null for code 0. */
  readonly levels: readonly (string | number | null)[]
}

export type CodedColumn = NumericCoded | NominalCoded

/** How many codes there are, the one for missing included. */
export function codeCount(coded: CodedColumn): number {
  return coded.scale === 'numeric' ? coded.values.length : coded.levels.length
}

/**
 * Codes a column; O(n) where the range of whole numbers is narrow, else O(n log n).
 *
 * @param nominal whether a column of numbers holds codes without an order
 */
export function codeColumn(name: string, column: Column, nominal: boolean): CodedColumn {
  switch (column.kind) {
    case 'category':
      return codeDictionary(name, column)
    case 'text':
    case 'boolean':
    case 'serial':
      return codeLevels(name, column)
    default:
      return nominal ? codeLevels(name, column) : codeNumbers(name, column)
  }
}

type NumberColumn = Exclude<Column, { kind: 'text' }>

function codeDictionary(name: string, column: Extract<Column, { kind: 'category' }>): NominalCoded {
  const { values, validity, dictionary } = column
  const levels: (string | null)[] = [null]
  const codeOfText = new Map<string, number>()
  const codeOfEntry = new Int32Array(dictionary.length)
  const codes = new Int32Array(values.length)
  for (let row = 0; row < codes.length; row++) {
    if (validity?.[row] === 0) continue
    const entry = values[row]
    if (codeOfEntry[entry] === 0) codeOfEntry[entry] = levelCode(dictionary[entry], codeOfText, levels)
    codes[row] = codeOfEntry[entry]
  }
  return { scale: 'nominal', name, column, codes, levels }
}

function codeLevels(name: string, column: Column): NominalCoded {
  const { values, validity } = column
  const levels: (string | number | null)[] = [null]
  const known = new Map<string | number, number>()
  const codes = new Int32Array(values.length)
  for (let row = 0; row < codes.length; row++) {
    const value = values[row]
    if (validity?.[row] !== 0 && !Number.isNaN(value)) codes[row] = levelCode(value, known, levels)
  }
  return { scale: 'nominal', name, column, codes, levels }
}

function levelCode<T extends string | number>(value: T, known: Map<T, number>, levels: (T | null)[]): number {
  const code = known.get(value)
  if (code !== undefined) return code
  known.set(value, levels.length)
  return levels.push(value) - 1
}

function codeNumbers(name: string, column: NumberColumn): NumericCoded {
  const { values: cells, validity } = column
  const rows = cells.length
  const sorted = new Float64Array(rows)
  let present = 0
  for (let row = 0; row < rows; row++)
    if (validity?.[row] !== 0 && !Number.isNaN(cells[row])) sorted[present++] = cells[row] + 0
  const ascending = sorted.subarray(0, present).sort()
  const values = new Float64Array(present + 1)
  values[0] = Number.NaN
  let count = 1
  for (let i = 0; i < present; i++)
    if (i === 0 || ascending[i] !== ascending[i - 1]) values[count++] = ascending[i]
  const levels = values.slice(0, count)
  const codes = new Int32Array(rows)
  const find = codeFinder(levels)
  for (let row = 0; row < rows; row++)
    if (validity?.[row] !== 0 && !Number.isNaN(cells[row])) codes[row] = find(cells[row] + 0)
  return { scale: 'numeric', name, column, codes, values: levels }
}

/** Code of a value: by a table where whole values lie close together, else by hash. */
function codeFinder(levels: Float64Array): (value: number) => number {
  const count = levels.length
  const low = levels[1]
  const range = levels[count - 1] - low
  let whole = range < 4 * count + 65_536
  for (let code = 1; whole && code < count; code++) whole = levels[code] === Math.floor(levels[code])
  if (!whole) return hashFinder(levels)
  const table = new Int32Array(range + 1)
  for (let code = 1; code < count; code++) table[levels[code] - low] = code
  return (value) => table[value - low]
}

const bits = new Float64Array(1)
const halves = new Uint32Array(bits.buffer)

function hashOf(value: number): number {
  bits[0] = value
  const mixed = Math.imul(halves[0] ^ Math.imul(halves[1], 0x9e3779b1), 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}

/** Open addressing with linear probing over the bits of the values. */
function hashFinder(levels: Float64Array): (value: number) => number {
  const mask = 2 ** Math.ceil(Math.log2(2 * levels.length)) - 1
  const table = new Int32Array(mask + 1)
  for (let code = 1; code < levels.length; code++) {
    let slot = hashOf(levels[code]) & mask
    while (table[slot] !== 0) slot = (slot + 1) & mask
    table[slot] = code
  }
  return (value) => {
    let slot = hashOf(value) & mask
    while (levels[table[slot]] !== value) slot = (slot + 1) & mask
    return table[slot]
  }
}

/** Numbers of the rows that fulfil a condition, ascending. */
export function rowsWhere(rows: number, condition: (row: number) => boolean): Int32Array {
  const found = new Int32Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) if (condition(row)) found[count++] = row
  return found.subarray(0, count)
}

/** How many rows hold each code. */
export function codeSizes(codes: Int32Array, count: number): Int32Array {
  const sizes = new Int32Array(count)
  for (let row = 0; row < codes.length; row++) sizes[codes[row]]++
  return sizes
}
