/** Effects side by side, with what that does to their certainty. */
import type { Estimate } from '@pratibimba/learning/metrics'
import { type Effect, type EffectPolicy, effectOf } from './effect-of.ts'
import type { TrialOutcome } from './trial-outcome.ts'

export interface GroupEffects<Group extends string | number> {
  readonly groups: readonly {
    readonly group: Group
    readonly effect: Effect
    /** Interval that holds for all groups together (Bonferroni); null where nothing was measured. */
    readonly simultaneous: Estimate | null
  }[]
  readonly note: string
}

/**
 * Effect in each group: by type, by level, by tier.
 *
 * Of k measured groups some look different by chance alone, so each has besides its own interval one of confidence
 * 1 − (1 − c)/k, which holds for all of them at once.
 *
 * @param groupOf what was known before the draw; a group by what happened later is not comparable
 */
export function effectsByGroup<Group extends string | number>(
  outcomes: readonly TrialOutcome[],
  groupOf: (outcome: TrialOutcome) => Group,
  policy: EffectPolicy,
): GroupEffects<Group> {
  const members = new Map<Group, TrialOutcome[]>()
  for (const outcome of outcomes) {
    const group = groupOf(outcome)
    const list = members.get(group)
    if (list === undefined) members.set(group, [outcome])
    else list.push(outcome)
  }
  const effects = [...members].map(([group, own]) => ({ group, own, effect: effectOf(own, policy) }))
  const measured = effects.filter(({ effect }) => effect.measured !== null).length
  const together = 1 - (1 - policy.confidence) / Math.max(1, measured)
  return {
    groups: effects.map(({ group, own, effect }) => ({
      group,
      effect,
      simultaneous:
        effect.measured === null ? null : (effectOf(own, policy, together).measured?.preventedShare ?? null),
    })),
    note:
      measured < 2
        ? 'One comparison.'
        : `${measured} comparisons: at ${percent(policy.confidence)} each, some intervals miss the truth by chance; the simultaneous ones (${percent(together)} each) hold together at ${percent(policy.confidence)}.`,
  }
}

const percent = (share: number): string => `${Number((share * 100).toFixed(2))}%`
