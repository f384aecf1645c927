/** The kernel of forests as TypeScript sees it; what it takes is told in `forest.assembly.ts`. */
import { type KernelMemory, loadKernel } from '@pratibimba/numerics/wasm'
import { wasm } from './compiled/forest.ts'

export interface ForestKernel {
  copyColumn(cells: number, rows: number, to: number): void
  sumPairs(pairs: number, count: number, to: number): number
  sumClasses(pairs: number, count: number, classes: number, to: number): number
  sumBins(
    column: number,
    rows: number,
    pairs: number,
    count: number,
    bins: number,
    sums: number,
    counts: number,
  ): void
  sumClassBins(
    column: number,
    rows: number,
    pairs: number,
    count: number,
    bins: number,
    classes: number,
    sums: number,
    counts: number,
  ): void
  binRange(column: number, rows: number, count: number): number
  bestThreshold(sums: number, counts: number, bins: number, rule: number, score: number, to: number): number
  oneThreshold(
    column: number,
    rows: number,
    pairs: number,
    count: number,
    missing: number,
    sums: number,
    counts: number,
    rule: number,
    score: number,
    to: number,
  ): number
  bestClassThreshold(
    sums: number,
    counts: number,
    bins: number,
    classes: number,
    rule: number,
    totals: number,
    left: number,
    score: number,
    to: number,
  ): number
  partition(
    column: number,
    sides: number,
    rows: number,
    pairs: number,
    count: number,
    spareRows: number,
    sparePairs: number,
  ): number
  addOutOfBag(
    columns: number,
    rows: number,
    drawn: number,
    words: number,
    numbers: number,
    sets: number,
    outputs: number,
    from: number,
    to: number,
    sums: number,
    trees: number,
  ): void
}

/** What `bestThreshold` answers where a feature has the same value, or none, in all rows of a node. */
export const constantFeature = -2

export const openForestKernel = (memory: KernelMemory): ForestKernel => loadKernel<ForestKernel>(wasm, memory)
