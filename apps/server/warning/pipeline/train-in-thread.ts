/** Trains early warning on a lake and compares the model with the one in use. Runs in a thread. */
import { readFile, writeFile } from 'node:fs/promises'
import { openLake } from '@pratibimba/adapters/lake'
import { contactedIn, openDatabase } from '@pratibimba/adapters/postgres'
import { panelOfLake, readPredictions, truthOfLake, writePredictions } from '@pratibimba/adapters/warning'
import { openThreadPool } from '@pratibimba/adapters/workers'
import { ProblemError } from '@pratibimba/contract'
import { calibrateOne } from '@pratibimba/learning/calibration'
import { DataError } from '@pratibimba/learning/data'
import { ModelFileError } from '@pratibimba/learning/formats'
import { aucInterval } from '@pratibimba/learning/metrics'
import { formatDay } from '@pratibimba/numerics/calendar'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import {
  LABEL_DAYS,
  openWarningModel,
  predictionRows,
  trainWarning,
  type WarningModel,
  type WarningPanel,
  type WarningPredictions,
  type WarningReport,
  writeWarningModel,
} from '@pratibimba/risk/warning'
import type { Progress } from '../../threads/progress.ts'
import { type Comparison, compareOn, type ModelAnswers } from './compare-models.ts'
import { hasPresentFeatures } from './feature-sets.ts'
import type { LakePlace } from './lake-in-use.ts'

export interface TrainingToDo {
  readonly databaseUrl: string
  readonly lake: LakePlace
  readonly seed: number
  readonly trials: number
  readonly missCost: number
  readonly threads: number
  /** Where the files go. */
  readonly modelPath: string
  readonly predictionsPath: string
  /** The model in use, and whether it was trained on this very lake. */
  readonly champion?: {
    /** undefined: the file is gone. */
    readonly modelPath: string | undefined
    readonly predictionsPath: string
    readonly sameLake: boolean
  }
}

/** Of a simulated lake: how well the test can be foretold by who knows everything but chance. */
export interface BayesFigure {
  readonly auc: { readonly value: number; readonly lower: number; readonly upper: number }
  readonly rows: number
}

export interface TrainedModel {
  readonly report: WarningReport
  readonly featureSet: { readonly name: string; readonly hash: string; readonly features: number }
  readonly threshold: number
  readonly learners: readonly { readonly id: string; readonly title: string; readonly weight: number }[]
  readonly bayes?: BayesFigure
  /** Absent where there is no model to compare with. */
  readonly comparison?: Comparison
}

const FEATURES_SHARE = 0.15
const LEAST_BAYES_EVENTS = 10

export async function trainModel(work: TrainingToDo, progress: Progress): Promise<TrainedModel> {
  const { seed, trials, missCost, threads, lake: place } = work
  const lake = await openLake(place.directory)
  const pool = openThreadPool(threads)
  try {
    progress(0, 'Computing features')
    const ofLake = await panelOfLake(lake, featureCatalogue, {
      name: 'catalogue',
      threads,
      repeated: place.repeated,
      onProgress: (share) => progress(share * FEATURES_SHARE, 'Computing features'),
    })
    const panel = { ...ofLake, contacted: await contactedRows(work.databaseUrl, ofLake) }
    let share = 0
    const { bundle, predictions } = await trainWarning(
      panel,
      { seed, trials, missCost },
      {
        pool,
        clock: () => performance.now() / 1000,
        onProgress: (told) => {
          share = Math.max(share, told.share)
          progress(FEATURES_SHARE + share * (0.97 - FEATURES_SHARE), capital(told.stage))
        },
      },
    ).catch((error) => {
      if (error instanceof DataError) throw new ProblemError('unusable_data', error.message)
      throw error
    })
    progress(0.97, 'Writing the model')
    await writeFile(work.modelPath, writeWarningModel(bundle), { flush: true })
    await writePredictions(predictions, work.predictionsPath, 'parquet')
    const { featureSet, features, threshold, learners, report } = bundle
    return {
      report,
      featureSet: { ...featureSet, features: features.length },
      threshold,
      learners: learners.map(({ id, title, weight }) => ({ id, title, weight })),
      ...(lake.manifest.origin === 'simulated' ? bayesOf(predictions, await truthOfLake(lake)) : {}),
      ...(work.champion === undefined
        ? {}
        : { comparison: await compareWith(work.champion, panel, predictions, { missCost, seed }) }),
    }
  } finally {
    await pool.close()
  }
}

