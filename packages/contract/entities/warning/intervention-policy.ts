/** What a bank replaces of the policy of interventions; everything may be left out. */
import Type, { type Static, type TSchema } from 'typebox'
import { closed, InstantString, nullable, oneOf, share } from '../../schema.ts'
import { contactChannels, interventionTypes } from './intervention-vocabulary.ts'

const optional = Type.Optional
const whole = (minimum: number, maximum: number, description?: string) =>
  Type.Integer({ minimum, maximum, ...(description !== undefined && { description }) })
const Text = Type.String({ minLength: 1, maxLength: 80 })
const ZoneName = Type.String({ minLength: 1, maxLength: 80, description: 'IANA name of a time zone.' })
const byTier = <S extends TSchema>(value: S) => closed({ '1': value, '2': value, '3': value })

const ActionPolicy = closed({
  cost_minor: optional(whole(0, 1e9, 'Of one contact, in minor units.')),
  channels: optional(Type.Array(oneOf(contactChannels), { minItems: 1, uniqueItems: true })),
  contact_hours: optional(
    Type.Array(nullable(closed({ from: whole(0, 1439), to: whole(1, 1440) })), {
      minItems: 7,
      maxItems: 7,
      description: 'By day from Monday on, minutes of the local day; null is a day without contact.',
    }),
  ),
  cool_down_days: optional(whole(0, 365)),
  minimum_exposure_minor: optional(whole(0, 1e12)),
  officer_minutes: optional(Type.Number({ minimum: 0, maximum: 480 })),
  sla_hours: optional(byTier(Type.Number({ exclusiveMinimum: 0, maximum: 2160 }))),
  success: optional(
    closed({
      mean: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
      strength: Type.Number({ exclusiveMinimum: 0, maximum: 1e6 }),
      source: Type.String({ minLength: 1, maxLength: 200 }),
    }),
  ),
})

export const InterventionPolicyData = closed(
  {
    loss_given_default: optional(share({ description: 'Of the exposure, when a payment is missed.' })),
    imminent_days: optional(Type.Number({ minimum: 0, maximum: 30 })),
    imminent_probability: optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description: 'Chance of a miss within `imminent_days` from which a customer is in tier 1.',
      }),
    ),
    cool_down_across_days: optional(whole(0, 365)),
    retry_hours: optional(Type.Number({ minimum: 0, maximum: 720 })),
    maximum_attempts: optional(whole(1, 100)),
    minimum_override_reason: optional(whole(10, 500)),
    undo_minutes: optional(Type.Number({ minimum: 0, maximum: 1440 })),
    approaching_share: optional(share()),
    holdout_share: optional(byTier(Type.Number({ minimum: 0, exclusiveMaximum: 1 }))),
    minimum_group: optional(whole(2, 10_000)),
    confidence: optional(Type.Number({ minimum: 0.5, maximum: 0.999 })),
    actions: optional(
      closed(
        Object.fromEntries(interventionTypes.map((type) => [type, optional(ActionPolicy)])) as Record<
          (typeof interventionTypes)[number],
          ReturnType<typeof optional<typeof ActionPolicy>>
        >,
      ),
    ),
    programme: optional(closed({ name: optional(Text), seed: optional(whole(0, Number.MAX_SAFE_INTEGER)) })),
    time_zone: optional(ZoneName),
    time_zones_by_region: optional(Type.Record(Type.String(), ZoneName)),
    capacity: optional(closed({ minutes_per_day: optional(whole(1, 1440)), days: optional(whole(1, 60)) })),
    messages: optional(
      closed({
        bank_name: optional(Text),
        salutation: optional(Text),
        help_phone: optional(Text),
        help_link: optional(Text),
        opt_out: optional(Text),
      }),
    ),
  },
  { title: 'InterventionPolicyData' },
)
export type InterventionPolicyData = Static<typeof InterventionPolicyData>

export const InterventionPolicyRequest = closed(
  {
    policy: InterventionPolicyData,
    version: optional(
      whole(
        0,
        Number.MAX_SAFE_INTEGER,
        'The version that was read; another one in force refuses the change.',
      ),
    ),
  },
  { title: 'InterventionPolicyRequest' },
)
export type InterventionPolicyRequest = Static<typeof InterventionPolicyRequest>

export const StoredInterventionPolicy = closed(
  {
    policy: InterventionPolicyData,
    defaults: InterventionPolicyData,
    version: Type.Integer({ description: '0: nothing is replaced, the defaults are in force.' }),
    changed_at: nullable(InstantString),
    changed_by: nullable(Type.String()),
  },
  { title: 'StoredInterventionPolicy' },
)
export type StoredInterventionPolicy = Static<typeof StoredInterventionPolicy>
