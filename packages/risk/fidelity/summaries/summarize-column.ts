/** One column in figures. */
import { mean, quantiles, variance } from '@pratibimba/numerics/statistics'
import type { ColumnFacts } from './column-facts.ts'
import type { ColumnSummary, HistogramSummary } from './summary.ts'

const SHOWN = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]
const BINS = 24
const MOST_CATEGORIES = 20
/** Integers over at most this range get a bin each. */
const MOST_UNIT_BINS = 40

/**
 * Summary of a column.
 *
 * @param edges histogram edges to use, so that two columns can be laid over each other; default its own
 */
export function summarizeColumn(name: string, facts: ColumnFacts, edges?: readonly number[]): ColumnSummary {
  const missingShare = facts.rows === 0 ? 0 : facts.missing / facts.rows
  if (!('sorted' in facts)) {
    const { kind, counts } = facts
    const base = { name, kind, missingShare, distinct: counts.size }
    if (kind !== 'category') return base
    const present = Math.max(1, facts.rows - facts.missing)
    const categories = [...counts]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, MOST_CATEGORIES)
      .map(([value, rows]) => ({ value, share: rows / present }))
    return { ...base, categories }
  }
  const { kind, sorted } = facts
  const base = { name, kind, missingShare, distinct: distinctOf(sorted) }
  if (sorted.length === 0) return base
  const figures = {
    mean: mean(sorted),
    standardDeviation: sorted.length < 2 ? 0 : Math.sqrt(variance(sorted)),
  }
  return {
    ...base,
    // Beyond the range of doubles a mean or spread says nothing and is left out.
    ...(Number.isFinite(figures.mean) && Number.isFinite(figures.standardDeviation) ? figures : {}),
    quantiles: [...quantiles(sorted, SHOWN)],
    histogram: countInto(sorted, edges ?? histogramEdges(sorted)),
  }
}

/** Ascending edges over the middle 98% of ascending values. */
export function histogramEdges(sorted: Float64Array): readonly number[] {
  const least = sorted[0]
  const most = sorted[sorted.length - 1]
  if (most - least <= MOST_UNIT_BINS && sorted.every(Number.isInteger))
    return Array.from({ length: most - least + 2 }, (_, i) => least - 0.5 + i)
  let [low, high] = quantiles(sorted, [0.01, 0.99])
  if (!(high > low)) [low, high] = [least, most]
  const width = high / BINS - low / BINS
  const edges = Array.from({ length: BINS + 1 }, (_, i) => low + i * width)
  return edges.every((edge, i) => i === 0 || edge > edges[i - 1]) ? edges : [least - 0.5, least + 0.5]
}

function countInto(sorted: Float64Array, edges: readonly number[]): HistogramSummary {
  const counts = new Array<number>(edges.length - 1).fill(0)
  let bin = 0
  for (let i = 0; i < sorted.length; i++) {
    while (bin < counts.length - 1 && sorted[i] >= edges[bin + 1]) bin++
    counts[bin]++
  }
  return { edges, counts }
}

function distinctOf(sorted: Float64Array): number {
  let distinct = sorted.length === 0 ? 0 : 1
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) distinct++
  return distinct
}
