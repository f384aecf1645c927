/** Models of random trees that use everything an ensemble can hold, and rows to score with them. */
import { openStream } from '@pratibimba/numerics/random'
import type { Feature, Matrix } from '../../data/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { type ColumnSource, type Link, missingRules, type TreeEnsemble } from '../../trees/tree-ensemble.ts'

export interface RandomModelShape {
  readonly seed: number
  readonly trees: number
  readonly depth: number
  readonly outputs?: number
  readonly link?: Link
  readonly slope?: number
  readonly average?: boolean
  readonly symmetric?: boolean
  /** Whether statistics of categories are among the columns. */
  readonly statistics?: boolean
  readonly base?: number
}

export const randomFeatures: readonly Feature[] = [
  { name: 'income', kind: 'number' },
  { name: 'region', kind: 'category', categories: Array.from({ length: 40 }, (_, i) => `region ${i}`) },
  { name: 'age', kind: 'number' },
  { name: 'product', kind: 'category', categories: ['loan', 'card', 'overdraft'] },
  { name: 'balance', kind: 'number' },
]
const numbers = [0, 2, 4]
const categories = [1, 3]

export function randomModel(shape: RandomModelShape): TreeModel {
  const { outputs = 1, symmetric = false, statistics = false } = shape
  const stream = openStream(shape.seed, 'random model').at(0)
  const pick = (count: number): number => Math.floor(stream.uniform() * count)
  const columns: ColumnSource[] = randomFeatures.map((_, input) => ({ kind: 'input', input }))
  if (statistics)
    for (const inputs of [[1], [3], [1, 3], [3, 1], [1]]) {
      const radix = inputs.map((input) => randomFeatures[input].categories!.length + 1)
      const all = Array.from({ length: radix.reduce((a, b) => a * b) }, (_, cell) => cell)
      const cells = Float64Array.from(all.filter(() => stream.uniform() < 0.8))
      columns.push({
        kind: 'target-statistic',
        inputs,
        radix,
        cells,
        values: cells.map(() => stream.uniform()),
        otherwise: stream.uniform(),
      })
    }
  const node = {
    feature: [] as number[],
    threshold: [] as number[],
    left: [] as number[],
    right: [] as number[],
    missing: [] as number[],
    categories: [] as number[],
    value: [] as number[],
    cover: [] as number[],
    gain: [] as number[],
  }
  const words: number[] = []
  const treeStart: number[] = []

  /** −∞ asks whether a value is missing. */
  const numberThreshold = (): number =>
    stream.uniform() < 0.05 ? Number.NEGATIVE_INFINITY : 4 * stream.uniform() - 2
  const drawSplit = () => {
    const column = pick(columns.length)
    const isCategory = categories.includes(column)
    const isSet = isCategory && stream.uniform() < 0.8
    let set = -1
    if (isSet) {
      set = words.length
      const codes = randomFeatures[column].categories!.length
      const count = Math.ceil(codes / 32)
      words.push(count, ...new Array<number>(count).fill(0))
      for (let code = 0; code < codes; code++)
        if (stream.uniform() < 0.5) words[set + 1 + (code >>> 5)] |= 1 << (code & 31)
    }
    const threshold =
      column >= randomFeatures.length ? stream.uniform() : isCategory ? pick(30) - 0.5 : numberThreshold()
    // Sides at zero cannot be told to other libraries where the threshold is near it.
    const rules = [missingRules.zero, missingRules.left, missingRules.right]
    return { column, threshold: isSet ? 0 : threshold, set, rule: rules[pick(3)] }
  }
  const add = (): number => {
    const at = node.feature.length
    for (const [key, value] of [
      ['feature', -1],
      ['threshold', 0],
      ['left', -1],
      ['right', -1],
      ['missing', 0],
      ['categories', -1],
      ['value', 0],
      ['cover', 0],
      ['gain', 0],
    ] as const)
      node[key].push(value)
    return at
  }
  const grow = (level: number, levels: readonly ReturnType<typeof drawSplit>[]): number => {
    const at = add()
    if (level === shape.depth || (!symmetric && level > 0 && stream.uniform() < 0.2)) {
      node.value[at] = stream.normal() / 10
      node.cover[at] = 1 + pick(100)
      return at
    }
    const split = symmetric ? levels[level] : drawSplit()
    node.feature[at] = split.column
    node.threshold[at] = split.threshold
    node.missing[at] = split.rule
    node.categories[at] = split.set
    node.gain[at] = stream.uniform()
    node.left[at] = grow(level + 1, levels)
    node.right[at] = grow(level + 1, levels)
    node.cover[at] = node.cover[node.left[at]] + node.cover[node.right[at]]
    return at
  }
  for (let tree = 0; tree < shape.trees; tree++) {
    treeStart.push(node.feature.length)
    grow(0, symmetric ? Array.from({ length: shape.depth }, drawSplit) : [])
  }
  treeStart.push(node.feature.length)

  const ensemble: TreeEnsemble = {
    outputs,
    base: Float64Array.from({ length: outputs }, (_, output) => (shape.base ?? 0) + output / 7),
    link: shape.link ?? 'identity',
    ...(shape.slope === undefined ? {} : { slope: shape.slope }),
    comparison: 'float64',
    summation: 'float64',
    average: shape.average ?? false,
    treeStart: Int32Array.from(treeStart),
    treeOutput: Int32Array.from({ length: shape.trees }, (_, tree) => tree % outputs),
    feature: Int32Array.from(node.feature),
    threshold: Float64Array.from(node.threshold),
    left: Int32Array.from(node.left),
    right: Int32Array.from(node.right),
    missing: Uint8Array.from(node.missing),
    categories: Int32Array.from(node.categories),
    categoryWords: Uint32Array.from(words),
    value: Float64Array.from(node.value),
    cover: Float64Array.from(node.cover),
    gain: Float64Array.from(node.gain),
  }
  return { kind: 'trees', inputs: randomFeatures, columns, ensemble }
}

/** Rows of 32 bits for these models: some missing, some infinite, some of categories that no model knows. */
export function randomRows(rows: number, { unseen = true }: { unseen?: boolean } = {}): Matrix {
  const stream = openStream(11, 'random rows').at(0)
  const columns = randomFeatures.map(({ categories: labels = [] }, input) =>
    Float64Array.from({ length: rows }, () => {
      const draw = stream.uniform()
      const number = stream.normal()
      if (draw < 0.1) return Number.NaN
      if (numbers.includes(input)) {
        if (draw < 0.12) return unseen ? Number.POSITIVE_INFINITY : 1e30
        if (draw < 0.14) return unseen ? Number.NEGATIVE_INFINITY : -1e30
        return draw < 0.2 ? 0 : Math.fround(number)
      }
      if (draw < 0.15 && unseen) return -1
      return Math.floor(stream.uniform() * labels.length)
    }),
  )
  return { rows, columns }
}
