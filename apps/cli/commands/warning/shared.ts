/** What the commands of early warning share: feature sets by name, models out of files, scores as tables. */
import { readFile } from 'node:fs/promises'
import { riskLevels } from '@pratibimba/contract'
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import type { FeatureSet } from '@pratibimba/risk/features'
import { advancedFeatureSet } from '@pratibimba/risk/features/advanced'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import type { TableFormat } from '@pratibimba/risk/ports'
import {
  featureSetHash,
  openWarningModel,
  type WarningModel,
  type WarningScores,
} from '@pratibimba/risk/warning'
import { CommandFailure } from '../../command-line/failures.ts'

/** Feature sets that models are trained on, by name. */
export const featureSets: Readonly<Record<string, FeatureSet>> = {
  catalogue: featureCatalogue,
  advanced: advancedFeatureSet,
}

/**
 * A model and the features it reads.
 *
 * @throws CommandFailure when there is no such file, or it was trained on features that are others by now; ModelFileError
 */
export async function openModelWithFeatures(path: string): Promise<{ model: WarningModel; set: FeatureSet }> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new CommandFailure('file_missing', `There is no model ${path}.`)
    if (error.code === 'EISDIR')
      throw new CommandFailure(
        'file_missing',
        `${path} is a directory; name the model file, as \`warning train --out\` wrote it.`,
      )
    throw error
  })
  const model = openWarningModel(bytes)
  const { name, hash } = model.bundle.featureSet
  const set = Object.hasOwn(featureSets, name) ? featureSets[name] : undefined
  if (set === undefined)
    throw new CommandFailure(
      'unknown_features',
      `${path} was trained on the features "${name}", which are not known here: there are ${Object.keys(featureSets).join(' and ')}.`,
    )
  if (featureSetHash(set) !== hash)
    throw new CommandFailure(
      'unknown_features',
      `${path} was trained on another version of the ${name} features: its scores would mean something else. Train it anew with \`warning train\`.`,
    )
  return { model, set }
}

/** As flagged, else by the ending of the file, else Parquet. */
export function scoreFormat(flags: Readonly<Record<string, unknown>>): TableFormat {
  return (
    (flags.format as TableFormat | undefined) ??
    (String(flags.out ?? '').endsWith('.csv') ? 'csv' : 'parquet')
  )
}

/**
 * Scores as a table: customer_id, as_of_date, risk_score, risk_level, prediction, log_odds, expected_days_to_failure, and
 * with drivers base_log_odds and, for each place, driver_N, driver_N_log_odds, driver_N_text.
 *
 * @param drivers of each score; 0 where they were not asked for
 */
export function frameOfScores(
  customerId: readonly string[],
  asOfDay: Int32Array,
  scores: WarningScores,
  drivers: number,
): Frame {
  const { rows, explanation } = scores
  return frameOf([
    ['customer_id', { kind: 'text', values: customerId }],
    ['as_of_date', { kind: 'date', values: asOfDay }],
    ['risk_score', { kind: 'float64', values: scores.riskScore }],
    ['risk_level', { kind: 'category', values: Int32Array.from(scores.level), dictionary: riskLevels }],
    ['prediction', { kind: 'int32', values: Int32Array.from(scores.prediction) }],
    ['log_odds', { kind: 'float64', values: scores.logOdds }],
    [
      'expected_days_to_failure',
      present(
        {
          kind: 'int32',
          values: Int32Array.from(scores.expectedDays, (days) => (Number.isNaN(days) ? 0 : days)),
        },
        (row) => !Number.isNaN(scores.expectedDays[row]),
      ),
    ],
    ...(explanation === undefined ? [] : driverColumns(rows, explanation, drivers)),
  ])
}

function driverColumns(
  rows: number,
  { baseLogOdds, topDrivers }: NonNullable<WarningScores['explanation']>,
  most: number,
): [string, Column][] {
  const features = Array.from({ length: most }, () => new Array<string>(rows).fill(''))
  const logOdds = Array.from({ length: most }, () => new Float64Array(rows).fill(Number.NaN))
  const texts = Array.from({ length: most }, () => new Array<string>(rows).fill(''))
  for (let row = 0; row < rows; row++)
    for (const [place, { feature, contribution, text }] of topDrivers(row, most).entries()) {
      features[place][row] = feature
      logOdds[place][row] = contribution
      texts[place][row] = text
    }
  return [
    ['base_log_odds', { kind: 'float64', values: new Float64Array(rows).fill(baseLogOdds) }],
    ...features.flatMap((names, place): [string, Column][] => {
      const isThere = (row: number): boolean => names[row] !== ''
      const name = `driver_${place + 1}`
      return [
        [name, present({ kind: 'text', values: names }, isThere)],
        [`${name}_log_odds`, present({ kind: 'float64', values: logOdds[place] }, isThere)],
        [`${name}_text`, present({ kind: 'text', values: texts[place] }, isThere)],
      ]
    }),
  ]
}

function present(column: Column, isThere: (row: number) => boolean): Column {
  const validity = Uint8Array.from({ length: column.values.length }, (_, row) => (isThere(row) ? 1 : 0))
  return { ...column, validity } as Column
}

/** How many stand where, and how many are called. */
export interface ScoreTally {
  readonly levels: Record<(typeof riskLevels)[number], number>
  rows: number
  called: number
}

export function newTally(): ScoreTally {
  return { levels: { LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 }, rows: 0, called: 0 }
}

export function addScores(tally: ScoreTally, { rows, level, prediction }: WarningScores): void {
  tally.rows += rows
  for (let row = 0; row < rows; row++) {
    tally.levels[riskLevels[level[row]]]++
    tally.called += prediction[row]
  }
}
