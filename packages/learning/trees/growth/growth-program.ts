/** What the threads do while trees grow: each sums up and searches its features, and deals out its rows. */
import { loadKernel, type TeamProgram } from '@pratibimba/numerics/wasm'
import { columnAddress } from '../binning/binned-matrix.ts'
import { featureShare, fetchBytes, histogramBytes, openHistograms } from '../histograms/histograms.ts'
import { wasm } from './compiled/partition.ts'
import { openSplitSearch } from './find-splits.ts'
import { type GrowthSetup, otherSources, stretch, wordCount, words } from './growth-setup.ts'

interface PartitionKernel {
  deal(
    column: number,
    sides: number,
    positions: number,
    first: number,
    count: number,
    left: number,
    right: number,
  ): number
  gatherPairs(positions: number, count: number, from: number, to: number): void
  sumPairs(from: number, count: number, to: number): void
}

export const growthSteps = {
  /** Brings gradients into the order of the node's positions, and sums them by stretches. */
  order: 0,
  /** Sums up a node by itself and finds its split. */
  first: 1,
  /** Deals the rows of a node out to two lists. */
  deal: 2,
  /** Puts the lists back, left before right, and orders the gradients of the child to be summed up. */
  settle: 3,
  /** Sums up one child, has the other by subtraction, finds splits for both. */
  children: 4,
} as const

/** Work on rows that is too little to wake threads for is done by the first one. */
export const rowsWorthThreads = 16_384
/** The same for cells that are summed up or searched. */
export const cellsWorthThreads = 60_000

export interface GrowthShare {
  readonly [growthSteps.order]: () => void
  readonly [growthSteps.first]: () => void
  readonly [growthSteps.deal]: () => void
  readonly [growthSteps.settle]: () => void
  readonly [growthSteps.children]: () => void
}

export const growthProgram: TeamProgram<GrowthSetup> = {
  kind: 'tree-growth',
  open(setup, thread, threads) {
    const share = openGrowthShare(setup, thread, threads)
    return (step) => share[step as keyof GrowthShare]()
  },
}

/** One thread's share of each step. */
export function openGrowthShare(setup: GrowthSetup, thread: number, threads: number): GrowthShare {
  const { memory, positions, ordered, left, right } = setup
  const kernel = loadKernel<PartitionKernel>(wasm, memory)
  const histograms = openHistograms(memory, setup, setup.fetched + thread * fetchBytes)
  const search = openSplitSearch(setup)
  const step = new Int32Array(memory.buffer, setup.words, wordCount)
  const dealt = new Int32Array(memory.buffer, setup.dealt, threads)
  const features = setup.bins.length
  const [firstFeature, endFeature] = featureShare(features, thread, threads)

  /** This thread's part of `count` things. */
  const part = (count: number): [from: number, to: number] => [
    Math.floor((thread * count) / threads),
    Math.floor(((thread + 1) * count) / threads),
  ]
  const setAddress = (set: number): number => setup.histograms + set * setup.setBytes

  const build = (first: number, count: number, set: number): void => {
    const byPosition = step[words.byPosition] === 1
    histograms.build(
      firstFeature,
      endFeature,
      byPosition ? positions + first * 4 : 0,
      byPosition ? ordered + first * 8 : step[words.gradients],
      count,
      setAddress(set),
    )
  }

  const find = (node: number, set: number): void => {
    search.atNode(node)
    for (let feature = firstFeature; feature < endFeature; feature++)
      if (search.allows(feature)) search.find(feature, setAddress(set) + feature * histogramBytes)
  }

  /** Gradients of the positions [from, to), in their order. */
  const order = (from: number, to: number): void =>
    kernel.gatherPairs(positions + from * 4, to - from, step[words.gradients], ordered + from * 8)

  return {
    [growthSteps.order]() {
      const count = step[words.count]
      const byPosition = step[words.byPosition] === 1
      const [from, to] = part(Math.ceil(count / stretch))
      for (let i = from; i < to; i++) {
        const start = i * stretch
        const rows = Math.min(count - start, stretch)
        if (byPosition) order(start, start + rows)
        kernel.sumPairs((byPosition ? ordered : step[words.gradients]) + start * 8, rows, setup.sums + i * 16)
      }
    },
    [growthSteps.first]() {
      build(step[words.first], step[words.count], step[words.childSet])
      find(0, step[words.childSet])
    },
    [growthSteps.deal]() {
      const first = step[words.first]
      const [from, to] = part(step[words.count])
      const at = (first + from) * 4
      dealt[thread] = kernel.deal(
        columnAddress(setup.cells, setup.rows, step[words.feature]),
        setup.sides,
        step[words.byPosition] === 1 ? positions + at : 0,
        first + from,
        to - from,
        left + at,
        right + at,
      )
    },
    [growthSteps.settle]() {
      const first = step[words.first]
      const count = step[words.count]
      let leftBefore = 0
      let leftInAll = 0
      for (let t = 0; t < threads; t++) {
        if (t < thread) leftBefore += dealt[t]
        leftInAll += dealt[t]
      }
      const [from, to] = part(count)
      const mine = dealt[thread]
      const toLeft = first + leftBefore
      const toRight = first + leftInAll + (from - leftBefore)
      copyRows(left + (first + from) * 4, mine, positions + toLeft * 4)
      copyRows(right + (first + from) * 4, to - from - mine, positions + toRight * 4)
      if (step[words.source] === otherSources.nothing) return
      const small = step[words.childFirst]
      const both = step[words.source] === otherSources.rows
      if (both || small === first) order(toLeft, toLeft + mine)
      if (both || small !== first) order(toRight, toRight + (to - from - mine))
    },
    [growthSteps.children]() {
      const child = setAddress(step[words.childSet])
      const other = setAddress(step[words.otherSet])
      build(step[words.childFirst], step[words.childCount], step[words.childSet])
      if (step[words.source] === otherSources.rows)
        build(step[words.otherFirst], step[words.otherCount], step[words.otherSet])
      else
        for (let feature = firstFeature; feature < endFeature; feature++)
          histograms.subtract(
            other + feature * histogramBytes,
            child + feature * histogramBytes,
            setup.bins[feature],
          )
      find(0, step[words.childSet])
      find(1, step[words.otherSet])
    },
  }

  function copyRows(from: number, count: number, to: number): void {
    const words32 = new Uint32Array(memory.buffer, to >>> 0, count)
    words32.set(new Uint32Array(memory.buffer, from >>> 0, count))
  }
}
