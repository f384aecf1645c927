/** Step 5: how long an answer takes, and how much memory an opened model holds. */
import { type Matrix, takeRows } from '@pratibimba/learning/data'
import { type CreditModel, openCreditModel } from '../../decisions/index.ts'
import { matrixOf } from '../../decisions/open-credit-model.ts'
import type { BenchReport } from './reports.ts'

export interface BenchSurroundings {
  /** Milliseconds, from any beginning. */
  clock(): number
  /** Bytes that are held now, where they can be told. */
  heldBytes?(): number
  readonly calls: number
}

const WARM_UP = 30

/** @param matrix rows to answer; they are gone through again and again */
export function benchStep(
  bytes: Uint8Array,
  matrix: Matrix,
  { clock, heldBytes, calls }: BenchSurroundings,
): BenchReport {
  const before = heldBytes?.()
  const model = openCreditModel(bytes)
  const rows = Array.from({ length: Math.min(matrix.rows, 256) }, (_, row) =>
    Float64Array.from(matrix.columns, (column) => column[row]),
  )
  model.contributions(matrixOf(rows[0]))
  const after = heldBytes?.()
  const timed = (work: (row: Float64Array) => void): { p50: number; p99: number } => {
    for (let i = 0; i < WARM_UP; i++) work(rows[i % rows.length])
    const took = Float64Array.from({ length: calls }, (_, i) => {
      const began = clock()
      work(rows[i % rows.length])
      return clock() - began
    }).sort()
    return { p50: took[calls >> 1], p99: took[Math.min(calls - 1, Math.ceil(0.99 * calls) - 1)] }
  }
  const scoreMs = timed((row) => void model.probability(row))
  const reasonsMs = timed((row) => reasonsOf(model, row))
  return {
    scoredPerSecond: throughput(model, matrix, clock),
    scoreMs,
    reasonsMs,
    calls,
    modelBytes: bytes.length,
    heldBytes: before === undefined || after === undefined ? null : Math.max(0, after - before),
  }
}

function reasonsOf(model: CreditModel, row: Float64Array): void {
  model.probability(row)
  model.contributions(matrixOf(row))
}

/** Of the best of three, so that a machine that is busy elsewhere is not what is measured. */
function throughput(model: CreditModel, matrix: Matrix, clock: () => number): number {
  const many = Math.max(1, Math.ceil(2_000 / matrix.rows))
  const rows = takeRows(
    matrix,
    Int32Array.from({ length: Math.min(20_000, matrix.rows * many) }, (_, i) => i % matrix.rows),
  )
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    const began = clock()
    model.probabilities(rows)
    best = Math.min(best, clock() - began)
  }
  return best > 0 ? (1000 * rows.rows) / best : 0
}
