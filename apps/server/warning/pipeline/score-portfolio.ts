/** The jobs that score everyone: as of a day, as every night, and of past days. */
import { ProblemError } from '@pratibimba/contract'
import { parseDay } from '@pratibimba/numerics/calendar'
import type { JobRun } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { type Champion, MODELS_OWNER } from '../champion.ts'
import { storedPolicy } from '../interventions/desk-policy.ts'
import { activityEvent } from '../scoring/activity.ts'
import { type DataDays, dataDays } from './data-days.ts'
import { lakePlace } from './lake-in-use.ts'

export interface ScorePayload {
  /** Default: the last whole day with data. */
  readonly asOfDate?: string
  readonly actor: string
}

export interface BackfillPayload {
  readonly from: string
  readonly to: string
  readonly everyDays: number
  readonly actor: string
}

export async function scorePortfolioJob(context: Context, run: JobRun<ScorePayload>): Promise<void> {
  const { warning, settings, threads } = context
  const { job, signal, progress } = run
  const { actor, asOfDate } = job.payload
  const champion = await presentChampion(context)
  const days = await dataDays(context)
  const date = asOfDate ?? days.toScore
  if (date === undefined)
    throw new ProblemError('unusable_data', 'There are no customers with transactions to score yet.')
  requireDayOfData(days, date)
  const lake = await lakePlace(warning.stores.references, warning.lakeDirectory)
  const { version, artifact } = champion.record
  const input = {
    databaseUrl: warning.databaseUrl,
    modelPath: await context.artifacts.localPath(MODELS_OWNER, artifact),
    modelVersion: version,
    asOfDay: parseDay(date),
    threads: settings.threads,
    scoredAt: context.clock(),
    policy: await storedPolicy(warning.stores.references),
    ...(lake && { lake }),
  }
  const { day, customers, seconds } = await threads.run('score-portfolio', input, {
    signal,
    onProgress: progress,
  })
  await context.record(async ({ warning: { outbox } }) => {
    const { HIGH, CRITICAL } = day.byLevel
    const text = `${customers.toLocaleString('en')} customers were scored as of ${date}: ${HIGH.toLocaleString('en')} at high risk, ${CRITICAL.toLocaleString('en')} critical.`
    const severity = CRITICAL > 0 ? 'watch' : 'info'
    await outbox.append([activityEvent({ kind: 'batch', severity, text, id: `job:${job.id}` })])
    const metadata = {
      job_id: job.id,
      as_of_date: date,
      model_version: version,
      customers,
      high: HIGH,
      critical: CRITICAL,
      seconds,
    }
    return {
      fact: { operation: 'PORTFOLIO_SCORED', actor, subjectId: job.subjectId, metadata },
      result: undefined,
    }
  })
}

export async function backfillScoresJob(context: Context, run: JobRun<BackfillPayload>): Promise<void> {
  const { warning, settings, threads } = context
  const { job, signal, progress } = run
  const { actor, from, to, everyDays } = job.payload
  const champion = await presentChampion(context)
  const lake = await lakePlace(warning.stores.references, warning.lakeDirectory)
  if (lake === undefined)
    throw new ProblemError(
      'unusable_data',
      'There is no history to score: simulate a bank or import transactions.',
    )
  const days = await dataDays(context)
  requireDayOfLake(days, from)
  requireDayOfLake(days, to)
  const { version, artifact } = champion.record
  const filled = await threads.run(
    'backfill-scores',
    {
      databaseUrl: warning.databaseUrl,
      lake,
      modelPath: await context.artifacts.localPath(MODELS_OWNER, artifact),
      modelVersion: version,
      asOfDays: daysBetween(from, to, everyDays),
      threads: settings.threads,
      scoredAt: context.clock(),
      policy: await storedPolicy(warning.stores.references),
    },
    { signal, onProgress: progress },
  )
  await context.record(async ({ warning: { outbox } }) => {
    const text = `${filled.days} past days from ${from} to ${to} were scored with what was known then: ${filled.scores.toLocaleString('en')} scores.`
    await outbox.append([activityEvent({ kind: 'batch', severity: 'info', text, id: `job:${job.id}` })])
    const metadata = { job_id: job.id, from, to, every_days: everyDays, model_version: version, ...filled }
    return {
      fact: { operation: 'SCORES_BACKFILLED', actor, subjectId: job.subjectId, metadata },
      result: undefined,
    }
  })
}

/** As the registry has it: another process may have promoted meanwhile. */
async function presentChampion({ warning: { champion } }: Context): Promise<Champion> {
  await champion.refresh()
  return champion.required()
}

/** Ascending; counted back from the last, so that it is always one of them. */
function daysBetween(from: string, to: string, every: number): number[] {
  const days: number[] = []
  for (let day = parseDay(to); day >= parseDay(from); day -= every) days.unshift(day)
  return days
}

/** @throws ProblemError `out_of_range` */
export function requireDayOfData({ first, last }: DataDays, date: string, pointer = '/as_of_date'): void {
  if (first !== undefined && last !== undefined && date >= first && date <= last) return
  const detail =
    first === undefined || last === undefined
      ? 'There are no transactions yet.'
      : `There is data from ${first} to ${last}; got ${date}.`
  throw new ProblemError('out_of_range', detail, [{ pointer, detail }])
}

/** @throws ProblemError `out_of_range` when the lake has not enough days up to it */
export function requireDayOfLake({ lake }: DataDays, date: string, pointer = '/from'): void {
  if (lake !== undefined && date >= lake.firstAsOf && date <= lake.last) return
  const detail =
    lake === undefined
      ? 'There is no history to score: simulate a bank or import transactions.'
      : `Ninety days of data are needed before a date: there are dates from ${lake.firstAsOf} to ${lake.last}; got ${date}.`
  throw new ProblemError('out_of_range', detail, [{ pointer, detail }])
}
