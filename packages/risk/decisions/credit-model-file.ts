/** Credit models as files, and out of files that anyone may have written. */
import { DataError, type Matrix } from '@pratibimba/learning/data'
import type { InputMarginal } from '@pratibimba/learning/explanation/population'
import {
  checkTrainedModel,
  JsonField,
  ModelFileError,
  parseModel,
  serializeModel,
} from '@pratibimba/learning/formats'
import { inputsOf, outputsOf } from '@pratibimba/learning/models'
import { type CreditFeature, type CreditModelBundle, riskDirections } from './credit-model.ts'
import { requireLawful } from './fit-credit-model.ts'
import { type CreditModel, creditModel } from './open-credit-model.ts'

const MOST_PROFILES = 1_000

/** The bytes of a model's file; the same training gives the same bytes. */
export function writeCreditModel(bundle: CreditModelBundle): Uint8Array {
  return serializeModel(bundle)
}

/**
 * A model out of its file, checked whole: what passes can be decided with and explained.
 *
 * @throws ModelFileError that names what is wrong
 * @see docs/methods/credit-decisions.md
 */
export function openCreditModel(bytes: Uint8Array): CreditModel {
  const bundle = checkCreditBundle(parseModel(bytes))
  try {
    requireLawful(bundle.features)
    return creditModel(bundle)
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause
    throw new ModelFileError(cause.message, { cause })
  }
}

/** @throws ModelFileError that names the field that is wrong */
function checkCreditBundle(content: unknown): CreditModelBundle {
  const file = new JsonField(content, '')
  if (file.get('kind').value !== 'credit')
    throw new ModelFileError('This is a model file, but not one of credit decisions.')
  if (file.get('format').value !== 1)
    throw new ModelFileError('The model was made by a version of credit decisions that is not known here.')
  const features = featuresOf(file.get('features'))
  const trained = checkTrainedModel(file.get('trained').value)
  const field = file.get('trained').get('model')
  const inputs = inputsOf(trained.model)
  if (
    inputs.length !== features.length ||
    inputs.some(({ name, kind, categories, hashed }, f) => {
      const own = features[f]
      const labels = categories ?? []
      return (
        hashed === true ||
        name !== own.id ||
        kind !== own.kind ||
        labels.length !== (own.categories?.length ?? 0) ||
        labels.some((label, code) => label !== own.categories?.[code])
      )
    })
  )
    field.fail('the features of the file are needed as inputs, in their order')
  if (outputsOf(trained.model) !== 1) field.fail('a model that answers one number is needed')
  const featureSet = file.get('featureSet')
  const inferred = file.find('rejectInference')
  return {
    kind: 'credit',
    format: 1,
    featureSet: { name: featureSet.get('name').text(), hash: featureSet.get('hash').text() },
    features,
    trained,
    background: backgroundOf(file.get('background'), features),
    marginals: marginalsOf(file.get('marginals'), features),
    importance: importanceOf(file.get('importance'), features),
    reasonTable: file.get('reasonTable').text(),
    rejectInference: inferred === undefined ? null : inferred.text(),
  }
}

function featuresOf(field: JsonField): CreditFeature[] {
  const features = field.items().map((item): CreditFeature => {
    const kind = oneOf(item.get('kind'), ['number', 'category'] as const)
    const labels = item.find('categories')
    if ((kind === 'category') !== (labels !== undefined)) item.fail('categories are needed, of categories')
    return {
      id: item.get('id').text(),
      title: item.get('title').text(),
      unit: item.get('unit').text(),
      monotone: oneOf(item.get('monotone'), riskDirections),
      kind,
      ...(labels && { categories: labels.items().map((label) => label.text()) }),
    }
  })
  if (features.length === 0) field.fail('at least one feature is needed')
  if (new Set(features.map(({ id }) => id)).size !== features.length) field.fail('a feature is there twice')
  return features
}

function backgroundOf(field: JsonField, features: readonly CreditFeature[]): Matrix {
  const rows = field.get('rows').integer(1, MOST_PROFILES)
  const columns = field.get('columns').items()
  if (columns.length !== features.length) field.get('columns').fail(`${features.length} columns are needed`)
  return { rows, columns: columns.map((column) => knownOrMissing(column, rows)) }
}

function marginalsOf(field: JsonField, features: readonly CreditFeature[]): InputMarginal[] {
  const items = field.items()
  if (items.length !== features.length) field.fail(`${features.length} are needed, one for each feature`)
  return items.map((item, f) => {
    const missingShare = shareOf(item.get('missingShare'))
    if (item.get('kind').value !== features[f].kind) item.get('kind').fail(`${features[f].kind} is needed`)
    if (features[f].kind === 'category') {
      const codes = finite(item.get('codes'))
      const shares = finite(item.get('shares'), codes.length)
      if (shares.some((share) => !(share >= 0 && share <= 1)))
        item.get('shares').fail('shares from 0 to 1 are needed')
      return { kind: 'category', missingShare, codes, shares }
    }
    const quantiles = finite(item.get('quantiles'))
    if (quantiles.length !== 0 && quantiles.length !== 101)
      item.get('quantiles').fail('101 percentiles are needed, or none')
    if (quantiles.some((value, k) => k > 0 && value < quantiles[k - 1]))
      item.get('quantiles').fail('percentiles rise')
    const positive = (name: 'deviation' | 'scale' | 'step') => {
      const value = item.get(name).number()
      return value > 0 ? value : item.get(name).fail('a number above 0 is needed')
    }
    return {
      kind: 'number',
      missingShare,
      quantiles,
      mean: item.get('mean').number(),
      deviation: positive('deviation'),
      scale: positive('scale'),
      step: positive('step'),
    }
  })
}

function importanceOf(field: JsonField, features: readonly CreditFeature[]): CreditModelBundle['importance'] {
  const known = new Set(features.map(({ id }) => id))
  const importance = field.items().map((item) => {
    const feature = item.get('feature').text()
    if (!known.delete(feature)) item.get('feature').fail('each feature is needed once')
    return { feature, share: shareOf(item.get('share')) }
  })
  if (known.size > 0) field.fail(`${[...known][0]} is missing`)
  const sum = importance.reduce((total, { share }) => total + share, 0)
  if (!(Math.abs(sum - 1) <= 1e-9)) field.fail('shares that sum to 1 are needed')
  return importance
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

function finite(field: JsonField, length?: number): Float64Array {
  const values = float64(field, length)
  if (!values.every(Number.isFinite)) field.fail('finite numbers are needed')
  return values
}

function knownOrMissing(field: JsonField, length: number): Float64Array {
  const values = float64(field, length)
  if (values.some((value) => !Number.isNaN(value) && !Number.isFinite(value)))
    field.fail('numbers are finite or missing')
  return values
}
