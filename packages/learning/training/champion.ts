/** Which of the runners becomes the model, and the table that shows all of them. */

import { normalCdf, normalQuantile } from '@pratibimba/numerics/distributions'
import {
  averagePrecision,
  brierScore,
  calibrationError,
  compareAucs,
  type Estimate,
  ksStatistic,
  logLoss,
} from '../metrics/index.ts'
import type { Calibrated, Runner, TriedRows } from './contenders.ts'
import { take } from './cross-fit.ts'
import { meanAuc } from './race.ts'
import type { Contender } from './training-report.ts'

export type LearnerChoice = 'ensemble' | 'boosting' | 'forest' | 'scorecard'

/** Whether a runner may become champion by what was asked for. */
function isEligible(choice: LearnerChoice, { family }: Pick<Runner, 'family'>): boolean {
  return choice === 'ensemble' || choice === family
}

export interface Chosen {
  readonly champion: Runner
  readonly reason: string
  /** Best first. */
  readonly contenders: readonly Contender[]
}

/** Standard errors of the difference that a simpler model may lie behind the best. */
const WITHIN = 1

/**
 * The simplest eligible runner within one standard error of the best eligible one, and the table of all.
 *
 * AUCs are means over the folds, their differences paired by row inside each fold (DeLong).
 *
 * @throws RangeError when none is eligible
 */
export function chooseChampion(
  runners: readonly Runner[],
  calibrated: ReadonlyMap<Runner, Calibrated>,
  choice: LearnerChoice,
  rows: TriedRows,
): Chosen {
  const eligible = runners.filter((runner) => isEligible(choice, runner))
  if (eligible.length === 0)
    throw new RangeError(`chooseChampion: need a model of the kind ${choice}, got none that could be fitted`)
  const best = bestOf(runners)
  const { champion, reason } = simplestOf(eligible, rows)
  const label = take(rows.data.label, rows.tried)
  const weight = rows.data.weight && take(rows.data.weight, rows.tried)
  const contenders = runners.map((runner): Contender => {
    const probability = take(calibrated.get(runner)!.probability, rows.tried)
    const score = take(calibrated.get(runner)!.uncalibrated, rows.tried)
    return {
      id: runner.id,
      title: runner.title,
      eligible: isEligible(choice, runner),
      folds: runner.folds,
      auc: meanAuc(runner.folds),
      ...(runner === best ? {} : { toBest: foldDifference(runner, best, rows) }),
      ks: ksStatistic(label, score, weight).ks,
      averagePrecision: averagePrecision(label, score, weight),
      brier: brierScore(label, probability, weight),
      logLoss: logLoss(label, probability, weight),
      calibrationError: calibrationError(label, probability, weight),
      ...iterationsOf(runner),
      ...weightsOf(runner),
      seconds: runner.seconds,
    }
  })
  return { champion, reason, contenders: contenders.sort((a, b) => b.auc.value - a.auc.value) }
}

function bestOf(runners: readonly Runner[]): Runner {
  return runners.reduce((lead, runner) =>
    meanAuc(runner.folds).value > meanAuc(lead.folds).value ? runner : lead,
  )
}

function simplestOf(eligible: readonly Runner[], rows: TriedRows): { champion: Runner; reason: string } {
  const best = bestOf(eligible)
  const simplestFirst = [...eligible].sort((a, b) => a.complexity - b.complexity)
  for (const runner of simplestFirst) {
    if (runner === best) break
    if (runner.complexity === best.complexity) continue
    const { difference, standardError } = foldDifference(runner, best, rows)
    if (-difference.value <= WITHIN * standardError)
      return {
        champion: runner,
        reason: `It is the simplest model within one standard error of the best: its AUC is ${Math.abs(difference.value).toFixed(4)} ${difference.value > 0 ? 'above' : 'below'} that of ${best.title}, with a standard error of ${standardError.toFixed(4)}.`,
      }
  }
  return {
    champion: best,
    reason:
      eligible.length === 1
        ? 'It was the only one that could be chosen.'
        : 'It has the highest AUC, and no simpler model lies within one standard error of it.',
  }
}

function iterationsOf({ members }: Runner): { iterations?: number } {
  const trees = members.length === 1 ? medianIterations(members[0].raced.folds) : undefined
  return trees === undefined ? {} : { iterations: trees }
}

/** Trees that the folds decided on: their middle. */
export function medianIterations(folds: readonly { readonly iterations?: number }[]): number | undefined {
  const decided = folds.flatMap(({ iterations }) => (iterations === undefined ? [] : [iterations]))
  return decided.sort((a, b) => a - b)[decided.length >> 1]
}

function weightsOf({ members }: Runner): { weights?: Record<string, number> } {
  if (members.length < 2) return {}
  return { weights: Object.fromEntries(members.map(({ raced, weight }) => [raced.candidate.id, weight])) }
}

/** AUC minus another's: mean over the folds of differences paired by row. */
function foldDifference(
  { raw }: Runner,
  other: Runner,
  { data, folds }: TriedRows,
): { difference: Estimate; standardError: number; pValue: number } {
  const each = folds.map(({ test }) =>
    compareAucs(
      take(data.label, test),
      take(raw, test),
      take(other.raw, test),
      data.weight && take(data.weight, test),
    ),
  )
  const value = each.reduce((sum, { difference }) => sum + difference.value, 0) / each.length
  const standardError = Math.sqrt(each.reduce((sum, fold) => sum + fold.standardError ** 2, 0)) / each.length
  const reach = normalQuantile(0.975) * standardError
  return {
    difference: { value, lower: value - reach, upper: value + reach },
    standardError,
    pValue: standardError === 0 ? 1 : 2 * normalCdf(-Math.abs(value) / standardError),
  }
}
