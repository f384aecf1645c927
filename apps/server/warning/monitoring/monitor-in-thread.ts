/** Holds today's inputs and scores, and what became of earlier scores, against the training. Runs in a thread. */
import { readFile } from 'node:fs/promises'
import { openLake } from '@pratibimba/adapters/lake'
import {
  contactedIn,
  openCustomerStore,
  openDatabase,
  openRiskScoreStore,
  openTransactionStore,
  readQualityFacts,
} from '@pratibimba/adapters/postgres'
import { matrixOfLake } from '@pratibimba/adapters/warning'
import { type Segmentation, segmentations } from '@pratibimba/contract'
import type { Matrix } from '@pratibimba/learning/data'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import { BUCKET_DAYS, type FeatureSet } from '@pratibimba/risk/features'
import {
  assessDrift,
  assessScoreDrift,
  completeness,
  type DriftReport,
  domainFigures,
  type EstimatedPerformance,
  type Evidence,
  estimatedPerformance,
  evidenceOf,
  evidenceSentences,
  freshness,
  type MaturedReport,
  maturedPerformance,
  type QualityFigure,
  type QualityReport,
  qualityReport,
  readProfile,
  type ScoreDrift,
  type TrainingFigures,
  timelinessOf,
  type UsualDrift,
  usualDrift,
  volume,
} from '@pratibimba/risk/monitoring'
import { LABEL_DAYS, openWarningModel, type WarningModel } from '@pratibimba/risk/warning'
import type { Progress } from '../../threads/progress.ts'
import { featuresOfModel } from '../pipeline/feature-sets.ts'
import type { LakePlace } from '../pipeline/lake-in-use.ts'
import { rowsToScore } from '../pipeline/rows-to-score.ts'
import { type SegmentFigures, segmentsOf } from './segment-figures.ts'

export interface MonitoringToDo {
  readonly databaseUrl: string
  readonly lake?: LakePlace
  readonly modelPath: string
  readonly modelVersion: string
  /** What an earlier look has found usual for this model. */
  readonly usual?: UsualDrift
  /** Days since 1970-01-01 of the scores that are looked at. */
  readonly asOfDay: number
  readonly threads: number
  /** Milliseconds since 1970. */
  readonly nowMs: number
  /** The last day of which all events are known, days since 1970-01-01. */
  readonly lastDay: number
}

/** Plain data: it is stored as it is. */
export interface MonitoringReport {
  readonly asOfDate: string
  readonly rows: number
  readonly drift: DriftReport
  /** By feature, the largest PSI of single days of the month up to the model's test; empty where no lake reaches there. */
  readonly usual: UsualDrift
  readonly scores: ScoreDrift | null
  readonly quality: QualityReport
  /** Of the present model's scores that were made in time; null where there is none. */
  readonly performance: MaturedReport | null
  /** Of those made later, of days after all the model learnt from; null where there is none. */
  readonly hindsight: MaturedReport | null
  /** What the figures are of, and what they leave out. */
  readonly evidence: readonly string[]
  /** Of each scored day that is no day the model may have learnt from, oldest first. */
  readonly estimated: readonly { readonly asOfDate: string; readonly figures: EstimatedPerformance }[]
  readonly training: TrainingFigures
  readonly segments: Readonly<Record<Segmentation, SegmentFigures>>
}

/** Scored days looked back on, a week apart: rows of one customer repeat each other from day to day. */
const DAYS_LOOKED_BACK = 12
const DAYS_APART = 7
const USUAL_DAYS = 28
const USUAL_DAYS_APART = 3
const VOLUME_DAYS = 98
const BOOTSTRAP_SEED = 1

