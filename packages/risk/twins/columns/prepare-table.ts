/** Sorts a table's columns into what is learnt, made new or replaced, and readies the learnt ones as latents. */
import { type Column, columnOf, type Frame } from '@pratibimba/numerics/frame'
import { orderOf } from '@pratibimba/numerics/statistics'
import { quantileCells } from '../dependence/cells.ts'
import { countCodes, type LatentData } from '../dependence/latent-data.ts'
import { nameFamily } from '../marginals/name-family.ts'
import { quantilePieces } from '../marginals/quantile-pieces.ts'
import { type ColumnModel, type ColumnSource, SUPPORT_ROWS } from '../model.ts'
import { type Sequence, sequenceOf } from '../related/sequence.ts'
import type { Siblings } from '../related/siblings.ts'
import type { ColumnDescription, TableDescription } from '../schema.ts'
import { keyPatternOf } from './key-pattern.ts'
import { levelsOf } from './levels.ts'
import { roundingOf } from './rounding.ts'
import { type ValueView, viewOf } from './value-view.ts'

/** A numeric column with more distinct values than this is continuous. */
const MOST_NUMERIC_LEVELS = 128

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

/** What is being put together, column by column. */
interface Draft {
  readonly latents: LatentData[]
  readonly unordered: number[]
  readonly notes: string[]
}

type Prepared = ColumnSource & { readonly handling: string; readonly kind: Column['kind'] }

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

/** A start and gaps, each a latent of its own. */
function prepareSequence(
  name: string,
  column: Column,
  view: ValueView,
  { first, gaps }: Sequence,
  description: ColumnDescription,
  draft: Draft,
): Prepared {
  const quantity = { ...description, type: 'integer' } as const
  const start = prepareValues(name, column, viewOfNumbers(first), quantity, draft)
  const gap = prepareValues(`gap of ${name}`, column, viewOfNumbers(gaps), quantity, draft)
  const pieces = quantilePieces(view.values.slice().sort())
  const range = { least: pieces.low[0], most: pieces.high[pieces.high.length - 1] }
  const handling = 'Runs on from one row of a parent to the next: a first value, then gaps.'
  const sequence =
    gap.source === 'learnt'
      ? { gapLatent: gap.latent, step: 0, ...range }
      : { gapLatent: -1, step: gap.source === 'constant' ? gap.value : 0, ...range }
  if (start.source === 'learnt') return { ...start, sequence, handling, rounding: roundingOf(view.values) }
  // Every parent starts at the same value: a latent of one level.
  draft.latents.push({
    name,
    codes: new Uint8Array(first.length),
    cells: 1,
    counts: Float64Array.of(first.length),
    form: {
      kind: 'levels',
      values: Float64Array.of(start.source === 'constant' ? start.value : range.least),
    },
    divides: false,
    hasMissing: false,
  })
  return {
    source: 'learnt',
    latent: draft.latents.length - 1,
    dictionary: null,
    rounding: roundingOf(view.values),
    family: null,
    sequence,
    handling,
    kind: column.kind,
  }
}

/** The latent of a number of children per row. */
export function prepareCounts(name: string, counts: Float64Array): LatentData {
  const draft: Draft = { latents: [], unordered: [], notes: [] }
  const column: Column = { kind: 'float64', values: counts }
  const description = {
    name,
    type: 'integer',
    confidence: 1,
    reason: '',
    missingShare: 0,
    distinct: 0,
    quasiIdentifier: false,
  } as const
  prepareValues(name, column, viewOfNumbers(counts), description, draft)
  if (draft.latents.length === 1) return draft.latents[0]
  return {
    name,
    codes: new Uint8Array(counts.length),
    cells: 1,
    counts: Float64Array.of(counts.length),
    form: { kind: 'levels', values: Float64Array.of(Math.max(...counts)) },
    divides: false,
    hasMissing: false,
  }
}

function viewOfNumbers(values: Float64Array): ValueView {
  let missing = 0
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) missing++
  return { values, dictionary: null, missing }
}

