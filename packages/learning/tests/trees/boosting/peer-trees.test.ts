/** Trees held against those of the namesakes, split by split; the fixture is made by fixtures/peer_trees.py. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Feature, LabelledMatrix } from '../../../data/index.ts'
import {
  type DepthWiseParameters,
  type LeafWiseParameters,
  trainDepthWise,
  trainLeafWise,
} from '../../../trees/boosting/index.ts'
import { rawScores } from '../../../trees/predict/index.ts'
import type { TreeEnsemble } from '../../../trees/tree-ensemble.ts'

type Objective = 'binary' | 'regression' | 'multiclass' | 'poisson'

interface Case {
  readonly objective: Objective
  readonly table: 'numbers' | 'mixed'
  readonly weighted: boolean
  /** Raw scores of the first 100 rows, row-major. */
  readonly raw: readonly number[]
}

interface PeerNode {
  readonly feature?: number
  readonly threshold?: number
  readonly codes?: readonly number[]
  readonly gain?: number
  readonly value?: number
  readonly rows: number
}

const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/peer-trees.golden.json'), 'utf8'),
) as {
  columns: (number | null)[][]
  weight: number[]
  labels: Record<Objective, number[]>
  lightgbm: Record<string, Case & { trees: PeerNode[][] }>
  xgboost: Record<string, Case & { gains: number[]; covers: number[] }>
}

function tableOf({ objective, table, weighted }: Case): { data: LabelledMatrix; features: Feature[] } {
  const columns = golden.columns
    .slice(0, table === 'numbers' ? 4 : 5)
    .map((column) => Float64Array.from(column, (value) => value ?? Number.NaN))
  return {
    data: {
      rows: golden.weight.length,
      columns,
      label: Float64Array.from(golden.labels[objective]),
      ...(weighted ? { weight: Float64Array.from(golden.weight) } : {}),
    },
    features: columns.map((_, i) =>
      i < 4
        ? { name: `x${i}`, kind: 'number' }
        : { name: 'c', kind: 'category', categories: Array.from({ length: 9 }, (_, code) => `${code}`) },
    ),
  }
}

/** The nodes of a tree, root first, left before right: the way the fixture writes them. */
function nodesOf(ensemble: TreeEnsemble, tree: number): PeerNode[] {
  const nodes: PeerNode[] = []
  const walk = (node: number): void => {
    const { feature, categories, categoryWords } = ensemble
    const rows = ensemble.cover[node]
    if (feature[node] < 0) {
      nodes.push({ value: ensemble.value[node], rows })
      return
    }
    const words = categories[node]
    const codes =
      words < 0
        ? undefined
        : Array.from({ length: 9 }, (_, code) => code).filter(
            (code) => (categoryWords[words + 1] >> code) & 1,
          )
    nodes.push({
      feature: feature[node],
      gain: ensemble.gain[node],
      rows,
      ...(codes === undefined ? { threshold: ensemble.threshold[node] } : { codes }),
    })
    walk(ensemble.left[node])
    walk(ensemble.right[node])
  }
  walk(ensemble.treeStart[tree])
  return nodes
}

const leafWiseSettings: Record<string, Partial<LeafWiseParameters>> = {
  plain: {},
  weighted: {},
  regularised: { lambdaL1: 1, lambdaL2: 3, minGainToSplit: 0.5 },
  shallow: { maxDepth: 3, numLeaves: 31 },
  categories: { minDataPerGroup: 10, catSmooth: 2 },
  'one against all': { maxCatToOnehot: 20 },
  monotone: { monotoneConstraints: [1, 0, -1, 0] },
  capped: { maxDeltaStep: 0.3, lambdaL1: 0.5 },
  smoothed: { pathSmooth: 5 },
  interactions: {
    interactionConstraints: [
      [0, 1],
      [2, 3],
    ],
  },
  unbalanced: { isUnbalance: true },
  'without average': { boostFromAverage: false },
  regression: {},
  multiclass: { numClass: 3 },
  counts: {},
}

const depthWiseSettings: Record<string, Partial<DepthWiseParameters>> = {
  plain: {},
  weighted: {},
  regularised: { alpha: 1, lambda: 3, gamma: 0.5 },
  categories: { minChildWeight: 0 },
  'one against all': { maxCatToOnehot: 20 },
  monotone: { monotoneConstraints: [1, 0, -1, 0] },
  capped: { maxDeltaStep: 0.3, alpha: 0.5 },
  interactions: {
    interactionConstraints: [
      [0, 1],
      [2, 3],
    ],
  },
  'by gain': { growPolicy: 'lossguide', maxLeaves: 6 },
  'few leaves': { maxLeaves: 6 },
  unbalanced: { scalePosWeight: 2.5 },
  regression: {},
  multiclass: { numClass: 3 },
  counts: {},
}

describe("leaf-wise trees are LightGBM's, leaf values within 1e-12", () => {
  it.each(Object.entries(golden.lightgbm))('%s', async (name, peer) => {
    const { data, features } = tableOf(peer)
    const { ensemble } = await trainLeafWise(
      data,
      features,
      {
        objective: peer.objective,
        iterations: 4,
        numLeaves: 8,
        minDataInLeaf: 12,
        minDataInBin: 1,
        ...leafWiseSettings[name],
      },
      { seed: 1 },
    )
    expect(ensemble.treeOutput.length).toBe(peer.trees.length)
    for (let tree = 0; tree < peer.trees.length; tree++) {
      const ours = nodesOf(ensemble, tree)
      const theirs = peer.trees[tree]
      const shape = (nodes: readonly PeerNode[]) =>
        nodes.map(({ feature, threshold, codes, rows }) => ({ feature, threshold, codes, rows }))
      expect(shape(ours)).toEqual(shape(theirs))
      // LightGBM writes the average into the leaves of the first trees.
      const shift = tree < ensemble.outputs ? ensemble.base[tree] : 0
      for (let node = 0; node < ours.length; node++)
        if (theirs[node].value !== undefined)
          expect(Math.abs(ours[node].value! + shift - theirs[node].value!)).toBeLessThan(1e-12)
    }
    const raw = rawScores(ensemble, data)
    for (let i = 0; i < peer.raw.length; i++) expect(Math.abs(raw[i] - peer.raw[i])).toBeLessThan(1e-12)
  })
})

describe("depth-wise trees are XGBoost's, to the precision of its floats", () => {
  it.each(Object.entries(golden.xgboost))('%s', async (name, peer) => {
    const { data, features } = tableOf(peer)
    const { ensemble } = await trainDepthWise(
      data,
      features,
      { objective: peer.objective, iterations: 4, maxDepth: 4, ...depthWiseSettings[name] },
      { seed: 1 },
    )
    const gains = [...ensemble.gain].filter((_, node) => ensemble.feature[node] >= 0).sort((a, b) => a - b)
    const covers = [...ensemble.cover].sort((a, b) => a - b)
    expect([gains.length, covers.length]).toEqual([peer.gains.length, peer.covers.length])
    for (let i = 0; i < gains.length; i++) expect(gains[i] / peer.gains[i]).toBeCloseTo(1, 3)
    for (let i = 0; i < covers.length; i++) expect(covers[i] / peer.covers[i]).toBeCloseTo(1, 5)
    const raw = rawScores(ensemble, data)
    for (let i = 0; i < peer.raw.length; i++) expect(Math.abs(raw[i] - peer.raw[i])).toBeLessThan(5e-6)
  })
})
