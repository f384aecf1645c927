/** Rows of a twin, each a pure function of (seed, index). */
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import type { ColumnModel, KeyPattern, Rounding, TwinModel } from '../model.ts'
import type { Drawn } from './draw-children.ts'
import { keysOf } from './key-column.ts'
import { type OpenTwin, openTwin } from './open-twin.ts'
import { personalValues } from './personal-values.ts'
import { placeholderColumn } from './placeholder-column.ts'

/**
 * Rows [start, end) of a table; of a child table, the children of the root table's rows [start, end).
 *
 * @param table name of the table
 * @param seed  integer in [0, 2⁵³ − 1]
 * @throws RangeError when there is no such table or the range is not one
 */
export function sampleRows(model: TwinModel, table: string, start: number, end: number, seed: number): Frame {
  return openRows(model, seed)(table, start, end)
}

/** The same for many calls: the model is unpacked once. */
export function openRows(
  model: TwinModel,
  seed: number,
): (table: string, start: number, end: number) => Frame {
  const twin = openTwin(model, seed)
  return (name, start, end) => {
    if (!(Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end >= start))
      throw new RangeError(`sampleRows: need a range of rows 0 <= start <= end, got [${start}, ${end})`)
    const { model: table } = twin.table(name)
    const drawn = twin.draw(name, start, end)
    return frameOf(
      table.columns.map((column) => [column.name, makeColumn(column, name, drawn, twin, seed)] as const),
    )
  }
}

function makeColumn(column: ColumnModel, table: string, drawn: Drawn, twin: OpenTwin, seed: number): Column {
  const made = withoutGaps(column, table, drawn, twin, seed)
  if (column.missingLatent < 0) return made
  const missing = latentOf(drawn, column.missingLatent)
  const validity = new Uint8Array(drawn.rows)
  for (let i = 0; i < drawn.rows; i++) {
    validity[i] = missing[i] === 0 ? 1 : 0
    if (validity[i] === 0 && made.kind !== 'text') made.values[i] = made.kind === 'float64' ? Number.NaN : 0
  }
  return { ...made, validity }
}

function withoutGaps(column: ColumnModel, table: string, drawn: Drawn, twin: OpenTwin, seed: number): Column {
  switch (column.source) {
    case 'learnt':
      return typed(column.kind, rounded(latentOf(drawn, column.latent), column.rounding), column.dictionary)
    case 'constant':
      return typed(column.kind, new Float64Array(drawn.rows).fill(column.value), column.dictionary)
    case 'empty':
      return {
        ...typed(column.kind, new Float64Array(drawn.rows), ['']),
        validity: new Uint8Array(drawn.rows),
      }
    case 'key': {
      const { distinctShare } = column
      // A key that repeated in the original repeats as often.
      const numbers = distinctShare < 0.95 ? drawn.ids.map((id) => Math.floor(id * distinctShare)) : drawn.ids
      return keysOf(column.pattern, column.kind, numbers)
    }
    case 'foreign-key': {
      const { pattern, kind } = parentKey(twin, table)
      return keysOf(pattern, kind, drawn.parentIds ?? new Float64Array(drawn.rows))
    }
    case 'personal':
      return personalValues(column.personalKind, seed, drawn.ids, variantOf(column, table, twin))
    case 'placeholder':
      return placeholderColumn(`twin-${table}-${column.name}`, column, seed, drawn.ids)
  }
}

/** The first column of a kind in a table of its own belongs with the others of the same person. */
function variantOf(column: ColumnModel & { source: 'personal' }, table: string, twin: OpenTwin): string {
  const { columns, link } = twin.table(table).model
  const first = columns.find(
    (other) => other.source === 'personal' && other.personalKind === column.personalKind,
  )
  const own = first?.name === column.name ? '' : column.name
  return link === null ? own : `${table}-${own}`
}

function parentKey(
  twin: OpenTwin,
  table: string,
): { readonly pattern: KeyPattern; readonly kind: Column['kind'] } {
  const { link } = twin.table(table).model
  const key =
    link && twin.table(link.parentTable).model.columns.find(({ name }) => name === link.parentColumn)
  if (key?.source !== 'key')
    throw new RangeError(`sampleRows: need a parent with a key for "${table}", got none`)
  return key
}

function latentOf({ values, rows }: Drawn, latent: number): Float64Array {
  return values.subarray(latent * rows, (latent + 1) * rows)
}

/** In place; adding 0 turns −0 into 0. */
function rounded(values: Float64Array, { unit, decimals }: Rounding): Float64Array {
  if (unit === 1) for (let i = 0; i < values.length; i++) values[i] = Math.round(values[i]) + 0
  else if (unit > 1)
    for (let i = 0; i < values.length; i++) values[i] = Math.round(values[i] / unit) * unit + 0
  else if (decimals >= 0) {
    const scale = 10 ** decimals
    for (let i = 0; i < values.length; i++) values[i] = Math.round(values[i] * scale) / scale + 0
  }
  return values
}

/** Values in the array of the wanted kind. */
function typed(
  kind: ColumnModel['kind'],
  values: Float64Array,
  dictionary: readonly string[] | null,
): Column {
  switch (kind) {
    case 'int32':
    case 'date':
      return { kind, values: Int32Array.from(values) }
    case 'boolean':
      return { kind, values: Uint8Array.from(values) }
    case 'category':
      return { kind, values: Int32Array.from(values), dictionary: dictionary ?? [] }
    case 'text':
      return { kind, values: Array.from(values, (code) => dictionary?.[code] ?? '') }
    case 'serial':
      return { kind, values: values.slice(), prefix: '', width: 0 }
    default:
      return { kind, values: values.slice() }
  }
}
