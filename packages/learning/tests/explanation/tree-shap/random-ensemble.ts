/** Small ensembles with every kind of split, and rows that try each of them. */
import { openStream } from '@pratibimba/numerics/random'
import type { Matrix } from '../../../data/index.ts'
import { missingRules, type TreeEnsemble } from '../../../trees/tree-ensemble.ts'

export interface Shape {
  readonly trees: number
  readonly splits: number
  readonly columns: number
  readonly outputs?: number
  readonly average?: boolean
  readonly comparison?: TreeEnsemble['comparison']
  /** Whether some nodes were reached by no training row. */
  readonly zeroCover?: boolean
  /** Whether trees are chains: as deep as can be. */
  readonly chains?: boolean
}

const CODES = 40

/** Even columns are numbers, odd ones categories. */
export function randomEnsemble(seed: number, shape: Shape): TreeEnsemble {
  const draw = openStream(seed, 'test/random-ensemble').at(0)
  const outputs = shape.outputs ?? 1
  const nodes = {
    feature: [],
    threshold: [],
    left: [],
    right: [],
    missing: [],
    categories: [],
    value: [],
    cover: [],
  }
  const node: Record<string, number[]> = nodes
  const words: number[] = []
  const treeStart = [0]
  const treeOutput: number[] = []
  const leaf = (cover: number): number => {
    const values: Record<string, number> = {
      feature: -1,
      threshold: 0,
      left: -1,
      right: -1,
      missing: 0,
      categories: -1,
      value: draw.normal(),
      cover,
    }
    for (const name in node) node[name].push(values[name])
    return node.feature.length - 1
  }
  for (let tree = 0; tree < shape.trees; tree++) {
    const leaves = [leaf(1000)]
    const splits = draw.below(shape.splits + 1)
    for (let s = 0; s < splits; s++) {
      const at = shape.chains ? leaves.pop()! : leaves.splice(draw.below(leaves.length), 1)[0]
      const feature = draw.below(shape.columns)
      const share = shape.zeroCover && draw.below(4) === 0 ? draw.below(2) : draw.uniform()
      node.feature[at] = feature
      node.value[at] = 0
      node.missing[at] = draw.below(Object.keys(missingRules).length)
      if (feature % 2 === 1) {
        const count = 1 + draw.below(2)
        node.categories[at] = words.length
        words.push(count, ...Array.from({ length: count }, () => draw.uint32()))
      } else node.threshold[at] = shape.comparison === 'float32' ? Math.fround(draw.normal()) : draw.normal()
      node.left[at] = leaf(node.cover[at] * share)
      node.right[at] = leaf(node.cover[at] * (1 - share))
      leaves.push(node.left[at], node.right[at])
    }
    treeStart.push(node.feature.length)
    treeOutput.push(tree % outputs)
  }
  return {
    outputs,
    base: Float64Array.from({ length: outputs }, () => draw.normal()),
    link: 'identity',
    comparison: shape.comparison ?? 'float64',
    summation: 'float64',
    average: shape.average ?? false,
    treeStart: Int32Array.from(treeStart),
    treeOutput: Int32Array.from(treeOutput),
    feature: Int32Array.from(node.feature),
    threshold: Float64Array.from(node.threshold),
    left: Int32Array.from(node.left),
    right: Int32Array.from(node.right),
    missing: Uint8Array.from(node.missing),
    categories: Int32Array.from(node.categories),
    categoryWords: Uint32Array.from(words),
    value: Float64Array.from(node.value),
    cover: Float64Array.from(node.cover),
    gain: new Float64Array(node.feature.length),
  }
}

/** Rows with missing values, zeros, infinities, unknown categories and codes beyond every set. */
export function randomRows(seed: number, rows: number, columns: number): Matrix {
  const draw = openStream(seed, 'test/random-rows').at(0)
  const number = (): number => {
    const odd = [Number.NaN, 0, -0, 1e-36, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    return draw.below(4) === 0 ? odd[draw.below(odd.length)] : draw.normal()
  }
  const category = (): number => (draw.below(6) === 0 ? Number.NaN : draw.below(2 * CODES) - 1)
  return {
    rows,
    columns: Array.from({ length: columns }, (_, column) =>
      Float64Array.from({ length: rows }, () => (column % 2 === 1 ? category() : number())),
    ),
  }
}
