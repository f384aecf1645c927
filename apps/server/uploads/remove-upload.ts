/** Removing the original data: its files go, twins, the record and the audit chain stay. */
import { ProblemError } from '@pratibimba/contract'
import type { Context } from '../context.ts'
import { openReadyUpload } from './recorded-upload.ts'

/** @throws ProblemError `not_found`; `conflict` when it is removed already, or a twin is being learnt from it */
export async function removeUpload(context: Context, id: string, actor: string): Promise<void> {
  await context.record(async ({ uploads, portfolios }) => {
    // Inside, one work after the other: of several removals one is recorded, and no twin is begun in between.
    const { sha256, tables } = await openReadyUpload({ uploads }, id)
    for (const status of ['PENDING', 'RUNNING'] as const) {
      const [twin] = (await portfolios.list({ uploadId: id, status, limit: 1, offset: 0 })).portfolios
      if (twin !== undefined)
        throw new ProblemError(
          'conflict',
          `${twin.id} is being learnt from ${id}; wait for it or cancel its job.`,
        )
    }
    await uploads.update(id, { status: 'REMOVED', removedAt: context.clock() })
    const metadata = { files: tables.length }
    return {
      fact: { operation: 'UPLOAD_REMOVED', actor, subjectId: id, dataHash: sha256, metadata },
      result: undefined,
    }
  })
  await context.artifacts.remove(id)
}
