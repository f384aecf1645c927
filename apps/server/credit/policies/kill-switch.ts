/** The switch that sends every application to a person. */
import type { KillSwitchState } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { noticeEvent } from '../../warning/monitoring/notices.ts'
import { activityEvent } from '../../warning/scoring/activity.ts'
import { actedByOf } from '../acting-person.ts'
import type { PolicyWish } from './move-policy.ts'

/** Sets the switch; it holds for decisions that begin after the answer. */
export async function setKillSwitch(
  context: Context,
  on: boolean,
  { caller, person, reason }: PolicyWish,
): Promise<KillSwitchState> {
  const state = await context.record(async ({ credit: { killSwitch }, warning: { outbox } }) => {
    const before = await killSwitch.state()
    const at = context.clock()
    const set: KillSwitchState = { on, by: person, at, reason }
    await killSwitch.set(set)
    const text = on
      ? `Automatic credit decisions are switched off; a person decides every application: ${reason}`
      : `Credit applications are decided automatically again: ${reason}`
    const title = on ? 'Credit decisions switched off' : 'Credit decisions switched on again'
    await outbox.append([
      activityEvent({ kind: 'alert', severity: on ? 'act' : 'watch', text }),
      noticeEvent({
        id: `credit-kill-switch-${on ? 'on' : 'off'}-${at.toISOString()}`,
        kind: 'alert',
        severity: on ? 'act' : 'watch',
        title,
        text,
      }),
    ])
    const metadata = { ...actedByOf(caller, person), on, was_on: before?.on ?? false, reason }
    const fact = { operation: 'CREDIT_KILL_SWITCH', actor: caller.id, subjectId: 'credit', metadata }
    return { fact, result: set }
  })
  await context.credit.deciders.refresh()
  return state
}
