/** Step 4: how good the model is on rows it has not learnt from, and whether it is better than the champion on the same rows. */
import { DataError, type Matrix, takeRows } from '@pratibimba/learning/data'
import {
  aucInterval,
  brierScore,
  compareAucs,
  type Estimate,
  evaluateBinary,
  wilson,
} from '@pratibimba/learning/metrics'
import { formatDay } from '@pratibimba/numerics/calendar'
import { openStream } from '@pratibimba/numerics/random'
import type { CreditModel } from '../../decisions/index.ts'
import { assessScoreDrift, scoreProfileOf } from '../../monitoring/index.ts'
import { matrixFor } from './matrix-for.ts'
import type { PreparedTable } from './prepare-table.ts'
import type { ChampionComparison, EvaluateReport, StabilityFigures, TrainStepReport } from './reports.ts'
import { shuffle } from './shuffle.ts'
import type { TableSplit } from './split-table.ts'

export interface EvaluateSettings {
  readonly seed: number
  readonly missCost: number
  /** Score from which on an applicant counts as approved. */
  readonly approveFrom: number
}

export interface Champion {
  readonly version: string
  readonly sha256: string
  /** Undefined: its file is gone or damaged. */
  readonly model: CreditModel | undefined
}

/** Rows of either outcome, for an interval that says anything. */
const LEAST = 10

export function evaluateStep(
  table: PreparedTable,
  split: TableSplit,
  model: CreditModel,
  training: Pick<TrainStepReport, 'training'>['training'],
  settings: EvaluateSettings,
  champion?: Champion,
): EvaluateReport {
  const { data, day } = table
  const label = Float64Array.from(split.test, (row) => data.label[row])
  const pd = model.probabilities(takeRows(matrixFor(table, model.bundle), split.test))
  const bad = label.reduce((total, value) => total + value, 0)
  const days = day && Float64Array.from(split.test, (row) => day[row])
  const compared = champion === undefined ? undefined : compareWith(champion, table, split, { label, pd })
  return {
    sample:
      split.kind === 'time'
        ? `${label.length} applications from ${formatDay(split.holdoutFrom!)} on, later than all that were learnt from`
        : `${label.length} applications drawn by lot that were not learnt from`,
    from: days === undefined ? null : formatDay(days.reduce((a, b) => Math.min(a, b))),
    to: days === undefined ? null : formatDay(days.reduce((a, b) => Math.max(a, b))),
    rows: label.length,
    bad,
    figures: evaluateBinary(
      { label, probability: pd },
      { seed: settings.seed, replicates: 500, costs: { falsePositive: 1, falseNegative: settings.missCost } },
    ),
    accuracy: accuracyOf(label, pd),
    onAccepted: onAccepted(label, pd, settings.approveFrom),
    stability: stabilityOf(label, pd, days, settings.seed),
    benchmarks:
      compared?.champion == null
        ? []
        : [{ title: `champion ${compared.champion.version}`, auc: compared.auc }],
    inTheLarge: {
      predicted: pd.reduce((total, value) => total + value, 0) / pd.length,
      happened: wilson(bad / label.length, label.length),
    },
    foldsAuc: training.contenders.find(({ id }) => id === training.champion.id)?.auc ?? null,
    championVersion: champion?.version ?? null,
    champion: compared?.champion ?? null,
    championWhy: compared?.why ?? null,
  }
}

/** Share of rows whose score is on the right side of one half. */
function accuracyOf(label: Float64Array, pd: Float64Array): Estimate {
  let right = 0
  for (let row = 0; row < label.length; row++) if (pd[row] >= 0.5 === (label[row] === 1)) right++
  return wilson(right / label.length, label.length)
}

function onAccepted(
  label: Float64Array,
  pd: Float64Array,
  approveFrom: number,
): EvaluateReport['onAccepted'] {
  const rows = Int32Array.from(label.keys()).filter((row) => 1 - pd[row] >= approveFrom)
  if (rows.length === 0) return null
  const [own, chance] = [label, pd].map((values) => Float64Array.from(rows, (row) => values[row]))
  return { rows: rows.length, auc: aucOf(own, chance), accuracy: accuracyOf(own, chance) }
}

/** In time, or by lot: files may be sorted by outcome. */
function stabilityOf(
  label: Float64Array,
  pd: Float64Array,
  day: Float64Array | undefined,
  seed: number,
): StabilityFigures | null {
  const order = Int32Array.from(label.keys())
  if (day !== undefined) order.sort((a, b) => day[a] - day[b] || a - b)
  else shuffle(order, openStream(seed, 'evaluate-halves').at(0))
  const half = order.length >> 1
  const parts = [order.subarray(0, half), order.subarray(half)].map((rows) => ({
    label: Float64Array.from(rows, (row) => label[row]),
    pd: Float64Array.from(rows, (row) => pd[row]),
  }))
  const [earlier, later] = parts.map((part) => aucOf(part.label, part.pd))
  if (earlier === null || later === null) return null
  const { drift } = assessScoreDrift(scoreProfileOf(parts[0].pd, []), parts[1].pd, [])
  const psi = drift.tests.find(({ id }) => id === 'psi')?.value
  return psi === undefined ? null : { earlier, later, scorePsi: psi }
}

/** Nothing where one of the outcomes hardly occurs. */
function aucOf(label: Float64Array, pd: Float64Array): Estimate | null {
  const bad = label.reduce((total, value) => total + value, 0)
  if (bad < LEAST || label.length - bad < LEAST) return null
  const { value, lower, upper } = aucInterval(label, pd)
  return { value, lower, upper }
}

/** Paired, on the rows that are held out; the champion may have learnt from some of them, which speaks for the champion. */
function compareWith(
  { version, sha256, model }: Champion,
  table: PreparedTable,
  split: TableSplit,
  { label, pd }: { readonly label: Float64Array; readonly pd: Float64Array },
): { champion: ChampionComparison; auc: Estimate; why?: undefined } | { champion?: undefined; why: string } {
  if (model === undefined)
    return { why: `The file of ${version} is gone or damaged, so that it cannot answer.` }
  let matrix: Matrix
  try {
    matrix = takeRows(matrixFor(table, model.bundle), split.test)
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    return { why: `${version} cannot answer these rows. ${error.message}` }
  }
  const answers = model.probabilities(matrix)
  const { first, second, difference } = compareAucs(label, pd, answers)
  const { value, lower, upper } = aucInterval(label, answers)
  return {
    auc: { value, lower, upper },
    champion: {
      version,
      sha256,
      rows: label.length,
      championAuc: second,
      candidateAuc: first,
      aucDifference: { ...difference },
      brierDifference: brierScore(label, pd) - brierScore(label, answers),
    },
  }
}
