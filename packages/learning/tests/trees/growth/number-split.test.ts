import { loadKernel, openArena } from '@pratibimba/numerics/wasm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wasm } from '../../../trees/growth/compiled/split.ts'
import { findNumberSplit } from '../../../trees/growth/number-split.ts'
import { recordFields } from '../../../trees/growth/split-record.ts'
import type { NodeSums, SplitRule } from '../../../trees/growth/split-rule.ts'

const rule: SplitRule = {
  lambdaL1: 0,
  lambdaL2: 1,
  minGainToSplit: 0,
  minRows: 5,
  minHessian: 0.5,
  maxDeltaStep: 0,
  pathSmooth: 0,
  monotone: undefined,
  convention: 'lightgbm',
  randomThresholds: false,
  givesUp: true,
  categories: {
    oneAgainstAll: 4,
    smooth: 10,
    minRowsToOrder: 10,
    l2: 10,
    mostInSet: 32,
    minRowsPerGroup: 10,
    largestShare: 0.5,
  },
}

const bin = fc.record({
  rows: fc.integer({ min: 0, max: 40 }),
  gradient: fc.double({ min: -20, max: 20, noNaN: true }),
})

describe('the kernel that finds a split', () => {
  it('answers as the plain search does, bin for bin', () => {
    const arena = openArena(65_536)
    const kernel = loadKernel<{
      bestSplit(
        histogram: number,
        bins: number,
        missing: number,
        node: number,
        rule: number,
        to: number,
      ): void
    }>(wasm, arena.memory)
    const [at, node, settings, to] = [4096, 64, 64, 128].map((bytes) => arena.allocate(bytes))
    const { buffer } = arena.memory
    const histogram = new Float64Array(buffer, at, 512)
    fc.assert(
      fc.property(fc.array(bin, { minLength: 1, maxLength: 255 }), bin, (bins, missing) => {
        histogram.fill(0)
        bins.forEach(({ rows, gradient }, b) => {
          histogram.set([rows === 0 ? 0 : gradient, rows * 0.21], 2 * b)
        })
        const missingHere = missing.rows > 0
        if (missingHere) histogram.set([missing.gradient, missing.rows * 0.21], 510)
        const sums: NodeSums = {
          gradient: histogram.reduce((sum, value, i) => (i % 2 === 0 ? sum + value : sum), 0),
          hessian: histogram.reduce((sum, value, i) => (i % 2 === 1 ? sum + value : sum), 0),
          rows: bins.reduce((sum, { rows }) => sum + rows, missingHere ? missing.rows : 0),
          lower: Number.NEGATIVE_INFINITY,
          upper: Number.POSITIVE_INFINITY,
          output: 0,
        }
        fc.pre(sums.rows > 0)
        const limit = sums.gradient ** 2 / (sums.hessian + 1)
        const plain = new Float64Array(12)
        findNumberSplit(rule, sums, histogram, bins.length, missingHere, 0, limit, undefined, plain)
        new Float64Array(buffer, node, 8).set([
          sums.gradient,
          sums.hessian,
          sums.rows,
          sums.rows / sums.hessian,
          limit,
        ])
        new Float64Array(buffer, settings, 3).set([rule.lambdaL2, rule.minRows, rule.minHessian])
        kernel.bestSplit(at, bins.length, missingHere ? 1 : 0, node, settings, to)
        const found = new Float64Array(buffer, to, 12)
        expect(found[recordFields.bin]).toBe(plain[recordFields.bin])
        if (plain[recordFields.bin] >= 0)
          for (const field of ['gain', 'missingLeft', 'leftGradient', 'leftHessian', 'leftRows'] as const)
            expect(found[recordFields[field]]).toBeCloseTo(plain[recordFields[field]], 9)
      }),
      { numRuns: 300 },
    )
  })
})
