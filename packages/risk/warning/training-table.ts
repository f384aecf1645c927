/** The table of everything that was tried, from the stored predictions. */
import { aucInterval, type Estimate } from '@pratibimba/learning/metrics'
import type { PanelFinding } from './check-panel.ts'
import type { CrossValidation } from './cross-validate.ts'
import type { WarningEvaluation } from './evaluate-warning.ts'
import type { WarningSplit } from './plan-split.ts'
import {
  predictionRows,
  type ScoredMember,
  scoredMembers,
  takeValues,
  type WarningPredictions,
} from './predictions.ts'
import type { DriftSummary, WarningContender, WarningReport } from './warning-report.ts'

const titles: Readonly<Record<ScoredMember, string>> = {
  symmetric: 'symmetric trees',
  depth_wise: 'depth-wise trees',
  leaf_wise: 'leaf-wise trees',
  scorecard: 'scorecard',
  fixed_weights: 'fixed weights .6, .2, .2',
  stacked: 'stacked weights',
}
/** An AUC that bank data do not give: something was written after the outcome. */
const TOO_GOOD = 0.97
/** Of missed payments in the test, for intervals that say something. */
const FEW_EVENTS = 100
const MOVED_NAMED = 6

export function contendersOf(
  predictions: WarningPredictions,
  { tried, raced }: CrossValidation,
): WarningContender[] {
  const test = predictionRows(predictions, 'test')
  const folds = predictionRows(predictions, 'folds')
  const aucOf = (member: ScoredMember, rows: Int32Array): Estimate => {
    const { value, lower, upper } = aucInterval(
      takeValues(predictions.label, rows),
      takeValues(predictions.members[member], rows),
    )
    return { value, lower, upper }
  }
  return scoredMembers.flatMap((id): WarningContender[] => {
    const own = tried.get(id)
    if (own === undefined) return []
    const { runner } = own
    const trees = raced
      .find(({ candidate }) => candidate.id.replace('-', '_') === id)
      ?.folds.flatMap(({ iterations }) => iterations ?? [])
      .sort((a, b) => a - b)
    return [
      {
        id,
        title: titles[id],
        auc: aucOf(id, folds),
        logLoss: own.logLoss,
        folds: runner.folds.map(({ auc, rows, events }) => ({ auc: auc.value, rows, events })),
        testAuc: aucOf(id, test),
        ...(trees && trees.length > 0 ? { trees: trees[trees.length >> 1] } : {}),
        ...(runner.members.length > 1 || id === 'stacked'
          ? {
              weights: Object.fromEntries(
                runner.members.map(({ raced: { candidate }, weight }) => [candidate.id, weight]),
              ),
            }
          : {}),
      },
    ]
  })
}

/**
 * Why figures of a training are not to be believed before somebody has looked; a model of this kind takes nobody's place by
 * itself.
 */
export function suspicionOf({
  findings,
  evaluation: { auc, events },
  shuffled,
}: Pick<WarningReport, 'findings' | 'evaluation' | 'shuffled'>): string | undefined {
  const leak = findings.find(({ check }) => check === 'leak')
  if (leak !== undefined) return leak.message
  if (auc.value > TOO_GOOD && events >= FEW_EVENTS) return tooGood(auc.value)
  if (shuffled !== undefined && (shuffled.lower > 0.5 || shuffled.upper < 0.5)) return oddShuffle(shuffled)
  return undefined
}

const tooGood = (auc: number): string =>
  `An AUC of ${auc.toFixed(3)} is more than bank data give: look for a feature that is written after the missed payment.`
const oddShuffle = ({ value }: Estimate): string =>
  `With outcomes dealt to other customers the AUC is ${value.toFixed(3)}, and its interval does not hold .5: look for a leak.`

/** What a modeller must look at before using the model. */
export function trainingWarnings(
  findings: readonly PanelFinding[],
  drift: DriftSummary,
  { auc, events, calibrationError }: WarningEvaluation,
  { purged }: WarningSplit,
  shuffled: Estimate | undefined,
): string[] {
  const warnings = findings.map(({ message }) => message)
  if (drift.severity === 'severe')
    warnings.push(
      `${drift.counts.severe} ${drift.counts.severe === 1 ? 'feature has' : 'features have'} moved far between the rows learnt from and ${drift.present}: ${drift.moved.slice(0, MOVED_NAMED).join(', ')}${drift.moved.length > MOVED_NAMED ? ', …' : ''}.`,
    )
  if (auc.value > TOO_GOOD) warnings.push(tooGood(auc.value))
  if (events < FEW_EVENTS)
    warnings.push(
      `The test holds ${events} missed payments: intervals are wide, and the model should not be judged by it alone.`,
    )
  if (!purged)
    warnings.push(
      'Folds are divided by customer, not by time: as-of dates lie less than the thirty days of a label apart.',
    )
  if (calibrationError.lower > 0.015)
    warnings.push(
      `Probabilities in the test are off by ${calibrationError.value.toFixed(3)} on average (by chance: ${calibrationError.expectedByChance.toFixed(3)}).`,
    )
  if (shuffled !== undefined && (shuffled.lower > 0.5 || shuffled.upper < 0.5))
    warnings.push(oddShuffle(shuffled))
  return warnings
}
