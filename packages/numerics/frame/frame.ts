/** A table of equally long columns, by name, in order. Immutable: every verb answers a new frame that shares the arrays. */
import { type Column, type ColumnKind, sliceColumn } from './column.ts'

export interface Frame {
  readonly rows: number
  /** In column order. A map, because names like "1" would lose their order as object keys. */
  readonly columns: ReadonlyMap<string, Column>
}

/**
 * Builds a frame from named columns.
 *
 * @param columns pairs of name and column, or a record where the names are known in the code
 * @throws RangeError when two columns share a name or differ in length
 */
export function frameOf(columns: Iterable<readonly [string, Column]> | Record<string, Column>): Frame {
  const entries = Symbol.iterator in columns ? columns : Object.entries(columns)
  const byName = new Map<string, Column>()
  let rows: number | undefined
  for (const [name, column] of entries as Iterable<readonly [string, Column]>) {
    if (byName.has(name)) throw new RangeError(`frameOf: need distinct column names, got "${name}" twice`)
    rows ??= column.values.length
    if (column.values.length !== rows)
      throw new RangeError(
        `frameOf: need ${rows} rows in every column, got ${column.values.length} in "${name}"`,
      )
    if (column.validity !== undefined && column.validity.length !== rows)
      throw new RangeError(
        `frameOf: need a validity of ${rows} rows in "${name}", got ${column.validity.length}`,
      )
    byName.set(name, column)
  }
  return { rows: rows ?? 0, columns: byName }
}

/** Column names in order. */
export function columnNames(frame: Frame): string[] {
  return [...frame.columns.keys()]
}

/**
 * The named column, of the wanted kind when one is given.
 *
 * @throws RangeError when there is no such column, or it is of another kind
 */
export function columnOf(frame: Frame, name: string): Column
export function columnOf<K extends ColumnKind>(
  frame: Frame,
  name: string,
  kind: K,
): Extract<Column, { kind: K }>
export function columnOf(frame: Frame, name: string, kind?: ColumnKind): Column {
  const column = frame.columns.get(name)
  if (column === undefined)
    throw new RangeError(`columnOf: need one of ${columnNames(frame).join(', ')}, got "${name}"`)
  if (kind !== undefined && column.kind !== kind)
    throw new RangeError(`columnOf: need a ${kind} column, got "${name}" of kind ${column.kind}`)
  return column
}

/** The named columns, in the given order. */
export function selectColumns(frame: Frame, names: readonly string[]): Frame {
  return frameOf(names.map((name) => [name, columnOf(frame, name)] as const))
}

/** Rows [start, end). */
export function sliceRows(frame: Frame, start: number, end: number): Frame {
  return frameOf([...frame.columns].map(([name, column]) => [name, sliceColumn(column, start, end)] as const))
}

/** Names and kinds of the columns, as a writer wants to know them before the first row. */
export function frameSchema(frame: Frame): { name: string; kind: ColumnKind; decimals?: number }[] {
  return [...frame.columns].map(([name, column]) => {
    const decimals = column.kind === 'float64' ? column.decimals : undefined
    return { name, kind: column.kind, ...(decimals === undefined ? {} : { decimals }) }
  })
}
