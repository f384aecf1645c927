/** Received files become an upload: read, described, stored and recorded, or nothing of it is left. */
import { createHash } from 'node:crypto'
import { RecordConflict, type UploadRecord } from '@pratibimba/risk/ports'
import type { Context } from '../context.ts'
import { underNewId, uploadId } from '../portfolios/identifiers.ts'
import type { UploadDescription, UploadedFile } from './describe-upload.ts'
import { discardFiles } from './receive-parts.ts'

/** @throws ProblemError `unreadable_file` naming file, line and column */
export async function storeUpload(
  context: Context,
  files: readonly UploadedFile[],
  actor: string,
  wantedId?: string,
): Promise<UploadRecord> {
  try {
    const leave = await context.readings.enter(actor)
    const { unpackedBytes: maxUnpackedBytes } = context.settings.limits
    const description = await context.threads
      .run('describe-upload', { files, maxUnpackedBytes })
      .finally(leave)
    const id = wantedId ?? (await freeId(context))
    try {
      return await recordUpload(context, id, files, description, actor)
    } catch (error) {
      await context.artifacts.remove(id)
      throw error
    }
  } finally {
    await discardFiles(files)
  }
}

async function recordUpload(
  context: Context,
  id: string,
  files: readonly UploadedFile[],
  { schema, tables }: UploadDescription,
  actor: string,
): Promise<UploadRecord> {
  const stored: { bytes: number; sha256: string }[] = []
  for (const { path, filename } of files) stored.push(await context.artifacts.commit(path, id, filename))
  const sha256 =
    stored.length === 1
      ? stored[0].sha256
      : createHash('sha256')
          .update(stored.map((file) => file.sha256).join('\n'))
          .digest('hex')
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const bytes = stored.reduce((sum, file) => sum + file.bytes, 0)
  return context.record(async ({ uploads }) => {
    const record = await uploads.create({
      id,
      filename: files[0].filename,
      rows,
      bytes,
      sha256,
      schema: { ...schema },
      tables: tables.map((table) => ({ ...table })),
      createdAt: context.clock(),
    })
    const metadata = { files: files.length, rows, bytes }
    return {
      fact: { operation: 'UPLOAD_RECEIVED', actor, subjectId: id, dataHash: sha256, metadata },
      result: record,
    }
  })
}

/** Files are stored before the record is made, so the id is looked up first; the record's key has the last word. */
function freeId(context: Context): Promise<string> {
  return underNewId(uploadId, async (id) => {
    if ((await context.uploads.get(id)) === undefined) return id
    throw new RecordConflict(`There is an upload ${id} already.`)
  })
}
