/** The default policy in the words in which a bank replaces parts of it. */
import { interventionTypes } from '@pratibimba/contract'
import { deskPolicyOf } from './desk-policy.ts'
import type { ActionData, PolicyData } from './policy-data.ts'

const base = deskPolicyOf({})

export const defaultPolicyData: PolicyData = {
  loss_given_default: base.lossGivenDefault.value,
  imminent_days: base.imminentDays,
  imminent_probability: base.imminentProbability,
  cool_down_across_days: base.coolDownAcrossDays,
  retry_hours: base.retryHours,
  maximum_attempts: base.maximumAttempts,
  minimum_override_reason: base.minimumOverrideReason,
  undo_minutes: base.undoMinutes,
  approaching_share: base.approachingShare,
  holdout_share: base.holdoutShare,
  minimum_group: base.minimumGroup,
  confidence: base.confidence,
  actions: Object.fromEntries(interventionTypes.map((type) => [type, actionData(type)])),
  programme: { name: base.programme.name, seed: Number(base.programme.seed) },
  time_zone: base.timeZoneOf(undefined),
  capacity: { minutes_per_day: base.capacity.minutesPerDay, days: base.capacity.days },
  messages: {
    bank_name: base.messages.bankName,
    salutation: base.messages.salutation,
    help_phone: base.messages.helpPhone,
    help_link: base.messages.helpLink,
    opt_out: base.messages.optOut,
  },
}

function actionData(type: (typeof interventionTypes)[number]): ActionData {
  const action = base.actions[type]
  const { mean, strength, source } = action.success
  return {
    cost_minor: action.costMinor.value,
    channels: action.channels,
    contact_hours: action.contactHours,
    cool_down_days: action.coolDownDays,
    minimum_exposure_minor: action.eligibility.minimumExposureMinor,
    officer_minutes: action.officerMinutes,
    sla_hours: action.slaHours,
    success: { mean, strength, source },
  }
}
