/** A person lets another version decide: never a worse one by mistake, and never without a reason. */
import { ProblemError } from '@pratibimba/contract'
import { DataError } from '@pratibimba/learning/data'
import { ModelFileError } from '@pratibimba/learning/formats'
import { ArtifactError, type ModelRecord, type ModelStore } from '@pratibimba/risk/ports'
import { moveModel, openWarningModel, rollBack } from '@pratibimba/risk/warning'
import type { Context } from '../../context.ts'
import { MODELS_OWNER } from '../champion.ts'
import { activityEvent } from '../scoring/activity.ts'
import { modelProgram } from '../scoring/feature-program.ts'
import type { Comparison } from './compare-models.ts'

export interface Wish {
  readonly actor: string
  readonly reason: string
}

const MOST_VERSIONS = 10_000

/** @throws ProblemError `not_found` for a version that is not there, or `champion` before there is one */
export async function findModel(models: ModelStore, version: string): Promise<ModelRecord> {
  const record = version === 'champion' ? await models.champion() : await models.get(version)
  if (record !== undefined) return record
  throw new ProblemError(
    'not_found',
    version === 'champion' ? 'No model is in use yet.' : `There is no model ${version}.`,
  )
}

/** @throws ProblemError `conflict` when it is in use already, or is worse and that was not accepted */
export async function promoteModel(
  context: Context,
  version: string,
  wish: Wish & { readonly althoughWorse: boolean },
): Promise<ModelRecord> {
  const { models } = context.warning.stores
  const candidate = await findModel(models, version)
  if (candidate.stage === 'champion')
    throw new ProblemError('conflict', `${candidate.version} is in use already.`)
  const champion = await models.champion()
  const comparison = champion && (await compared(context, candidate, champion))
  if (comparison?.verdict === 'keep' && !wish.althoughWorse)
    throw new ProblemError(
      'conflict',
      `${candidate.version} is not known to be as good as ${champion!.version}. ${comparison.reason} Send although_worse: true to promote it all the same.`,
    )
  return change(context, 'MODEL_PROMOTED', wish, comparison, async (store) => {
    const present = await store.get(candidate.version)
    const before = await store.champion()
    if (before?.version !== champion?.version || present?.stage !== candidate.stage)
      throw new ProblemError('conflict', 'Another version was promoted meanwhile; look again.')
    const step = { reason: wish.reason, by: wish.actor, at: context.clock() }
    let moving = candidate
    if (moving.stage === 'rejected') {
      ;[moving] = moveModel([moving], moving.version, 'challenger', step)
      await store.replace([moving])
    }
    return moveModel([moving, ...(before ? [before] : [])], moving.version, 'champion', step)
  })
}

/** @throws ProblemError `conflict` when there was no champion before */
export async function rollBackModel(context: Context, wish: Wish): Promise<ModelRecord> {
  return change(context, 'MODEL_ROLLED_BACK', wish, undefined, async (store) => {
    const { models } = await store.list({ limit: MOST_VERSIONS, offset: 0 })
    try {
      return rollBack(models, { reason: wish.reason, by: wish.actor, at: context.clock() })
    } catch (error) {
      if (error instanceof DataError) throw new ProblemError('conflict', error.message)
      throw error
    }
  })
}

async function compared(
  { artifacts, threads }: Context,
  candidate: ModelRecord,
  champion: ModelRecord,
): Promise<Comparison> {
  const report = candidate.report as { readonly evaluation?: { readonly missCost?: number } }
  return threads.run('compare-models', {
    candidatePath: await artifacts.localPath(MODELS_OWNER, candidate.predictionsArtifact),
    currentPath: await artifacts.localPath(MODELS_OWNER, champion.predictionsArtifact),
    missCost: report.evaluation?.missCost ?? 50,
    seed: candidate.seed,
  })
}

/** Registry, chain and log of activity together; the new champion decides from here on. */
async function change(
  context: Context,
  operation: string,
  { actor, reason }: Wish,
  comparison: Comparison | undefined,
  work: (models: ModelStore) => Promise<ModelRecord[]>,
): Promise<ModelRecord> {
  const promoted = await context.record(async ({ warning: { models, outbox } }) => {
    const changed = await work(models)
    const promoted = changed.find(({ stage }) => stage === 'champion')!
    await requireUsable(context, promoted)
    await models.replace(changed)
    const before = changed.find(({ stage }) => stage === 'archived')
    const text = `Model ${promoted.version} is in use now${before ? ` in place of ${before.version}` : ''}: ${reason}`
    await outbox.append([activityEvent({ kind: 'model', severity: 'watch', text })])
    const metadata = {
      version: promoted.version,
      before: before?.version ?? null,
      reason,
      verdict: comparison?.verdict ?? null,
      comparison: comparison?.reason ?? null,
    }
    const fact = { operation, actor, subjectId: promoted.version, dataHash: promoted.sha256, metadata }
    return { fact, result: promoted }
  })
  await context.warning.champion.refresh()
  return promoted
}

/**
 * A version that nobody can be scored with must not come into use.
 *
 * @throws ProblemError `conflict` for a file that is gone or damaged, and for features that are others by now
 */
async function requireUsable({ artifacts }: Context, { version, artifact }: ModelRecord): Promise<void> {
  try {
    const bytes = await new Response(await artifacts.read(MODELS_OWNER, artifact)).arrayBuffer()
    modelProgram(openWarningModel(new Uint8Array(bytes)))
  } catch (error) {
    if (error instanceof ProblemError)
      throw new ProblemError(
        'conflict',
        `${version} was trained on another version of the features and can score nobody now. POST /retraining/trigger trains a new one.`,
      )
    if (error instanceof ModelFileError || error instanceof ArtifactError)
      throw new ProblemError(
        'conflict',
        `The file of ${version} is gone or damaged. Restore it from a copy, or train a new one by POST /retraining/trigger.`,
      )
    throw error
  }
}
