/** What is known of model, policy, decisions and operation, gathered for the rule packs. */
import type { ModelCard } from '@pratibimba/contract'
import { reasonTableOf } from '@pratibimba/risk/decisions'
import { type GovernanceFacts, policyFacts, type SettingFacts } from '@pratibimba/risk/governance/packs'
import type { CreditModelRecord, PolicyVersion } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { lookAtDecisions } from '../monitoring/look-at-decisions.ts'
import { LOOK_DAYS } from '../monitoring/monitor-credit-job.ts'
import { lastLook, type StoredLook } from '../monitoring/stored-look.ts'
import { reportsOf } from './model-reports.ts'

type Parts = Pick<Context, 'credit' | 'threads' | 'audit' | 'warning' | 'settings' | 'clock'>

const DAY_MS = 86_400_000

/**
 * Facts about a model, or without one about what decides now. Figures of decisions are those of the last look; before the
 * first one, they are looked at now. They are about what decides, so that a model that does not has none.
 */
export async function governanceFacts(
  parts: Parts,
  model: CreditModelRecord | undefined,
): Promise<GovernanceFacts> {
  const { credit, settings, clock } = parts
  const policy = policyInForce(parts)
  const look = await lookOf(parts)
  const isWatched = look !== undefined && model !== undefined && look.figures.modelVersion === model.version
  const reports = model && reportsOf(model)
  const table = reasonTableOf(credit.deciders.champion()?.model.bundle.reasonTable ?? '2026-1')
  return {
    asOf: clock().toISOString().slice(0, 10),
    ...(model && { model, card: model.card as unknown as ModelCard }),
    ...(reports && { reports }),
    ...(policy && { policy: policyFacts(policy) }),
    reasons: {
      version: table.version,
      entries: table.entries.map(({ code, text, features }) => ({ code, text, features })),
    },
    ...(look && { decisions: look.decisions, audit: look.audit }),
    ...(isWatched && { monitoring: { checkedAt: look.checkedAt, figures: look.figures } }),
    settings: settingFacts(settings.notices !== undefined),
  }
}

export function policyInForce({ credit }: Pick<Parts, 'credit'>): PolicyVersion | undefined {
  const { deciders } = credit
  return deciders.policies().find(({ name, state }) => name === deciders.policyName && state === 'active')
}

/** As the program is built: without login it answers on this machine alone, seals contents, and removes no decision. */
function settingFacts(noticesReceiver: boolean): SettingFacts {
  return { authentication: false, sealed: true, retentionMonths: null, killSwitch: true, noticesReceiver }
}

async function lookOf(parts: Parts): Promise<StoredLook | undefined> {
  const stored = await lastLook(parts.warning.stores.references)
  if (stored !== undefined) return stored
  if (parts.credit.deciders.champion() === undefined) return undefined
  const to = parts.clock()
  const look = await lookAtDecisions(parts, { from: new Date(to.getTime() - LOOK_DAYS * DAY_MS), to })
  const { headHash, ...audit } = await parts.audit.verify()
  return { ...look, audit, checkedAt: to.toISOString() }
}
