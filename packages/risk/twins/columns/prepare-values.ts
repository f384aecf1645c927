/** Readies the values of one column to be learnt: as levels, as quantiles, or not at all. */
import type { Column } from '@pratibimba/numerics/frame'
import { orderOf } from '@pratibimba/numerics/statistics'
import { quantileCells } from '../dependence/cells.ts'
import { countCodes, type LatentData } from '../dependence/latent-data.ts'
import { nameFamily } from '../marginals/name-family.ts'
import { type ColumnSource, SUPPORT_ROWS } from '../model.ts'
import type { ColumnDescription } from '../schema.ts'
import { levelsOf } from './levels.ts'
import { roundingOf } from './rounding.ts'
import type { ValueView } from './value-view.ts'

/** A numeric column with more distinct values than this is continuous. */
const MOST_NUMERIC_LEVELS = 128

/** What is being put together, column by column. */
export interface Draft {
  readonly latents: LatentData[]
  readonly unordered: number[]
  readonly notes: string[]
}

export type Prepared = ColumnSource & { readonly handling: string; readonly kind: Column['kind'] }

/** What becomes of a column's values; a learnt one adds its latent to the draft. */
export function prepareValues(
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
