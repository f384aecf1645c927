/** Counts over decisions that come one after the other; memory is bounded by months × groups and the rows that are kept. */
import type { Feature, Matrix } from '@pratibimba/learning/data'
import type { ReferenceProfile } from '../../monitoring/index.ts'

/** What is looked at of a decision. */
export interface TalliedDecision {
  /** YYYY-MM-DD. */
  readonly day: string
  /** Group by attribute, such as age_band → 25 to 39. */
  readonly groups: Readonly<Record<string, string>>
  /** What it came to in the end; null while a person still has to decide. */
  readonly approved: boolean | null
  readonly features: Readonly<Record<string, number | string | null>>
}

export interface GroupCount {
  readonly attribute: string
  /** First day of the month, YYYY-MM-DD. */
  readonly month: string
  readonly group: string
  decisions: number
  approved: number
}

export interface DecisionTally {
  add(decision: TalliedDecision): void
  /** Decided ones by attribute, month and group; oldest month first. */
  counts(): readonly GroupCount[]
  /** Features of the first rows that came, of the columns of the reference. */
  inputs(): TalliedInputs
}

export interface TalliedInputs {
  readonly matrix: Matrix
  readonly features: readonly Feature[]
}

/**
 * @param reference columns that are kept; none without it
 * @param mostRows  rows of features that are kept
 */
export function decisionTally(reference: ReferenceProfile | undefined, mostRows = 20_000): DecisionTally {
  if (!(Number.isInteger(mostRows) && mostRows >= 1))
    throw new RangeError(`decisionTally: need at least 1 row, got ${mostRows}`)
  const columns = (reference?.features ?? []).map(({ name, kind }) => ({
    name,
    kind,
    values: new Float64Array(mostRows),
    codes: new Map<string, number>(),
  }))
  const counts = new Map<string, GroupCount>()
  let rows = 0
  return {
    add({ day, groups, approved, features }) {
      if (approved !== null)
        for (const [attribute, group] of Object.entries(groups)) {
          const month = `${day.slice(0, 7)}-01`
          const key = JSON.stringify([attribute, month, group])
          let count = counts.get(key)
          if (count === undefined) {
            count = { attribute, month, group, decisions: 0, approved: 0 }
            counts.set(key, count)
          }
          count.decisions++
          if (approved) count.approved++
        }
      if (rows === mostRows || columns.length === 0) return
      for (const { name, kind, values, codes } of columns) {
        const value = Object.hasOwn(features, name) ? features[name] : null
        values[rows] =
          kind === 'number'
            ? typeof value === 'number' && Number.isFinite(value)
              ? value
              : Number.NaN
            : codeOf(codes, value)
      }
      rows++
    },
    counts: () =>
      [...counts.values()].sort(
        (a, b) => compare(a.attribute, b.attribute) || compare(a.month, b.month) || compare(a.group, b.group),
      ),
    inputs: () => ({
      matrix: { rows, columns: columns.map(({ values }) => values.slice(0, rows)) },
      features: columns.map(({ name, kind, codes }) => ({
        name,
        kind,
        ...(kind === 'category' && { categories: [...codes.keys()] }),
      })),
    }),
  }
}

function codeOf(codes: Map<string, number>, value: number | string | null): number {
  if (value === null) return Number.NaN
  const label = String(value)
  const known = codes.get(label)
  if (known !== undefined) return known
  codes.set(label, codes.size)
  return codes.size - 1
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
