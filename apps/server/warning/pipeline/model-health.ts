/** One figure for how a model stands, and how it is made up. */
import type { WarningModelReport } from '@pratibimba/contract'
import type { StoredReport } from './stored-report.ts'

type Health = WarningModelReport['health']

/** What AUC earns all points where the best that can be reached is not known. */
const USUAL_CEILING = 0.9
/** Calibration error beyond chance at which no point is left. */
const WORST_CALIBRATION = 0.05
const driftPoints = { none: 1, moderate: 0.5, severe: 0 } as const

/** Out of 100; every part counts with the careful end of its interval. */
export function modelHealth({ evaluation, drift, bayes }: StoredReport): Health {
  const { auc, calibrationError, decision } = evaluation
  const ceiling = Math.max(bayes?.auc.value ?? USUAL_CEILING, 0.6)
  const beyond = Math.max(0, calibrationError.value - calibrationError.expectedByChance)
  const part = (title: string, of: number, share: number, text: string) => ({
    title,
    points: of * Math.min(1, Math.max(0, share)),
    of,
    text,
  })
  const parts = [
    part(
      'Ranking',
      40,
      (auc.lower - 0.5) / (ceiling - 0.5),
      `AUC is at least ${auc.lower.toFixed(3)}; all points at ${ceiling.toFixed(3)}${bayes === undefined ? '' : ', the most that can be reached here'}, none at 0.5.`,
    ),
    part(
      'Calibration',
      25,
      1 - beyond / WORST_CALIBRATION,
      `Probabilities are off by ${beyond.toFixed(4)} beyond chance; no points from ${WORST_CALIBRATION} on.`,
    ),
    part(
      'Misses found',
      20,
      decision.recall.lower,
      `At least ${(100 * decision.recall.lower).toFixed(0)}% of the missed payments are called at the threshold.`,
    ),
    part(
      'Steady inputs',
      15,
      driftPoints[drift.severity],
      drift.moved.length === 0
        ? `No feature had moved severely by ${drift.present}.`
        : `${drift.moved.length} ${drift.moved.length === 1 ? 'feature' : 'features'} had moved severely by ${drift.present}.`,
    ),
  ]
  return { score: parts.reduce((sum, { points }) => sum + points, 0), parts }
}