export async function monitorWarning(work: MonitoringToDo, progress: Progress): Promise<MonitoringReport> {
  const model = openWarningModel(await readFile(work.modelPath))
  const database = await openDatabase({
    url: work.databaseUrl,
    maxConnections: 2,
    statementTimeoutMs: 600_000,
  })
  try {
    const { kysely } = database
    const asOfDate = formatDay(work.asOfDay)
    const set = featuresOfModel(model.bundle)
    const source = { database, threads: work.threads, ...(work.lake && { lake: work.lake }) }
    const { customerId, features } = await rowsToScore(source, set, work.asOfDay, (share) =>
      progress(0.5 * share, 'Computing features'),
    )
    progress(0.5, 'Comparing with the training')
    const profile = readProfile(model.bundle.reference.features)
    const inputs = features.features.map((name) => ({ name, kind: 'number' as const }))
    const learntByDay = parseDay(model.bundle.report.testDate)
    const usual =
      work.usual ?? (await usualOf(work, set, learntByDay, (matrix) => assessDrift(profile, matrix, inputs)))
    const drift = assessDrift(profile, features.matrix, inputs, { usual })
    const scoreStore = openRiskScoreStore(kysely)
    const present = await scoreStore.ofDay(asOfDate)
    const facts = await readQualityFacts(kysely, formatDay(work.asOfDay - VOLUME_DAYS), asOfDate)
    progress(0.7, 'Judging the data')
    const quality = qualityReport([
      ...sourceFigures(facts, work),
      ...drift.features.map((feature) => completeness(feature, Math.max(1, customerId.length))),
      ...domainFigures(profile, features.matrix, inputs),
    ])
    progress(0.75, 'Looking what became of earlier scores')
    const past = await pastScores(kysely, work, learntByDay)
    const training = trainingFigures(model)
    const threshold = model.bundle.threshold
    const options = { today: work.lastDay + 1, threshold, training, seed: BOOTSTRAP_SEED }
    const performanceOf = (rows: ScoreRows): MaturedReport | null =>
      rows.probability.length === 0 ? null : maturedPerformance(rows, rows.outcome, options)
    const performance = performanceOf(past.live)
    const hindsight = performanceOf(past.hindsight)
    return {
      asOfDate,
      rows: customerId.length,
      drift,
      usual,
      scores: scoreDriftOf(model, present.scores),
      quality,
      performance,
      hindsight,
      evidence: evidenceSentences({
        ...past.counts,
        learntBy: formatDay(learntByDay),
        ...(hindsight && { hindsight: hindsight.overall }),
      }),
      estimated: past.days.map(({ asOfDate: date, scores }) => ({
        asOfDate: date,
        figures: estimatedPerformance(scores, threshold),
      })),
      training,
      segments: await segmentsOf(
        openCustomerStore(kysely),
        present,
        past.latestMatured,
        model.bundle,
        segmentations,
      ),
    }
  } finally {
    await database.close()
  }
}

/** Days of the month up to the model's test, three apart, each against what the model learnt from. */
async function usualOf(
  { lake: place, threads }: MonitoringToDo,
  set: FeatureSet,
  through: number,
  compare: (matrix: Matrix) => DriftReport,
): Promise<UsualDrift> {
  if (place === undefined) return {}
  const lake = await openLake(place.directory)
  const first = parseDay(lake.manifest.first_day) + BUCKET_DAYS - 1
  const last = Math.min(through, parseDay(lake.manifest.last_day))
  const reports: DriftReport[] = []
  for (let day = Math.max(first, through - USUAL_DAYS + 1); day <= last; day += USUAL_DAYS_APART) {
    const { features } = await matrixOfLake(lake, set, [day], { threads, repeated: place.repeated })
    if (features.matrix.rows > 0) reports.push(compare(features.matrix))
  }
  return usualDrift(reports)
}

function scoreDriftOf({ bundle }: WarningModel, scores: Float64Array): ScoreDrift | null {
  if (scores.length === 0) return null
  const { medium, high, critical } = bundle.levels
  return assessScoreDrift(readProfile(bundle.reference.scores), scores, [medium, high, critical])
}

function trainingFigures({ bundle }: WarningModel): TrainingFigures {
  const { auc, decision, calibrationError } = bundle.report.evaluation
  return {
    auc,
    recall: decision.recall,
    ...(decision.precision && { precision: decision.precision }),
    calibrationError,
  }
}

function sourceFigures(
  facts: Awaited<ReturnType<typeof readQualityFacts>>,
  { nowMs }: MonitoringToDo,
): QualityFigure[] {
  const byDay = facts.transactionsByDay.map(({ day, rows }) => ({ day: parseDay(day), rows }))
  const today = byDay.at(-1)
  return [
    freshness({ source: 'transactions', lastEventAtMs: facts.lastTransactionAt?.getTime() ?? null }, nowMs),
    ...(today === undefined ? [] : [volume('transactions', today, byDay)]),
    timelinessOf('transactions', facts.recent.late, facts.recent.rows),
  ]
}

