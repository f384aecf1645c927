/** Rows of a twin, each a pure function of (seed, index). */
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import type { ColumnModel, Rounding, TableModel, TwinModel } from '../model.ts'
import { drawValues } from './draw-latents.ts'
import { keyColumn } from './key-column.ts'
import { type OpenTable, openTable } from './open-table.ts'
import { placeholderColumn } from './placeholder-column.ts'

/**
 * Rows [start, end) of a table.
 *
 * For a child table these are the children of parents [start, end).
 *
 * @param table name of the table
 * @throws RangeError when there is no such table or the range is not one
 */
export function sampleRows(model: TwinModel, table: string, start: number, end: number, seed: number): Frame {
  return openTwin(model, seed)(table, start, end)
}

/** Unpacks a model once for many calls. */
export function openTwin(
  model: TwinModel,
  seed: number,
): (table: string, start: number, end: number) => Frame {
  const opened = new Map<string, OpenTable>()
  const openNamed = (name: string): OpenTable => {
    const known = opened.get(name)
    if (known !== undefined) return known
    const found = model.tables.find((candidate) => candidate.name === name)
    if (found === undefined)
      throw new RangeError(
        `sampleRows: need one of ${model.tables.map((t) => t.name).join(', ')}, got "${name}"`,
      )
    const table = openTable(found, model.degreesOfFreedom)
    opened.set(name, table)
    return table
  }
  return (name, start, end) => {
    if (!(Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end >= start))
      throw new RangeError(`sampleRows: need a range of rows 0 <= start <= end, got [${start}, ${end})`)
    return drawFrame(openNamed(name), start, end, seed)
  }
}

function drawFrame(table: OpenTable, start: number, end: number, seed: number): Frame {
  const { model } = table
  const rows = end - start
  const values = new Float64Array(rows * table.latents)
  drawValues(table, openStream(seed, `twin-${model.name}`), start, rows, values, rows)
  return frameOf(
    model.columns.map(
      (column) => [column.name, makeColumn(column, model, values, start, end, seed)] as const,
    ),
  )
}

function makeColumn(
  column: ColumnModel,
  model: TableModel,
  values: Float64Array,
  start: number,
  end: number,
  seed: number,
): Column {
  const rows = end - start
  const missing = column.missingLatent < 0 ? null : latentOf(values, column.missingLatent, rows)
  const made = withoutGaps(column, model, values, start, end, seed)
  if (missing === null) return made
  const validity = new Uint8Array(rows)
  for (let i = 0; i < rows; i++) {
    validity[i] = missing[i] === 0 ? 1 : 0
    if (validity[i] === 0 && made.kind !== 'text') made.values[i] = made.kind === 'float64' ? Number.NaN : 0
  }
  return { ...made, validity }
}

function withoutGaps(
  column: ColumnModel,
  model: TableModel,
  values: Float64Array,
  start: number,
  end: number,
  seed: number,
): Column {
  const rows = end - start
  switch (column.source) {
    case 'learnt':
      return typed(
        column.kind,
        round(latentOf(values, column.latent, rows), column.rounding),
        column.dictionary,
      )
    case 'constant':
      return typed(column.kind, new Float64Array(rows).fill(column.value), column.dictionary)
    case 'empty':
      return { ...typed(column.kind, new Float64Array(rows), []), validity: new Uint8Array(rows) } as Column
    case 'key':
      return keyColumn(column.pattern, column.kind, column.distinctShare, start, end)
    case 'personal':
      return placeholderColumn(
        `twin-${model.name}-${column.name}`,
        { meanLength: 12, lengthSpread: 4 },
        seed,
        start,
        end,
      )
    case 'placeholder':
      return placeholderColumn(`twin-${model.name}-${column.name}`, column, seed, start, end)
    case 'foreign-key':
      throw new RangeError(`sampleRows: need a parent for "${column.name}", got none`)
  }
}

function latentOf(values: Float64Array, latent: number, rows: number): Float64Array {
  return values.subarray(latent * rows, (latent + 1) * rows)
}

/** In place. */
function round(values: Float64Array, { unit, decimals }: Rounding): Float64Array {
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