/** Rows of customers who were contacted while their label ran: what came of them is not what would have come. */
async function contactedRows(
  url: string,
  { asOfDay, customer, customerIds }: WarningPanel,
): Promise<Uint8Array> {
  const database = await openDatabase({ url, maxConnections: 1, statementTimeoutMs: 600_000 })
  try {
    const contacted = new Uint8Array(asOfDay.length)
    for (const day of new Set(asOfDay)) {
      const ids = await contactedIn(database.kysely, formatDay(day), formatDay(day + LABEL_DAYS))
      if (ids.size === 0) continue
      for (let row = 0; row < asOfDay.length; row++)
        if (asOfDay[row] === day && ids.has(customerIds[customer[row]])) contacted[row] = 1
    }
    return contacted
  } finally {
    await database.close()
  }
}

function bayesOf(
  predictions: WarningPredictions,
  truth: Awaited<ReturnType<typeof truthOfLake>>,
): { bayes?: BayesFigure } {
  const rows = Array.from(predictionRows(predictions, 'test')).filter((row) =>
    truth.get(predictions.asOfDay[row])?.has(predictions.customerId[row]),
  )
  const label = Float64Array.from(rows, (row) => predictions.label[row])
  const events = label.reduce((sum, value) => sum + value, 0)
  if (events < LEAST_BAYES_EVENTS || events === label.length) return {}
  const chance = Float64Array.from(
    rows,
    (row) => truth.get(predictions.asOfDay[row])!.get(predictions.customerId[row])!,
  )
  const { value, lower, upper } = aucInterval(label, chance)
  return { bayes: { auc: { value, lower, upper }, rows: rows.length } }
}

/** @returns undefined where the file is gone or damaged */
async function readableModel(path: string | undefined): Promise<WarningModel | undefined> {
  if (path === undefined) return undefined
  try {
    return openWarningModel(await readFile(path))
  } catch (error) {
    if (error instanceof ModelFileError) return undefined
    throw error
  }
}

/** The model in use answers to the rows of the candidate's test. */
async function compareWith(
  champion: NonNullable<TrainingToDo['champion']>,
  panel: WarningPanel,
  predictions: WarningPredictions,
  settings: { readonly missCost: number; readonly seed: number },
): Promise<Comparison> {
  const model = await readableModel(champion.modelPath)
  if (model === undefined)
    return {
      verdict: 'promote',
      reason: 'The file of the model in use is gone or damaged, so that it cannot score any more.',
    }
  if (!hasPresentFeatures(model.bundle))
    return {
      verdict: 'promote',
      reason:
        'The model in use was trained on features that are others by now, so that it cannot score any more.',
    }
  const learntFrom = champion.sameLake
    ? await readPredictions(champion.predictionsPath).then(
        (stored) => new Set(Array.from(predictionRows(stored, 'folds'), (row) => stored.customerId[row])),
      )
    : new Set<string>()
  const place = new Map<string, number>()
  for (let row = 0; row < panel.asOfDay.length; row++)
    place.set(`${panel.asOfDay[row]} ${panel.customerIds[panel.customer[row]]}`, row)
  const test = predictionRows(predictions, 'test')
  const answers: ModelAnswers[] = Array.from(test, (row) => {
    const at = place.get(`${predictions.asOfDay[row]} ${predictions.customerId[row]}`)!
    const values = Float64Array.from(panel.matrix.columns, (column) => column[at])
    return {
      customerId: predictions.customerId[row],
      asOfDay: predictions.asOfDay[row],
      label: predictions.label[row],
      candidate: predictions.probability[row],
      current: calibrateOne(model.bundle.calibrator, model.scoreRow(values)),
    }
  })
  return compareOn(answers, learntFrom, settings)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
