/** Which of the runners becomes the model, and the table that shows all of them. */
import { DataError } from '../data/index.ts'
import { averagePrecision, brierScore, calibrationError, ksStatistic, logLoss } from '../metrics/index.ts'
import type { Calibrated, Runner, TriedRows } from './contenders.ts'
import { take } from './cross-fit.ts'
import { foldDifference, meanAuc } from './fold-means.ts'
import type { Contender, TrainingReport } from './training-report.ts'

export type LearnerChoice = 'ensemble' | 'boosting' | 'forest' | 'scorecard'

/** What may become champion. */
export interface Wanted {
  readonly learner: LearnerChoice
  /** Whether directions were asked for: what does not keep them is shown for comparison only. */
  readonly directed: boolean
}

function isEligible({ learner, directed }: Wanted, { family, members }: Runner): boolean {
  if (learner !== 'ensemble' && learner !== family) return false
  return !directed || members.every(({ raced }) => raced.candidate.keepsDirections)
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
 * The simplest eligible runner within one standard error of the best eligible one, and the table of all. Of several as
 * simple, the one of the highest AUC.
 *
 * AUCs are means over the folds, their differences paired by row inside each fold (DeLong).
 *
 * @param failed candidates that could not be fitted, and why
 * @throws DataError when none is eligible
 */
export function chooseChampion(
  runners: readonly Runner[],
  calibrated: ReadonlyMap<Runner, Calibrated>,
  wanted: Wanted,
  rows: TriedRows,
  failed: TrainingReport['failed'] = [],
): Chosen {
  const eligible = runners.filter((runner) => isEligible(wanted, runner))
  if (eligible.length === 0)
    throw new DataError(
      `No model of the kind asked for (${wanted.learner}${wanted.directed ? ', with directions' : ''}) could be fitted. ${failed.map(({ title, reason }) => `${title}: ${reason}`).join('; ')}.`,
    )
  const best = bestOf(runners)
  const { champion, reason } = simplestOf(eligible, best, rows, eligible.length < runners.length)
  const label = take(rows.data.label, rows.tried)
  const weight = rows.data.weight && take(rows.data.weight, rows.tried)
  const happened = take(rows.data.label, rows.calibrated)
  const counts = rows.data.weight && take(rows.data.weight, rows.calibrated)
  const contenders = runners.map((runner): Contender => {
    const probability = take(calibrated.get(runner)!.probability, rows.calibrated)
    const score = take(calibrated.get(runner)!.uncalibrated, rows.tried)
    return {
      id: runner.id,
      title: runner.title,
      eligible: isEligible(wanted, runner),
      folds: runner.folds,
      auc: meanAuc(runner.folds),
      ...(runner === best ? {} : { toBest: foldDifference(runner.raw, best.raw, rows) }),
      ks: ksStatistic(label, score, weight).ks,
      averagePrecision: averagePrecision(label, score, weight),
      brier: brierScore(happened, probability, counts),
      logLoss: logLoss(happened, probability, counts),
      calibrationError: calibrationError(happened, probability, counts),
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

function simplestOf(
  eligible: readonly Runner[],
  bestOfAll: Runner,
  rows: TriedRows,
  compared: boolean,
): { champion: Runner; reason: string } {
  const best = bestOf(eligible)
  const auc = (runner: Runner): number => meanAuc(runner.folds).value
  const simplestFirst = [...eligible].sort((a, b) => a.complexity - b.complexity || auc(b) - auc(a))
  const ofThese = compared ? ' of those asked for' : ''
  const aside =
    auc(bestOfAll) > auc(best)
      ? ` Of those shown for comparison, ${bestOfAll.title} has a higher one: ${decimal(auc(bestOfAll))}.`
      : ''
  for (const runner of simplestFirst) {
    if (runner === best) break
    if (runner.complexity === best.complexity) continue
    const { difference, standardError } = foldDifference(runner.raw, best.raw, rows)
    if (-difference.value <= WITHIN * standardError)
      return {
        champion: runner,
        reason: `It is the simplest model within one standard error of the best${ofThese}: ${comparedWith(best, difference.value, standardError)}.${aside}`,
      }
  }
  return {
    champion: best,
    reason:
      (eligible.length === 1
        ? 'It was the only one that could be chosen.'
        : `It has the highest AUC${ofThese}, and no simpler one${ofThese === '' ? '' : ' of them'} lies within one standard error of it.`) +
      aside,
  }
}

function comparedWith({ title }: Runner, difference: number, standardError: number): string {
  if (Math.abs(difference) < 5e-5) return `its AUC is that of ${title}`
  return `its AUC is ${decimal(Math.abs(difference))} ${difference > 0 ? 'above' : 'below'} that of ${title}, with a standard error of ${decimal(standardError)}`
}

function decimal(value: number): string {
  return value.toFixed(4).replace(/^0\./, '.')
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
