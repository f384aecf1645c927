/** The only place where things are wired. */
import { join } from 'node:path'
import { startEmbeddedPostgres, takeOwnership } from '@pratibimba/adapters/embedded'
import { makeDirectory, openArtifactStore } from '@pratibimba/adapters/filesystem'
import { openNoticeSender, openWebhookSender } from '@pratibimba/adapters/messages'
import {
  type Database,
  openAuditLog,
  openBulkLoad,
  openBulkScores,
  openDatabase,
  openEventLog,
  openIngestion,
  openJobQueue,
  openPortfolioStore,
  openRetention,
  openUploadStore,
} from '@pratibimba/adapters/postgres'
import { loggingSender } from '@pratibimba/risk/interventions'
import type { MessageSender, NoticeSender } from '@pratibimba/risk/ports'
import type { Context } from './context.ts'
import { openCreditRecording } from './credit/credit-stores.ts'
import { watchExperiments } from './credit/experiments/watch-experiments.ts'
import { followCreditSchedule } from './credit/models/schedule.ts'
import { openCredit } from './credit/open-credit.ts'
import { workOnJobs } from './jobs/work-on-jobs.ts'
import packageJson from './package.json' with { type: 'json' }
import { type Settings, SettingsError } from './settings.ts'
import { openThreads } from './threads/threads.ts'
import { createTurnstile } from './threads/turnstile.ts'
import { MODELS_OWNER, openChampionSeat } from './warning/champion.ts'
import { deliverMessages } from './warning/interventions/deliver-messages.ts'
import { deliverNotices } from './warning/monitoring/deliver-notices.ts'
import { openWarningStores } from './warning/open-stores.ts'
import { followSchedule } from './warning/pipeline/schedule.ts'
import { firstDayOfLake } from './warning/scoring/lake-days.ts'
import { modelCheck } from './warning/scoring/model-check.ts'
import { openScoring } from './warning/scoring/scoring.ts'
import type { WarningContext } from './warning/warning-context.ts'

export interface Composition {
  readonly context: Context
  /** Begins to work on jobs, those of a former process first. */
  startJobs(): Promise<void>
  /** Hands running jobs back and closes everything, in order. */
  close(): Promise<void>
}

/** What goes wrong where nobody waits for an answer. */
export type OnError = (error: unknown) => void

/**
 * Opens database, files, worker threads, job queue and audit chain.
 *
 * @param note takes lines for the log
 * @throws DirectoryInUse, DirectoryUnusable, DatabaseUnusable, or any Error when a part cannot be opened; the others
 *   are closed again
 */
