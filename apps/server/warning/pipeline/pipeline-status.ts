/** What there is, what runs, what runs next. */
import type { Operations, ReplyOf } from '@pratibimba/contract'
import { customerActivityTopic, type Job } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { isPipelineKind, type PipelineKind } from '../../jobs/kinds.ts'
import { jobToWire } from '../../wire/job.ts'
import { type DataDays, dataDays } from './data-days.ts'
import { lakeInUse } from './lake-in-use.ts'
import { type PipelineStep, readSchedule } from './schedule.ts'

type Status = ReplyOf<Operations['pipelineStatus']>

/** By whose jobs a step is known. */
const kindOf: Readonly<Partial<Record<PipelineStep, PipelineKind>>> = {
  flush: 'flush-lake',
  scoring: 'score-portfolio',
  training: 'train-warning',
  monitoring: 'monitor-warning',
}
const titles: Readonly<Record<PipelineStep, string>> = {
  ingestion: 'Taking in transactions and payments',
  flush: 'Copying the day to the lake',
  scoring: 'Scoring every customer',
  training: 'Training the model anew',
  monitoring: 'Outcomes and monitoring',
  summary: 'Weekly summary',
}
const RUNNING_SHOWN = 20

export async function pipelineStatus(context: Context): Promise<Status> {
  const { stores, events } = context.warning
  const [figures, counts, days, schedule, heard, scoredAsOf, running] = await Promise.all([
    stores.pipelineFigures(),
    stores.transactions.figures(),
    dataDays(context),
    readSchedule(stores.references),
    events.list({ topics: [customerActivityTopic], limit: 1, offset: 0 }),
    stores.scores.lastDay(),
    runningJobs(context),
  ])
  const texts = await stepTexts(context, days, scoredAsOf, figures.outboxWaiting)
  const { simulated, imported } = figures
  return {
    origin: originOf(simulated, imported),
    customers: simulated + imported,
    transactions: Math.max(days.lake?.transactions ?? 0, counts.transactionsEstimate),
    first_day: days.first ?? null,
    last_day: days.last ?? null,
    last_event_at: heard.events[0]?.createdAt.toISOString() ?? null,
    scored_as_of: scoredAsOf ?? null,
    outbox_waiting: figures.outboxWaiting,
    steps: await Promise.all(
      schedule.map(async ({ step, cron, nextRunAt }) => {
        const kind = kindOf[step]
        const last = kind && (await context.jobs.list({ kind, limit: 1, offset: 0 })).jobs[0]
        return {
          step,
          title: titles[step],
          schedule: cron,
          next_run_at: nextRunAt?.toISOString() ?? null,
          last: last === undefined ? null : jobToWire(last),
          text: texts[step],
        }
      }),
    ),
    running: running.map(jobToWire),
  }
}

function originOf(simulated: number, imported: number): Status['origin'] {
  if (simulated > 0 && imported > 0) return 'mixed'
  if (simulated > 0) return 'simulated'
  return imported > 0 ? 'imported' : null
}

async function runningJobs({ jobs }: Context): Promise<Job[]> {
  const [running, waiting] = await Promise.all(
    (['RUNNING', 'PENDING'] as const).map((state) => jobs.list({ state, limit: RUNNING_SHOWN, offset: 0 })),
  )
  return [...running.jobs, ...waiting.jobs].filter(({ kind }) => isPipelineKind(kind))
}

async function stepTexts(
  { warning }: Context,
  days: DataDays,
  scoredAsOf: string | undefined,
  outboxWaiting: number,
): Promise<Record<PipelineStep, string>> {
  const lake = await lakeInUse(warning.stores.references)
  const champion = warning.champion.current()?.record
  return {
    ingestion:
      outboxWaiting === 0
        ? 'Every event was passed on.'
        : `${outboxWaiting.toLocaleString('en')} events wait to be passed on.`,
    flush:
      lake === undefined || days.lake === undefined
        ? 'There is no lake yet: simulating or the first copy makes one.'
        : `The lake holds ${days.lake.first} to ${days.lake.last}; what became known before ${lake.flushedThrough.slice(0, 16).replace('T', ' ')} UTC is in it.`,
    scoring:
      scoredAsOf === undefined ? 'Nobody was scored yet.' : `Customers are scored as of ${scoredAsOf}.`,
    training:
      champion === undefined
        ? 'No model was trained yet.'
        : `${champion.version} is in use, trained on ${champion.trainFrom} to ${champion.trainTo}.`,
    monitoring:
      'Payments are looked at once their thirty days are over; inputs and scores are held against the training.',
    summary: 'What the week has brought, for the portfolio as a whole.',
  }
}
