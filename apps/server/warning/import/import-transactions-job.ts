/** The job of an import: a lake of the files, rows of the online store, then the switch to the new lake. */
import { join } from 'node:path'
import { makeDirectory } from '@pratibimba/adapters/filesystem'
import { ProblemError } from '@pratibimba/contract'
import type { JobRun } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { type LakeInUse, lakeInUse, lakeKey, removeOtherLakes } from '../pipeline/lake-in-use.ts'
import { activityEvent } from '../scoring/activity.ts'

export interface ImportPayload {
  /** Owner of the files in the artifact store. */
  readonly importId: string
  readonly files: readonly string[]
  readonly paymentsFile?: string
  readonly mapping: unknown
  readonly paymentsMapping?: unknown
  readonly replace: boolean
  /** When it was asked for: what is later is refused, also in a run after a crash. */
  readonly nowMs: number
  readonly actor: string
}

/** Of the work, the part that reading takes. */
const READING = 0.5

export async function importTransactionsJob(context: Context, run: JobRun<ImportPayload>): Promise<void> {
  const { warning, threads, artifacts, settings } = context
  const { lakeDirectory, databaseUrl, stores } = warning
  const { job, signal, progress } = run
  const { importId, files, paymentsFile, mapping, paymentsMapping, replace, nowMs, actor } = job.payload
  await requireRoom(context, replace)
  const before = await lakeInUse(stores.references)
  const id = `import-${job.id.slice(0, 8)}-${job.attempts}`
  const directory = join(lakeDirectory, id)
  await makeDirectory(lakeDirectory)
  await removeOtherLakes(lakeDirectory, before?.id)
  const pathOf = (name: string): Promise<string> => artifacts.localPath(importId, name)
  let isLoading = false
  try {
    const { report, manifest } = await threads.run(
      'read-import',
      {
        files: await Promise.all(files.map(pathOf)),
        mapping,
        ...(paymentsFile === undefined
          ? {}
          : { payments: { file: await pathOf(paymentsFile), mapping: paymentsMapping } }),
        scratchDirectory: join(lakeDirectory, `${id}.rows`),
        lakeDirectory: directory,
        nowMs,
        maxUnpackedBytes: settings.limits.unpackedBytes,
      },
      { signal, onProgress: (share, stage) => progress(share * READING, stage) },
    )
    if (manifest === undefined)
      throw new ProblemError(
        'unusable_data',
        'No row could be read; check the import without confirm=yes first.',
      )
    isLoading = true
    const { replaced, online } = await threads.run(
      'load-import',
      { directory, databaseUrl, replace },
      { signal, onProgress: (share, stage) => progress(READING + share * (1 - READING), stage) },
    )
    signal.throwIfAborted()
    await context.record(async ({ warning: { references, outbox } }) => {
      const { customers, first_day, last_day } = manifest
      const flushedThrough = new Date(Date.parse(last_day) + 86_400_000).toISOString()
      const lake: LakeInUse = { id, repeated: false, flushedThrough }
      await references.put(lakeKey, lake, { actor, at: context.clock() })
      const text = `${report.accepted.toLocaleString('en')} transactions of ${customers.toLocaleString('en')} customers were imported, ${first_day} to ${last_day}; ${report.refused.toLocaleString('en')} rows were refused.`
      await outbox.append([activityEvent({ kind: 'ingestion', severity: 'info', text, id: `job:${job.id}` })])
      const { accepted, repeated, refused, labels } = report
      const metadata = {
        job_id: job.id,
        customers,
        replaced,
        accepted,
        repeated,
        refused,
        labels,
        online,
        first_day,
        last_day,
      }
      return {
        fact: { operation: 'TRANSACTIONS_IMPORTED', actor, subjectId: job.subjectId, metadata },
        result: undefined,
      }
    })
    await removeOtherLakes(lakeDirectory, id)
    await artifacts.remove(importId)
  } catch (error) {
    const isShutdown =
      signal.aborted && (signal.reason as { because?: string } | undefined)?.because === 'shutdown'
    if (!isShutdown) {
      if (isLoading) {
        // Half a bank is worse than none: the customers of the lake before are gone already.
        await stores.customers.removeAll('imported')
        await stores.references.remove(lakeKey)
        await removeOtherLakes(lakeDirectory, undefined)
      } else await removeOtherLakes(lakeDirectory, before?.id)
      await artifacts.remove(importId)
    }
    throw error
  }
}

/** @throws ProblemError `conflict` when imported customers would be lost */
export async function requireRoom({ warning }: Context, replace: boolean): Promise<void> {
  if (replace) return
  const imported = await hasImported(warning.stores.customers)
  if (imported)
    throw new ProblemError(
      'conflict',
      'There are imported customers already. Send further transactions to POST /transactions, or import all files anew with replace=yes.',
    )
}

const IDS_AT_A_TIME = 1_000

async function hasImported(customers: Context['warning']['stores']['customers']): Promise<boolean> {
  let after: string | undefined
  for (;;) {
    const ids = await customers.idsAfter(after, IDS_AT_A_TIME)
    if (ids.length === 0) return false
    if ((await customers.getMany(ids)).some(({ origin }) => origin === 'imported')) return true
    after = ids.at(-1)
  }
}
