/** What is filled in for a step, and whether it is enough. */
import type {
  ContactChannel,
  InterventionOutcome,
  InterventionState,
  StepRequest,
} from '@pratibimba/contract'
import { interventionOutcomes } from '@pratibimba/contract'
import type { CaseAction } from './step-words.ts'

export interface StepFields {
  readonly note: string
  readonly officer: string
  readonly channel: ContactChannel | ''
  /** As a field for local date and time writes it; empty for as soon as allowed. */
  readonly at: string
  readonly outcome: InterventionOutcome | ''
  readonly reason: string
}

export const emptyFields: StepFields = { note: '', officer: '', channel: '', at: '', outcome: '', reason: '' }

const needsNote: readonly CaseAction[] = ['add_note', 'pause', 'cancel']
/** These are done at once, without asking anything. */
export const immediate: readonly CaseAction[] = ['undo', 'resume']

export const noteIsNeeded = (step: CaseAction) => needsNote.includes(step)
export const isContact = (step: CaseAction) => step === 'contact' || step === 'schedule_contact'

export function isComplete(step: CaseAction, { note, officer, channel, outcome }: StepFields): boolean {
  if (noteIsNeeded(step) && note.trim() === '') return false
  if (step === 'assign') return officer !== ''
  if (isContact(step)) return channel !== ''
  if (step === 'resolve' || step === 'observe_payment') return outcome !== ''
  return true
}

/** Outcomes that can be recorded: nobody declines without having answered. */
export function outcomesAfter(state: InterventionState): readonly InterventionOutcome[] {
  return state === 'responded'
    ? interventionOutcomes
    : interventionOutcomes.filter((outcome) => outcome !== 'declined')
}

export function requestOf(step: CaseAction, fields: StepFields, version: number, key: string): StepRequest {
  const { note, officer, channel, at, outcome, reason } = fields
  return {
    version,
    action: step,
    idempotency_key: key,
    ...(note.trim() !== '' && { note: note.trim() }),
    ...(step === 'assign' && { assign_to: officer }),
    ...(isContact(step) && channel !== '' && { channel }),
    ...(step === 'schedule_contact' && at !== '' && { contact_at: new Date(at).toISOString() }),
    ...((step === 'resolve' || step === 'observe_payment') && outcome !== '' && { outcome }),
    ...(isContact(step) && reason.trim() !== '' && { override_reason: reason.trim() }),
  }
}
