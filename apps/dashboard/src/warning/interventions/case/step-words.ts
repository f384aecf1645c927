/** Steps of a case in words, in the order in which they are offered. */
import type { InterventionAction } from '@pratibimba/contract'

/** What can be asked of a case that exists. */
export type CaseAction = Exclude<InterventionAction, 'propose' | 'hold_out'>

export const stepWords = {
  contact: 'Contact',
  record_response: 'Record response',
  record_no_response: 'Record no response',
  resolve: 'Resolve',
  assign: 'Assign',
  schedule_contact: 'Plan contact',
  observe_payment: 'Record payment',
  add_note: 'Add note',
  resume: 'Resume',
  pause: 'Pause',
  cancel: 'Cancel case',
  undo: 'Undo last step',
} as const satisfies Record<CaseAction, string>

/** Steps in their order, of those the server allows. */
export function offered(can: readonly InterventionAction[]): CaseAction[] {
  return (Object.keys(stepWords) as CaseAction[]).filter((step) => can.includes(step))
}

/** The step that brings the case on; the others stand beside it. */
export function nextStep(can: readonly InterventionAction[], assigned: boolean): CaseAction | undefined {
  const order: readonly CaseAction[] = ['contact', 'record_response', 'resolve', 'resume']
  return (
    order.find((step) => can.includes(step)) ?? (!assigned && can.includes('assign') ? 'assign' : undefined)
  )
}
