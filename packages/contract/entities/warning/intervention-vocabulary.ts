/** The words of interventions: what the bank does before a payment is missed, and what became of it. */

/** What can be done; each is one entry of the registry in risk/interventions. */
export const interventionTypes = [
  'soft_reminder',
  'agent_call',
  'due_date_shift',
  'payment_plan',
  'restructure',
  'credit_limit_review',
  'hardship_referral',
] as const
export type InterventionType = (typeof interventionTypes)[number]

/** `held_out`: in the control group, never contacted; what became of the payment is observed all the same. */
export const interventionStates = [
  'proposed',
  'assigned',
  'contacted',
  'responded',
  'no_response',
  'resolved',
  'cancelled',
  'held_out',
] as const
export type InterventionState = (typeof interventionStates)[number]

/** So long a customer of the control group is not contacted, and what becomes of the payment is observed. */
export const heldOutDays = 30

/** From here nothing leads on but undoing. */
export const terminalInterventionStates = [
  'resolved',
  'cancelled',
  'held_out',
] as const satisfies readonly InterventionState[]

/** How a case ended, as its officer records it. `withdrawn`: the bank took its offer back. */
export const interventionOutcomes = ['cured', 'paid_late', 'missed', 'declined', 'withdrawn'] as const
export type InterventionOutcome = (typeof interventionOutcomes)[number]

/** What is asked of a case. */
export const interventionActions = [
  'propose',
  'hold_out',
  'assign',
  'schedule_contact',
  'contact',
  'record_response',
  'record_no_response',
  'resolve',
  'cancel',
  'undo',
  'add_note',
  'pause',
  'resume',
  'observe_payment',
] as const
export type InterventionAction = (typeof interventionActions)[number]

/** What is in the history of a case, in the order of happening; nothing is ever taken out of it. */
export const interventionEventKinds = [
  'proposed',
  'held_out',
  'assigned',
  'contact_scheduled',
  'contacted',
  'response_recorded',
  'no_response_recorded',
  'resolved',
  'cancelled',
  'undone',
  'note_added',
  'paused',
  'resumed',
  'payment_observed',
] as const
export type InterventionEventKind = (typeof interventionEventKinds)[number]

/** Who acts: an officer on cases, a supervisor also over others' cases, the system on its own. */
export const interventionActorRoles = ['officer', 'supervisor', 'system'] as const
export type InterventionActorRole = (typeof interventionActorRoles)[number]

/** Why a step was refused. */
export const interventionRefusals = [
  'illegal_transition',
  'not_permitted',
  'note_required',
  'note_too_long',
  'outcome_required',
  'assignee_required',
  'channel_not_offered',
  'cool_down',
  'override_reason_required',
  'attempts_exhausted',
  'nothing_to_undo',
  'undo_window_passed',
  'not_reversible',
  'already_observed',
  'not_known_yet',
  'key_reused',
  'version_moved',
  'out_of_order',
] as const
export type InterventionRefusal = (typeof interventionRefusals)[number]

/** By the draw: offered help, or left to themselves for comparison. */
export const trialArms = ['treated', 'held_out'] as const
export type TrialArm = (typeof trialArms)[number]

/** 1: fails within three days; 2: accelerating; 3: high and stable. Below HIGH there is none. */
export const priorityTiers = [1, 2, 3] as const
export type PriorityTier = (typeof priorityTiers)[number]

/** `within`, `approaching` and `overdue` run; `paused` stands; `met` and `breached` are over. */
export const slaStates = ['within', 'approaching', 'overdue', 'paused', 'met', 'breached'] as const
export type SlaState = (typeof slaStates)[number]

/** Ways to reach a customer. */
export const contactChannels = ['app', 'sms', 'email', 'phone', 'letter'] as const
export type ContactChannel = (typeof contactChannels)[number]

/** What is behind a risk, in words that interventions answer to. */
export const riskDrivers = [
  'income_delay',
  'income_drop',
  'low_liquidity',
  'savings_decline',
  'late_payments',
  'failed_debits',
  'card_debt',
  'borrowing_from_lenders',
  'cash_withdrawals',
  'gambling',
  'health_costs',
  'spending_shift',
] as const
export type RiskDriver = (typeof riskDrivers)[number]

/** Why an action is not open to a customer, and so why one drops out of a simulation. */
export const ineligibilityReasons = [
  'risk_level',
  'no_matching_driver',
  'exposure_too_small',
  'no_instalment',
  'already_in_plan',
  'too_close_to_failure',
  'too_far_from_failure',
  'no_consented_channel',
  'cool_down',
  'open_case',
  'held_out',
  'not_worth_its_cost',
  'capacity',
  'contact_hours',
] as const
export type IneligibilityReason = (typeof ineligibilityReasons)[number]

/** What a sender answered; `refused` is final, `queued` is not. */
export const deliveryStates = ['delivered', 'queued', 'refused'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** Languages that messages are written in. */
export const messageLanguages = ['en'] as const
export type MessageLanguage = (typeof messageLanguages)[number]
