/** Scores of customers, with what drives them. */

import type { RiskLevel } from '@pratibimba/contract'
import { calibrateOne } from '@pratibimba/learning/calibration'
import type { Matrix } from '@pratibimba/learning/data'
import { type Explanation, explainTogether } from '@pratibimba/learning/explanation/tree-shap'
import { rawScores } from '@pratibimba/learning/trees/predict'
import type { ThreadPool } from '@pratibimba/numerics/wasm'
import { expectedDays, failureHorizons, LAST_DAY, missWithin } from './days-to-failure.ts'
import { driversOf, type WarningDriver } from './driver-words.ts'
import { modelColumns, modelRow } from './model-columns.ts'
import type { FeatureMatrix } from './panel.ts'
import { levelIndex, levelOf } from './risk-level.ts'
import type { DriverKind, WarningModel } from './warning-model.ts'

/** What is imminent unless a policy says otherwise: a miss within so many days. */
const IMMINENT_DAYS = 3

export interface ScoreOptions {
  /** Days that `imminent` looks ahead; default 3. */
  readonly imminentDays?: number
  /** Absent: scores alone. */
  readonly explain?: DriverKind
  /** Threads to share explanations of many rows. */
  readonly pool?: ThreadPool
  readonly signal?: AbortSignal
  onProgress?(share: number): void
}

/** Scores of many, a column each; shape [rows]. */
export interface WarningScores {
  readonly rows: number
  /** Calibrated probability of a missed payment within thirty days. */
  readonly riskScore: Float64Array
  /** Before calibration. */
  readonly logOdds: Float64Array
  /** Place in `riskLevels`. */
  readonly level: Uint8Array
  /** 1 where the score reaches the cost threshold. */
  readonly prediction: Uint8Array
  /** Median days to the first miss, if one comes; NaN where the level is LOW. */
  readonly expectedDays: Float64Array
  /** Chance of a first miss within `imminentDays`. */
  readonly imminent: Float64Array
  readonly explanation?: {
    readonly kind: DriverKind
    /** What contributions add up from. */
    readonly baseLogOdds: number
    /** Log-odds, shape [rows × features]. */
    readonly contributions: Float64Array
    /** Largest |contribution| first. */
    topDrivers(row: number, most: number): WarningDriver[]
  }
}

/** Rows of a batch that are explained at a time: what a step of progress is, and bounds memory. */
const ROWS_A_STEP = 8_192
/** Fewer rows are explained by the calling thread. */
const ROWS_WORTH_A_TEAM = 2_000

/**
 * Scores every row of a matrix.
 *
 * Contributions of the three learners add up: base + Σ contributions = log-odds, to rounding.
 *
 * @throws DataError when a feature of the model is not there; Error of the signal
 * @see docs/methods/early-warning-model.md
 */
export async function scoreWarning(
  model: WarningModel,
  features: FeatureMatrix,
  options: ScoreOptions = {},
): Promise<WarningScores> {
  const { bundle } = model
  const matrix = modelColumns(bundle, features)
  const { rows } = matrix
  const logOdds = rawScores(model.trees, matrix)
  const scores = {
    rows,
    logOdds,
    riskScore: new Float64Array(rows),
    level: new Uint8Array(rows),
    prediction: new Uint8Array(rows),
    expectedDays: new Float64Array(rows),
    imminent: new Float64Array(rows),
  }
  for (let row = 0; row < rows; row++) {
    const probability = calibrateOne(bundle.calibrator, logOdds[row])
    scores.riskScore[row] = probability
    scores.level[row] = levelIndex(probability, bundle.levels)
    scores.prediction[row] = probability >= bundle.threshold ? 1 : 0
  }
  const keys = model.timingKeys(matrix, scores.riskScore)
  const { explain: kind, imminentDays = IMMINENT_DAYS } = options
  for (let row = 0; row < rows; row++) {
    const probability = scores.riskScore[row]
    scores.expectedDays[row] =
      expectedDays(bundle.timing, keys[row], probability, bundle.levels) ?? Number.NaN
    scores.imminent[row] = missWithin(bundle.timing, keys[row], probability, imminentDays)
  }
  if (kind === undefined || rows === 0) return scores
  const { values, expected } = await explainRows(model, kind, matrix, options)
  const width = bundle.features.length
  return {
    ...scores,
    explanation: {
      kind,
      baseLogOdds: expected[0],
      contributions: values,
      topDrivers: (row, most) =>
        driversOf(
          bundle,
          values.subarray(row * width, (row + 1) * width),
          (feature) => matrix.columns[feature][row],
          most,
        ),
    },
  }
}

