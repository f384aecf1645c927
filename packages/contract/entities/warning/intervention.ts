/** Interventions: cases, their steps, what they are expected to do and what they did. */
import Type, { type Static } from 'typebox'
import { closed, InstantString, Interval, Minor, nullable, oneOf, share } from '../../schema.ts'
import { Tier } from './customer.ts'
import { CustomerId } from './customer-id.ts'
import {
  contactChannels,
  ineligibilityReasons,
  interventionActions,
  interventionEventKinds,
  interventionOutcomes,
  interventionStates,
  interventionTypes,
  slaStates,
} from './intervention-vocabulary.ts'
import { riskLevels } from './vocabulary.ts'

export const InterventionId = Type.String({
  pattern: '^INT_[0-9a-z]{8,26}$',
  description: 'INT_ and 8 to 26 small letters and digits',
})
const Note = Type.String({ maxLength: 2000 })

export const Intervention = closed(
  {
    id: InterventionId,
    customer_id: Type.String(),
    type: oneOf(interventionTypes),
    state: oneOf(interventionStates),
    version: Type.Integer({ description: 'Rises with every step; a step names the version it was seen at.' }),
    tier: nullable(Tier),
    risk_score: share({ description: 'At the time of the proposal.' }),
    risk_level: oneOf(riskLevels),
    exposure_minor: Minor,
    assigned_to: nullable(Type.String()),
    channel: nullable(oneOf(contactChannels)),
    contact_at: nullable(InstantString),
    outcome: nullable(oneOf(interventionOutcomes)),
    payment_missed: nullable(Type.Boolean({ description: 'What became of the payment, once it is known.' })),
    sla_state: nullable(oneOf(slaStates)),
    due_at: nullable(InstantString),
    cost_minor: Minor,
    can: Type.Array(oneOf(interventionActions), { description: 'What the present state allows.' }),
    created_at: InstantString,
    created_by: Type.String(),
    updated_at: InstantString,
  },
  { title: 'Intervention' },
)
export type Intervention = Static<typeof Intervention>

export const InterventionList = closed(
  { interventions: Type.Array(Intervention), total: Type.Integer() },
  { title: 'InterventionList' },
)

export const InterventionEvent = closed({
  sequence: Type.Integer(),
  kind: oneOf(interventionEventKinds),
  actor: Type.String(),
  at: InstantString,
  text: Type.String({ description: 'The step in words, with its note.' }),
  audit_sequence: nullable(Type.Integer({ description: 'Entry of the audit chain.' })),
})

export const InterventionDetail = closed(
  { intervention: Intervention, events: Type.Array(InterventionEvent), message: nullable(Type.String()) },
  { title: 'InterventionDetail' },
)
export type InterventionDetail = Static<typeof InterventionDetail>

/** Opens cases for one customer or for many. */
export const ProposeRequest = closed(
  {
    customer_ids: Type.Array(CustomerId, { minItems: 1, maxItems: 1000 }),
    type: oneOf(interventionTypes),
    assign_to: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    note: Type.Optional(Note),
    override_reason: Type.Optional(
      Type.String({ minLength: 10, maxLength: 500, description: 'Needed where a cool-down still runs.' }),
    ),
    idempotency_key: Type.Optional(
      Type.String({
        minLength: 8,
        maxLength: 100,
        description: 'The same key answers the same cases again.',
      }),
    ),
  },
  { title: 'ProposeRequest' },
)
export type ProposeRequest = Static<typeof ProposeRequest>

const ItemFailure = closed({
  customer_id: nullable(Type.String()),
  intervention_id: nullable(Type.String()),
  error_code: Type.String(),
  detail: Type.String(),
})

export const ProposeReply = closed(
  {
    interventions: Type.Array(Intervention),
    held_out: Type.Integer({ description: 'Of them: in the control group, not to be contacted.' }),
    failures: Type.Array(ItemFailure),
  },
  { title: 'ProposeReply' },
)
export type ProposeReply = Static<typeof ProposeReply>

const step = {
  action: oneOf(interventionActions),
  note: Type.Optional(Note),
  assign_to: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  channel: Type.Optional(oneOf(contactChannels)),
  contact_at: Type.Optional(
    Type.String({ format: 'date-time', description: 'When to contact: from now on, at most 90 days ahead.' }),
  ),
  outcome: Type.Optional(oneOf(interventionOutcomes)),
  override_reason: Type.Optional(Type.String({ minLength: 10, maxLength: 500 })),
  idempotency_key: Type.Optional(
    Type.String({ minLength: 8, maxLength: 100, description: 'The same key takes the step once.' }),
  ),
}

export const StepRequest = closed(
  { version: Type.Integer({ description: 'The version you saw; 409 when it moved on.' }), ...step },
  { title: 'StepRequest' },
)
export type StepRequest = Static<typeof StepRequest>

export const BulkStepRequest = closed(
  {
    items: Type.Array(closed({ intervention_id: InterventionId, version: Type.Integer() }), {
      minItems: 1,
      maxItems: 1000,
    }),
    ...step,
  },
  { title: 'BulkStepRequest' },
)
export type BulkStepRequest = Static<typeof BulkStepRequest>

export const BulkStepReply = closed(
  { interventions: Type.Array(Intervention), failures: Type.Array(ItemFailure) },
  { title: 'BulkStepReply' },
)
export type BulkStepReply = Static<typeof BulkStepReply>

