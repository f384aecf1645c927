/** The work that threads share: the scores of all candidate columns at one level of a tree. */
import type { KernelMemory, TeamProgram } from '@pratibimba/numerics/wasm'
import { histogramBytes, symmetricKernel } from './kernel.ts'

/** Columns of one call of the kernel. */
export const groupSize = 4
export const groupBytes = 64
/** Four histograms to build, four more for what is judged, four tables of scores. */
export const scratchBytes = 12 * histogramBytes

export interface LevelSetup {
  readonly memory: KernelMemory
  /** Numbers of the step, see `Step`; i32. */
  readonly control: number
  /** Regularisation, then standard deviation of the noise; f64. */
  readonly l2: number
  readonly groups: number
  /** Number of candidate splits of each column; i32, by column of a group. */
  readonly splits: number
  readonly scratch: number
  /** Best score of each column, f64, and its candidate, i32. */
  readonly bestScore: number
  readonly bestCandidate: number
}

/** What the control words of a step hold, in their order. */
export const stepWords = {
  groups: 0,
  /** The first so many groups hold columns whose parents' histograms are kept. */
  derived: 1,
  derivedLeaves: 2,
  derivedCount: 3,
  allLeaves: 4,
  allCount: 5,
  order: 6,
  /** Pairs of the first output; those of the next lie `pairsStride` bytes further on. */
  pairs: 7,
  pairsStride: 8,
  outputs: 9,
  keep: 10,
  /** Bytes from a column's histograms of one output to those of the next. */
  keptStride: 11,
  cosine: 12,
  /** Whether prefixes are judged by what follows them; then the leaves are ranges. */
  ordered: 13,
  rangeL2: 14,
  /** Key of the noise of the level. */
  keyLow: 15,
  keyHigh: 16,
} as const

export const levelProgram: TeamProgram<LevelSetup> = {
  kind: 'symmetric-level',
  open(setup, thread, threads) {
    const kernel = symmetricKernel(setup.memory)
    const { buffer } = setup.memory
    const words = new Int32Array(buffer, setup.control, 32)
    const scratch = setup.scratch + thread * scratchBytes
    const scores = scratch + 8 * histogramBytes
    const scoreTable = new Uint8Array(buffer, scores, groupSize * histogramBytes)
    const bestCandidate = new Int32Array(buffer, setup.bestCandidate)
    const splits = new Int32Array(buffer, setup.splits)
    const l2 = new Float64Array(buffer, setup.l2, 2)
    const ownGroup = new Uint32Array(buffer, setup.groups)
    return () => {
      const step = (name: keyof typeof stepWords): number => words[stepWords[name]] >>> 0
      for (let g = thread; g < step('groups'); g += threads) {
        const group = setup.groups + g * groupBytes
        scoreTable.fill(0)
        for (let output = 0; output < step('outputs'); output++) {
          const pairs = step('pairs') + output * step('pairsStride')
          if (step('ordered') === 1)
            kernel.scoreOrdered(
              group,
              step('allLeaves'),
              step('allCount'),
              step('order'),
              pairs,
              scratch,
              scores,
              step('rangeL2'),
            )
          else {
            const derived = g < step('derived')
            kernel.scoreLevel(
              group,
              derived ? step('derivedLeaves') : step('allLeaves'),
              derived ? step('derivedCount') : step('allCount'),
              step('order'),
              pairs,
              scratch,
              scores,
              l2[0],
              step('keep'),
            )
            // The next output's histograms lie behind these.
            for (let k = 0; k < groupSize; k++) ownGroup[(g * groupBytes) / 4 + 4 + k] += step('keptStride')
          }
        }
        for (let k = 0; k < groupSize; k++) {
          const column = g * groupSize + k
          bestCandidate[column] = kernel.bestSplit(
            scores + k * histogramBytes,
            splits[column],
            step('cosine'),
            l2[1],
            step('keyLow') ^ Math.imul(column + 1, 0x9e3779b1),
            step('keyHigh'),
            setup.bestScore + 8 * column,
          )
        }
      }
    }
  },
}
