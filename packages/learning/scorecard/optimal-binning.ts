/** Optimal binning of one column against a binary outcome. */
import { normalQuantileUpper } from '@pratibimba/numerics/distributions'
import type { Feature } from '../data/index.ts'
import { automaticTrend } from './automatic-trend.ts'
import { intervalLabel } from './bin-labels.ts'
import type { BinnedFeature } from './binned-feature.ts'
import { type BinningParameters, defaultBinning, requireBinningParameters } from './binning-parameters.ts'
import { binningTable, type CountedBin } from './binning-table.ts'
import { type OrderedCategories, orderCategories } from './category-order.ts'
import { type ColumnRows, splitRows } from './column-rows.ts'
import { distinctValues } from './distinct-values.ts'
import { optimalPartition, type PartitionConstraints } from './optimal-partition.ts'
import { countPrebins, type Prebins } from './prebins.ts'
import { quantilePrebins } from './quantile-prebins.ts'
import { treePrebins } from './tree-prebins.ts'

/**
 * Cuts a column into the bins of greatest information value under the constraints.
 *
 * Pre-bins come from a tree or quantiles, pure ones are merged into a neighbour, and an exact dynamic programme joins the
 * rest. Categories are taken in the order of their event rates. Missing values, special codes, rare and unknown categories
 * have bins of their own and take no part in the search.
 *
 * @param values the column, shape [n]; NaN is missing
 * @param label  1 is the event (bad), 0 is not (good), shape [n]
 * @param weight how often each row counts, shape [n]; 1 each when absent
 * @throws RangeError when a parameter is out of range, a value or label cannot be read, or one class is absent
 * @see docs/methods/optimal-binning.md
 */
export function binColumn(
  feature: Feature,
  values: Float64Array,
  label: Float64Array,
  parameters: Partial<BinningParameters> = {},
  weight?: Float64Array,
): BinnedFeature {
  const asked: BinningParameters = { ...defaultBinning, ...parameters }
  requireBinningParameters(asked)
  const rows = splitRows(feature, values, label, weight, asked.specials)

  if (feature.kind === 'number') {
    const cuts = cutPoints(values, rows.clean, label, weight, asked, rows)
    const prebins = countPrebins(cuts, values, rows.clean, label, weight)
    const solution = solve(prebins, asked, rows, asked.trend)
    const splits = solution.ends.slice(0, -1).map((end) => prebins.splits[end])
    const regular = merged(prebins, solution.ends).map((count, b): CountedBin => {
      return { kind: 'interval', label: intervalLabel(splits, b), ...count }
    })
    return finish(feature, splits, [], regular, rows, asked, solution)
  }

  const ordered = orderCategories(values, rows.clean, label, weight, asked.categoryCutoff)
  const cuts = cutPoints(ordered.rank, ordered.rows, label, weight, asked, rows)
  const prebins = countPrebins(cuts, ordered.rank, ordered.rows, label, weight)
  const solution = solve(prebins, asked, rows, asked.trend === 'none' ? 'none' : 'ascending')
  const groups = groupsOf(
    ordered,
    solution.ends.slice(0, -1).map((end) => prebins.splits[end]),
  )
  const name = (codes: readonly number[]) =>
    codes.map((c) => feature.categories?.[c] ?? String(c)).join(' | ')
  const regular: CountedBin[] =
    groups.length === 0
      ? []
      : merged(prebins, solution.ends).map((count, b) => ({
          kind: 'categories',
          label: name(groups[b]),
          ...count,
        }))
  if (ordered.others.length > 0)
    regular.push({ kind: 'other', label: name(ordered.others), ...ordered.ofOthers })
  return finish(
    feature,
    [],
    ordered.others.length > 0 ? [...groups, ordered.others] : groups,
    regular,
    rows,
    asked,
    solution,
  )
}