export async function compose(
  settings: Settings,
  onError: OnError,
  note: (line: string) => void = () => undefined,
): Promise<Composition> {
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    // One that fails (a checkpoint while the database is away) does not keep the others open.
    for (const closer of closers.splice(0).reverse()) await closer().catch(onError)
  }
  try {
    await makeDirectory(settings.dataDirectory)
    // First of all, wherever the database is: opening the store clears scratch files.
    const ownership = await takeOwnership(settings.dataDirectory)
    closers.push(() => ownership.release())
    const database = await openPostgres(settings, closers, onError)
    const artifacts = await openArtifactStore(join(settings.dataDirectory, 'artifacts'))
    const audit = await openAuditLog(database, {
      checkpointDirectory: join(settings.dataDirectory, 'audit'),
      onCheckpointError: onError,
    })
    closers.push(() => audit.close())
    const threads = openThreads(settings.limits.generationsAtATime)
    closers.push(() => threads.close())
    const jobs = await openJobQueue(database, { onError })
    closers.push(() => jobs.stop())

    const events = await openEventLog(database, { onError })
    closers.push(() => events.close())
    const stores = openWarningStores(database.kysely)
    const champion = openChampionSeat(stores.models, artifacts, MODELS_OWNER)
    await champion.refresh()
    const ingestion = openIngestion(database)
    const scoring = openScoring({
      stores,
      events,
      ingestion,
      champion,
      lakeFirstDay: () => firstDayOfLake(stores.references, join(settings.dataDirectory, 'lake')),
      transaction: (work) =>
        database.kysely.transaction().execute((transaction) => work(openWarningStores(transaction))),
      clock: () => new Date(),
    })
    closers.push(() => scoring.close())
    const warning: WarningContext = {
      stores,
      scoring,
      champion,
      ingestion,
      bulk: openBulkLoad(database),
      bulkScores: openBulkScores(database),
      retention: openRetention(database),
      events,
      lakeDirectory: join(settings.dataDirectory, 'lake'),
      databaseUrl: database.url,
    }

    const clock = () => new Date()
    const credit = await openCredit({
      settings,
      database,
      audit,
      artifacts,
      scores: stores.scores,
      version: packageJson.version,
      clock,
      onError,
      note,
      closers,
    })

    const { limits } = settings
    const context: Context = {
      settings,
      version: packageJson.version,
      portfolios: openPortfolioStore(database.kysely),
      uploads: openUploadStore(database.kysely),
      audit,
      jobs,
      artifacts,
      warning,
      credit,
      threads,
      generations: createTurnstile(limits.generationsAtATime, limits.generationsWaiting),
      readings: createTurnstile(1, limits.generationsWaiting),
      clock: () => new Date(),
      record: (work) =>
        audit.transaction((transaction) =>
          work({
            portfolios: openPortfolioStore(transaction),
            uploads: openUploadStore(transaction),
            warning: openWarningStores(transaction),
            credit: openCreditRecording(transaction, credit.vault),
            enqueue: (kind, subjectId, payload, id) =>
              jobs.enqueueWith(transaction, kind, subjectId, payload, id),
          }),
        ),
      checks: async () => [await databaseCheck(database), modelCheck(champion)],
    }
    const senders = openSenders(settings, note)
    const startJobs = async () => {
      await workOnJobs(context)
      await scoring.start()
      const endMessages = await deliverMessages(context, senders.messages)
      // Together: a message under way is broken off and handed over after the next start.
      closers.push(async () => void (await Promise.all([endMessages(), senders.messages.close()])))
      const endNotices = await deliverNotices(context, senders.notices)
      closers.push(async () => void (await Promise.all([endNotices(), senders.notices.close()])))
      closers.push(followSchedule(context, onError))
      closers.push(followCreditSchedule(context, onError))
      closers.push(watchExperiments(context, onError))
    }
    return { context, startJobs, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Closing<Sender> = Sender & { close(): Promise<void> }

/** @throws SettingsError for a receiver that cannot be used */
function openSenders(
  { messages, notices }: Settings,
  note: (line: string) => void,
): { messages: Closing<MessageSender>; notices: Closing<NoticeSender> } {
  const close = () => Promise.resolve()
  return {
    messages:
      messages === undefined
        ? { ...loggingSender(note, () => new Date()), close }
        : orFault('PRATIBIMBA_MESSAGES_URL', () => openWebhookSender(messages)),
    notices:
      notices === undefined
        ? { send: async ({ kind, severity, text }) => note(`${kind} (${severity}): ${text}`), close }
        : orFault('PRATIBIMBA_NOTICES_URL', () =>
            openNoticeSender(notices, ({ id }, status) => note(`notice ${id} was refused: HTTP ${status}`)),
          ),
  }
}

function orFault<Sender>(variable: string, open: () => Sender): Sender {
  try {
    return open()
  } catch (error) {
    if (error instanceof RangeError) throw new SettingsError(`${variable}: ${error.message}`)
    throw error
  }
}

async function openPostgres(
  settings: Settings,
  closers: (() => Promise<void>)[],
  onError: OnError,
): Promise<Database> {
  let url = settings.databaseUrl
  if (url === undefined) {
    const server = await startEmbeddedPostgres({
      directory: join(settings.dataDirectory, 'postgres'),
      stopOnSignals: false,
      onUnexpectedExit: onError,
    })
    closers.push(() => server.stop())
    url = server.url('pratibimba')
  }
  const embedded = settings.databaseUrl === undefined
  const database = await openDatabase({ url, createIfMissing: embedded, onConnectionLost: onError })
  closers.push(() => database.close())
  return database
}

async function databaseCheck(database: Database) {
  try {
    await database.ping()
    return { name: 'database', ok: true, detail: 'answers' }
  } catch {
    return { name: 'database', ok: false, detail: 'does not answer' }
  }
}
