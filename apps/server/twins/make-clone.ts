/** The job of a twin: learnt and drawn in a thread, files to the store, record and audit entry in one transaction. */
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ProblemError } from '@pratibimba/contract'
import type { JobRun, PortfolioFile, UploadRecord } from '@pratibimba/risk/ports'
import type { Context } from '../context.ts'
import { hashOfFiles } from '../portfolios/hash-of-files.ts'
import type { UploadedFile, UploadedTable } from '../uploads/describe-upload.ts'
import { noStats, type RecordedStats } from '../wire/portfolio.ts'
import type { ClonePayload } from './start-clone.ts'
import type { WrittenTwin } from './write-twin.ts'

/** Statistics of the original, no rows; kept beside the data, not offered for download. */
const MODEL_FILE = 'model.twin'

export async function makeClone(context: Context, run: JobRun<ClonePayload>): Promise<void> {
  const { artifacts, threads } = context
  const { subjectId: id, payload } = run.job
  // A former attempt may have ended between its files and its record.
  await artifacts.remove(id)
  const upload = await context.uploads.get(payload.uploadId)
  if (upload === undefined || upload.status === 'REMOVED')
    throw new ProblemError(
      'conflict',
      `The data of ${payload.uploadId} were removed before the twin was learnt.`,
    )
  const originals = await originalFiles(context, upload)
  const scratch = new Map<string, string>()
  try {
    for (const { table } of originals)
      scratch.set(`${table}_synthetic.csv`, await artifacts.scratchPath(`${table}_synthetic.csv`))
    const modelPath = await artifacts.scratchPath(MODEL_FILE)
    scratch.set(MODEL_FILE, modelPath)
    const paths = Object.fromEntries(
      originals.map(({ table }) => [table, scratch.get(`${table}_synthetic.csv`)!]),
    )
    const { schema, rows, engine, seed, anonymity } = payload
    const written = await threads.run(
      'make-twin',
      { files: originals, schema, rows, engine, seed, anonymity, paths, modelPath },
      { signal: run.signal, onProgress: run.progress },
    )
    const files: PortfolioFile[] = []
    for (const { table } of originals) {
      const filename = `${table}_synthetic.csv`
      const { bytes, sha256 } = await artifacts.commit(scratch.get(filename)!, id, filename)
      files.push({ filename, bytes, rows: written.rows[table], sha256 })
    }
    const model = await artifacts.commit(modelPath, id, MODEL_FILE)
    run.signal.throwIfAborted()
    await recordClone(context, run, upload, files, model.sha256, written)
  } catch (error) {
    await artifacts.remove(id)
    throw error
  } finally {
    for (const path of scratch.values()) await rm(dirname(path), { recursive: true, force: true })
  }
}

async function originalFiles({ artifacts }: Context, upload: UploadRecord): Promise<UploadedFile[]> {
  const tables = upload.tables as unknown as readonly UploadedTable[]
  const files: UploadedFile[] = []
  for (const { name: table, filename } of tables)
    files.push({ table, filename, path: await artifacts.localPath(upload.id, filename) })
  return files
}

function recordClone(
  context: Context,
  { job: { subjectId: id, payload } }: JobRun<ClonePayload>,
  upload: UploadRecord,
  files: readonly PortfolioFile[],
  modelHash: string,
  { comparison, summary }: WrittenTwin,
): Promise<void> {
  const { anonymity } = comparison
  const stats: RecordedStats = {
    achievedDefaultRate: null,
    targetDefaultRate: null,
    wire: {
      ...noStats,
      quality_score: comparison.similarity_score,
      correlation_error: comparison.correlation_error,
      k_anonymity: anonymity?.final_k ?? null,
      bank_compliant: anonymity?.bank_compliant ?? null,
    },
  }
  return context.record(async ({ portfolios }) => {
    await portfolios.update(id, {
      status: 'COMPLETED',
      numBorrowers: files[0].rows,
      files,
      stats: { ...stats },
      summary: { portfolio: summary, comparison },
      failure: null,
      finishedAt: context.clock(),
    })
    const metadata = {
      source: 'CLONE',
      file_id: upload.id,
      rows: files[0].rows,
      seed: payload.seed,
      engine: comparison.engine,
      similarity_score: comparison.similarity_score,
      correlation_error: comparison.correlation_error,
      k_anonymity: anonymity?.final_k ?? null,
      source_data_hash: upload.sha256,
      model_hash: modelHash,
    }
    const fact = {
      operation: 'GENERATION_COMPLETED',
      actor: payload.actor,
      subjectId: id,
      dataHash: hashOfFiles(files),
      metadata,
    }
    return { fact, result: undefined }
  })
}
