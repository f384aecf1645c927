/** The reference data by which a bank replaces parts of the policy, checked. */
import { type contactChannels, InterventionPolicyData, type interventionTypes } from '@pratibimba/contract'
import type { WeeklyHours } from '@pratibimba/risk/interventions'
import { Ajv } from 'ajv'

export const POLICY_KEY = 'warning.intervention-policy'

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

const validate = new Ajv({ allErrors: true, strict: false }).compile<PolicyData>(InterventionPolicyData)

interface Fault {
  /** Within the policy, as a JSON pointer. */
  readonly pointer: string
  readonly detail: string
}

export class UnusablePolicy extends RangeError {
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    super(`${POLICY_KEY}: ${faults.map(({ pointer, detail }) => `${pointer || '/'}: ${detail}`).join('; ')}`)
    this.name = 'UnusablePolicy'
    this.faults = faults
  }
}

/** @throws UnusablePolicy naming every field that cannot be used */
export function readPolicyData(value: unknown): PolicyData {
  const faults = validate(value)
    ? [...unknownZones(value), ...closedWeeks(value)]
    : validate.errors!.map(({ instancePath, message, params }) => ({
        pointer: instancePath,
        detail: `${message} ${JSON.stringify(params)}`,
      }))
  if (faults.length > 0) throw new UnusablePolicy(faults)
  return value as PolicyData
}

function unknownZones({ time_zone, time_zones_by_region = {} }: PolicyData): Fault[] {
  const zones = Object.entries(time_zones_by_region).map(
    ([region, zone]): [pointer: string, zone: string] => [`/time_zones_by_region/${region}`, zone],
  )
  if (time_zone !== undefined) zones.unshift(['/time_zone', time_zone])
  return zones
    .filter(([, zone]) => !isZone(zone))
    .map(([pointer, zone]) => ({ pointer, detail: `Need the IANA name of a time zone, got ${zone}.` }))
}

function closedWeeks({ actions = {} }: PolicyData): Fault[] {
  const usable = (hours: WeeklyHours) =>
    hours.some((span) => span !== null) && hours.every((span) => span === null || span.from < span.to)
  return Object.entries(actions)
    .filter(([, { contact_hours: hours }]) => hours !== undefined && !usable(hours))
    .map(([type]) => ({
      pointer: `/actions/${type}/contact_hours`,
      detail: 'Need a day with hours, each with from < to.',
    }))
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}
