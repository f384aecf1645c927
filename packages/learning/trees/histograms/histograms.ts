/** Histograms of gradients: their shape in kernel memory, and building them for a range of features. */
import { type KernelMemory, loadKernel } from '@pratibimba/numerics/wasm'
import { type BinnedMatrix, blockFeatures } from '../binning/binned-matrix.ts'
import { wasm } from './compiled/histogram.ts'

/** Bins per feature, the missing one last; each a pair of f64: sums of gradients and of hessians. */
export const histogramBins = 256
/** Bytes of one feature's histogram. */
export const histogramBytes = histogramBins * 16

/** Features are dealt out to threads by fours: half a block. */
const share = blockFeatures / 2

interface HistogramKernel {
  buildEight(
    block: number,
    positions: number,
    gradients: number,
    count: number,
    out: number,
    fetched: number,
  ): void
  buildFour(
    block: number,
    positions: number,
    gradients: number,
    count: number,
    out: number,
    fetched: number,
  ): void
  subtract(parent: number, child: number, bins: number): void
}

export interface Histograms {
  /**
   * Sums the gradients of `count` rows over the bins of the features in [first, end), both as `featureShare` gives them.
   *
   * @param positions address of u32 row numbers, or 0 for the rows 0 … count − 1
   * @param gradients address of f32 pairs (gradient, hessian), in the order of the positions
   * @param out address of the histograms of all features; those of absent features of the last block are written too
   */
  build(first: number, end: number, positions: number, gradients: number, count: number, out: number): void
  /** parent −= child, for one feature with so many bins. Addresses of its histograms. */
  subtract(parent: number, child: number, bins: number): void
}

/** Bytes of the histograms of so many features. */
export function histogramSetBytes(features: number): number {
  return Math.ceil(features / blockFeatures) * blockFeatures * histogramBytes
}

/** Bytes of room in which a thread gathers cells. */
export const fetchBytes = 2048

/** @param fetched address of room for `fetchBytes`, this thread's own */
export function openHistograms(
  memory: KernelMemory,
  { cells, rows }: Pick<BinnedMatrix, 'cells' | 'rows'>,
  fetched: number,
): Histograms {
  const kernel = loadKernel<HistogramKernel>(wasm, memory)
  return {
    subtract: kernel.subtract,
    build(first, end, positions, gradients, count, out) {
      for (let feature = first; feature < end; ) {
        const block =
          cells + Math.floor(feature / blockFeatures) * rows * blockFeatures + (feature % blockFeatures)
        const to = out + feature * histogramBytes
        const whole = feature % blockFeatures === 0 && end - feature > share
        if (whole) kernel.buildEight(block, positions, gradients, count, to, fetched)
        else kernel.buildFour(block, positions, gradients, count, to, fetched)
        feature += whole ? blockFeatures : share
      }
    },
  }
}

/** The features [first, end) of a thread: by fours, so that no two threads write one histogram. */
export function featureShare(
  features: number,
  thread: number,
  threads: number,
): [first: number, end: number] {
  const shares = Math.ceil(features / share)
  const from = Math.floor((thread * shares) / threads) * share
  return [from, Math.min(features, Math.floor(((thread + 1) * shares) / threads) * share)]
}
