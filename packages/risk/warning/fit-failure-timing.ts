/** Learning when payments are missed: trees for the days, tried on customers they did not learn from. */
import { takeRows } from '@pratibimba/learning/data'
import type { TreeModel } from '@pratibimba/learning/models'
import { rawScores } from '@pratibimba/learning/models'
import { trainLeafWise } from '@pratibimba/learning/trees/boosting'
import type { ThreadPool } from '@pratibimba/numerics/wasm'
import { inputsOf } from './cross-validate.ts'
import { dayLogLikelihood, type FailureTiming, fitDayBands } from './days-to-failure.ts'
import type { WarningPanel } from './panel.ts'
import type { WarningSplit } from './plan-split.ts'
import { takeValues } from './predictions.ts'

interface TimingOptions {
  readonly seed: number
  readonly pool?: ThreadPool
  readonly signal?: AbortSignal
}

/** Fewer misses to learn from than this, and there are no trees. */
const MISSES_FOR_TREES = 150
const settings = {
  objective: 'regression',
  iterations: 80,
  numLeaves: 8,
  learningRate: 0.06,
  minDataInLeaf: 20,
  lambdaL2: 5,
  featureFraction: 0.5,
} as const

/**
 * Bands by expected log-days, from trees that learnt from missed payments of other customers; or by the probability, where
 * misses are few or that predicts the days no worse out of fold.
 *
 * @param probability of rows that a fold tried, calibrated by others; shape [panel rows]
 * @param tried       those rows
 * @see docs/methods/early-warning-model.md
 */
export async function fitFailureTiming(
  panel: WarningPanel,
  { train, folds }: WarningSplit,
  probability: Float64Array,
  tried: Int32Array,
  options: TimingOptions,
): Promise<FailureTiming> {
  const days = daysToMiss(panel)
  const missedOf = (rows: Int32Array): Int32Array => rows.filter((row) => !Number.isNaN(days[row]))
  const missed = missedOf(tried)
  const byProbability = (): FailureTiming => ({
    by: 'probability',
    ...fitDayBands(takeValues(probability, missed), takeValues(days, missed)),
  })
  if (folds.some((fold) => missedOf(fold.train).length < MISSES_FOR_TREES)) return byProbability()
  const key = new Float64Array(panel.matrix.rows).fill(Number.NaN)
  for (const fold of folds) {
    const trees = await fitTrees(panel, missedOf(fold.train), days, options)
    const own = missedOf(fold.test)
    const expected = rawScores(trees, takeRows(panel.matrix, own))
    for (let i = 0; i < own.length; i++) key[own[i]] = expected[i]
  }
  const heldOut = (of: Float64Array): number => {
    let sum = 0
    for (const fold of folds) {
      const own = missedOf(fold.test)
      const inFold = new Set(own)
      const others = missed.filter((row) => !inFold.has(row))
      const bands = fitDayBands(takeValues(of, others), takeValues(days, others))
      sum +=
        own.length === 0
          ? 0
          : own.length * dayLogLikelihood(bands, takeValues(of, own), takeValues(days, own))
    }
    return sum
  }
  if (heldOut(key) <= heldOut(probability)) return byProbability()
  return {
    by: 'days',
    trees: await fitTrees(panel, missedOf(train), days, options),
    ...fitDayBands(takeValues(key, missed), takeValues(days, missed)),
  }
}

/** 1 … 30; NaN where no payment was missed. Shape [rows]. */
function daysToMiss({ label, firstMissedDay, asOfDay }: WarningPanel): Float64Array {
  return label.map((missed, row) => (missed === 1 ? firstMissedDay[row] - asOfDay[row] : Number.NaN))
}

async function fitTrees(
  panel: WarningPanel,
  rows: Int32Array,
  days: Float64Array,
  { seed, pool, signal }: TimingOptions,
): Promise<TreeModel> {
  const inputs = inputsOf(panel)
  const { ensemble } = await trainLeafWise(
    { ...takeRows(panel.matrix, rows), label: Float64Array.from(rows, (row) => Math.log(days[row])) },
    inputs,
    settings,
    { seed, ...(pool ? { pool } : {}), ...(signal ? { signal } : {}) },
  )
  return { kind: 'trees', inputs, columns: inputs.map((_, input) => ({ kind: 'input', input })), ensemble }
}
