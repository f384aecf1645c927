/** Readies what spans rows: values that run on from sibling to sibling, and numbers of children. */
import type { Column } from '@pratibimba/numerics/frame'
import type { LatentData } from '../dependence/latent-data.ts'
import { quantilePieces } from '../marginals/quantile-pieces.ts'
import type { Sequence } from '../related/sequence.ts'
import type { ColumnDescription } from '../schema.ts'
import { type Draft, type Prepared, prepareValues } from './prepare-values.ts'
import { roundingOf } from './rounding.ts'
import type { ValueView } from './value-view.ts'

/** A start and gaps, each a latent of its own. */
export function prepareSequence(
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
