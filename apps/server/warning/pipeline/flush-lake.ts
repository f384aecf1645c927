/** The job that copies what became known online into the lake, and lets go of months nobody looks back to online. */
import { join } from 'node:path'
import { makeDirectory } from '@pratibimba/adapters/filesystem'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import type { JobRun } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { activityEvent } from '../scoring/activity.ts'
import { type LakeInUse, lakeInUse, lakeKey } from './lake-in-use.ts'

export interface FlushPayload {
  /** Days since 1970-01-01: what became known before its beginning is copied. */
  readonly untilDay: number
  readonly actor: string
}

const DAY_MS = 86_400_000
/** Days of transactions that stay online: what windows are rebuilt from, and a margin. */
const ONLINE_DAYS = 100
/** Published events and batch reports are kept for so long. */
const EVENT_DAYS = 30

export async function flushLakeJob(context: Context, run: JobRun<FlushPayload>): Promise<void> {
  const { warning, threads } = context
  const { lakeDirectory, databaseUrl, stores, retention } = warning
  const { job, signal, progress } = run
  const { untilDay, actor } = job.payload
  const until = new Date(untilDay * DAY_MS)
  const before = await lakeInUse(stores.references)
  if (before === undefined && (await stores.customers.count()) === 0) return
  const from = new Date(before?.flushedThrough ?? 0)
  if (from >= until) return
  const id = before?.id ?? `store-${job.id.slice(0, 8)}`
  await makeDirectory(lakeDirectory)
  const directory = join(lakeDirectory, id)
  const work = { directory, isNew: before === undefined, databaseUrl, from, until }
  const flushed = await threads.run('flush-lake', work, { signal, onProgress: progress })
  signal.throwIfAborted()
  await context.record(async ({ warning: { references, outbox } }) => {
    const lake: LakeInUse = { id, repeated: true, flushedThrough: until.toISOString() }
    await references.put(lakeKey, lake, { actor, at: context.clock() })
    const text = `${flushed.transactions.toLocaleString('en')} transactions that became known by ${until.toISOString().slice(0, 16)}Z were copied to the lake.`
    await outbox.append([activityEvent({ kind: 'ingestion', severity: 'info', text, id: `job:${job.id}` })])
    const metadata = {
      job_id: job.id,
      lake: id,
      from: from.toISOString(),
      until: until.toISOString(),
      ...flushed,
    }
    return {
      fact: { operation: 'LAKE_FLUSHED', actor, subjectId: job.subjectId, metadata },
      result: undefined,
    }
  })
  progress(0.95, 'Letting go of old months')
  // Counted from the last day with data: where nothing comes in any more, nothing is let go of.
  const keepFrom = formatDay(parseDay(flushed.lastDay) - ONLINE_DAYS)
  for (const { month } of await retention.expired(keepFrom)) await retention.drop(month)
  await retention.prepare(formatDay(untilDay), formatDay(untilDay + 62))
  await retention.forget(new Date(context.clock().getTime() - EVENT_DAYS * DAY_MS))
}
