/** Found splits and leaf values as a model that everything else can read. */
import type { Feature, LabelledMatrix } from '../../data/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { cellsOf, type Outcomes, statisticBorder, statisticOfCells } from '../target-statistics/index.ts'
import { type ColumnSource, type Link, missingRules } from '../tree-ensemble.ts'
import type { Combinations } from './combinations.ts'
import type { Split } from './find-tree.ts'
import { type SplitColumn, type StatisticColumn, thresholdOf } from './split-column.ts'
import { statisticInputs } from './statistic-inputs.ts'

/** A tree as it was found: leaf number = Σ bit of split k · 2^k, the bit 1 above the border. */
export interface FoundTree {
  readonly splits: readonly Split[]
  /** Learning rate included; shape [outputs][leaves]. */
  readonly values: readonly Float64Array[]
  /** Weight of the training rows in each leaf. */
  readonly cover: Float64Array
}

export interface Assembly {
  readonly trees: readonly FoundTree[]
  readonly columns: readonly SplitColumn[]
  readonly combinations: Combinations
  readonly categories: readonly { readonly input: number; readonly codes: number }[]
  readonly outcomes: Outcomes
  readonly nanMode: 'min' | 'max'
  readonly base: Float64Array
  readonly link: Link
  readonly startFrom?: TreeModel
}

export function assembleModel(
  data: LabelledMatrix,
  features: readonly Feature[],
  assembly: Assembly,
): TreeModel {
  const { startFrom } = assembly
  const columns: ColumnSource[] =
    startFrom === undefined ? features.map((_, input) => ({ kind: 'input', input })) : [...startFrom.columns]
  const placeOf = new Map<number, number>()
  for (const { splits } of assembly.trees)
    for (const { column } of splits) {
      if (placeOf.has(column)) continue
      const asked = assembly.columns[column]
      if (asked.kind === 'statistic') {
        placeOf.set(column, columns.length)
        columns.push(statisticSource(data, asked, assembly))
        continue
      }
      let place = columns.findIndex((source) => source.kind === 'input' && source.input === asked.input)
      if (place < 0) place = columns.push({ kind: 'input', input: asked.input }) - 1
      placeOf.set(column, place)
    }
  return { kind: 'trees', inputs: features, columns, ensemble: flatten(assembly, placeOf) }
}

function statisticSource(data: LabelledMatrix, column: StatisticColumn, assembly: Assembly): ColumnSource {
  const asked = statisticInputs(
    assembly.combinations.all[column.combination],
    assembly.categories,
    assembly.columns,
    assembly.nanMode,
  )
  const cellOf = cellsOf(asked, data)
  const sorted = cellOf.filter((cell) => cell >= 0).sort()
  const cells = sorted.filter((cell, i) => i === 0 || cell !== sorted[i - 1])
  const place = new Map(Array.from(cells, (cell, i) => [cell, i]))
  const ofRow = Int32Array.from(cellOf, (cell) => place.get(cell) ?? -1)
  const { values, otherwise } = statisticOfCells(
    { ofRow, count: cells.length },
    assembly.outcomes,
    column.statistic,
  )
  return { kind: 'target-statistic', ...asked, cells, values, otherwise }
}

