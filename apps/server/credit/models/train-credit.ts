/** The job of a training: every step in a thread, file and record to the registry, promoted only where every gate is met. */
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeSha256 } from '@pratibimba/adapters/filesystem'
import { ProblemError } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import { policyFacts } from '@pratibimba/risk/governance/packs'
import {
  CreditModelMoveRefused,
  modelRecord,
  moveCreditModel,
  type StepFiles,
  type StoredReports,
  usualGates,
} from '@pratibimba/risk/governance/pipeline'
import { versionInForce } from '@pratibimba/risk/policies'
import { ArtifactError, type CreditModelRecord, type JobRun } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import type { UploadedTable } from '../../uploads/describe-upload.ts'
import { openReadyUpload } from '../../uploads/recorded-upload.ts'
import { activityEvent } from '../../warning/scoring/activity.ts'
import { CREDIT_MODELS_OWNER } from '../deciders.ts'
import { requireUsable, touched } from './move-model.ts'
import { rowsOfDecisions } from './rows-of-decisions.ts'
import type { CreditTrainingToDo } from './train-in-thread.ts'

export interface TrainCreditPayload {
  readonly uploadId?: string
  readonly target: string
  readonly bad?: string
  readonly mode: 'full' | 'incremental'
  readonly seed: number
  readonly promote: boolean
  /** Of cross-validation; the usual ones when absent. */
  readonly folds?: number
  readonly actor: string
}

const DAY_MS = 86_400_000
/** What the models of this registry are called. */
const NAME = 'consumer-credit'

export async function trainCreditJob(context: Context, run: JobRun<TrainCreditPayload>): Promise<void> {
  const { artifacts, threads, settings, credit, clock } = context
  const { job, signal, progress } = run
  const { models, policies } = credit.stores
  const { seed, mode, actor } = job.payload
  const version = versionOf(job)
  // A former attempt may have died after its record and before it could say so.
  if ((await models.get(version)) !== undefined) return
  progress(0, 'Reading the data')
  const data = await dataOf(context, job.payload, signal)
  const before = await models.byAlias('champion')
  const { versions } = await policies.list({ name: credit.deciders.policyName, limit: 1_000, offset: 0 })
  const policy = versionInForce(versions, clock())
  const today = Math.floor(clock().getTime() / DAY_MS)
  const modelPath = await artifacts.scratchPath('credit.model')
  try {
    const files = await threads.run(
      'train-credit',
      {
        ...data,
        seed,
        today,
        threads: settings.threads,
        incremental: mode === 'incremental',
        ...(job.payload.folds !== undefined && { folds: job.payload.folds }),
        modelPath,
        facts: { asOf: formatDay(today), ...(policy && { policy: policyFacts(policy) }) },
        subject: {
          name: NAME,
          version,
          trainedOn: formatDay(today),
          trainedBy: actor,
          owner: actor,
          codeVersion: context.version,
        },
        ...(policy && { policy: policy.document }),
        ...(before && { champion: await championOf(context, before) }),
      },
      { signal, onProgress: progress },
    )
    signal.throwIfAborted()
    // Each attempt has names of its own: of one that died between file and record, the file stays unused.
    const name = job.attempts > 1 ? `${version}-${job.attempts}` : version
    const { key } = await artifacts.commit(modelPath, CREDIT_MODELS_OWNER, `${name}.model`)
    const record = modelRecord(
      {
        version,
        name: NAME,
        trainedAt: clock(),
        trainedBy: actor,
        artifact: key.slice(key.indexOf('/') + 1),
        codeVersion: context.version,
        codeSha256: await codeSha256(),
      },
      files,
      usualGates,
      before?.version,
    )
    await register(context, run, record, files)
    await credit.deciders.refresh()
  } finally {
    await rm(dirname(modelPath), { recursive: true, force: true })
  }
}

/** The same for every attempt of a job. */
function versionOf({ id, createdAt }: { readonly id: string; readonly createdAt: Date }): string {
  return `cd-${createdAt.toISOString().slice(0, 10).replaceAll('-', '')}-${id.slice(-6)}`
}

