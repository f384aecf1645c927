/** The job that decides a file: on trial in threads, by columns; or recorded, one by one, as over HTTP. */
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type ExplanationDepth, ProblemError } from '@pratibimba/contract'
import { versionInForce } from '@pratibimba/risk/policies'
import type { JobRun, TableFormat } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import type { UploadedTable } from '../../uploads/describe-upload.ts'
import { openReadyUpload } from '../../uploads/recorded-upload.ts'
import { CREDIT_MODELS_OWNER } from '../deciders.ts'
import type { DecidedPart } from './decide-in-thread.ts'
import { decideRecorded } from './decide-recorded.ts'

export const decideFileKind = 'decide-applications'

export interface FilePayload {
  readonly uploadId: string
  readonly explain: ExplanationDepth
  readonly record: boolean
  readonly format: TableFormat
  readonly actor: string
  /** When it was asked for: a run after a crash decides as of the same day. */
  readonly asOfDay: number
}

/** Rows of a file whose decisions count. */
const MOST_RECORDED = 200_000
/** Of the work, the part that deciding takes. */
const DECIDING = 0.95

/** Whose files they are in the artifact store. */
export function filesOwner(jobId: string): string {
  return `CREDIT_${jobId}`
}

export async function decideFileJob(context: Context, run: JobRun<FilePayload>): Promise<void> {
  const { artifacts, threads } = context
  const { job, signal, progress } = run
  const { uploadId, explain, record, format, actor } = job.payload
  const owner = filesOwner(job.id)
  // A former attempt may have ended between its files and its entry.
  await artifacts.remove(owner)
  const upload = await openReadyUpload(context, uploadId)
  const [table] = upload.tables as unknown as readonly UploadedTable[]
  const path = await artifacts.localPath(upload.id, table!.filename)
  const { parts, facts } = record
    ? await decideRecorded(context, run, path, MOST_RECORDED)
    : await decideOnTrial(context, run, path)
  const decisions = `decisions.${format}`
  const decisionsPath = await artifacts.scratchPath(decisions)
  const refusedPath = await artifacts.scratchPath('refused.csv')
  try {
    progress(DECIDING, 'Writing the decisions')
    const written = await threads.run(
      'write-decided',
      { parts, format, decisionsPath, refusedPath },
      { signal },
    )
    const { sha256 } = await artifacts.commit(decisionsPath, owner, decisions)
    await artifacts.commit(refusedPath, owner, 'refused.csv')
    signal.throwIfAborted()
    await context.record(async () => {
      const metadata = { job_id: job.id, explain, recorded: record, ...facts, ...written }
      const operation = 'CREDIT_FILE_DECIDED'
      return {
        fact: { operation, actor, subjectId: uploadId, dataHash: sha256, metadata },
        result: undefined,
      }
    })
  } catch (error) {
    await artifacts.remove(owner)
    throw error
  } finally {
    for (const scratch of [decisionsPath, refusedPath])
      await rm(dirname(scratch), { recursive: true, force: true })
  }
}

/** By the champion and the policy in force, without arms and shares: nothing of it counts. */
async function decideOnTrial(
  { credit: { deciders }, artifacts, threads, settings, clock }: Context,
  { job, signal, progress }: JobRun<FilePayload>,
  path: string,
): Promise<{ parts: DecidedPart[]; facts: Record<string, unknown> }> {
  const champion = deciders.champion()
  const versions = deciders.policies().filter(({ name }) => name === deciders.policyName)
  const policy = versionInForce(versions, clock())
  if (champion === undefined || policy === undefined)
    throw new ProblemError('unavailable', deciders.fault() ?? 'No policy is in force.')
  const { version, artifact, sha256 } = champion.record
  const shares = new Float64Array(settings.threads)
  const decided = await Promise.all(
    Array.from(shares, async (_, part) =>
      threads.run(
        'decide-part',
        {
          path,
          part,
          parts: shares.length,
          maxUnpackedBytes: settings.limits.unpackedBytes,
          asOfDay: job.payload.asOfDay,
          model: { path: await artifacts.localPath(CREDIT_MODELS_OWNER, artifact), sha256 },
          policy: policy.document,
          killed: deciders.killed() !== undefined,
          explain: job.payload.explain,
        },
        {
          signal,
          onProgress(share, stage) {
            shares[part] = share
            progress((DECIDING * shares.reduce((sum, one) => sum + one, 0)) / shares.length, stage)
          },
        },
      ),
    ),
  )
  const parts = decided.flat()
  if (parts.length === 0) throw new ProblemError('unusable_data', 'The file has no rows.')
  return { parts, facts: { model_version: version, policy: policy.name, policy_version: policy.version } }
}
