/** Trees as `walk-row.assembly.ts` reads them. */
import { missingRules, NEARLY_ZERO, type TreeEnsemble } from '../tree-ensemble.ts'
import { categoryIndex, codesByColumn, indexBits } from './category-index.ts'
import type { MemoryImage } from './memory-image.ts'

const NODE_BYTES = 16
/** Trees that walk side by side. */
const TOGETHER = 8
/** The way of a cell for splits of categories; the other ways are the rules for missing values. */
const OF_CATEGORIES = 5

export interface WalkPlan {
  /** Cells of a row: the constant 0, then one per column and way to read it. */
  readonly cellFeature: Int32Array
  readonly cellWay: Uint8Array
  readonly cellCodes: Float64Array
  readonly round: boolean
  readonly nodes: number
  readonly values: number
  /** Where roots of trees without and with splits of categories lie, and how many there are. */
  readonly numbers: { readonly roots: number; readonly trees: number }
  readonly categories: { readonly roots: number; readonly trees: number }
  /** Where each tree's leaf value stands among those of all walks; shape [trees]. */
  readonly place: Int32Array
  /** Leaf values that walks write. */
  readonly leaves: number
}

/**
 * Writes trees into an image.
 *
 * @param trees numbers of the trees
 */
export function walkPlan(ensemble: TreeEnsemble, trees: readonly number[], image: MemoryImage): WalkPlan {
  const codes = codesByColumn(ensemble)
  const cells = new Map<string, number>()
  const cellOf = (feature: number, way: number): number => {
    const key = `${feature}/${way}`
    const known = cells.get(key)
    if (known !== undefined) return known
    cells.set(key, cells.size + 1)
    return cells.size
  }
  const sets = new Map<string, readonly [number, number]>()
  /** Address of the bits of a split, and their number. */
  const setOf = (node: number): readonly [number, number] => {
    const key = `${ensemble.feature[node]}/${ensemble.categories[node]}/${ensemble.missing[node]}`
    let set = sets.get(key)
    if (set === undefined) {
      const bits = indexBits(ensemble, node)
      set = [image.add(bits), 32 * bits.length]
      sets.set(key, set)
    }
    return set
  }

  let count = 0
  for (const tree of trees) count += ensemble.treeStart[tree + 1] - ensemble.treeStart[tree]
  const thresholds = new Float64Array(2 * count)
  const words = new Uint32Array(thresholds.buffer)
  const values = new Float64Array(count)
  const rootsOfNumbers: number[] = []
  const rootsOfCategories: number[] = []
  const placeAmong: [number, boolean][] = []
  const lefts: { at: number; left: number; flag: number }[] = []
  let next = 0
  for (const tree of trees) {
    const first = next
    const queue = [ensemble.treeStart[tree]]
    next++
    let hasSets = false
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i]
      const at = first + i
      values[at] = ensemble.value[node]
      if (ensemble.feature[node] < 0) {
        thresholds[2 * at] = Number.POSITIVE_INFINITY
        lefts.push({ at, left: at, flag: 0 })
        continue
      }
      const isSet = ensemble.categories[node] >= 0
      hasSets ||= isSet
      if (isSet) words.set(setOf(node), 4 * at)
      else thresholds[2 * at] = ensemble.threshold[node]
      words[4 * at + 2] = 8 * cellOf(ensemble.feature[node], isSet ? OF_CATEGORIES : ensemble.missing[node])
      lefts.push({ at, left: next, flag: isSet ? 1 : 0 })
      queue.push(ensemble.left[node], ensemble.right[node])
      next += 2
    }
    const roots = hasSets ? rootsOfCategories : rootsOfNumbers
    placeAmong.push([roots.push(first) - 1, hasSets])
  }
  const nodes = image.add(new Float64Array(0))
  for (const { at, left, flag } of lefts) words[4 * at + 3] = nodes + NODE_BYTES * left + flag
  image.add(thresholds)
  while (rootsOfNumbers.length % TOGETHER !== 0)
    rootsOfNumbers.push(rootsOfNumbers[rootsOfNumbers.length - 1])
  const addresses = (roots: readonly number[]): Uint32Array =>
    Uint32Array.from(roots, (root) => nodes + NODE_BYTES * root)
  const [cellFeature, cellWay] = [new Int32Array(cells.size), new Uint8Array(cells.size)]
  for (const [key, cell] of cells) {
    const [feature, way] = key.split('/').map(Number)
    cellFeature[cell - 1] = feature
    cellWay[cell - 1] = way
  }
  return {
    cellFeature,
    cellWay,
    cellCodes: Float64Array.from(cellFeature, (feature) => codes.get(feature) ?? 0),
    round: ensemble.comparison === 'float32',
    nodes,
    values: image.add(values),
    numbers: { roots: image.add(addresses(rootsOfNumbers)), trees: rootsOfNumbers.length },
    categories: { roots: image.add(addresses(rootsOfCategories)), trees: rootsOfCategories.length },
    place: Int32Array.from(placeAmong, ([place, hasSets]) => place + (hasSets ? rootsOfNumbers.length : 0)),
    leaves: rootsOfNumbers.length + rootsOfCategories.length,
  }
}

/**
 * The cells of a row: values put so that x ≤ threshold alone decides.
 *
 * @param cells out: shape [1 + cells]
 */
export function writeCells(plan: WalkPlan, row: Float64Array, cells: Float64Array): void {
  const { cellFeature, cellWay, cellCodes, round } = plan
  cells[0] = 0
  for (let cell = 0; cell < cellFeature.length; cell++) {
    const x = row[cellFeature[cell]]
    const way = cellWay[cell]
    cells[cell + 1] =
      way === OF_CATEGORIES
        ? categoryIndex(x, cellCodes[cell])
        : way === missingRules.right
          ? round
            ? Math.fround(x)
            : x
          : comparable(round ? Math.fround(x) : x, way)
  }
}

function comparable(x: number, way: number): number {
  const missing = Number.isNaN(x)
  if (way === missingRules.left) return missing ? Number.NEGATIVE_INFINITY : x
  if (way === missingRules.zero) return missing ? 0 : x
  if (!missing && Math.abs(x) > NEARLY_ZERO) return x
  return way === missingRules['zero-left'] ? Number.NEGATIVE_INFINITY : Number.NaN
}
