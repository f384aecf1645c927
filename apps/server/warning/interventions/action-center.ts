/** The desk at a glance: who waits, for how long, and what is recommended. */
import {
  interventionTypes,
  type Operations,
  priorityTiers,
  type ReplyOf,
  slaStates,
} from '@pratibimba/contract'
import type { WarningStores } from '../stores.ts'
import { currentBeliefs } from './beliefs.ts'
import { readDeskPolicy } from './desk-policy.ts'

type ActionCenter = ReplyOf<Operations['actionCenter']>

/** Whole days since a case was opened, up to and including. */
const ages = [
  { title: 'Under a day', through: 0 },
  { title: '1–2 days', through: 2 },
  { title: '3–6 days', through: 6 },
  { title: '7–13 days', through: 13 },
  { title: '14 days and more', through: Number.POSITIVE_INFINITY },
] as const

export async function actionCenterOf(stores: WarningStores, now: Date): Promise<ActionCenter> {
  const policy = await readDeskPolicy(stores.references)
  const { interventions, scores } = stores
  const [worklist, open, nobodys, byDays, beliefs] = await Promise.all([
    scores.counts({}, now),
    interventions.figures({ open: true }, now),
    interventions.figures({ open: true, assignee: null }, now),
    interventions.ages(now),
    currentBeliefs(interventions, policy),
  ])
  return {
    tiers: priorityTiers.map((tier) => {
      const { customers, exposureMinor, expectedLossMinor } = worklist.byTier[tier]
      return { tier, customers, exposure_minor: exposureMinor, expected_loss_minor: expectedLossMinor }
    }),
    sla: slaStates.map((state) => ({ state, cases: open.bySla[state] })),
    aging: ages.map(({ title, through }, index) => ({
      title,
      cases: byDays
        .filter(({ days }) => days <= through && (index === 0 || days > ages[index - 1]!.through))
        .reduce((sum, { cases }) => sum + cases, 0),
    })),
    open_cases: open.total,
    unassigned: nobodys.total,
    in_cool_down: worklist.coolingDown,
    recommended: interventionTypes
      .map((type) => ({
        type,
        title: policy.actions[type].title,
        customers: worklist.byRecommended[type] ?? 0,
        success_probability: beliefs[type].mean,
        assumption: beliefs[type].assumption,
      }))
      .sort((a, b) => b.customers - a.customers),
  }
}
