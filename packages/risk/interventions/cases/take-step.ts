/** One step in a case: checked against the table, the policy and the customer's rest, and put on record. */
import type { ContactChannel, InterventionOutcome } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import { LABEL_KNOWN_DAYS } from '../../warning/missed-payment.ts'
import { nextContactTime } from '../contact/contact-hours.ts'
import { coolDownOf } from '../contact/cool-down.ts'
import type { PastContact } from '../customer-facts.ts'
import type { InterventionPolicy } from '../policy.ts'
import { auditOf, type CaseAudit } from './audit.ts'
import { type CaseActor, type CaseEvent, type InterventionCase, versionOf } from './intervention-case.ts'
import { mayAct } from './may-act.ts'
import { possibleSteps } from './possible-steps.ts'
import type { Refusal } from './refusal.ts'
import { replayCase } from './replay.ts'
import { type CaseStep, outcomesOfAResponse, type Transition, transitions } from './transitions.ts'
import { eventToUndo } from './undo.ts'

export interface StepRequest {
  readonly action: CaseStep
  readonly actor: CaseActor
  /** The same key on a case answers what the first request did, and does nothing. */
  readonly key?: string
  /** Version at which the actor saw the case. */
  readonly version?: number
  readonly note?: string
  readonly assignee?: string
  /** Default: what was scheduled, else the action's first. */
  readonly channel?: ContactChannel
  /** Wanted time of a contact; moved to the next allowed hour. */
  readonly scheduledFor?: Date
  readonly outcome?: InterventionOutcome
  readonly missed?: boolean
  readonly overrideReason?: string
}

/** What lies outside the case. */
export interface StepContext {
  readonly now: Date
  readonly policy: InterventionPolicy
  /** The customer's contacts, of this case and others. */
  readonly contacts: readonly PastContact[]
  /** The customer's, IANA name. */
  readonly timeZone: string
}

export type StepResult =
  | {
      readonly taken: true
      readonly case: InterventionCase
      /** What happened: of a contact outside its hours, that it was scheduled. */
      readonly event: CaseEvent
      readonly audit: CaseAudit
      /** The request had been fulfilled before; nothing is to be stored. */
      readonly repeated: boolean
    }
  | { readonly taken: false; readonly refusal: Refusal }

type Refuse = (code: Refusal['code'], message: string, notBefore?: Date) => { refusal: Refusal }
type Details = Partial<Omit<CaseEvent, 'sequence' | 'at' | 'actor' | 'key'>>

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/**
 * Takes a step, or says why not and what is possible instead. Nothing is changed in place.
 *
 * Contacts outside the action's hours, or too soon after the last attempt, become `contact_scheduled` for the next time
 * that is allowed. A running cool-down refuses unless a reason is given, here or earlier in the case; the check is made
 * for the time at which the contact is to be.
 *
 * @see docs/methods/interventions.md
 */
export function takeStep(one: InterventionCase, request: StepRequest, context: StepContext): StepResult {
  const refuse: Refuse = (code, message, notBefore) => ({
    refusal: {
      code,
      message,
      state: one.state,
      possible: possibleSteps(one, request.actor, context),
      notBefore,
    },
  })
  const transition: Transition = transitions[request.action]
  const before = one.events.find(({ key }) => key !== undefined && key === request.key)
  if (before !== undefined) {
    if (!fulfils(before, transition))
      return { taken: false, ...refuse('key_reused', `This key was used for another step: ${before.kind}.`) }
    return { taken: true, case: one, event: before, audit: auditOf(one, before), repeated: true }
  }
  const found = check(one, request, transition, context, refuse)
  if ('refusal' in found) return { taken: false, ...found }
  const event: CaseEvent = {
    kind: transition.event,
    ...(request.note === undefined ? {} : { note: request.note.trim() }),
    ...found,
    sequence: versionOf(one) + 1,
    at: context.now,
    actor: request.actor,
    ...(request.key === undefined ? {} : { key: request.key }),
  }
  const next = replayCase(one, [...one.events, event])
  return { taken: true, case: next, event, audit: auditOf(next, event, one.state), repeated: false }
}

/** From when on it is known that no payment of the thirty days after the opening was missed: as labels are. */
function outcomeKnownAt({ openedAt }: InterventionCase): Date {
  return new Date((Math.floor(openedAt.getTime() / DAY_MS) + LABEL_KNOWN_DAYS) * DAY_MS)
}

const fulfils = (event: CaseEvent, { event: kind }: Transition): boolean =>
  event.kind === kind || (kind === 'contacted' && event.kind === 'contact_scheduled')