function cutPoints(
  values: Float64Array,
  rows: Uint32Array,
  label: Float64Array,
  weight: Float64Array | undefined,
  asked: BinningParameters,
  all: ColumnRows,
): Float64Array {
  if (rows.length < 2) return new Float64Array(0)
  if (asked.prebinning === 'quantile') return quantilePrebins(values, rows, asked.maxPrebins)
  const least = weightOf(asked.minPrebinShare, all)
  return treePrebins(distinctValues(values, rows, label, weight), asked.maxPrebins, least)
}

/** A share of all weight; of rows and whole weights, the next whole one. */
function weightOf(share: number, { totalWeight, wholeWeights }: ColumnRows): number {
  return wholeWeights ? Math.ceil(share * totalWeight) : share * totalWeight
}

interface Solution {
  readonly status: BinnedFeature['status']
  readonly trend: BinnedFeature['trend']
  /** Last pre-bin of each bin. */
  readonly ends: readonly number[]
}

function solve(
  prebins: Prebins,
  asked: BinningParameters,
  all: ColumnRows,
  wanted: BinningParameters['trend'],
): Solution {
  const last = prebins.events.length - 1
  if (last === 0) return { status: prebins.separated ? 'separated' : 'single', trend: 'none', ends: [0] }
  const trend = wanted === 'auto' ? automaticTrend(prebins.nonEvents, prebins.events) : wanted
  const constraints: PartitionConstraints = {
    trend,
    minWeight: asked.minShare === undefined ? 0 : weightOf(asked.minShare, all),
    maxWeight: asked.maxShare === undefined ? Number.POSITIVE_INFINITY : weightOf(asked.maxShare, all),
    minEvents: asked.minEvents ?? 0,
    minNonEvents: asked.minNonEvents ?? 0,
    minBins: asked.minBins ?? 1,
    maxBins: asked.maxBins ?? Number.POSITIVE_INFINITY,
    minZ: asked.maxPValue === undefined ? 0 : normalQuantileUpper(asked.maxPValue / 2),
    minRateDifference: asked.minRateDifference,
  }
  const ends = optimalPartition(prebins.nonEvents, prebins.events, constraints)
  return ends === undefined
    ? { status: 'infeasible', trend: 'none', ends: [last] }
    : { status: 'optimal', trend, ends }
}

function merged(
  prebins: Prebins,
  ends: readonly number[],
): readonly { readonly nonEvents: number; readonly events: number }[] {
  return ends.map((end, b) => {
    let nonEvents = 0
    let events = 0
    for (let i = b === 0 ? 0 : ends[b - 1] + 1; i <= end; i++) {
      nonEvents += prebins.nonEvents[i]
      events += prebins.events[i]
    }
    return { nonEvents, events }
  })
}

function groupsOf(ordered: OrderedCategories, splits: readonly number[]): readonly (readonly number[])[] {
  if (ordered.order.length === 0) return []
  const groups: number[][] = Array.from({ length: splits.length + 1 }, () => [])
  let group = 0
  ordered.order.forEach((code, rank) => {
    while (group < splits.length && rank >= splits[group]) group++
    groups[group].push(code)
  })
  return groups
}

function finish(
  feature: Feature,
  splits: readonly number[],
  groups: readonly (readonly number[])[],
  regular: readonly CountedBin[],
  rows: ColumnRows,
  asked: BinningParameters,
  { status, trend }: Solution,
): BinnedFeature {
  const counted: CountedBin[] = [
    ...regular,
    ...rows.specials.map(
      ({ name }, s): CountedBin => ({ kind: 'special', label: name, ...rows.ofSpecial[s] }),
    ),
    { kind: 'missing', label: 'missing', ...rows.ofMissing },
  ]
  if (feature.kind === 'category') counted.push({ kind: 'unknown', label: 'unknown', ...rows.ofUnknown })
  const bins = binningTable(counted, asked)
  let informationValue = 0
  for (const bin of bins) informationValue += bin.informationValue
  return { feature, splits, groups, specials: rows.specials, bins, trend, status, informationValue }
}
