/** Which step may be taken from where, by whom, and what it needs: the machine as a table. */
import {
  type InterventionAction,
  type InterventionActorRole,
  type InterventionEventKind,
  type InterventionState,
  interventionStates,
} from '@pratibimba/contract'

export interface Transition {
  /** What is written into the history. */
  readonly event: InterventionEventKind
  readonly from: readonly InterventionState[]
  /** `officer` may act on cases of their own and on those of nobody; `supervisor` on all. */
  readonly who: readonly InterventionActorRole[]
  readonly needs: readonly ('assignee' | 'channel' | 'outcome' | 'note' | 'missed')[]
  readonly reversible: boolean
  /** While the clock stands, only steps that say so may be taken. */
  readonly whilePaused: boolean
  /** Name of the entry in the audit log. */
  readonly audit: string
}

/** Steps in a case that exists; opening one is `openCase`. */
export type CaseStep = Exclude<InterventionAction, 'propose' | 'hold_out'>

const anyone = ['officer', 'supervisor', 'system'] as const
const people = ['officer', 'supervisor'] as const

export const transitions = {
  assign: {
    event: 'assigned',
    from: ['proposed', 'assigned'],
    who: anyone,
    needs: ['assignee'],
    reversible: true,
    whilePaused: true,
    audit: 'INTERVENTION_ASSIGNED',
  },
  schedule_contact: {
    event: 'contact_scheduled',
    from: ['assigned', 'no_response'],
    who: anyone,
    needs: ['channel'],
    reversible: true,
    whilePaused: false,
    audit: 'INTERVENTION_CONTACT_SCHEDULED',
  },
  contact: {
    event: 'contacted',
    from: ['assigned', 'no_response'],
    who: anyone,
    needs: ['channel'],
    reversible: false,
    whilePaused: false,
    audit: 'INTERVENTION_CONTACTED',
  },
  record_response: {
    event: 'response_recorded',
    from: ['contacted', 'no_response'],
    who: anyone,
    needs: [],
    reversible: true,
    whilePaused: false,
    audit: 'INTERVENTION_RESPONSE_RECORDED',
  },
  record_no_response: {
    event: 'no_response_recorded',
    from: ['contacted'],
    who: anyone,
    needs: [],
    reversible: true,
    whilePaused: false,
    audit: 'INTERVENTION_NO_RESPONSE_RECORDED',
  },
  resolve: {
    event: 'resolved',
    from: ['responded', 'no_response'],
    who: anyone,
    needs: ['outcome'],
    reversible: true,
    whilePaused: false,
    audit: 'INTERVENTION_RESOLVED',
  },
  cancel: {
    event: 'cancelled',
    from: ['proposed', 'assigned'],
    who: people,
    needs: ['note'],
    reversible: true,
    whilePaused: true,
    audit: 'INTERVENTION_CANCELLED',
  },
  undo: {
    event: 'undone',
    from: interventionStates,
    who: people,
    needs: [],
    reversible: false,
    whilePaused: true,
    audit: 'INTERVENTION_STEP_UNDONE',
  },
  add_note: {
    event: 'note_added',
    from: interventionStates,
    who: people,
    needs: ['note'],
    reversible: false,
    whilePaused: true,
    audit: 'INTERVENTION_NOTE_ADDED',
  },
  pause: {
    event: 'paused',
    from: ['proposed', 'assigned'],
    who: people,
    needs: ['note'],
    reversible: true,
    whilePaused: false,
    audit: 'INTERVENTION_PAUSED',
  },
  resume: {
    event: 'resumed',
    from: ['proposed', 'assigned'],
    who: anyone,
    needs: [],
    reversible: true,
    whilePaused: true,
    audit: 'INTERVENTION_RESUMED',
  },
  observe_payment: {
    event: 'payment_observed',
    from: interventionStates,
    who: ['system', 'supervisor'],
    needs: ['missed'],
    reversible: false,
    whilePaused: true,
    audit: 'INTERVENTION_PAYMENT_OBSERVED',
  },
} as const satisfies Record<CaseStep, Transition>

/** Audit names of the two ways to open a case. */
export const openingAudit = { proposed: 'INTERVENTION_PROPOSED', held_out: 'INTERVENTION_HELD_OUT' } as const

/** Outcomes that presuppose that the customer answered. */
export const outcomesOfAResponse = ['declined'] as const
