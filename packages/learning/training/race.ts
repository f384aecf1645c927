/** Every candidate fitted in every fold: predictions of rows that no model in use had seen. */

import { DataError, type Feature, type LabelledMatrix, type Matrix, takeRows } from '../data/index.ts'
import { aucInterval, type Estimate } from '../metrics/index.ts'
import { rawScores } from '../models/index.ts'
import type { Fold } from '../splitting/index.ts'
import type { Candidate, FitOptions } from './candidate.ts'

/** What a fold makes of the columns before anything learns or scores: fitted to the rows that it learns from. */
export interface ColumnView {
  readonly features: readonly Feature[]
  apply<M extends Matrix>(matrix: M): M
}

export interface RaceOptions {
  readonly folds: readonly Fold[]
  /** Clipping, selection and the like; the columns as they are when absent. Asked once for each candidate. */
  viewOf?(fold: number, rows: Int32Array): Promise<ColumnView>
  /** What a candidate is fitted with in a fold. */
  optionsOf(candidate: Candidate, fold: number, rows: Int32Array): Promise<FitOptions>
  /** Seconds, from any beginning. */
  clock(): number
  onProgress?(share: number, stage: string): void
  /** After each fold of each candidate. */
  onFold?(candidate: Candidate, fold: number, result: FoldResult): void
  readonly signal?: AbortSignal
}

export interface FoldResult {
  readonly rows: number
  readonly events: number
  /** With DeLong's interval. */
  readonly auc: Estimate & { readonly standardError: number }
  /** Trees, where they were decided in the fold. */
  readonly iterations?: number
}

export interface Raced {
  readonly candidate: Candidate
  /** Raw score of each row by the fold that did not learn from it, NaN where no fold tried it; shape [rows]. */
  readonly raw: Float64Array
  readonly folds: readonly FoldResult[]
  /** Spent on fitting and scoring in all folds. */
  readonly seconds: number
}

export interface RaceResult {
  readonly raced: readonly Raced[]
  /** Candidates that could not be fitted, and why. */
  readonly failed: readonly { readonly candidate: Candidate; readonly reason: string }[]
}

/**
 * Runs the race. A candidate that cannot be fitted to the data leaves it with a reason; the others go on.
 *
 * @throws Error of the signal; DataError when no candidate is left
 */
export async function race(
  data: LabelledMatrix,
  features: readonly Feature[],
  candidates: readonly Candidate[],
  options: RaceOptions,
): Promise<RaceResult> {
  const raced: Raced[] = []
  const failed: { candidate: Candidate; reason: string }[] = []
  const steps = candidates.length * options.folds.length
  for (const [c, candidate] of candidates.entries()) {
    try {
      raced.push(
        await raceOne(data, features, candidate, options, (share, stage) =>
          options.onProgress?.((c * options.folds.length + share) / steps, stage),
        ),
      )
    } catch (error) {
      options.signal?.throwIfAborted()
      if (!(error instanceof RangeError)) throw error
      failed.push({ candidate, reason: error.message })
    }
  }
  if (raced.length === 0)
    throw new DataError(
      `No model could be fitted. ${failed.map(({ candidate, reason }) => `${candidate.title}: ${reason}`).join('; ')}.`,
    )
  return { raced, failed }
}

async function raceOne(
  data: LabelledMatrix,
  features: readonly Feature[],
  candidate: Candidate,
  { folds, viewOf, optionsOf, onFold, clock, signal }: RaceOptions,
  onProgress: (foldsDone: number, stage: string) => void,
): Promise<Raced> {
  const began = clock()
  const raw = new Float64Array(data.rows).fill(Number.NaN)
  const results: FoldResult[] = []
  for (const [fold, { train, test }] of folds.entries()) {
    signal?.throwIfAborted()
    const stage = `fold ${fold + 1} of ${folds.length}: ${candidate.title}`
    onProgress(fold, stage)
    const options = await optionsOf(candidate, fold, train)
    const view = (await viewOf?.(fold, train)) ?? {
      features,
      apply: <M extends Matrix>(matrix: M): M => matrix,
    }
    const { model, iterations } = await candidate.fit(view.apply(takeRows(data, train)), view.features, {
      ...options,
      onProgress: (share) => onProgress(fold + share, stage),
    })
    const held = view.apply(takeRows(data, test))
    const scores = rawScores(model, held)
    for (let i = 0; i < test.length; i++) raw[test[i]] = scores[i]
    results.push({
      rows: test.length,
      events: held.label.reduce((sum, value) => sum + value, 0),
      auc: aucInterval(held.label, scores, held.weight),
      ...(iterations === undefined ? {} : { iterations }),
    })
    onFold?.(candidate, fold, results[fold])
  }
  return { candidate, raw, folds: results, seconds: clock() - began }
}

/** AUC of each fold of scores that were made some other way. */
export function foldResults(data: LabelledMatrix, folds: readonly Fold[], score: Float64Array): FoldResult[] {
  return folds.map(({ test }) => {
    const held = takeRows(
      {
        rows: data.rows,
        columns: [score],
        label: data.label,
        ...(data.weight ? { weight: data.weight } : {}),
      },
      test,
    )
    return {
      rows: test.length,
      events: held.label.reduce((sum, value) => sum + value, 0),
      auc: aucInterval(held.label, held.columns[0], held.weight),
    }
  })
}
