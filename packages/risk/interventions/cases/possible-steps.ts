/** What an actor may do in a case now. */
import type { CaseActor, InterventionCase } from './intervention-case.ts'
import { mayAct } from './may-act.ts'
import { type CaseStep, type Transition, transitions } from './transitions.ts'
import { eventToUndo, type UndoPolicy } from './undo.ts'

/** Steps that state, role and pause allow; what they need besides (a note, an outcome, an hour) is not asked here. */
export function possibleSteps(
  one: InterventionCase,
  actor: CaseActor,
  { now, policy }: { readonly now: Date; readonly policy: UndoPolicy },
): CaseStep[] {
  return (Object.entries(transitions) as [CaseStep, Transition][])
    .filter(([, transition]) => transition.from.includes(one.state) && mayAct(one, actor, transition))
    .filter(([, { whilePaused }]) => one.pausedAt === null || whilePaused)
    .filter(([step]) => {
      if (step === 'resume') return one.pausedAt !== null
      if (step === 'observe_payment') return one.missed === null
      return step !== 'undo' || 'undoes' in eventToUndo(one, actor, now, policy)
    })
    .map(([step]) => step)
}
