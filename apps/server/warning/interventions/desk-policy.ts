/** What cases are run by: the policy of the domain, with what the bank has replaced of it. */
import { interventionTypes, ProblemError } from '@pratibimba/contract'
import {
  type ActionType,
  defaultInterventionPolicy,
  type InterventionPolicy,
  type Programme,
} from '@pratibimba/risk/interventions'
import { RecordConflict, type ReferenceRecord, type ReferenceStore } from '@pratibimba/risk/ports'
import {
  type ActionData,
  POLICY_KEY,
  type PolicyData,
  readPolicyData,
  UnusablePolicy,
} from './policy-data.ts'

/** The policy and what else an installation decides. */
export interface DeskPolicy extends InterventionPolicy {
  readonly programme: Programme
  /** Of an officer, behind simulations. */
  readonly capacity: { readonly minutesPerDay: number; readonly days: number }
  readonly messages: MessageValues
  /** IANA name of a customer's time zone. */
  timeZoneOf(region: string | undefined): string
}

/** What is put into messages where the customer's records say nothing; true of any bank until it says better. */
interface MessageValues {
  readonly bankName: string
  readonly salutation: string
  readonly helpPhone: string
  readonly helpLink: string
  readonly optOut: string
}

/** @throws ProblemError `unavailable` when the reference data cannot be used; nothing is done by half a policy */
export async function readDeskPolicy(references: Pick<ReferenceStore, 'get'>): Promise<DeskPolicy> {
  return deskPolicyOf(await storedPolicy(references))
}

/**
 * What the bank has replaced: what a thread makes the same policy of.
 *
 * @throws ProblemError `unavailable` when it cannot be used
 */
export async function storedPolicy(references: Pick<ReferenceStore, 'get'>): Promise<PolicyData> {
  const stored = await references.get(POLICY_KEY)
  try {
    return stored === undefined ? {} : readPolicyData(stored.value)
  } catch (error) {
    if (!(error instanceof UnusablePolicy)) throw error
    throw new ProblemError(
      'unavailable',
      `The reference data of interventions cannot be used. ${error.message}`,
    )
  }
}

/** @throws ProblemError `out_of_range` naming what cannot be used, such as a time zone that does not exist */
export function requireUsablePolicy(policy: unknown): void {
  try {
    readPolicyData(policy)
  } catch (error) {
    if (!(error instanceof UnusablePolicy)) throw error
    throw new ProblemError(
      'out_of_range',
      error.message,
      error.faults.map(({ pointer, detail }) => ({ pointer: `/policy${pointer}`, detail })),
    )
  }
}

/** @throws ProblemError `conflict` when another version is in force */
export async function putPolicy(
  references: Pick<ReferenceStore, 'put'>,
  policy: unknown,
  by: Parameters<ReferenceStore['put']>[2],
): Promise<ReferenceRecord> {
  try {
    return await references.put(POLICY_KEY, policy, by)
  } catch (error) {
    if (!(error instanceof RecordConflict)) throw error
    throw new ProblemError('conflict', 'The policy was changed by somebody else meanwhile; read it again.')
  }
}

export function deskPolicyOf(data: PolicyData): DeskPolicy {
  const base = defaultInterventionPolicy
  const { messages = {}, capacity = {}, programme = {} } = data
  const holdoutShare = data.holdout_share ?? base.holdoutShare
  return {
    ...base,
    imminentDays: data.imminent_days ?? base.imminentDays,
    imminentProbability: data.imminent_probability ?? base.imminentProbability,
    coolDownAcrossDays: data.cool_down_across_days ?? base.coolDownAcrossDays,
    retryHours: data.retry_hours ?? base.retryHours,
    maximumAttempts: data.maximum_attempts ?? base.maximumAttempts,
    minimumOverrideReason: data.minimum_override_reason ?? base.minimumOverrideReason,
    undoMinutes: data.undo_minutes ?? base.undoMinutes,
    approachingShare: data.approaching_share ?? base.approachingShare,
    minimumGroup: data.minimum_group ?? base.minimumGroup,
    confidence: data.confidence ?? base.confidence,
    lossGivenDefault:
      data.loss_given_default === undefined
        ? base.lossGivenDefault
        : { value: data.loss_given_default, assumption: false },
    holdoutShare,
    actions: Object.fromEntries(
      interventionTypes.map((type) => [type, replaced(base.actions[type], data.actions?.[type] ?? {})]),
    ) as InterventionPolicy['actions'],
    programme: { name: programme.name ?? 'early-warning', seed: programme.seed ?? 1, holdoutShare },
    capacity: { minutesPerDay: capacity.minutes_per_day ?? 360, days: capacity.days ?? 5 },
    messages: {
      bankName: messages.bank_name ?? 'Your bank',
      salutation: messages.salutation ?? 'customer',
      helpPhone: messages.help_phone ?? 'the number on your card',
      helpLink: messages.help_link ?? 'the help pages of your banking app',
      optOut: messages.opt_out ?? 'reply STOP',
    },
    timeZoneOf: (region) =>
      (region === undefined ? undefined : data.time_zones_by_region?.[region]) ?? data.time_zone ?? 'UTC',
  }
}

function replaced(action: ActionType, data: ActionData): ActionType {
  return {
    ...action,
    costMinor:
      data.cost_minor === undefined ? action.costMinor : { value: data.cost_minor, assumption: false },
    channels: data.channels ?? action.channels,
    contactHours: data.contact_hours ?? action.contactHours,
    coolDownDays: data.cool_down_days ?? action.coolDownDays,
    officerMinutes: data.officer_minutes ?? action.officerMinutes,
    slaHours: data.sla_hours ?? action.slaHours,
    success: data.success === undefined ? action.success : { ...data.success, assumption: true },
    eligibility: {
      ...action.eligibility,
      minimumExposureMinor: data.minimum_exposure_minor ?? action.eligibility.minimumExposureMinor,
    },
  }
}
