/** Taking back the last step: on record like any other, nothing is deleted. */
import type { InterventionRefusal } from '@pratibimba/contract'
import type { InterventionPolicy } from '../policy.ts'
import { type CaseActor, type InterventionCase, standingEvents } from './intervention-case.ts'
import { type Transition, transitions } from './transitions.ts'

export type UndoPolicy = Pick<InterventionPolicy, 'undoMinutes'>

const reversibleKinds = new Set<string>(
  Object.values(transitions as Record<string, Transition>)
    .filter(({ reversible }) => reversible)
    .map(({ event }) => event),
)

/** These neither can be taken back nor stand in the way of what came before them. */
const besideTheCourse = new Set<string>(['note_added', 'payment_observed'])

/**
 * The event that an undo would take back: the last that still stands, notes and observed payments aside.
 *
 * It must be reversible, within the window, and the actor's own unless a supervisor asks. A contact and a place in the
 * control group are never taken back: the customer was called, the draw was made.
 */
export function eventToUndo(
  one: InterventionCase,
  actor: CaseActor,
  now: Date,
  policy: UndoPolicy,
): { undoes: number } | { code: InterventionRefusal; message: string } {
  const last = standingEvents(one.events)
    .filter(({ kind }) => !besideTheCourse.has(kind))
    .at(-1)
  if (last === undefined || last.sequence === 1)
    return { code: 'nothing_to_undo', message: 'There is no step to take back.' }
  if (!reversibleKinds.has(last.kind))
    return { code: 'not_reversible', message: `The last step, ${last.kind}, cannot be taken back.` }
  if (actor.role !== 'supervisor' && last.actor.id !== actor.id)
    return { code: 'not_permitted', message: 'Only who took the step, or a supervisor, may take it back.' }
  if (now.getTime() - last.at.getTime() > policy.undoMinutes * 60_000)
    return {
      code: 'undo_window_passed',
      message: `Steps can be taken back for ${policy.undoMinutes} minutes.`,
    }
  return { undoes: last.sequence }
}
