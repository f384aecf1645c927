/** Warning models as files, and out of files that anyone may have written. */
import type { Matrix } from '@pratibimba/learning/data'
import {
  checkCalibrator,
  checkTreeModel,
  JsonField,
  ModelFileError,
  parseModel,
  serializeModel,
} from '@pratibimba/learning/formats'
import type { TreeModel } from '@pratibimba/learning/models'
import { featureGroups } from '../features/index.ts'
import { ProfileError, readProfile } from '../monitoring/index.ts'
import { type FailureTiming, LAST_DAY } from './days-to-failure.ts'
import { learnerIds, type Settings } from './learners.ts'
import type { WarningFeature } from './panel.ts'
import type { LevelPolicy } from './risk-level.ts'
import type { WarningBundle, WarningLearner } from './warning-bundle.ts'
import { type WarningModel, warningModel } from './warning-model.ts'
import type { WarningReport } from './warning-report.ts'

const units = ['ratio', 'percent', 'days', 'weeks', 'count', 'score', 'money', 'flag'] as const
const directions = ['increasing', 'decreasing', 'free'] as const
const MOST_PROFILES = 1_000

/** The bytes of a model's file; the same training gives the same bytes. */
export function writeWarningModel(bundle: WarningBundle): Uint8Array {
  return serializeModel(bundle)
}

/**
 * A model out of its file, checked whole: what passes can be scored with and explained.
 *
 * @throws ModelFileError that names what is wrong
 * @see docs/methods/early-warning-model.md
 */
export function openWarningModel(bytes: Uint8Array): WarningModel {
  return warningModel(checkWarningBundle(parseModel(bytes)))
}

/** @throws ModelFileError that names the field that is wrong */
function checkWarningBundle(content: unknown): WarningBundle {
  const file = new JsonField(content, '')
  if (file.get('kind').value !== 'early-warning')
    throw new ModelFileError(
      'This is a model file, but not one of early warning: train one with `warning train`.',
    )
  if (file.get('format').value !== 1)
    throw new ModelFileError('The model was made by a version of early warning that is not known here.')
  const features = featuresOf(file.get('features'))
  const count = features.length
  const preparation = file.get('preparation')
  const featureSet = file.get('featureSet')
  const threshold = shareOf(file.get('threshold'))
  const missCost = file.get('missCost').number()
  if (!(missCost > 0)) file.get('missCost').fail('a cost above 0 is needed')
  const learners = learnersOf(file.get('learners'), features)
  const kept = int32(preparation.get('kept'))
  if (!kept.every((feature, k) => feature >= 0 && feature < count && (k === 0 || feature > kept[k - 1])))
    preparation.get('kept').fail('places of features, ascending, are needed')
  const clipUpper = float64(preparation.get('clipUpper'), count)
  if (clipUpper.some(Number.isNaN)) preparation.get('clipUpper').fail('bounds are numbers')
  return {
    kind: 'early-warning',
    format: 1,
    featureSet: { name: featureSet.get('name').text(), hash: featureSet.get('hash').text() },
    features,
    learners,
    calibrator: checkCalibrator(file.get('calibrator')),
    threshold,
    missCost,
    levels: levelsOf(file.get('levels')),
    preparation: { clipUpper, kept },
    background: backgroundOf(file.get('background'), count),
    median: finiteOrMissing(file.get('median'), count),
    timing: timingOf(file.get('timing'), features),
    reference: {
      features: profileText(file.get('reference').get('features')),
      scores: profileText(file.get('reference').get('scores')),
    },
    report: reportOf(file.get('report')),
  }
}

function featuresOf(field: JsonField): WarningFeature[] {
  const features = field.items().map((item) => ({
    id: item.get('id').text(),
    title: item.get('title').text(),
    group: oneOf(item.get('group'), featureGroups),
    unit: oneOf(item.get('unit'), units),
    monotone: oneOf(item.get('monotone'), directions),
  }))
  if (features.length === 0) field.fail('at least one feature is needed')
  if (new Set(features.map(({ id }) => id)).size !== features.length) field.fail('a feature is there twice')
  return features
}

function learnersOf(field: JsonField, features: readonly WarningFeature[]): WarningLearner[] {
  const learners = field.items().map((item): WarningLearner => {
    const weight = shareOf(item.get('weight'))
    const model = checkTreeModel(item.get('model').value)
    requireFeatures(item.get('model'), model, features)
    if (model.ensemble.link !== 'logistic') item.get('model').fail('trees that answer log-odds are needed')
    return {
      id: oneOf(item.get('id'), learnerIds),
      title: item.get('title').text(),
      weight,
      settings: item.get('settings').record() as Settings,
      model,
    }
  })
  if (new Set(learners.map(({ id }) => id)).size !== learners.length) field.fail('a learner is there twice')
  const sum = learners.reduce((total, { weight }) => total + weight, 0)
  if (!(Math.abs(sum - 1) <= 1e-9)) field.fail('weights that sum to 1 are needed')
  return learners
}

