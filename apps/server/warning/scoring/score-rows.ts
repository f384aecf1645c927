/** Scores of rows of features, with what drives them; a few rows at a time, so that others are answered meanwhile. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Driver } from '@pratibimba/contract'
import {
  type DriverKind,
  describeDriver,
  type ScoredCustomer,
  scoreCustomer,
  type WarningModel,
} from '@pratibimba/risk/warning'

export interface ScoredRow {
  readonly row: Float64Array
  readonly score: ScoredCustomer
  /** Log-odds, shape [features], in the model's order; absent where they were not asked for. */
  readonly contributions?: Float64Array
}

/** Rows that are explained before others get their turn. */
const ROWS_A_TURN = 32
/** What moves a score by less is noise of the last bits. */
const NOTHING = 1e-9

/** @param explain absent: scores alone */
export async function scoreRows(
  model: WarningModel,
  rows: readonly Float64Array[],
  explain: DriverKind | undefined,
): Promise<ScoredRow[]> {
  const scored: ScoredRow[] = []
  const width = model.bundle.features.length
  for (let from = 0; from < rows.length; from += ROWS_A_TURN) {
    if (from > 0) await nextTurn()
    const part = rows.slice(from, from + ROWS_A_TURN)
    const values = explain && explainRows(model, explain, part)
    for (const [k, row] of part.entries())
      scored.push({
        row,
        score: {
          ...scoreCustomer(model, row, 0),
          baseLogOdds: baseLogOdds(model, explain ?? 'interventional'),
        },
        ...(values && { contributions: values.subarray(k * width, (k + 1) * width) }),
      })
  }
  return scored
}

function explainRows(model: WarningModel, kind: DriverKind, rows: readonly Float64Array[]): Float64Array {
  const columns = model.bundle.features.map((_, feature) => Float64Array.from(rows, (row) => row[feature]!))
  return model.explain(kind, { rows: rows.length, columns }).values
}

const bases = new WeakMap<WarningModel, Partial<Record<DriverKind, number>>>()

/** What contributions add up from; the same for every row. */
function baseLogOdds(model: WarningModel, kind: DriverKind): number {
  let known = bases.get(model)
  if (known === undefined) {
    known = {}
    bases.set(model, known)
  }
  known[kind] ??= model.explain(kind, {
    rows: 1,
    columns: model.bundle.features.map(() => Float64Array.of(Number.NaN)),
  }).expected[0]!
  return known[kind]
}

/** The largest contributions of a row, in words, largest |contribution| first. */
export function driversOfRow(
  { bundle }: WarningModel,
  { row, contributions }: ScoredRow,
  most: number,
): Driver[] {
  if (contributions === undefined) return []
  return largest(contributions, most).map((feature) =>
    describeDriver(
      bundle.features[feature]!,
      bundle.median[feature]!,
      row[feature]!,
      contributions[feature]!,
    ),
  )
}

/** Features with the largest |contribution|, at most so many; those that add nothing are left out. */
export function largest(contributions: Float64Array, most: number): number[] {
  return Array.from(contributions.keys())
    .filter((feature) => Math.abs(contributions[feature]!) > NOTHING)
    .sort((a, b) => Math.abs(contributions[b]!) - Math.abs(contributions[a]!) || a - b)
    .slice(0, most)
}
