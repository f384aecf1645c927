/** Who may act on whose case. */
import type { CaseActor, InterventionCase } from './intervention-case.ts'
import type { Transition } from './transitions.ts'

/** Officers act on their own cases and on those of nobody, supervisors and the system on all. */
export function mayAct(one: InterventionCase, actor: CaseActor, transition: Transition): boolean {
  if (!transition.who.includes(actor.role)) return false
  return actor.role !== 'officer' || one.assignee === null || one.assignee === actor.id
}
