/** The job of a simulated bank: a lake of its own, rows of the online store, then the switch to the new lake. */
import { join } from 'node:path'
import { makeDirectory } from '@pratibimba/adapters/filesystem'
import { ProblemError } from '@pratibimba/contract'
import { customerId } from '@pratibimba/risk/households'
import type { CustomerStore, JobRun } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { activityEvent } from '../scoring/activity.ts'
import { type LakeInUse, lakeInUse, lakeKey, removeOtherLakes } from './lake-in-use.ts'

export interface SimulatePayload {
  readonly customers: number
  readonly days: number
  readonly seed: number
  /** Days since 1970-01-01, fixed when it was asked for: a run after a crash makes the same bank. */
  readonly lastDay: number
  readonly actor: string
}

const DAY_MS = 86_400_000
/** Of the work, the part that simulating takes. */
const SIMULATING = 0.4
const IDS_AT_A_TIME = 10_000

export async function simulateBankJob(context: Context, run: JobRun<SimulatePayload>): Promise<void> {
  const { warning, settings, threads } = context
  const { lakeDirectory, databaseUrl, stores } = warning
  const { job, signal, progress } = run
  const { actor, ...asked } = job.payload
  await requireFreeIds(stores.customers, asked.customers)
  const before = await lakeInUse(stores.references)
  const id = `bank-${job.id.slice(0, 8)}-${job.attempts}`
  const directory = join(lakeDirectory, id)
  await makeDirectory(lakeDirectory)
  await removeOtherLakes(lakeDirectory, before?.id)
  let isLoading = false
  try {
    const manifest = await threads.run(
      'simulate-bank',
      { ...asked, directory, threads: settings.threads },
      { signal, onProgress: (share, stage) => progress(share * SIMULATING, stage) },
    )
    isLoading = true
    const { replaced, online } = await threads.run(
      'load-bank',
      { directory, databaseUrl },
      { signal, onProgress: (share, stage) => progress(SIMULATING + share * (1 - SIMULATING), stage) },
    )
    signal.throwIfAborted()
    await context.record(async ({ warning: { references, outbox } }) => {
      const flushedThrough = new Date((asked.lastDay + 1) * DAY_MS).toISOString()
      const lake: LakeInUse = { id, repeated: false, flushedThrough }
      await references.put(lakeKey, lake, { actor, at: context.clock() })
      const { customers, first_day, last_day } = manifest
      const transactions = manifest.rows.transactions ?? 0
      const text = `${customers.toLocaleString('en')} customers with ${transactions.toLocaleString('en')} transactions were simulated, ${first_day} to ${last_day}.`
      await outbox.append([activityEvent({ kind: 'ingestion', severity: 'info', text, id: `job:${job.id}` })])
      const metadata = {
        job_id: job.id,
        seed: asked.seed,
        customers,
        replaced,
        transactions,
        online,
        first_day,
        last_day,
      }
      const fact = { operation: 'BANK_SIMULATED', actor, subjectId: job.subjectId, metadata }
      return { fact, result: undefined }
    })
    await removeOtherLakes(lakeDirectory, id)
  } catch (error) {
    if (isLoading && !isShutdown(signal)) {
      // Half a bank is worse than none: its customers go, and the lake of those before has lost its own.
      await stores.customers.removeAll('simulated')
      await stores.references.remove(lakeKey)
      await removeOtherLakes(lakeDirectory, undefined)
    } else await removeOtherLakes(lakeDirectory, before?.id)
    throw error
  }
}

/** The job is run again at the next start, from the beginning. */
function isShutdown({ aborted, reason }: AbortSignal): boolean {
  return aborted && (reason as { because?: string } | undefined)?.because === 'shutdown'
}

/** @throws ProblemError `conflict` when an imported customer has the id of a simulated one */
export async function requireFreeIds(store: CustomerStore, customers: number): Promise<void> {
  for (let from = 0; from < customers; from += IDS_AT_A_TIME) {
    const length = Math.min(IDS_AT_A_TIME, customers - from)
    const there = await store.getMany(Array.from({ length }, (_, index) => customerId(from + index)))
    const imported = there.find(({ origin }) => origin !== 'simulated')
    if (imported !== undefined)
      throw new ProblemError(
        'conflict',
        `${imported.customerId} is an imported customer, and a simulated one would have the same id. Simulate fewer customers, or remove it first.`,
      )
  }
}