function isQuantity({ type }: ColumnDescription): boolean {
  return type === 'integer' || type === 'continuous' || type === 'date' || type === 'timestamp'
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

function prepareValues(
  name: string,
  column: Column,
  view: ValueView,
  description: ColumnDescription,
  draft: Draft,
): Prepared {
  if (description.type === 'personal') {
    const personalKind = description.personalKind ?? 'other'
    const handling = 'Personal data: made up, nothing of it is learnt.'
    return { source: 'personal', personalKind, handling, kind: 'text' }
  }
  if (description.type === 'free_text') {
    draft.notes.push(`"${name}" is free text: it is replaced by placeholder words of similar length.`)
    return {
      ...placeholderFor(column),
      handling: 'Free text: placeholder words of similar length.',
      kind: 'text',
    }
  }
  const kind = column.kind === 'text' || column.kind === 'serial' ? 'category' : column.kind
  const order = presentOrder(view)
  if (view.dictionary !== null || repeats(view.values, order, isLevels(description)))
    return { ...prepareLevels(name, view, description, draft), kind }
  const { codes, cells } = quantileCells(view.values, order)
  const family = nameFamily(view.values, order)
  draft.latents.push({
    name,
    codes,
    cells,
    counts: countCodes(codes, cells),
    form: { kind: 'quantiles', values: view.values, order },
    divides: false,
    hasMissing: view.missing > 0,
  })
  return {
    source: 'learnt',
    latent: draft.latents.length - 1,
    dictionary: null,
    rounding: roundingOf(view.values),
    family,
    sequence: null,
    handling: `Smoothed quantiles with atoms${family === null ? '' : `; nearest family: ${family.name}`}.`,
    kind,
  }
}

function prepareLevels(
  name: string,
  view: ValueView,
  description: ColumnDescription,
  draft: Draft,
): ColumnSource & { readonly handling: string } {
  const ordered = description.type !== 'category' || description.order !== undefined
  const { values, codes, dictionary, notes } = levelsOf(name, view, description)
  draft.notes.push(...notes)
  if (values.length === 1) return { source: 'constant', value: values[0], dictionary, handling: 'Constant.' }
  draft.latents.push({
    name,
    codes,
    cells: values.length,
    counts: countCodes(codes, values.length),
    form: { kind: 'levels', values },
    divides: true,
    hasMissing: view.missing > 0,
  })
  if (!(ordered && (dictionary === null || description.order !== undefined)) && values.length > 2)
    draft.unordered.push(draft.latents.length - 1)
  return {
    source: 'learnt',
    latent: draft.latents.length - 1,
    dictionary,
    rounding: dictionary === null ? { unit: 0, decimals: -1 } : { unit: 1, decimals: 0 },
    family: null,
    sequence: null,
    handling: `Shares of ${values.length} levels.`,
  }
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

function isLevels({ type }: ColumnDescription): boolean {
  return type === 'category' || type === 'ordered_category' || type === 'boolean'
}

/** Rows with a value, ascending by it. */
function presentOrder({ values, missing }: ValueView): Uint32Array {
  const order = orderOf(values)
  return missing === 0 ? order : order.filter((row) => !Number.isNaN(values[row]))
}

/** Whether a numeric column holds few values, and nearly all rows one that others hold too. */
function repeats(values: Float64Array, order: Uint32Array, manyAllowed: boolean): boolean {
  let distinct = 0
  let supported = 0
  for (let start = 0; start < order.length; ) {
    let end = start + 1
    while (end < order.length && values[order[end]] === values[order[start]]) end++
    distinct++
    if (end - start >= SUPPORT_ROWS) supported += end - start
    start = end
  }
  return supported >= 0.8 * order.length && (manyAllowed || distinct <= MOST_NUMERIC_LEVELS)
}

function placeholderFor(column: Column): Extract<ColumnSource, { source: 'placeholder' }> {
  const texts = column.kind === 'text' ? column.values : column.kind === 'category' ? column.dictionary : []
  let sum = 0
  let squares = 0
  for (const { length } of texts) {
    sum += length
    squares += length * length
  }
  const mean = sum / Math.max(1, texts.length)
  const lengthSpread = Math.sqrt(Math.max(0, squares / Math.max(1, texts.length) - mean * mean))
  return { source: 'placeholder', meanLength: mean, lengthSpread }
}
