import { openStream } from '@pratibimba/numerics/random'
import { oneThread } from '@pratibimba/numerics/wasm'
import { expect, it } from 'vitest'
import { binMatrix } from '../../../trees/binning/index.ts'
import {
  type GrownTree,
  growthProgram,
  growthSetup,
  openFeatureChoice,
  openTreeGrower,
  type SplitRule,
} from '../../../trees/growth/index.ts'
import { mixedTable } from '../support/tables.ts'

const rule: SplitRule = {
  lambdaL1: 0,
  lambdaL2: 1,
  minGainToSplit: 0,
  minRows: 5,
  minHessian: 0,
  maxDeltaStep: 0,
  pathSmooth: 0,
  monotone: undefined,
  convention: 'lightgbm',
  randomThresholds: false,
  givesUp: false,
  categories: {
    oneAgainstAll: 4,
    smooth: 1,
    minRowsToOrder: 1,
    l2: 0,
    mostInSet: 32,
    minRowsPerGroup: 1,
    largestShare: 1,
  },
}

async function growWith(sets: number, next: 'gain' | 'depth'): Promise<GrownTree> {
  const { features, data } = mixedTable(4000)
  const binned = await binMatrix(features, data)
  const setup = growthSetup(binned, rule, { outputs: 1, sets, threads: 1, seed: 1 })
  const gradients = new Float32Array(binned.arena.memory.buffer, setup.gradients, 2 * data.rows)
  const stream = openStream(1, 'noise').at(0)
  for (let row = 0; row < data.rows; row++)
    gradients.set([0.5 - data.label[row] + stream.normal() / 50, 1], 2 * row)
  const choice = openFeatureChoice({
    features: features.length,
    seed: 1,
    perTree: 1,
    perLevel: 1,
    perNode: 1,
    interactions: undefined,
    rounding: Math.floor,
  })
  const grower = openTreeGrower(setup, await oneThread.team(growthProgram, setup), sets)
  return grower.grow({ next, maxLeaves: 200, maxDepth: 12, tree: 0, output: 0, choice })
}

it.each(['gain', 'depth'] as const)(
  'a tree by %s is the same however few histograms are kept',
  async (next) => {
    const [roomy, tight] = [await growWith(201, next), await growWith(3, next)]
    expect(roomy.leaves).toBeGreaterThan(100)
    const shape = ({ nodes }: GrownTree) =>
      nodes.map(({ feature, bin, left, right, rows }) => ({ feature, bin, left, right, rows }))
    expect(shape(tight)).toEqual(shape(roomy))
  },
)
