/** Opening a case, as a proposal or, by the draw, as one held out for comparison. */
import type { TrialArm } from '@pratibimba/contract'
import { coolDownOf } from '../contact/cool-down.ts'
import { auditOf } from './audit.ts'
import type { CaseActor, CaseEvent, CaseOpening } from './intervention-case.ts'
import { replayCase } from './replay.ts'
import type { StepContext, StepResult } from './take-step.ts'

export interface OpenRequest extends CaseOpening {
  readonly actor: CaseActor
  /** As drawn by `assignArm`; a held-out customer's case is closed as it is opened. */
  readonly arm: TrialArm
  readonly key?: string
  readonly note?: string
  readonly overrideReason?: string
}

/**
 * Opens a case. A running cool-down refuses a proposal unless a reason is given, which then holds for the whole case; the
 * control group is not contacted and so has none.
 *
 * Support is never withheld: its case is a proposal in either arm, and stays out of the measurement of effects.
 */
export function openCase(request: OpenRequest, { now, policy, contacts }: StepContext): StepResult {
  const { id, customerId, type, tier, actor, arm, key, note } = request
  const refuse = (
    code: 'cool_down' | 'override_reason_required' | 'note_too_long',
    message: string,
    notBefore?: Date,
  ) => ({ taken: false, refusal: { code, message, state: null, possible: [], notBefore } }) as const
  if ((note ?? '').length > policy.maximumNote)
    return refuse('note_too_long', `A note has at most ${policy.maximumNote} characters.`)
  const heldOut = arm === 'held_out' && policy.actions[type].purpose !== 'support'
  const coolDown = heldOut ? undefined : coolDownOf(type, contacts, now, policy)
  const reason = request.overrideReason?.trim()
  if (coolDown !== undefined && reason === undefined)
    return refuse('cool_down', `A cool-down runs until ${coolDown.until.toISOString()}.`, coolDown.until)
  if (coolDown !== undefined && reason!.length < policy.minimumOverrideReason)
    return refuse(
      'override_reason_required',
      `A reason to override has at least ${policy.minimumOverrideReason} characters.`,
      coolDown.until,
    )
  const event: CaseEvent = {
    sequence: 1,
    kind: heldOut ? 'held_out' : 'proposed',
    at: now,
    actor,
    ...(key === undefined ? {} : { key }),
    ...(note === undefined ? {} : { note: note.trim() }),
    ...(coolDown === undefined ? {} : { overrideReason: reason }),
  }
  const opened = replayCase({ id, customerId, type, tier }, [event])
  return { taken: true, case: opened, event, audit: auditOf(opened, event), repeated: false }
}
