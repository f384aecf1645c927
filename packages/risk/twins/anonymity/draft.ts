/** A quasi-identifier while it is being changed: values by row, written back into a column of the same kind. */
import type { Column } from '@pratibimba/numerics/frame'
import type { CodedColumn } from './coded-column.ts'
import { withOther } from './rare-categories.ts'

/** One group's common value. */
export interface Draft {
  readonly coded: CodedColumn
  /** Gives all rows of a group one value: the mean of numbers, the commonest category. */
  unify(rows: Int32Array): void
  /** Gives a row the present value of another row. */
  copy(from: number, to: number): void
  /** The column with the changes, of the kind it had. */
  finish(): Column
}

export function draftOf(coded: CodedColumn): Draft {
  return coded.scale === 'numeric' ? numericDraft(coded) : nominalDraft(coded)
}

function numericDraft(coded: Extract<CodedColumn, { scale: 'numeric' }>): Draft {
  const { column, codes, values } = coded
  const cells = new Float64Array(codes.length)
  for (let row = 0; row < cells.length; row++) cells[row] = values[codes[row]]
  const averaged = column.kind === 'float64' || column.kind === 'int32' || column.kind === 'int64'
  return {
    coded,
    unify(rows) {
      const value = averaged ? groupMean(rows, cells, column.kind !== 'float64') : groupMedian(rows, cells)
      for (let i = 0; i < rows.length; i++) cells[rows[i]] = value
    },
    copy(from, to) {
      cells[to] = cells[from]
    },
    finish: () => numberColumn(column, cells),
  }
}

/** Mean of the present values; NaN when missing ones are the majority; the median where sums leave the range. */
function groupMean(rows: Int32Array, cells: Float64Array, whole: boolean): number {
  let sum = 0
  let present = 0
  for (let i = 0; i < rows.length; i++) {
    const value = cells[rows[i]]
    if (Number.isNaN(value)) continue
    sum += value
    present++
  }
  if (2 * present < rows.length) return Number.NaN
  const mean = sum / present
  if (!Number.isFinite(mean)) return groupMedian(rows, cells)
  return whole ? Math.round(mean) : mean
}

/** Lower median of the present values; NaN when missing ones are the majority. */
function groupMedian(rows: Int32Array, cells: Float64Array): number {
  const values = Float64Array.from(rows, (row) => cells[row]).filter((value) => !Number.isNaN(value))
  if (2 * values.length < rows.length) return Number.NaN
  return values.sort()[(values.length - 1) >>> 1]
}

function numberColumn(column: Column, cells: Float64Array): Column {
  const gaps = presence(cells)
  switch (column.kind) {
    case 'int32':
    case 'date': {
      const values = new Int32Array(cells.length)
      for (let row = 0; row < cells.length; row++) values[row] = cells[row]
      return { kind: column.kind, values, ...gaps }
    }
    case 'int64':
    case 'timestamp':
      for (let row = 0; row < cells.length; row++) if (gaps.validity?.[row] === 0) cells[row] = 0
      return { kind: column.kind, values: cells, ...gaps }
    default:
      return { kind: 'float64', values: cells, ...gaps }
  }
}

function presence(cells: Float64Array): { readonly validity?: Uint8Array } {
  let missing = 0
  const validity = new Uint8Array(cells.length)
  for (let row = 0; row < cells.length; row++) {
    if (Number.isNaN(cells[row])) missing++
    else validity[row] = 1
  }
  return missing > 0 ? { validity } : {}
}

function nominalDraft(coded: Extract<CodedColumn, { scale: 'nominal' }>): Draft {
  const codes = coded.codes.slice()
  const { levels, other } = withOther(coded)
  const counts = new Int32Array(levels.length)
  return {
    coded,
    unify(rows) {
      let commonest = codes[rows[0]]
      for (let i = 0; i < rows.length; i++) {
        const code = codes[rows[i]]
        counts[code]++
        if (counts[code] > counts[commonest] || (counts[code] === counts[commonest] && code < commonest))
          commonest = code
      }
      const isMajority = 2 * counts[commonest] >= rows.length
      for (let i = 0; i < rows.length; i++) counts[codes[rows[i]]] = 0
      const value = isMajority || other === 0 ? commonest : other
      for (let i = 0; i < rows.length; i++) codes[rows[i]] = value
    },
    copy(from, to) {
      codes[to] = codes[from]
    },
    finish: () => levelColumn(coded.column, codes, levels),
  }
}

function levelColumn(column: Column, codes: Int32Array, levels: readonly (string | number | null)[]): Column {
  const gaps = codes.includes(0) ? { validity: Uint8Array.from(codes, (code) => (code === 0 ? 0 : 1)) } : {}
  switch (column.kind) {
    case 'category':
      return categoryColumn(codes, levels, gaps)
    case 'text':
      return { kind: 'text', values: Array.from(codes, (code) => String(levels[code] ?? '')), ...gaps }
    case 'boolean':
      return { kind: 'boolean', values: Uint8Array.from(codes, (code) => Number(levels[code])), ...gaps }
    case 'int32':
    case 'date':
      return { kind: column.kind, values: Int32Array.from(codes, (code) => Number(levels[code])), ...gaps }
    case 'float64':
      return {
        kind: 'float64',
        values: Float64Array.from(codes, (code) => Number(levels[code] ?? Number.NaN)),
        ...gaps,
      }
    default:
      return {
        ...column,
        values: Float64Array.from(codes, (code) => Number(levels[code])),
        ...withValidity(gaps),
      }
  }
}

/** Only levels that are still used stand in the dictionary, so that no rare one can be read from it. */
function categoryColumn(
  codes: Int32Array,
  levels: readonly (string | number | null)[],
  gaps: { readonly validity?: Uint8Array },
): Column {
  const dictionary: string[] = []
  const entryOf = new Int32Array(levels.length).fill(-1)
  const values = new Int32Array(codes.length)
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]
    if (code === 0) continue
    if (entryOf[code] < 0) entryOf[code] = dictionary.push(String(levels[code])) - 1
    values[row] = entryOf[code]
  }
  return { kind: 'category', values, dictionary, ...gaps }
}

function withValidity(gaps: { readonly validity?: Uint8Array }): {
  readonly validity: Uint8Array | undefined
} {
  return { validity: gaps.validity }
}
