/** Sorts a table's columns into what is learnt, made new or replaced, and readies the learnt ones as latents. */
import { type Column, columnOf, type Frame } from '@pratibimba/numerics/frame'
import { countCodes, type LatentData } from '../dependence/latent-data.ts'
import { type ColumnModel, SUPPORT_ROWS } from '../model.ts'
import { sequenceOf } from '../related/sequence.ts'
import type { Siblings } from '../related/siblings.ts'
import type { ColumnDescription, TableDescription } from '../schema.ts'
import { keyPatternOf } from './key-pattern.ts'
import { prepareSequence } from './prepare-sequence.ts'
import { type Draft, type Prepared, prepareValues } from './prepare-values.ts'
import { type ValueView, viewOf } from './value-view.ts'

export interface PreparedTable {
  readonly columns: readonly ColumnModel[]
  readonly latents: readonly LatentData[]
  /** Latents whose order of codes carries no meaning yet. */
  readonly unordered: readonly number[]
  readonly notes: readonly string[]
}

/** What a table's columns are to other tables. */
export interface KeyRoles {
  /** Column that is filled from the parent table. */
  readonly foreignKey: string | null
  /** Columns that other tables refer to. */
  readonly referenced: ReadonlySet<string>
  readonly siblings: Siblings | null
}

/**
 * Prepares the columns of a table, in the order of the frame.
 *
 * @param family which columns are keys, and how rows hang from a parent's
 * @throws RangeError when a column has no description
 */
export function prepareTable(frame: Frame, table: TableDescription, family: KeyRoles): PreparedTable {
  const draft: Draft = { latents: [], unordered: [], notes: [] }
  const described = new Map(table.columns.map((column) => [column.name, column]))
  const columns = [...frame.columns.keys()].map((name): ColumnModel => {
    const description = described.get(name)
    if (description === undefined)
      throw new RangeError(
        `fitTwin: need a description of every column, got none of "${name}" in "${table.name}"`,
      )
    const column = columnOf(frame, name)
    if (name === family.foreignKey)
      return {
        name,
        kind: column.kind,
        missingLatent: -1,
        source: 'foreign-key',
        handling: 'Key of its parent row.',
      }
    const isUnique = name === table.primaryKey || family.referenced.has(name)
    if (isUnique || description.type === 'identifier')
      return { name, missingLatent: -1, ...prepareKey(column, description, table.rows, isUnique) }
    const view = viewOf(column)
    if (frame.rows - view.missing < SUPPORT_ROWS) {
      if (view.missing < frame.rows)
        draft.notes.push(`"${name}" has fewer than ${SUPPORT_ROWS} values and is left empty.`)
      return {
        name,
        kind: column.kind === 'serial' ? 'category' : column.kind,
        missingLatent: -1,
        source: 'empty',
        handling: 'Empty.',
      }
    }
    if (
      family.siblings !== null &&
      isQuantity(description) &&
      view.dictionary === null &&
      view.missing === 0
    ) {
      const sequence = sequenceOf(view.values, family.siblings)
      if (sequence !== null)
        return {
          name,
          missingLatent: -1,
          ...prepareSequence(name, column, view, sequence, description, draft),
        }
    }
    const missingLatent = addMissing(name, view, draft)
    return { name, missingLatent, ...prepareValues(name, column, view, description, draft) }
  })
  return { columns, ...draft }
}

/** Keys are made new; one that is not the primary key repeats as often as in the original. */
function prepareKey(
  column: Column,
  description: ColumnDescription,
  rows: number,
  isUnique: boolean,
): Prepared {
  const pattern = keyPatternOf(column)
  const distinctShare = isUnique ? 1 : Math.min(1, description.distinct / Math.max(1, rows))
  const kind = {
    number: column.kind === 'float64' ? 'float64' : 'int64',
    serial: 'serial',
    template: 'text',
  } as const
  const handling = 'Made new and unique in the pattern of the original.'
  return { source: 'key', pattern, distinctShare, handling, kind: kind[pattern.form] }
}

/** The latent that decides whether a value is missing; −1 where too few rows are missing to say. */
function addMissing(name: string, { values, missing }: ValueView, draft: Draft): number {
  if (missing === 0) return -1
  if (missing < SUPPORT_ROWS) {
    draft.notes.push(`"${name}" is missing in fewer than ${SUPPORT_ROWS} rows; the twin has it everywhere.`)
    return -1
  }
  const codes = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 1 : 0))
  draft.latents.push({
    name: `${name} is missing`,
    codes,
    cells: 2,
    counts: countCodes(codes, 2),
    form: { kind: 'levels', values: Float64Array.of(0, 1) },
    divides: true,
    hasMissing: false,
  })
  return draft.latents.length - 1
}

function isQuantity({ type }: ColumnDescription): boolean {
  return type === 'integer' || type === 'continuous' || type === 'date' || type === 'timestamp'
}
