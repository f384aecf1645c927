/** The compiled kernel of symmetric trees, and what lies where on its memory. */
import { type KernelMemory, kernelMemory, loadKernel } from '@pratibimba/numerics/wasm'
import { wasm } from './compiled/symmetric-kernel.ts'

/** See symmetric-kernel.assembly.ts; every `number` that names data is an address. */
export interface SymmetricKernel {
  scoreLevel(
    group: number,
    leaves: number,
    leafCount: number,
    order: number,
    pairs: number,
    scratch: number,
    scores: number,
    l2: number,
    keep: number,
  ): void
  scoreOrdered(
    group: number,
    ranges: number,
    rangeCount: number,
    order: number,
    pairs: number,
    scratch: number,
    scores: number,
    l2s: number,
  ): void
  bestSplit(
    scores: number,
    candidates: number,
    cosine: number,
    noise: number,
    keyLow: number,
    keyHigh: number,
    best: number,
  ): number
  partition(
    column: number,
    border: number,
    oneHot: number,
    order: number,
    count: number,
    spare: number,
  ): number
  gatherPairs(pairs: number, order: number, count: number, out: number): void
  markLeaves(column: number, border: number, oneHot: number, bit: number, leaf: number, count: number): void
  leafSumsLogistic(
    odds: number,
    label: number,
    weight: number,
    leaf: number,
    from: number,
    to: number,
    leafOdds: number,
    sums: number,
  ): void
  updateOdds(odds: number, leaf: number, count: number, leafOdds: number): void
  gradientsLogistic(
    odds: number,
    label: number,
    weight: number,
    from: number,
    to: number,
    gradient: number,
  ): void
  magnitudes(gradient: number, count: number, lambda: number, out: number): number
  samplingThreshold(magnitude: number, count: number, target: number, start: number): number
  drawByMagnitude(
    magnitude: number,
    threshold: number,
    gradient: number,
    weight: number,
    count: number,
    keyLow: number,
    keyHigh: number,
    pairs: number,
    order: number,
  ): number
}

export const histogramBytes = 4096

export function symmetricKernel(memory: KernelMemory): SymmetricKernel {
  return loadKernel<SymmetricKernel>(wasm, memory)
}

/** Hands out addresses first and makes the memory afterwards. */
export function memoryPlan(): { reserve(bytes: number): number; open(): KernelMemory } {
  let next = 4096
  return {
    reserve(bytes) {
      const address = next
      next += Math.ceil(Math.max(bytes, 1) / 64) * 64
      return address
    },
    open: () => kernelMemory(next),
  }
}
