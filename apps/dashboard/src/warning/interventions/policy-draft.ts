/** The part of the policy that a bank has replaced, while it is being changed. */
import type { InterventionPolicyData, InterventionType } from '@pratibimba/contract'

export type Tier = '1' | '2' | '3'
type Message = keyof NonNullable<InterventionPolicyData['messages']>
type ActionNumber = 'cost_minor' | 'cool_down_days'

/** Without a value the default is in force again. */
export function withValue<Key extends keyof InterventionPolicyData>(
  draft: InterventionPolicyData,
  key: Key,
  value: InterventionPolicyData[Key] | undefined,
): InterventionPolicyData {
  const { [key]: _, ...rest } = draft
  return (value === undefined ? rest : { ...rest, [key]: value }) as InterventionPolicyData
}

/** A policy holds the shares of all tiers or of none; the others keep theirs. */
export function withHoldout(
  draft: InterventionPolicyData,
  defaults: InterventionPolicyData,
  tier: Tier,
  share: number | undefined,
): InterventionPolicyData {
  const usual = defaults.holdout_share!
  const shares = { ...usual, ...draft.holdout_share, [tier]: share ?? usual[tier] }
  const same = (['1', '2', '3'] as const).every((each) => shares[each] === usual[each])
  return withValue(draft, 'holdout_share', same ? undefined : shares)
}

export function withMessage(
  draft: InterventionPolicyData,
  key: Message,
  text: string,
): InterventionPolicyData {
  return withValue(draft, 'messages', withPart(draft.messages, key, text === '' ? undefined : text))
}

export function withAction(
  draft: InterventionPolicyData,
  type: InterventionType,
  key: ActionNumber,
  value: number | undefined,
): InterventionPolicyData {
  const action = withPart(draft.actions?.[type], key, value)
  return withValue(draft, 'actions', withPart(draft.actions, type, action))
}

/** An object with a part replaced; undefined once nothing is left of it. */
function withPart<Whole extends object, Key extends keyof Whole>(
  whole: Whole | undefined,
  key: Key,
  value: Whole[Key] | undefined,
): Whole | undefined {
  const { [key]: _, ...rest } = (whole ?? {}) as Whole
  const next = (value === undefined ? rest : { ...rest, [key]: value }) as Whole
  return Object.keys(next).length === 0 ? undefined : next
}