async function explainRows(
  model: WarningModel,
  kind: DriverKind,
  matrix: Matrix,
  { pool, signal, onProgress }: ScoreOptions,
): Promise<Explanation> {
  const { rows, columns } = matrix
  if (rows <= ROWS_WORTH_A_TEAM) return model.explain(kind, matrix)
  const values = new Float64Array(rows * columns.length)
  let expected = new Float64Array(1)
  // A team prepares the trees for itself, so that all rows go to it at once; one thread keeps them between steps.
  const step = pool !== undefined && pool.threads > 1 ? rows : ROWS_A_STEP
  for (let from = 0; from < rows; from += step) {
    signal?.throwIfAborted()
    const to = Math.min(rows, from + step)
    const part = { rows: to - from, columns: columns.map((column) => column.subarray(from, to)) }
    const explained =
      step === rows && pool !== undefined
        ? await explainTogether(
            pool,
            model.trees,
            part,
            kind === 'interventional' ? model.bundle.background : undefined,
          )
        : model.explain(kind, part)
    if (step === rows) return explained
    values.set(explained.values, from * columns.length)
    expected = Float64Array.from(explained.expected)
    onProgress?.(to / rows)
  }
  return { values, expected }
}

/** What one customer's score says. */
export interface ScoredCustomer {
  readonly riskScore: number
  readonly riskLevel: RiskLevel
  readonly prediction: 0 | 1
  readonly threshold: number
  readonly logOdds: number
  readonly baseLogOdds: number
  /** Largest |contribution| first; empty where none were asked for. */
  readonly drivers: readonly WarningDriver[]
  /** Median days to the first miss, if one comes; null where the level is LOW. */
  readonly expectedDaysToFailure: number | null
  /** Chance of a first miss on or before each of the thirty days, shape [30]; the last is the risk score. */
  readonly missByDay: Float64Array
  /** Chance of a first miss within so many days; the last is the risk score. */
  readonly missWithin: readonly { readonly days: number; readonly probability: number }[]
}

/**
 * Scores one customer.
 *
 * @param values  features by id (null is missing), or a row in the model's order
 * @param drivers at most so many; 0: none
 * @throws DataError naming a feature that the model does not know
 */
export function scoreCustomer(
  model: WarningModel,
  values: Readonly<Record<string, number | null>> | Float64Array,
  drivers: number,
  kind: DriverKind = 'interventional',
): ScoredCustomer {
  const { bundle } = model
  const row = values instanceof Float64Array ? values : modelRow(bundle, values)
  const logOdds = model.scoreRow(row)
  const probability = calibrateOne(bundle.calibrator, logOdds)
  const key = model.timingKey(row, probability)
  const explained =
    drivers > 0
      ? model.explain(kind, { rows: 1, columns: Array.from(row, (value) => Float64Array.of(value)) })
      : undefined
  return {
    riskScore: probability,
    riskLevel: levelOf(probability, bundle.levels),
    prediction: probability >= bundle.threshold ? 1 : 0,
    threshold: bundle.threshold,
    logOdds,
    baseLogOdds: explained?.expected[0] ?? logOdds,
    drivers: explained ? driversOf(bundle, explained.values, (feature) => row[feature], drivers) : [],
    expectedDaysToFailure: expectedDays(bundle.timing, key, probability, bundle.levels),
    missByDay: Float64Array.from({ length: LAST_DAY }, (_, day) =>
      missWithin(bundle.timing, key, probability, day + 1),
    ),
    missWithin: failureHorizons.map((days) => ({
      days,
      probability: missWithin(bundle.timing, key, probability, days),
    })),
  }
}