/** What the event adds, or a refusal. */
function check(
  one: InterventionCase,
  request: StepRequest,
  transition: Transition,
  context: StepContext,
  refuse: Refuse,
): Details | { refusal: Refusal } {
  const { action, actor, note } = request
  const { now, policy } = context
  if (request.version !== undefined && request.version !== versionOf(one))
    return refuse('version_moved', `The case is at version ${versionOf(one)}, you saw ${request.version}.`)
  if (now < one.events[one.events.length - 1].at)
    return refuse('out_of_order', 'The step would lie before the last one; look at the clock.')
  if (!transition.from.includes(one.state))
    return refuse('illegal_transition', `${action} is not possible while the case is ${one.state}.`)
  if (one.pausedAt !== null && !transition.whilePaused)
    return refuse(
      'illegal_transition',
      `${action} is not possible while the case is paused; resume it first.`,
    )
  if (action === 'resume' && one.pausedAt === null)
    return refuse('illegal_transition', 'The case is not paused.')
  if (!mayAct(one, actor, transition))
    return refuse('not_permitted', `${action} is not for this ${actor.role} in this case.`)
  if (transition.needs.includes('note') && (note ?? '').trim() === '')
    return refuse('note_required', `${action} needs a note that says why.`)
  if ((note ?? '').length > policy.maximumNote)
    return refuse('note_too_long', `A note has at most ${policy.maximumNote} characters.`)
  switch (action) {
    case 'assign': {
      const assignee = (request.assignee ?? '').trim()
      if (assignee === '') return refuse('assignee_required', 'Name who is to take the case.')
      if (actor.role === 'officer' && assignee !== actor.id)
        return refuse('not_permitted', 'An officer assigns cases to themselves only.')
      return { assignee }
    }
    case 'contact':
    case 'schedule_contact':
      return checkContact(one, request, context, refuse)
    case 'resolve': {
      const { outcome } = request
      if (outcome === undefined) return refuse('outcome_required', 'Say how the case ended.')
      if (one.state !== 'responded' && outcomesOfAResponse.some((needing) => needing === outcome))
        return refuse('outcome_required', `${outcome} needs a response, and there was none.`)
      return { outcome }
    }
    case 'observe_payment':
      if (request.missed === undefined)
        return refuse('outcome_required', 'Say whether the payment was missed.')
      if (one.missed !== null) return refuse('already_observed', 'The payment has been observed already.')
      if (!request.missed && now < outcomeKnownAt(one))
        return refuse(
          'not_known_yet',
          `That no payment was missed can be said from ${formatDay(outcomeKnownAt(one).getTime() / DAY_MS)} on: until then one may still fall due or be in its days of grace.`,
          outcomeKnownAt(one),
        )
      return { missed: request.missed }
    case 'undo': {
      const found = eventToUndo(one, actor, now, policy)
      return 'undoes' in found ? found : refuse(found.code, found.message)
    }
    default:
      return {}
  }
}

function checkContact(
  one: InterventionCase,
  request: StepRequest,
  { now, policy, contacts, timeZone }: StepContext,
  refuse: Refuse,
): Details | { refusal: Refusal } {
  const type = policy.actions[one.type]
  const channel = request.channel ?? one.channel ?? type.channels[0]
  if (!type.channels.includes(channel))
    return refuse(
      'channel_not_offered',
      `${type.title} goes by ${type.channels.join(', ')}, not by ${channel}.`,
    )
  const attempts = one.contactedAt.length
  if (attempts >= policy.maximumAttempts)
    return refuse('attempts_exhausted', `There were ${attempts} attempts; no more are allowed in one case.`)
  const wanted = Math.max(now.getTime(), request.scheduledFor?.getTime() ?? 0)
  const rested = attempts === 0 ? 0 : one.contactedAt[attempts - 1].getTime() + policy.retryHours * HOUR_MS
  const at = nextContactTime(new Date(Math.max(wanted, rested)), type.contactHours, timeZone)
  const coolDown = coolDownOf(one.type, contacts, at, policy, one.id)
  let override: Details = {}
  if (coolDown !== undefined && !one.coolDownOverridden) {
    const reason = request.overrideReason?.trim()
    if (reason === undefined)
      return refuse('cool_down', `A cool-down runs until ${coolDown.until.toISOString()}.`, coolDown.until)
    if (reason.length < policy.minimumOverrideReason)
      return refuse(
        'override_reason_required',
        `A reason to override has at least ${policy.minimumOverrideReason} characters.`,
        coolDown.until,
      )
    override = { overrideReason: reason }
  }
  if (request.action === 'contact' && at.getTime() === now.getTime()) return { channel, ...override }
  return { kind: 'contact_scheduled', channel, scheduledFor: at, ...override }
}