function flatten(assembly: Assembly, placeOf: ReadonlyMap<number, number>): TreeModel['ensemble'] {
  const { trees, base, link, startFrom, columns, nanMode } = assembly
  const outputs = base.length
  const before = startFrom?.ensemble
  const treesBefore = before === undefined ? 0 : before.treeOutput.length
  const nodesBefore = before === undefined ? 0 : before.feature.length
  const treeCount = treesBefore + trees.length * outputs
  const nodeCount =
    nodesBefore + trees.reduce((sum, { splits }) => sum + ((2 << splits.length) - 1) * outputs, 0)

  const treeStart = new Int32Array(treeCount + 1)
  const treeOutput = new Int32Array(treeCount)
  const feature = new Int32Array(nodeCount).fill(-1)
  const threshold = new Float64Array(nodeCount)
  const left = new Int32Array(nodeCount).fill(-1)
  const right = new Int32Array(nodeCount).fill(-1)
  const missing = new Uint8Array(nodeCount)
  const categories = new Int32Array(nodeCount).fill(-1)
  const value = new Float64Array(nodeCount)
  const cover = new Float64Array(nodeCount)
  const gain = new Float64Array(nodeCount)
  if (before !== undefined) {
    treeStart.set(before.treeStart)
    treeOutput.set(before.treeOutput)
    const copies = { feature, threshold, left, right, missing, categories, value, cover, gain } as const
    for (const [name, copy] of Object.entries(copies)) copy.set(before[name as keyof typeof copies])
  }

  // One set of words per (column, bin) of a category split by value.
  const words: number[] = before === undefined ? [] : [...before.categoryWords]
  const wordsOf = new Map<string, number>()
  const wordsFor = (column: number, bin: number, codes: number): number => {
    const key = `${column} ${bin}`
    const found = wordsOf.get(key)
    if (found !== undefined) return found
    const at = words.length
    if (bin < codes) {
      const length = (bin >>> 5) + 1
      words.push(length, ...new Array(length - 1).fill(0), (1 << (bin & 31)) >>> 0)
    } else words.push(0)
    wordsOf.set(key, at)
    return at
  }

  let node = nodesBefore
  let tree = treesBefore
  for (const { splits, values, cover: leafCover } of trees)
    for (let output = 0; output < outputs; output++) {
      treeOutput[tree] = output
      treeStart[tree++] = node
      const first = node
      const depth = splits.length
      for (let level = 0; level < depth; level++) {
        const { column: asked, bin } = splits[level]
        const column = columns[asked]
        for (let at = 0; at < 1 << level; at++) {
          const here = first + (1 << level) - 1 + at
          feature[here] = placeOf.get(asked) as number
          left[here] = first + (2 << level) - 1 + 2 * at
          right[here] = left[here] + 1
          missing[here] = missingRules[nanMode === 'min' ? 'left' : 'right']
          if (column.kind === 'number') threshold[here] = thresholdOf(column, bin, nanMode)
          else if (column.kind === 'statistic') threshold[here] = statisticBorder(bin, column.bins)
          else {
            categories[here] = wordsFor(asked, bin, column.codes)
            missing[here] = missingRules[bin === column.codes ? 'left' : 'right']
          }
        }
      }
      const leaves = 1 << depth
      const firstLeaf = first + leaves - 1
      const mean = new Float64Array(2 * leaves)
      for (let at = 0; at < leaves; at++) {
        const leaf = reversed(at, depth)
        value[firstLeaf + at] = values[output][leaf]
        cover[firstLeaf + at] = leafCover[leaf]
        mean[leaves - 1 + at] = values[output][leaf]
      }
      // Upwards: what a node covers, and how far apart the split puts its two sides.
      for (let at = leaves - 2; at >= 0; at--) {
        const l = 2 * at + 1
        const a = cover[first + l]
        const b = cover[first + l + 1]
        cover[first + at] = a + b
        if (a + b > 0) mean[at] = (a * mean[l] + b * mean[l + 1]) / (a + b)
        gain[first + at] = a * (mean[l] - mean[at]) ** 2 + b * (mean[l + 1] - mean[at]) ** 2
      }
      node += 2 * leaves - 1
    }
  treeStart[treeCount] = nodeCount
  return {
    outputs,
    base: before === undefined ? base : before.base,
    link,
    comparison: 'float64',
    summation: 'float64',
    average: false,
    treeStart,
    treeOutput,
    feature,
    threshold,
    left,
    right,
    missing,
    categories,
    categoryWords: Uint32Array.from(words),
    value,
    cover,
    gain,
  }
}

/** The leaf that a path reaches whose first decision counts most. */
function reversed(path: number, depth: number): number {
  let leaf = 0
  for (let split = 0; split < depth; split++) leaf |= ((path >>> (depth - 1 - split)) & 1) << split
  return leaf
}