async function dataOf(
  context: Context,
  { uploadId, target, bad }: TrainCreditPayload,
  signal: AbortSignal,
): Promise<Pick<CreditTrainingToDo, 'rows' | 'source' | 'dataSha256'>> {
  if (uploadId === undefined) {
    const { sha256, frame, target, bad } = await rowsOfDecisions(context, signal)
    return {
      rows: { kind: 'decisions', frame, target, bad },
      source: 'recorded decisions with outcomes',
      dataSha256: sha256,
    }
  }
  const upload = await openReadyUpload(context, uploadId)
  const [{ filename }] = upload.tables as unknown as readonly UploadedTable[]
  const file = await context.artifacts.stat(uploadId, filename)
  if (file === undefined)
    throw new ProblemError('not_found', `The file of ${uploadId} is gone; upload it again.`)
  return {
    rows: {
      kind: 'file',
      path: await context.artifacts.localPath(uploadId, filename),
      target,
      ...(bad === undefined ? {} : { bad }),
    },
    source: upload.filename,
    dataSha256: file.sha256,
  }
}

async function championOf(
  { artifacts }: Context,
  { version, sha256, artifact, reports }: CreditModelRecord,
): Promise<NonNullable<CreditTrainingToDo['champion']>> {
  const { train } = reports as unknown as StoredReports
  if (train === undefined)
    throw new ProblemError('conflict', `The reports of ${version} do not say what it learnt from.`)
  return {
    version,
    sha256,
    inputs: train.reference.inputs,
    bad: train.referenceBad,
    path: await artifacts.localPath(CREDIT_MODELS_OWNER, artifact).catch((error: unknown) => {
      // A new model is what is asked for: that the old one's file is gone must not stop it.
      if (error instanceof ArtifactError && error.code === 'not_found') return undefined
      throw error
    }),
  }
}

/** The record, where it stands, the audit entry and the event: all of it or nothing. */
async function register(
  context: Context,
  { job }: JobRun<TrainCreditPayload>,
  record: CreditModelRecord,
  { evaluate, train }: StepFiles,
): Promise<void> {
  const { actor, promote, seed } = job.payload
  const { version, sha256 } = record
  await context.record(async ({ credit: { models }, warning: { outbox } }) => {
    await models.add(record)
    let settled = record
    let why = promote ? '' : 'Promotion was not asked for.'
    if (promote)
      try {
        const changed = moveCreditModel(await touched(models, record), version, {
          to: 'champion',
          by: actor,
          at: context.clock(),
          reason: 'Every gate is met after training.',
          overrides: [],
        })
        await requireUsable(context, record)
        await models.replace(changed)
        settled = changed.find((each) => each.version === version)!
      } catch (error) {
        if (!(error instanceof CreditModelMoveRefused || error instanceof ProblemError)) throw error
        why = error.message
      }
    const isPromoted = settled.stage === 'champion'
    const { auc } = evaluate.report.figures
    const text = `Credit model ${version} was trained: AUC ${auc.value.toFixed(3)} (${auc.lower.toFixed(3)}–${auc.upper.toFixed(3)}). ${isPromoted ? 'It decides now.' : 'It does not decide.'}`
    await outbox.append([activityEvent({ kind: 'model', severity: 'info', text, id: `job:${job.id}` })])
    const metadata = {
      job_id: job.id,
      version,
      stage: settled.stage,
      auc: auc.value,
      seed,
      rows: record.lineage.dataRows,
      data_sha256: record.lineage.dataSha256,
      mode: train.report.mode,
      parent: train.report.parent,
      gates_not_met: settled.gates.filter(({ passed }) => !passed).map(({ id }) => id),
      ...(why === '' ? {} : { not_promoted_because: why.slice(0, 2_000) }),
    }
    const fact = {
      operation: isPromoted ? 'CREDIT_MODEL_TRAINED_AND_PROMOTED' : 'CREDIT_MODEL_TRAINED',
      actor,
      subjectId: version,
      dataHash: sha256,
      metadata,
    }
    return { fact, result: undefined }
  })
}
