/** Experiments that people set up and move. */
import { type ProblemCode, ProblemError } from '@pratibimba/contract'
import {
  draftExperiment,
  type ExperimentAction,
  ExperimentRefused,
  type GuardrailReading,
  mootBecause,
  moveExperiment as moved,
} from '@pratibimba/risk/experiments'
import type { ExperimentGuardrails, ExperimentRecord, ExperimentStore } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { activityEvent } from '../../warning/scoring/activity.ts'
import { actedByOf } from '../acting-person.ts'
import type { CreditStores } from '../credit-stores.ts'
import { DECIDING_POLICY } from '../install-policy.ts'
import { findPolicy } from '../policies/find-policy.ts'
import type { PolicyWish } from '../policies/move-policy.ts'
import { guardrailsOf } from './evidence.ts'
import { standingOf } from './standing.ts'

export interface ExperimentIdea {
  readonly id: string
  readonly title: string
  /** Default: the champion. */
  readonly challengerModel?: string
  /** Default: the policy in force. */
  readonly challengerPolicy?: number
  readonly rollout?: readonly number[]
  readonly guardrails?: ExperimentGuardrails
}

/** @throws ProblemError `not_found` */
export async function findExperiment(
  experiments: Pick<ExperimentStore, 'get'>,
  id: string,
): Promise<ExperimentRecord> {
  const found = await experiments.get(id)
  if (found === undefined) throw new ProblemError('not_found', `There is no experiment ${id}.`)
  return found
}

/** @throws ProblemError `not_found`, `conflict`, `out_of_range`; RecordConflict when the id is taken */
export async function createExperiment(
  context: Context,
  { id, title, challengerModel, challengerPolicy, rollout, guardrails }: ExperimentIdea,
  { caller, person, reason }: PolicyWish,
): Promise<ExperimentRecord> {
  return context.record(async ({ credit: { models, policies, experiments }, warning: { outbox } }) => {
    const champion = await models.byAlias('champion')
    if (champion === undefined)
      throw new ProblemError('conflict', 'No credit model is in use yet; promote one to be champion.')
    if (challengerModel !== undefined && (await models.get(challengerModel)) === undefined)
      throw new ProblemError('not_found', `There is no credit model ${challengerModel}.`)
    if (challengerPolicy !== undefined) await findPolicy(policies, DECIDING_POLICY, challengerPolicy)
    const record = refusing(() =>
      draftExperiment({
        id,
        title,
        championModel: champion.version,
        challengerModel: challengerModel ?? champion.version,
        ...(challengerPolicy !== undefined && { challengerPolicy }),
        ...(rollout !== undefined && { rollout }),
        ...(guardrails !== undefined && { guardrails }),
        by: person,
        at: context.clock(),
        reason,
      }),
    )
    await experiments.add(record)
    const text = `The experiment ${id} was drafted: ${reason}`
    await outbox.append([activityEvent({ kind: 'model', severity: 'info', text })])
    const metadata = {
      ...actedByOf(caller, person),
      champion_model: champion.version,
      challenger_model: record.arms[1].modelVersion,
      challenger_policy: challengerPolicy ?? null,
      rollout: [...record.rollout],
      guardrails: { ...record.guardrails },
      reason,
    }
    const fact = { operation: 'CREDIT_EXPERIMENT_DRAFTED', actor: caller.id, subjectId: id, metadata }
    return { fact, result: record }
  })
}

/** @throws ProblemError `not_found`, `conflict` */
export async function moveExperiment(
  context: Context,
  id: string,
  action: ExperimentAction,
  { caller, person, reason }: PolicyWish,
): Promise<ExperimentRecord> {
  const { stores } = context.credit
  const looked = await findExperiment(stores.experiments, id)
  const needsReading = action === 'start' || action === 'advance'
  const guardrails = needsReading ? await guardrailsOf(stores.experiments, looked) : []
  const result = await context.record(async ({ credit, warning: { outbox } }) => {
    const present = await findExperiment(credit.experiments, id)
    if (present.transitions.length !== looked.transitions.length)
      throw new ProblemError('conflict', `The experiment ${id} was moved meanwhile; look at it again.`)
    const next = refusing(() =>
      moved(present, { action, by: person, at: context.clock(), reason, guardrails }),
    )
    if (next.state === 'shadow' || next.state === 'running') await requireMayGoOn(credit, next)
    await credit.experiments.replace([next])
    const [, challenger] = next.arms
    const text = `The experiment ${id} is ${next.state}${next.state === 'running' ? `, its challenger for ${(100 * challenger.share).toFixed(1)} % of applicants` : ''}: ${reason}`
    const severity = next.state === 'running' ? 'watch' : 'info'
    await outbox.append([activityEvent({ kind: 'model', severity, text })])
    const metadata = {
      ...actedByOf(caller, person),
      action,
      from: present.state,
      to: next.state,
      step: next.step,
      share: challenger.share,
      guardrails: guardrails.map(toldInAudit),
      reason,
    }
    const fact = { operation: 'CREDIT_EXPERIMENT_MOVED', actor: caller.id, subjectId: id, metadata }
    return { fact, result: next }
  })
  await context.credit.deciders.refresh()
  return result
}

/** Nothing decides that could not have been put in force the ordinary way, and one experiment is live at a time. */
async function requireMayGoOn(
  stores: Pick<CreditStores, 'experiments' | 'models' | 'policies'>,
  next: ExperimentRecord,
): Promise<void> {
  const phase = next.state === 'running' ? 'running' : 'shadow'
  const moot = mootBecause(next, await standingOf(stores, next), phase)
  if (moot !== undefined) throw new ProblemError('conflict', moot)
  const other = (await stores.experiments.live()).find(({ id }) => id !== next.id)
  if (other !== undefined)
    throw new ProblemError(
      'conflict',
      `The experiment ${other.id} is ${other.state}; one experiment is live at a time. Stop or conclude it first.`,
    )
}

const toldInAudit = ({ id, value, limit, state }: GuardrailReading) => ({ id, value, limit, state })

const codes = {
  invalid: 'out_of_range',
  conflict: 'conflict',
} as const satisfies Record<ExperimentRefused['code'], ProblemCode>

function refusing<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof ExperimentRefused) throw new ProblemError(codes[error.code], error.message)
    throw error
  }
}
