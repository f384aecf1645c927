/** Scores everyone as of a day, or of past days, and stores it. Runs in a thread. */
import { readFile } from 'node:fs/promises'
import { type Lake, numbersOf, openLake, textsOf } from '@pratibimba/adapters/lake'
import {
  type Database,
  openBulkScores,
  openDatabase,
  openRiskScoreStore,
  readExposures,
} from '@pratibimba/adapters/postgres'
import { scoredFrames } from '@pratibimba/adapters/warning'
import { openThreadPool } from '@pratibimba/adapters/workers'
import { formatDay } from '@pratibimba/numerics/calendar'
import type { DatedScore, InterventionPolicy } from '@pratibimba/risk/interventions'
import { evidenceOf } from '@pratibimba/risk/monitoring'
import type { PortfolioDay, RiskScore } from '@pratibimba/risk/ports'
import { openWarningModel, scoreWarning } from '@pratibimba/risk/warning'
import type { Progress } from '../../threads/progress.ts'
import { deskPolicyOf } from '../interventions/desk-policy.ts'
import type { PolicyData } from '../interventions/policy-data.ts'
import { recordsOf } from './batch-scores.ts'
import { featuresOfModel } from './feature-sets.ts'
import type { LakePlace } from './lake-in-use.ts'
import { rowsToScore } from './rows-to-score.ts'

export interface ScoringToDo {
  readonly databaseUrl: string
  readonly lake?: LakePlace
  readonly modelPath: string
  readonly modelVersion: string
  /** Days since 1970-01-01. */
  readonly asOfDay: number
  readonly threads: number
  readonly scoredAt: Date
  /** What the bank has replaced of the policy of interventions. */
  readonly policy: PolicyData
}

export interface ScoredBatch {
  readonly day: PortfolioDay
  readonly customers: number
  readonly seconds: { readonly features: number; readonly scores: number; readonly stored: number }
}

export async function scorePortfolio(work: ScoringToDo, progress: Progress): Promise<ScoredBatch> {
  const { asOfDay, modelVersion, scoredAt, threads } = work
  const policy = deskPolicyOf(work.policy)
  const model = openWarningModel(await readFile(work.modelPath))
  const set = featuresOfModel(model.bundle)
  const database = await openDatabase({
    url: work.databaseUrl,
    maxConnections: 3,
    statementTimeoutMs: 600_000,
  })
  const pool = openThreadPool(threads)
  try {
    const times = [performance.now()]
    const source = { database, threads, ...(work.lake && { lake: work.lake }) }
    const rows = await rowsToScore(source, set, asOfDay, (share) =>
      progress(0.4 * share, 'Computing features'),
    )
    times.push(performance.now())
    progress(0.4, 'Scoring and explaining')
    const scores = await scoreWarning(model, rows.features, {
      explain: 'interventional',
      imminentDays: policy.imminentDays,
      pool,
      onProgress: (share) => progress(0.4 + 0.3 * share, 'Scoring and explaining'),
    })
    times.push(performance.now())
    progress(0.7, 'Storing scores')
    const history = await recentScores(database, policy, asOfDay)
    const records = recordsOf({
      customerId: rows.customerId,
      asOfDay: rows.asOfDay,
      scores,
      features: model.bundle.features.map(({ id }) => id),
      modelVersion,
      exposures: await readExposures(database.kysely, formatDay(asOfDay)),
      history: (id) => history.get(id) ?? [],
      scoredAt,
      policy,
    })
    await openBulkScores(database).load(
      counted(records, (count) =>
        progress(0.7 + 0.25 * (count / Math.max(1, scores.rows)), 'Storing scores'),
      ),
    )
    progress(0.96, 'Adding up the portfolio')
    const day = await openRiskScoreStore(database.kysely).summarizeDay(formatDay(asOfDay))
    times.push(performance.now())
    const [features, scored, stored] = [0, 1, 2].map((k) => (times[k + 1] - times[k]) / 1000)
    return { day, customers: scores.rows, seconds: { features, scores: scored, stored } }
  } finally {
    await pool.close()
    await database.close()
  }
}

export interface BackfillToDo extends Omit<ScoringToDo, 'asOfDay' | 'lake'> {
  readonly lake: LakePlace
  /** Ascending. */
  readonly asOfDays: readonly number[]
}

export interface Backfilled {
  readonly days: number
  /** Had all their scores already, of this model or made in time. */
  readonly skipped: number
  readonly scores: number
}

/**
 * Past days with the transactions that were known then, by today's model; without drivers, which nobody asks for in the
 * past. Scores that were made in time, by whichever model, stay what was in force, and those that this model made before stay
 * as well.
 */