function levelsOf(field: JsonField): LevelPolicy {
  const [medium, high, critical] = (['medium', 'high', 'critical'] as const).map((name) =>
    shareOf(field.get(name)),
  )
  if (!(medium > 0 && high > medium && critical > high && critical < 1))
    field.fail('limits rise between 0 and 1')
  return { medium, high, critical }
}

function backgroundOf(field: JsonField, count: number): Matrix {
  const rows = field.get('rows').integer(1, MOST_PROFILES)
  const columns = field.get('columns').items()
  if (columns.length !== count) field.get('columns').fail(`${count} columns are needed`)
  return { rows, columns: columns.map((column) => finiteOrMissing(column, rows)) }
}

function timingOf(field: JsonField, features: readonly WarningFeature[]): FailureTiming {
  const by = oneOf(field.get('by'), ['days', 'probability'] as const)
  const from = float64(field.get('from'))
  const rows = int32(field.get('rows'))
  const byDay = float64(field.get('byDay'), from.length * LAST_DAY)
  if (from.length === 0 || rows.length !== from.length || from[0] !== Number.NEGATIVE_INFINITY)
    field.fail('bands begin at −∞, each with its rows')
  for (let band = 1; band < from.length; band++)
    if (!(from[band] >= from[band - 1] && from[band] < Number.POSITIVE_INFINITY))
      field.get('from').fail('bands rise')
  for (let i = 0; i < byDay.length; i++)
    if (!(byDay[i] >= (i % LAST_DAY === 0 ? 0 : byDay[i - 1]) && byDay[i] <= 1 + 1e-9))
      field.get('byDay').fail('chances rise from 0 to 1 over the days')
  if (by === 'probability') return { by, from, byDay, rows }
  const trees = checkTreeModel(field.get('trees').value)
  requireFeatures(field.get('trees'), trees, features)
  if (
    trees.columns.length !== features.length ||
    trees.columns.some((source, f) => source.kind !== 'input' || source.input !== f)
  )
    field.get('trees').fail('every feature is needed, in the order of the model')
  if (trees.ensemble.link !== 'identity') field.get('trees').fail('trees that answer log-days are needed')
  return { by, trees, from, byDay, rows }
}

/** Reads the features of the model, as they are, and answers one number. */
function requireFeatures(field: JsonField, model: TreeModel, features: readonly WarningFeature[]): void {
  const { inputs, columns, ensemble } = model
  if (
    inputs.length !== features.length ||
    inputs.some(({ name, kind }, f) => name !== features[f].id || kind !== 'number')
  )
    field.fail('trees read the features of the model')
  if (columns.some(({ kind }) => kind !== 'input')) field.fail('trees read features as they are')
  if (
    ensemble.outputs !== 1 ||
    ensemble.average ||
    ensemble.comparison !== 'float64' ||
    ensemble.summation !== 'float64' ||
    (ensemble.slope ?? 1) !== 1
  )
    field.fail('trees that add up to one number are needed')
}

/** Of the report what others compute with; the rest is passed on as it is. */
function reportOf(field: JsonField): WarningReport {
  for (const name of ['trainFrom', 'trainTo', 'testDate'] as const) field.get(name).text()
  for (const name of ['seed', 'rows', 'customers', 'events'] as const) field.get(name).number()
  const evaluation = field.get('evaluation')
  for (const name of ['auc', 'brier', 'calibrationError'] as const)
    for (const part of ['value', 'lower', 'upper'] as const) evaluation.get(name).get(part).number()
  for (const item of field.get('importance').items()) {
    item.get('feature').text()
    item.get('meanAbsolute').number()
  }
  for (const warning of field.get('warnings').items()) warning.text()
  for (const contender of field.get('contenders').items()) contender.get('title').text()
  return field.value as WarningReport
}

function profileText(field: JsonField): string {
  const text = field.text()
  try {
    readProfile(text)
  } catch (cause) {
    if (!(cause instanceof ProfileError)) throw cause
    throw new ModelFileError(`${field.path}: ${cause.message}`, { cause })
  }
  return text
}

function shareOf(field: JsonField): number {
  const value = field.number()
  if (!(value >= 0 && value <= 1)) field.fail('a number between 0 and 1 is needed')
  return value
}

function oneOf<T extends string>(field: JsonField, words: readonly T[]): T {
  const word = words.find((each) => each === field.value)
  return word ?? field.fail(`one of ${words.join(', ')} is needed`)
}

function float64(field: JsonField, length?: number): Float64Array {
  const { value } = field
  if (!(value instanceof Float64Array)) return field.fail('an array of numbers is needed')
  if (length !== undefined && value.length !== length)
    field.fail(`${length} numbers are needed, and there are ${value.length}`)
  return value
}

function finiteOrMissing(field: JsonField, length: number): Float64Array {
  const values = float64(field, length)
  if (values.some((value) => !Number.isNaN(value) && !Number.isFinite(value)))
    field.fail('numbers are finite or missing')
  return values
}

function int32(field: JsonField): Int32Array {
  const { value } = field
  return value instanceof Int32Array ? value : field.fail('an array of integers is needed')
}