/** A scored day with what became of its customers; shape [customers], NaN where it is not known. */
export interface MaturedDay {
  readonly asOfDate: string
  readonly customerIds: readonly string[]
  readonly scores: Float64Array
  readonly outcome: Float64Array
  /** Whether they were made in time. */
  readonly isLive: boolean
}

/** Shape [rows], one a customer and day. */
interface ScoreRows {
  readonly customer: Int32Array
  readonly scoreDay: Int32Array
  readonly probability: Float64Array
  readonly outcome: Float64Array
}

/** Earlier scores of the present model, by what they are worth as evidence. */
async function pastScores(
  kysely: Parameters<typeof openRiskScoreStore>[0],
  work: MonitoringToDo,
  learntByDay: number,
) {
  const store = openRiskScoreStore(kysely)
  const transactions = openTransactionStore(kysely)
  const from = formatDay(work.asOfDay - DAYS_APART * DAYS_LOOKED_BACK)
  const scored = new Set(
    (await store.portfolioDays(from, formatDay(work.asOfDay))).map((day) => day.asOfDate),
  )
  const live: MaturedDay[] = []
  const hindsight: MaturedDay[] = []
  const counts = { inSample: 0, otherVersions: 0, contacted: 0 }
  for (let back = DAYS_LOOKED_BACK; back >= 0; back--) {
    const day = work.asOfDay - back * DAYS_APART
    const asOfDate = formatDay(day)
    if (!scored.has(asOfDate)) continue
    const own = await store.ofDay(asOfDate, work.modelVersion)
    const present = new Set(own.customerIds)
    const inForce = await store.ofDay(asOfDate)
    counts.otherVersions += inForce.customerIds.filter((id) => !present.has(id)).length
    const labels = new Map(
      (await transactions.labelsAsOf(asOfDate)).map((label) => [label.customerId, label]),
    )
    const placesOf = (wanted: Evidence): number[] =>
      [...own.scoredAtMs.keys()].filter(
        (place) => evidenceOf(day, own.scoredAtMs[place]!, learntByDay) === wanted,
      )
    const dayOf = (places: readonly number[], isLive: boolean): MaturedDay => {
      const customerIds = places.map((place) => own.customerIds[place]!)
      const outcome = Float64Array.from(customerIds, (id) => {
        const label = labels.get(id)
        return label === undefined ? Number.NaN : label.missedWithin30d ? 1 : 0
      })
      const scores = Float64Array.from(places, (place) => own.scores[place]!)
      return { asOfDate, customerIds, scores, outcome, isLive }
    }
    const inTime = placesOf('live')
    if (inTime.length > 0) {
      live.push(dayOf(inTime, true))
      const contacted = await contactedIn(kysely, asOfDate, formatDay(day + LABEL_DAYS))
      counts.contacted += live
        .at(-1)!
        .customerIds.filter(
          (id, place) => contacted.has(id) && !Number.isNaN(live.at(-1)!.outcome[place]),
        ).length
    }
    const later = placesOf('hindsight')
    if (later.length > 0) hindsight.push(dayOf(later, false))
    counts.inSample += placesOf('in_sample').length
  }
  const isMatured = (day: MaturedDay) => day.outcome.some((value) => value === 1)
  return {
    /** Oldest first; of a day that has both, the scores made in time. */
    days: [
      ...live,
      ...hindsight.filter(({ asOfDate }) => live.every((day) => day.asOfDate !== asOfDate)),
    ].sort((a, b) => (a.asOfDate < b.asOfDate ? -1 : 1)),
    live: rowsOf(live),
    hindsight: rowsOf(hindsight),
    counts,
    latestMatured: live.findLast(isMatured) ?? hindsight.findLast(isMatured),
  }
}

function rowsOf(days: readonly MaturedDay[]): ScoreRows {
  const rows = days.reduce((sum, { scores }) => sum + scores.length, 0)
  const customer = new Int32Array(rows)
  const scoreDay = new Int32Array(rows)
  const probability = new Float64Array(rows)
  const outcome = new Float64Array(rows)
  const places = new Map<string, number>()
  let at = 0
  for (const day of days) {
    probability.set(day.scores, at)
    outcome.set(day.outcome, at)
    scoreDay.fill(parseDay(day.asOfDate), at, at + day.scores.length)
    for (const [row, id] of day.customerIds.entries()) {
      const place = places.get(id) ?? places.size
      places.set(id, place)
      customer[at + row] = place
    }
    at += day.scores.length
  }
  return { customer, scoreDay, probability, outcome }
}
