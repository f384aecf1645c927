/** The kernel against plain loops. */
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import { histogramBytes, memoryPlan, symmetricKernel } from '../../../trees/symmetric/kernel.ts'

const rows = 700
const bins = [256, 40, 3, 17]
const random = openStream(3, 'symmetric-kernel-test').at(0)
const columns = bins.map((count) => Uint8Array.from({ length: rows }, () => random.below(count)))
const gradient = Float32Array.from({ length: rows }, () => random.normal())
const weight = Float32Array.from({ length: rows }, () => random.uniform() * 2)
const l2 = 1.5

const plan = memoryPlan()
const at = {
  columns: bins.map(() => plan.reserve(rows)),
  order: plan.reserve(rows * 4),
  pairs: plan.reserve(rows * 8),
  group: plan.reserve(64),
  leaves: plan.reserve(256),
  scratch: plan.reserve(8 * histogramBytes),
  scores: plan.reserve(4 * histogramBytes),
  kept: bins.map(() => plan.reserve(4 * histogramBytes)),
  ranges: plan.reserve(256),
  rangeL2: plan.reserve(64),
  spare: plan.reserve(rows * 4),
  leaf: plan.reserve(rows * 2),
  doubles: plan.reserve(rows * 8),
}
const memory = plan.open()
const kernel = symmetricKernel(memory)
columns.forEach((column, k) => {
  new Uint8Array(memory.buffer, at.columns[k], rows).set(column)
})
new Uint32Array(memory.buffer, at.group, 16).set([...at.columns, ...at.kept, ...bins, 0, 0, 1, 0])
const order = new Uint32Array(memory.buffer, at.order, rows)
const pairs = new Float32Array(memory.buffer, at.pairs, rows * 2)
const scores = new Float64Array(memory.buffer, at.scores, (4 * histogramBytes) / 8)

/** Rows into the order, their pairs with them. */
function arrange(list: readonly number[]): void {
  order.set(list)
  list.forEach((row, place) => {
    pairs.set([gradient[row], weight[row]], 2 * place)
  })
}

const sum = (list: readonly number[], of: Float32Array): number =>
  list.reduce((total, row) => total + of[row], 0)

/** Numerator and denominator of a candidate: averages of `estimate`, judged on `judged`, over leaves. */
function plainScore(
  leaves: readonly { estimate: readonly number[]; judged: readonly number[] }[],
  k: number,
  bin: number,
): [number, number] {
  const low = (row: number): boolean => (k === 2 ? columns[k][row] === bin : columns[k][row] <= bin)
  let numerator = 0
  let denominator = 0
  for (const { estimate, judged } of leaves)
    for (const side of [low, (row: number) => !low(row)]) {
      const from = estimate.filter(side)
      const to = judged.filter(side)
      const mean = from.length === 0 ? 0 : sum(from, gradient) / (sum(from, weight) + l2)
      numerator += mean * sum(to, gradient)
      denominator += mean * mean * sum(to, weight)
    }
  return [numerator, denominator]
}

function expectScores(leaves: readonly { estimate: readonly number[]; judged: readonly number[] }[]): void {
  bins.forEach((count, k) => {
    for (let bin = 0; bin < (k === 2 ? count : count - 1); bin += k === 0 ? 13 : 1) {
      const [numerator, denominator] = plainScore(leaves, k, bin)
      expect(scores[(k * histogramBytes) / 8 + 2 * bin]).toBeCloseTo(numerator, 8)
      expect(scores[(k * histogramBytes) / 8 + 2 * bin + 1]).toBeCloseTo(denominator, 8)
    }
  })
}

const all = Array.from({ length: rows }, (_, row) => row)
const leaves = new Int32Array(memory.buffer, at.leaves, 64)

describe('scoreLevel', () => {
  it('scores the root, and leaves whose siblings derive from it, as plain loops do', () => {
    arrange(all)
    scores.fill(0)
    leaves.set([0, rows, 0, -1])
    kernel.scoreLevel(at.group, at.leaves, 1, at.order, at.pairs, at.scratch, at.scores, l2, 1)
    expectScores([{ estimate: all, judged: all }])

    const low = all.filter((row) => columns[1][row] <= 30)
    const high = all.filter((row) => columns[1][row] > 30)
    arrange([...low, ...high])
    scores.fill(0)
    leaves.set([low.length, high.length, 1, 0])
    kernel.scoreLevel(at.group, at.leaves, 1, at.order, at.pairs, at.scratch, at.scores, l2, 1)
    expectScores([
      { estimate: low, judged: low },
      { estimate: high, judged: high },
    ])
  })
})

it('scoreOrdered estimates on a prefix and judges on what follows', () => {
  arrange(all)
  scores.fill(0)
  new Int32Array(memory.buffer, at.ranges, 8).set([0, 300, 0, 300, 400, 300, 0, 0])
  new Float64Array(memory.buffer, at.rangeL2, 1)[0] = l2
  kernel.scoreOrdered(at.group, at.ranges, 1, at.order, at.pairs, at.scratch, at.scores, at.rangeL2)
  expectScores([{ estimate: all.slice(0, 300), judged: all.slice(300) }])
})

it('partition keeps the order on both sides, and marks the same rows', () => {
  order.set(all)
  const low = kernel.partition(at.columns[1], 11, 0, at.order, rows, at.spare)
  const expected = all.filter((row) => columns[1][row] <= 11)
  expect(low).toBe(expected.length)
  expect([...order]).toEqual([...expected, ...all.filter((row) => columns[1][row] > 11)])
  const leaf = new Uint16Array(memory.buffer, at.leaf, rows).fill(0)
  kernel.markLeaves(at.columns[1], 11, 0, 3, at.leaf, rows)
  expect([...leaf]).toEqual(all.map((row) => (columns[1][row] <= 11 ? 0 : 8)))
})

it('the threshold of sampling gives the wanted number', () => {
  const magnitude = new Float64Array(memory.buffer, at.doubles, rows)
  for (let row = 0; row < rows; row++) magnitude[row] = Math.abs(gradient[row]) + 0.01
  const total = magnitude.reduce((a, b) => a + b, 0)
  const threshold = kernel.samplingThreshold(at.doubles, rows, 500, total / 500)
  expect(magnitude.reduce((a, m) => a + Math.min(1, m / threshold), 0)).toBeCloseTo(500, 6)
})

it('the best split is the highest score, and noise moves the choice but not the score', () => {
  scores.fill(0)
  for (let b = 0; b < 20; b++) scores.set([10 + (b === 7 ? 0.5 : 0), 4], 2 * b)
  const best = new Float64Array(memory.buffer, at.doubles, 1)
  expect(kernel.bestSplit(at.scores, 20, 1, 0, 1, 2, at.doubles)).toBe(7)
  expect(best[0]).toBe(5.25)
  const chosen = new Set<number>()
  for (let key = 0; key < 200; key++) {
    const bin = kernel.bestSplit(at.scores, 20, 1, 10, key, 5, at.doubles)
    chosen.add(bin)
    expect(best[0]).toBe(bin === 7 ? 5.25 : 5)
  }
  expect(chosen.size).toBeGreaterThan(15)
})
