/** What recorded decisions say about model and policy: drift, performance, groups, reviews. Plain data. */
import type { Estimate } from '@pratibimba/learning/metrics'
import type { DriftReport, ScoreDrift } from '../../monitoring/index.ts'
import type { DecisionWeek } from '../../ports/index.ts'

export interface GroupApprovals {
  readonly attribute: string
  readonly group: string
  readonly decisions: number
  readonly approvalRate: Estimate
  /** Over the rate of the group approved most often; null for that group itself, and where there is nothing to compare. */
  readonly fourFifths: Estimate | null
}

export interface LivePerformanceOfDecisions {
  /** Decisions whose outcome is known, and those of them that went bad. */
  readonly rows: number
  readonly bad: number
  /** Null where there are too few of either outcome. */
  readonly auc: Estimate | null
  readonly accuracy: Estimate | null
  /** What the scores of the same rows promised: restricted in range as the live figure is. */
  readonly expectedAuc: number | null
  /** The estimate over all who applied, moved by what outcomes showed beyond it: live − expected. */
  readonly correctedAuc: number | null
}

export interface CreditMonitoring {
  readonly modelVersion: string
  /** Instants, ISO 8601; `from` included, `to` not. */
  readonly from: string
  readonly to: string
  readonly decisions: number
  /** Null without a reference or without decisions whose features could be read. */
  readonly drift: DriftReport | null
  /** Decisions whose features were compared. */
  readonly driftRows: number
  /** Of the scores; null without a reference. */
  readonly scores: ScoreDrift | null
  readonly matured: number
  /** Null where no outcome is known. */
  readonly live: LivePerformanceOfDecisions | null
  /** Of the training, on applications that the policy would have approved. */
  readonly reference: { readonly auc: number | null; readonly accuracy: number | null } | null
  /** Of all who applied, from the scores alone. */
  readonly estimated: { readonly rows: number; readonly auc: Estimate | null } | null
  readonly weeks: readonly DecisionWeek[]
  /** Of those sent to a person: share decided, and share of these that were rejected. */
  readonly reviews: { readonly sent: number; readonly rejected: number }
  readonly fairness: readonly GroupApprovals[]
  /** By the first day of the month, oldest first. */
  readonly fairnessByMonth: readonly (GroupApprovals & { readonly month: string })[]
  /** Groups too small to be shown, as `attribute group`. */
  readonly suppressed: readonly string[]
  readonly notes: readonly string[]
}