export const SimulateRequest = closed(
  {
    customer_ids: Type.Array(CustomerId, { minItems: 1, maxItems: 10_000 }),
    type: oneOf(interventionTypes),
    officers: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  },
  { title: 'SimulateRequest' },
)
export type SimulateRequest = Static<typeof SimulateRequest>

export const SimulationReply = closed(
  {
    type: oneOf(interventionTypes),
    selected: Type.Integer(),
    eligible: Type.Integer(),
    dropped: Type.Array(
      closed({
        reason: oneOf(ineligibilityReasons),
        title: Type.String(),
        customers: Type.Integer(),
        customer_ids: Type.Array(Type.String(), { description: 'Who drops out for it.' }),
      }),
    ),
    misses_expected: Interval,
    misses_avoided: Interval,
    loss_avoided_minor: Interval,
    cost_minor: Minor,
    net_minor: Interval,
    days_to_work_off: nullable(Type.Number({ description: 'With so many officers.' })),
    assumptions: Type.Array(Type.String()),
  },
  { title: 'SimulationReply' },
)
export type SimulationReply = Static<typeof SimulationReply>

export const InterventionTypeInfo = closed(
  {
    type: oneOf(interventionTypes),
    title: Type.String(),
    description: Type.String(),
    cost_minor: Minor,
    channels: Type.Array(oneOf(contactChannels)),
    cool_down_days: Type.Integer(),
    contact_hours: Type.String(),
    success_prior: share(),
    success_prior_is_assumption: Type.Boolean(),
    eligibility: Type.Array(Type.String(), { description: 'In words.' }),
  },
  { title: 'InterventionTypeInfo' },
)
export type InterventionTypeInfo = Static<typeof InterventionTypeInfo>

/** Who cases are given to; whoever is named is added or replaced, the others stay. */
export const OfficersRequest = closed(
  {
    officers: Type.Array(
      closed({
        id: Type.String({
          pattern: '^[A-Za-z0-9._@-]{1,100}$',
          description: 'up to 100 letters, digits and . _ @ -',
        }),
        name: Type.String({ minLength: 1, maxLength: 100 }),
        team: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
        capacity: Type.Optional(
          Type.Integer({ minimum: 0, maximum: 10_000, description: 'Open cases at a time.' }),
        ),
        active: Type.Optional(
          Type.Boolean({ default: true, description: 'Whoever is not active gets no more cases.' }),
        ),
      }),
      { minItems: 1, maxItems: 1000 },
    ),
  },
  { title: 'OfficersRequest' },
)
export type OfficersRequest = Static<typeof OfficersRequest>

export const InterventionCatalogue = closed(
  {
    types: Type.Array(InterventionTypeInfo),
    officers: Type.Array(closed({ id: Type.String(), name: Type.String(), open_cases: Type.Integer() })),
    holdout_share: share(),
    loss_given_default: share(),
  },
  { title: 'InterventionCatalogue' },
)
export type InterventionCatalogue = Static<typeof InterventionCatalogue>

const Group = closed({
  customers: Type.Integer(),
  known: Type.Integer({ description: 'Of them with a known end.' }),
  missed: Type.Integer(),
  miss_rate: nullable(Interval),
})

/** What contacting did: never a raw rate, always treated against held out. */
export const Effect = closed(
  {
    id: Type.String({ description: 'Type, level or tier; `all`.' }),
    title: Type.String(),
    treated: Group,
    held_out: Group,
    misses_prevented_per_100: nullable(Interval),
    misses_prevented: nullable(Interval),
    loss_prevented_minor: nullable(Interval),
    cost_minor: Minor,
    roi: nullable(Interval),
    verdict: Type.String({ description: 'In words, with what is missing for a verdict.' }),
  },
  { title: 'Effect' },
)
export type Effect = Static<typeof Effect>

export const InterventionSummary = closed(
  {
    from: Type.String(),
    to: Type.String(),
    total: Type.Integer(),
    open: Type.Integer(),
    held_out: Type.Integer(),
    responded: Type.Integer(),
    no_response: Type.Integer(),
    pending_response: Type.Integer(),
    response_rate: nullable(share()),
    mean_response_hours: nullable(Type.Number()),
    mean_risk_score: nullable(Type.Number()),
    overdue: Type.Integer(),
    overall: Effect,
    by_type: Type.Array(Effect),
    by_level: Type.Array(Effect),
    by_state: Type.Array(closed({ state: oneOf(interventionStates), count: Type.Integer() })),
    timeline: Type.Array(
      closed({
        date: Type.String(),
        opened: Type.Integer(),
        contacted: Type.Integer(),
        resolved: Type.Integer(),
      }),
    ),
    insights: Type.Array(Type.String()),
  },
  { title: 'InterventionSummary' },
)
export type InterventionSummary = Static<typeof InterventionSummary>

export const ActionCenter = closed(
  {
    tiers: Type.Array(
      closed({ tier: Tier, customers: Type.Integer(), exposure_minor: Minor, expected_loss_minor: Minor }),
    ),
    sla: Type.Array(closed({ state: oneOf(slaStates), cases: Type.Integer() })),
    aging: Type.Array(closed({ title: Type.String(), cases: Type.Integer() })),
    open_cases: Type.Integer(),
    unassigned: Type.Integer(),
    in_cool_down: Type.Integer(),
    recommended: Type.Array(
      closed({
        type: oneOf(interventionTypes),
        title: Type.String(),
        customers: Type.Integer(),
        success_probability: share(),
        assumption: Type.Boolean(),
      }),
    ),
  },
  { title: 'ActionCenter' },
)
export type ActionCenter = Static<typeof ActionCenter>
