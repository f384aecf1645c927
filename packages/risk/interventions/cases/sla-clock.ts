/** How much time is left until the first contact is due. */
import type { SlaState } from '@pratibimba/contract'
import type { InterventionPolicy } from '../policy.ts'
import type { InterventionCase } from './intervention-case.ts'

export interface SlaClock {
  readonly state: SlaState
  /** Moves on with every pause; while paused, where it would lie were the case resumed now. */
  readonly dueAt: Date
  readonly allowedMs: number
  /** Negative when overdue or breached. */
  readonly remainingMs: number
}

const HOUR_MS = 3_600_000

/**
 * The clock of a case: from its opening to its first contact, in plain hours (nights and weekends count), without pauses.
 *
 *   dueAt = openedAt + slaHours[tier] + pauses
 *
 * It is `approaching` while at most `approachingShare` of the allowed time is left, `overdue` after `dueAt`, and after
 * the contact `met` or `breached` for good.
 *
 * @returns null where no contact is due: no tier, held out, or cancelled before any
 * @see docs/methods/interventions.md
 */
export function slaClock(one: InterventionCase, now: Date, policy: InterventionPolicy): SlaClock | null {
  if (one.tier === null || one.state === 'held_out') return null
  const contacted = one.contactedAt[0]
  if (contacted === undefined && one.state === 'cancelled') return null
  const allowedMs = policy.actions[one.type].slaHours[one.tier] * HOUR_MS
  const standing = one.pausedAt === null ? 0 : Math.max(0, now.getTime() - one.pausedAt.getTime())
  const dueAt = new Date(one.openedAt.getTime() + allowedMs + one.pausedMs + standing)
  const remainingMs = dueAt.getTime() - (contacted ?? now).getTime()
  const clock = { dueAt, allowedMs, remainingMs }
  if (contacted !== undefined) return { state: remainingMs >= 0 ? 'met' : 'breached', ...clock }
  if (remainingMs < 0) return { state: 'overdue', ...clock }
  if (one.pausedAt !== null) return { state: 'paused', ...clock }
  return { state: remainingMs <= policy.approachingShare * allowedMs ? 'approaching' : 'within', ...clock }
}
