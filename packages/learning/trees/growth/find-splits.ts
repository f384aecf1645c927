/** A thread's search for splits: over its features, at one node. */
import { openStream } from '@pratibimba/numerics/random'
import { loadKernel } from '@pratibimba/numerics/wasm'
import { missingBin } from '../binning/feature-bins.ts'
import { histogramBins } from '../histograms/histograms.ts'
import { findCategorySplit } from './category-split.ts'
import { wasm } from './compiled/split.ts'
import { type GrowthSetup, nodeLength, nodeNumbers, wordCount, words } from './growth-setup.ts'
import { findNumberSplit } from './number-split.ts'
import { recordBytes, recordFields, recordLength } from './split-record.ts'
import { isFree, type NodeSums } from './split-rule.ts'

interface SplitKernel {
  bestSplit(
    histogram: number,
    bins: number,
    missing: number,
    node: number,
    rule: number,
    record: number,
  ): void
}

export interface SplitSearch {
  /** Reads the node (0 or 1) that the next features belong to. */
  atNode(node: number): void
  allows(feature: number): boolean
  /** Writes the record of one feature, from its histogram. */
  find(feature: number, histogram: number): void
}

export function openSplitSearch(setup: GrowthSetup): SplitSearch {
  const { memory, rule, bins, isCategory, hasMissing } = setup
  const { buffer } = memory
  const features = bins.length
  const kernel = loadKernel<SplitKernel>(wasm, memory)
  const numbers = new Float64Array(buffer, setup.numbers, 2 * nodeLength + 4)
  const ruleAddress = setup.numbers + 2 * nodeLength * 8
  numbers.set([rule.lambdaL2, rule.minRows, rule.minHessian], 2 * nodeLength)
  const masks = new Uint8Array(buffer, setup.masks, 2 * features)
  const records = new Float64Array(buffer, setup.records, 2 * features * recordLength)
  const step = new Int32Array(buffer, setup.words, wordCount)
  const stream = rule.randomThresholds ? openStream(setup.seed, 'random-thresholds') : undefined

  let node = 0
  let sums: NodeSums = { gradient: 0, hessian: 0, rows: 0, lower: 0, upper: 0, output: 0 }
  let limit = 0
  let plain = false

  return {
    atNode(which) {
      node = which
      const at = which * nodeLength
      limit = numbers[at + nodeNumbers.limit]
      sums = {
        gradient: numbers[at + nodeNumbers.gradient],
        hessian: numbers[at + nodeNumbers.hessian],
        rows: numbers[at + nodeNumbers.rows],
        lower: numbers[at + nodeNumbers.lower],
        upper: numbers[at + nodeNumbers.upper],
        output: numbers[at + nodeNumbers.output],
      }
      plain = rule.lambdaL1 === 0 && !rule.randomThresholds && isFree(rule, sums)
    },
    allows: (feature) => masks[node * features + feature] === 1,
    find(feature, histogram) {
      const at = (node * features + feature) * recordLength
      const values = bins[feature]
      const pairs = (): Float64Array => new Float64Array(buffer, histogram >>> 0, histogramBins * 2)
      if (isCategory[feature] === 1) {
        findCategorySplit(rule, sums, pairs(), values, limit, records.subarray(at, at + recordLength))
        return
      }
      let missingHere = false
      if (hasMissing[feature] === 1) {
        const [gradient, hessian] = pairs().subarray(2 * missingBin)
        missingHere = gradient !== 0 || hessian !== 0
      }
      const monotone = rule.monotone?.[feature] ?? 0
      if (plain && monotone === 0) {
        const to = setup.records + (node * features + feature) * recordBytes
        kernel.bestSplit(
          histogram,
          values,
          missingHere ? 1 : 0,
          setup.numbers + node * nodeLength * 8,
          ruleAddress,
          to,
        )
        records[at + recordFields.lambdaL2] = rule.lambdaL2
        records[at + recordFields.isCategory] = 0
      } else {
        const only =
          stream === undefined || values < 2
            ? undefined
            : stream.at((step[words.nodeSeed] * 2 + node) * features + feature).below(values - 1)
        findNumberSplit(
          rule,
          sums,
          pairs(),
          values,
          missingHere,
          monotone,
          limit,
          only,
          records.subarray(at, at + recordLength),
        )
      }
      if (!missingHere) records[at + recordFields.missingLeft] = 2
    },
  }
}
