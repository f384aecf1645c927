/** Spearman correlations of the columns of two tables, categories in one common order of their levels. */
import { type Column, type Frame, isPresent } from '@pratibimba/numerics/frame'
import { rank } from '@pratibimba/numerics/statistics'
import { levelText } from '../summaries/column-facts.ts'
import type { SummaryKind } from '../summaries/summary.ts'

export interface RankedTable {
  /** Standardised ranks, column by column; NaN where missing. */
  readonly ranks: readonly Float64Array[]
  readonly rows: number
}

/** A column that takes part in the correlations. */
export interface ComparedColumn {
  readonly name: string
  readonly kind: SummaryKind
  /** Rank of each level of a category: its place when levels are sorted by the mean rank of the most related column. */
  readonly levels: ReadonlyMap<string, number> | null
}

/**
 * Orders the levels of categories by the original: numbers by size, other levels along the column they vary with most.
 */
export function orderLevels(
  frame: Frame,
  columns: readonly { name: string; kind: SummaryKind }[],
): ComparedColumn[] {
  const numeric = columns
    .filter(({ kind }) => kind === 'number' || kind === 'date')
    .map(({ name }) => standardised(frame.columns.get(name)!, null))
  return columns.map(({ name, kind }) => {
    if (kind !== 'category') return { name, kind, levels: null }
    const column = frame.columns.get(name)!
    const { codes, names } = encode(column)
    if (names.every((level) => level !== '' && Number.isFinite(Number(level)))) {
      const sorted = [...names].sort((a, b) => Number(a) - Number(b))
      return { name, kind, levels: new Map(sorted.map((level, i) => [level, i])) }
    }
    const means = strongestMeans(codes, names.length, numeric)
    const sorted = names.map((level, code) => ({ level, mean: means[code] }))
    sorted.sort((a, b) => a.mean - b.mean || (a.level < b.level ? -1 : 1))
    return { name, kind, levels: new Map(sorted.map(({ level }, i) => [level, i])) }
  })
}

/** Standardised ranks of the compared columns. */
export function rankTable(frame: Frame, columns: readonly ComparedColumn[]): RankedTable {
  return {
    rows: frame.rows,
    ranks: columns.map(({ name, levels }) => standardised(frame.columns.get(name)!, levels)),
  }
}

/** Spearman correlations, row-major, shape [columns · columns]; rows where either is missing do not count. */
export function correlations({ ranks, rows }: RankedTable): Float64Array {
  const d = ranks.length
  const out = new Float64Array(d * d)
  for (let i = 0; i < d; i++) {
    out[i * d + i] = 1
    const x = ranks[i]
    for (let j = 0; j < i; j++) {
      const y = ranks[j]
      let xy = 0
      let xx = 0
      let yy = 0
      for (let r = 0; r < rows; r++) {
        const a = x[r]
        const b = y[r]
        const product = a * b
        if (Number.isNaN(product)) continue
        xy += product
        xx += a * a
        yy += b * b
      }
      const rho = xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : 0
      out[i * d + j] = out[j * d + i] = rho
    }
  }
  return out
}

function standardised(column: Column, levels: ReadonlyMap<string, number> | null): Float64Array {
  const rows = column.values.length
  const values = new Float64Array(rows)
  if (levels !== null) {
    const { codes, names } = encode(column)
    // Levels the original does not have stand in the middle.
    const place = Float64Array.from(names, (level) => levels.get(level) ?? (levels.size - 1) / 2)
    for (let i = 0; i < rows; i++) values[i] = codes[i] < 0 ? Number.NaN : place[codes[i]]
  } else if (column.kind !== 'text')
    for (let i = 0; i < rows; i++) values[i] = isPresent(column, i) ? column.values[i] : Number.NaN
  const present = values.filter((value) => !Number.isNaN(value))
  const ranks = rank(present)
  let squares = 0
  const centre = (present.length + 1) / 2
  for (let i = 0; i < ranks.length; i++) squares += (ranks[i] - centre) ** 2
  const scale = squares > 0 ? 1 / Math.sqrt(squares / ranks.length) : 0
  const out = new Float64Array(rows).fill(Number.NaN)
  for (let i = 0, at = 0; i < rows; i++) if (!Number.isNaN(values[i])) out[i] = (ranks[at++] - centre) * scale
  return out
}

function encode(column: Column): { codes: Int32Array; names: readonly string[] } {
  const rows = column.values.length
  const codes = new Int32Array(rows).fill(-1)
  if (column.kind === 'category') {
    for (let i = 0; i < rows; i++) if (isPresent(column, i)) codes[i] = column.values[i]
    return { codes, names: column.dictionary }
  }
  const known = new Map<unknown, number>()
  const names: string[] = []
  for (let i = 0; i < rows; i++) {
    if (!isPresent(column, i)) continue
    const value = column.values[i]
    let code = known.get(value)
    if (code === undefined) {
      code = names.length
      known.set(value, code)
      names.push(levelText(column, i))
    }
    codes[i] = code
  }
  return { codes, names }
}

/** Mean rank per level in the column whose level means differ most. */
function strongestMeans(codes: Int32Array, levels: number, columns: readonly Float64Array[]): Float64Array {
  let best = new Float64Array(levels)
  let most = 0
  for (const ranks of columns) {
    const sums = new Float64Array(levels)
    const counts = new Float64Array(levels)
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] < 0 || Number.isNaN(ranks[i])) continue
      sums[codes[i]] += ranks[i]
      counts[codes[i]]++
    }
    let between = 0
    for (let c = 0; c < levels; c++) if (counts[c] > 0) between += sums[c] ** 2 / counts[c]
    if (between <= most) continue
    most = between
    best = sums.map((sum, c) => (counts[c] > 0 ? sum / counts[c] : 0))
  }
  return best
}
