/** What happens, as events that pages follow: whoever does something appends one in the transaction of what was done. */
import { randomUUID } from 'node:crypto'
import type { LiveEvent, LiveEventKind, RiskLevel } from '@pratibimba/contract'
import type { NewEvent } from '@pratibimba/risk/ports'

export interface Activity {
  readonly kind: LiveEventKind
  readonly severity: LiveEvent['severity']
  /** One sentence that stands by itself. */
  readonly text: string
  readonly customerId?: string
  readonly riskScore?: number
  readonly previousScore?: number
  readonly riskLevel?: RiskLevel
  /** Tells it apart where it might be told twice; by default each telling is another. */
  readonly id?: string
}

const prefix = 'warning.activity.'

/** Topic of a kind of activity: each its own, so that lists of some kinds are read by topic. */
export function activityTopic(kind: LiveEventKind): string {
  return `${prefix}${kind}`
}

/**
 * An activity as an event of the log.
 *
 * @example warning.outbox.append([activityEvent({ kind: 'alert', severity: 'act', text: 'The score drifted.' })])
 */
export function activityEvent(activity: Activity): NewEvent {
  const { kind, severity, text, customerId, riskScore, previousScore, riskLevel, id } = activity
  return {
    id: id ?? randomUUID(),
    topic: activityTopic(kind),
    key: customerId ?? kind,
    payload: {
      severity,
      text,
      ...(customerId !== undefined && { customer_id: customerId }),
      ...(riskScore !== undefined && { risk_score: riskScore }),
      ...(previousScore !== undefined && { previous_score: previousScore }),
      ...(riskLevel !== undefined && { risk_level: riskLevel }),
    },
  }
}
