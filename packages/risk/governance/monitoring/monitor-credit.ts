/** One look at recorded decisions: drift, performance, groups and reviews, with what each figure leaves out. */
import { assessDrift, assessScoreDrift } from '../../monitoring/index.ts'
import type { DecisionWeek } from '../../ports/index.ts'
import type { EvaluateReport, ReferenceStep } from '../pipeline/reports.ts'
import type { CreditMonitoring, GroupApprovals } from './credit-monitoring.ts'
import type { GroupCount, TalliedInputs } from './decision-tally.ts'
import { compareGroups } from './group-approvals.ts'
import { estimatedAuc, liveFigures } from './live-figures.ts'

export interface MonitoredDecisions {
  readonly modelVersion: string
  /** Instants, ISO 8601. */
  readonly from: string
  readonly to: string
  readonly weeks: readonly DecisionWeek[]
  /** Probabilities of being good of recent decisions of the model, shape [rows]. */
  readonly scores: Float64Array
  /** Of decisions of the model whose outcome is known. */
  readonly matured: { readonly score: Float64Array; readonly good: Uint8Array }
  readonly counts: readonly GroupCount[]
  readonly inputs: TalliedInputs
  /** Of how many decisions one was read. */
  readonly readEvery: number
  /** Of those looked at, which nobody can read any more. */
  readonly unreadable: number
}

/** What the training left to compare with. */
export interface MonitoringReference {
  readonly profile?: ReferenceStep
  readonly onAccepted?: EvaluateReport['onAccepted']
}

/**
 * @throws RangeError when scores are no probabilities or shapes differ
 * @see docs/operations/credit-monitoring.md
 */
export function monitorCredit(
  decisions: MonitoredDecisions,
  { profile, onAccepted }: MonitoringReference,
): CreditMonitoring {
  const { modelVersion, from, to, weeks, scores, matured, counts, readEvery, unreadable } = decisions
  const { matrix, features } = decisions.inputs
  const drift =
    profile === undefined || matrix.rows === 0 ? null : assessDrift(profile.inputs, matrix, features)
  const estimated = scores.length === 0 ? null : { rows: scores.length, auc: estimatedAuc(scores) }
  const live = liveFigures(matured.score, matured.good, estimated?.auc?.value ?? null)
  const overall = compareGroups(counts)
  const months = [...new Set(counts.map(({ month }) => month))].sort()
  const byMonth = months.map((month) => ({
    month,
    ...compareGroups(counts.filter((count) => count.month === month)),
  }))
  const sum = (of: (week: DecisionWeek) => number) => weeks.reduce((total, week) => total + of(week), 0)
  return {
    modelVersion,
    from,
    to,
    decisions: sum((week) => week.decisions),
    drift,
    driftRows: matrix.rows,
    scores:
      profile === undefined || scores.length === 0
        ? null
        : assessScoreDrift(profile.scores, scores, profile.marks),
    matured: matured.score.length,
    live,
    reference: onAccepted
      ? { auc: onAccepted.auc?.value ?? null, accuracy: onAccepted.accuracy.value }
      : null,
    estimated,
    weeks,
    reviews: { sent: sum((week) => week.reviewed), rejected: sum((week) => week.overridden) },
    fairness: overall.groups,
    fairnessByMonth: byMonth.flatMap(({ month, groups }) =>
      groups.map((group): GroupApprovals & { month: string } => ({ month, ...group })),
    ),
    suppressed: overall.suppressed,
    notes: [
      ...(profile === undefined
        ? ['The model came without a reference: drift of its inputs and scores cannot be told.']
        : []),
      ...(live === null
        ? [
            'No outcome is known yet: the AUC is estimated from the scores alone, and holds if they are calibrated.',
          ]
        : [
            'Outcomes exist for those who were granted credit alone. Their scores lie in a narrow range, so that their AUC is lower than that of all who applied: hold it against the figure of the training on approved applications, or read the corrected one.',
          ]),
      ...(readEvery > 1
        ? [`Features and groups are of every ${ordinal(readEvery)} decision; weeks and scores of all.`]
        : []),
      ...(unreadable > 0
        ? [`${unreadable} decisions could not be read: the keys of their persons were destroyed.`]
        : []),
      'Groups are compared over decisions that are final; those waiting for a person do not count.',
    ],
  }
}

function ordinal(n: number): string {
  const tens = n % 100
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ending}`
}