export async function backfillScores(work: BackfillToDo, progress: Progress): Promise<Backfilled> {
  const { modelVersion, scoredAt, threads } = work
  const policy = deskPolicyOf(work.policy)
  const { windowDays } = policy.acceleration
  const model = openWarningModel(await readFile(work.modelPath))
  const set = featuresOfModel(model.bundle)
  const lake = await openLake(work.lake.directory)
  const database = await openDatabase({
    url: work.databaseUrl,
    maxConnections: 3,
    statementTimeoutMs: 600_000,
  })
  try {
    const store = openRiskScoreStore(database.kysely)
    const days: number[] = []
    const there = new Map<number, ReadonlySet<string>>()
    const openedOn = await openingDays(lake)
    for (const day of work.asOfDays) {
      const known = new Set((await store.ofDay(formatDay(day), modelVersion)).customerIds)
      const { customerIds, scoredAtMs } = await store.ofDay(formatDay(day))
      for (const [place, id] of customerIds.entries())
        if (evidenceOf(day, scoredAtMs[place]!, Number.POSITIVE_INFINITY) === 'live') known.add(id)
      let present = 0
      for (const opened of openedOn.values()) if (!(opened > day)) present++
      if (known.size >= present) continue
      days.push(day)
      there.set(day, known)
    }
    const skipped = work.asOfDays.length - days.length
    if (days.length === 0) return { days: 0, skipped, scores: 0 }
    progress(0, 'Computing features')
    const history = await recentScores(database, policy, days[0])
    const exposures = new Map(
      await Promise.all(
        days.map(async (day) => [day, await readExposures(database.kysely, formatDay(day))] as const),
      ),
    )
    const options = {
      threads,
      repeated: work.lake.repeated,
      imminentDays: policy.imminentDays,
      onProgress: (share: number) => progress(0.9 * share, 'Scoring past days'),
    }
    const features = model.bundle.features.map(({ id }) => id)
    const records = async function* (): AsyncGenerator<RiskScore> {
      for await (const { customerId, asOfDay, scores } of scoredFrames(lake, set, model, days, options)) {
        const day = asOfDay[0]
        const known = there.get(day)
        const records = recordsOf({
          customerId,
          asOfDay,
          scores,
          features,
          modelVersion,
          exposures: exposures.get(day) ?? new Map(),
          history: (id) => (history.get(id) ?? []).filter((past) => past.day > day - windowDays),
          scoredAt,
          policy,
        })
        // What was scored in time is what was acted on, and the only evidence of performance in use. Who was no customer yet has no score.
        for (const record of records)
          if (!known?.has(record.customerId) && !(openedOn.get(record.customerId)! > day)) yield record
        for (const [row, id] of customerId.entries())
          remember(history, id, { day, probability: scores.riskScore[row] })
      }
    }
    const scores = await openBulkScores(database).load(records())
    for (const [done, day] of days.entries()) {
      progress(0.9 + 0.1 * (done / days.length), `Adding up ${formatDay(day)}`)
      await store.summarizeDay(formatDay(day))
    }
    return { days: days.length, skipped, scores }
  } finally {
    await database.close()
  }
}

/** By customer, days since 1970-01-01; NaN where it is not known. */
async function openingDays(lake: Lake): Promise<Map<string, number>> {
  const openedOn = new Map<string, number>()
  for (let bucket = 0; bucket < lake.manifest.buckets; bucket++)
    for await (const frame of lake.frames('customers', bucket, ['customer_id', 'opened_on'])) {
      const id = textsOf(frame, 'customer_id')
      const opened = numbersOf(frame, 'opened_on')
      for (let row = 0; row < frame.rows; row++) openedOn.set(id(row), opened(row))
    }
  return openedOn
}

/** Scores in force on the days before, as far as a trend looks back. */
async function recentScores(
  { kysely }: Database,
  { acceleration: { windowDays } }: InterventionPolicy,
  asOfDay: number,
): Promise<Map<string, DatedScore[]>> {
  const store = openRiskScoreStore(kysely)
  const history = new Map<string, DatedScore[]>()
  for (let day = asOfDay - windowDays + 1; day < asOfDay; day++) {
    const { customerIds, scores } = await store.ofDay(formatDay(day))
    for (const [row, id] of customerIds.entries()) remember(history, id, { day, probability: scores[row] })
  }
  return history
}

function remember(history: Map<string, DatedScore[]>, customerId: string, score: DatedScore): void {
  const own = history.get(customerId)
  if (own === undefined) history.set(customerId, [score])
  else own.push(score)
}

function* counted<Row>(rows: Iterable<Row>, tell: (count: number) => void): Generator<Row> {
  let count = 0
  for (const row of rows) {
    yield row
    if (++count % 2_000 === 0) tell(count)
  }
}
