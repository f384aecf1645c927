/** The shape of the reference data by which a bank replaces parts of the policy. */
import { contactChannels, interventionTypes } from '@pratibimba/contract'
import type { WeeklyHours } from '@pratibimba/risk/interventions'
import { Ajv } from 'ajv'

export const POLICY_KEY = 'warning.intervention-policy'

const share = (exclusiveMaximum?: boolean) => ({
  type: 'number',
  minimum: 0,
  ...(exclusiveMaximum ? { exclusiveMaximum: 1 } : { maximum: 1 }),
})
const whole = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum })
const text = { type: 'string', minLength: 1, maxLength: 80 }
const byTier = (value: object) => ({
  type: 'object',
  additionalProperties: false,
  required: ['1', '2', '3'],
  properties: { '1': value, '2': value, '3': value },
})
const fields = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  additionalProperties: false,
  properties,
})

/** Monday first; null is a day without contact. */
const contactHours = {
  type: 'array',
  minItems: 7,
  maxItems: 7,
  items: {
    type: ['object', 'null'],
    additionalProperties: false,
    required: ['from', 'to'],
    properties: { from: whole(0, 1439), to: whole(1, 1440) },
  },
}

const action = fields({
  cost_minor: whole(0, 1e9),
  channels: {
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: { type: 'string', enum: [...contactChannels] },
  },
  contact_hours: contactHours,
  cool_down_days: whole(0, 365),
  minimum_exposure_minor: whole(0, 1e12),
  officer_minutes: { type: 'number', minimum: 0, maximum: 480 },
  sla_hours: byTier({ type: 'number', exclusiveMinimum: 0, maximum: 2160 }),
  success: {
    ...fields({
      mean: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
      strength: { type: 'number', exclusiveMinimum: 0, maximum: 1e6 },
      source: { type: 'string', minLength: 1, maxLength: 200 },
    }),
    required: ['mean', 'strength', 'source'],
  },
})

const schema = fields({
  loss_given_default: share(),
  imminent_days: { type: 'number', minimum: 0, maximum: 30 },
  imminent_probability: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
  cool_down_across_days: whole(0, 365),
  retry_hours: { type: 'number', minimum: 0, maximum: 720 },
  maximum_attempts: whole(1, 100),
  minimum_override_reason: whole(10, 500),
  undo_minutes: { type: 'number', minimum: 0, maximum: 1440 },
  approaching_share: share(),
  holdout_share: byTier(share(true)),
  minimum_group: whole(2, 10_000),
  confidence: { type: 'number', minimum: 0.5, maximum: 0.999 },
  actions: fields(Object.fromEntries(interventionTypes.map((type) => [type, action]))),
  programme: fields({ name: text, seed: whole(0, Number.MAX_SAFE_INTEGER) }),
  time_zone: text,
  time_zones_by_region: { type: 'object', additionalProperties: text },
  capacity: fields({ minutes_per_day: whole(1, 1440), days: whole(1, 60) }),
  messages: fields({ bank_name: text, salutation: text, help_phone: text, help_link: text, opt_out: text }),
})

type ByTier = Readonly<Record<'1' | '2' | '3', number>>

/** Everything may be left out; what is given replaces the default. */
export interface PolicyData {
  readonly loss_given_default?: number
  readonly imminent_days?: number
  readonly imminent_probability?: number
  readonly cool_down_across_days?: number
  readonly retry_hours?: number
  readonly maximum_attempts?: number
  readonly minimum_override_reason?: number
  readonly undo_minutes?: number
  readonly approaching_share?: number
  readonly holdout_share?: ByTier
  readonly minimum_group?: number
  readonly confidence?: number
  readonly actions?: Readonly<Partial<Record<(typeof interventionTypes)[number], ActionData>>>
  readonly programme?: { readonly name?: string; readonly seed?: number }
  readonly time_zone?: string
  readonly time_zones_by_region?: Readonly<Record<string, string>>
  readonly capacity?: { readonly minutes_per_day?: number; readonly days?: number }
  readonly messages?: Readonly<
    Partial<Record<'bank_name' | 'salutation' | 'help_phone' | 'help_link' | 'opt_out', string>>
  >
}

export interface ActionData {
  readonly cost_minor?: number
  readonly channels?: readonly (typeof contactChannels)[number][]
  readonly contact_hours?: WeeklyHours
  readonly cool_down_days?: number
  readonly minimum_exposure_minor?: number
  readonly officer_minutes?: number
  readonly sla_hours?: ByTier
  readonly success?: { readonly mean: number; readonly strength: number; readonly source: string }
}

const validate = new Ajv({ allErrors: true }).compile<PolicyData>(schema)

/** @throws RangeError naming every field that cannot be used */
export function readPolicyData(value: unknown): PolicyData {
  const faults = validate(value)
    ? [...unknownZones(value), ...closedWeeks(value)]
    : validate.errors!.map(({ instancePath, message, params }) =>
        `${instancePath || '/'} ${message} ${JSON.stringify(params)}`.trim(),
      )
  if (faults.length > 0) throw new RangeError(`${POLICY_KEY}: ${faults.join('; ')}`)
  return value as PolicyData
}

function unknownZones({ time_zone, time_zones_by_region = {} }: PolicyData): string[] {
  return Object.entries({ ...time_zones_by_region, ...(time_zone !== undefined && { '': time_zone }) })
    .filter(([, zone]) => !isZone(zone))
    .map(([region, zone]) => `${region || '/time_zone'}: need the IANA name of a time zone, got ${zone}`)
}

function closedWeeks({ actions = {} }: PolicyData): string[] {
  const usable = (hours: WeeklyHours) =>
    hours.some((span) => span !== null) && hours.every((span) => span === null || span.from < span.to)
  return Object.entries(actions)
    .filter(([, { contact_hours: hours }]) => hours !== undefined && !usable(hours))
    .map(([type]) => `/actions/${type}/contact_hours: need a day with hours, each with from < to`)
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}
