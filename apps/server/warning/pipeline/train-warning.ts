/** The job of a training: model and predictions to the store, a record in the registry, promoted only if it is better. */
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ProblemError } from '@pratibimba/contract'
import { ArtifactError, type JobRun, type JsonObject, type ModelRecord } from '@pratibimba/risk/ports'
import { settleCandidate, suspicionOf } from '@pratibimba/risk/warning'
import type { Context } from '../../context.ts'
import { MODELS_OWNER } from '../champion.ts'
import { activityEvent } from '../scoring/activity.ts'
import { lakePlace } from './lake-in-use.ts'
import type { StoredReport } from './stored-report.ts'
import type { TrainedModel } from './train-in-thread.ts'

export interface TrainPayload {
  readonly trials: number
  readonly missCost: number
  readonly promote: 'if_better' | 'never'
  readonly seed: number
  readonly actor: string
}

export async function trainWarningJob(context: Context, run: JobRun<TrainPayload>): Promise<void> {
  const { artifacts, threads, settings, warning } = context
  const { job, signal, progress } = run
  const { models, references } = warning.stores
  const { seed, trials, missCost } = job.payload
  const version = versionOf(job)
  // A former attempt may have died after its record and before it could say so.
  if ((await models.get(version)) !== undefined) return
  const lake = await lakePlace(references, warning.lakeDirectory)
  if (lake === undefined)
    throw new ProblemError(
      'unusable_data',
      'There is no data to learn from yet: simulate a bank or import transactions first.',
    )
  const before = await models.champion()
  const modelPath = await artifacts.scratchPath('early-warning.model')
  const predictionsPath = await artifacts.scratchPath('predictions.parquet')
  try {
    const champion = before && {
      modelPath: await artifacts.localPath(MODELS_OWNER, before.artifact).catch(undefinedWhereGone),
      predictionsPath: await artifacts.localPath(MODELS_OWNER, before.predictionsArtifact),
      sameLake: (before.report as unknown as StoredReport).lake === lake.id,
    }
    const input = {
      databaseUrl: warning.databaseUrl,
      lake,
      seed,
      trials,
      missCost,
      threads: settings.threads,
      modelPath,
      predictionsPath,
    }
    const trained = await threads.run(
      'train-warning',
      { ...input, ...(champion && { champion }) },
      { signal, onProgress: progress },
    )
    signal.throwIfAborted()
    // Each attempt has names of its own: of one that died between files and record, the files stay unused.
    const name = job.attempts > 1 ? `${version}-${job.attempts}` : version
    const model = await artifacts.commit(modelPath, MODELS_OWNER, `${name}.model`)
    const predictions = await artifacts.commit(predictionsPath, MODELS_OWNER, `${name}.predictions.parquet`)
    const files = { artifact: fileOf(model.key), predictionsArtifact: fileOf(predictions.key) }
    await register(
      context,
      run,
      { ...files, version, sha256: model.sha256 },
      trained,
      lake.id,
      before?.version,
    )
    await warning.champion.refresh()
  } finally {
    for (const path of [modelPath, predictionsPath]) await rm(dirname(path), { recursive: true, force: true })
  }
}

/** A new model is what is asked for: that the old one's file is gone must not stop it. */
function undefinedWhereGone(error: unknown): undefined {
  if (error instanceof ArtifactError && error.code === 'not_found') return undefined
  throw error
}

/** The same for every attempt of a job. */
export function versionOf({ id, createdAt }: { readonly id: string; readonly createdAt: Date }): string {
  return `ew-${createdAt.toISOString().slice(0, 10).replaceAll('-', '')}-${id.slice(0, 6)}`
}

const fileOf = (key: string): string => key.slice(key.indexOf('/') + 1)

/** The record, where it stands, the audit entry and the event: all of it or nothing. */
async function register(
  context: Context,
  { job }: JobRun<TrainPayload>,
  files: Pick<ModelRecord, 'version' | 'artifact' | 'predictionsArtifact' | 'sha256'>,
  trained: TrainedModel,
  lake: string,
  comparedWith: string | undefined,
): Promise<void> {
  const { actor, promote, seed } = job.payload
  const { report, comparison, learners, bayes, featureSet, threshold } = trained
  const { auc } = report.evaluation
  const at = context.clock()
  const stored: StoredReport = {
    ...report,
    lake,
    learners,
    ...(bayes && { bayes }),
    ...(comparison && { comparison }),
  }
  const candidate: ModelRecord = {
    ...files,
    stage: 'challenger',
    aliases: [],
    trainedAt: at,
    trainedBy: actor,
    reason: 'Trained; not compared with a model in use.',
    transitions: [],
    featureSet,
    seed,
    rows: report.rows,
    customers: report.customers,
    trainFrom: report.trainFrom,
    trainTo: report.trainTo,
    testDates: report.evaluation.asOfDates,
    threshold,
    auc,
    report: stored as unknown as JsonObject,
  }
  await context.record(async ({ warning: { models, outbox } }) => {
    const suspicion = suspicionOf(report)
    let settled: ModelRecord =
      suspicion === undefined
        ? candidate
        : { ...candidate, reason: `Trained; not promoted by itself. ${suspicion}` }
    await models.add(settled)
    const champion = await models.champion()
    // Another may have been promoted since: then nothing is decided by itself.
    const isComparable = champion?.version === comparedWith
    if (promote === 'if_better' && isComparable && suspicion === undefined) {
      const changed = settleCandidate(
        champion ? [champion, candidate] : [candidate],
        files.version,
        comparison,
        {
          by: actor,
          at,
        },
      )
      await models.replace(changed)
      settled = changed.find(({ version }) => version === files.version)!
    }
    const isPromoted = settled.stage === 'champion'
    const text = `Model ${files.version} was trained: AUC ${auc.value.toFixed(3)} (${auc.lower.toFixed(3)}–${auc.upper.toFixed(3)}). ${
      isPromoted ? 'It is in use now.' : 'The model in use stays.'
    } ${settled.reason}`
    await outbox.append([activityEvent({ kind: 'model', severity: 'info', text, id: `job:${job.id}` })])
    const metadata = {
      job_id: job.id,
      version: files.version,
      stage: settled.stage,
      reason: settled.reason,
      auc: auc.value,
      seed,
      rows: report.rows,
      lake,
      compared_with: comparedWith ?? null,
    }
    const fact = {
      operation: isPromoted ? 'MODEL_TRAINED_AND_PROMOTED' : 'MODEL_TRAINED',
      actor,
      subjectId: files.version,
      dataHash: files.sha256,
      metadata,
    }
    return { fact, result: undefined }
  })
}
