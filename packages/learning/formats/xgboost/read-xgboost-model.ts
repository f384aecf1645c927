/** XGBoost's JSON, as text or binary, as a model of ours. */
import type { Feature } from '../../data/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { checkTreeEnsemble } from '../check-tree-ensemble.ts'
import { EnsembleBuilder } from '../ensemble-builder.ts'
import { JsonField, parseModelJson } from '../json-field.ts'
import { readUbjson } from './read-ubjson.ts'
import { readXgboostCategories } from './read-xgboost-categories.ts'
import { readXgboostTree } from './read-xgboost-tree.ts'
import { linkOf, rawBaseScore } from './xgboost-objective.ts'

/** Bounds on what a file may claim without showing it. */
const mostFeatures = 1 << 17
const mostOutputs = 1 << 16
const mostCodesWithoutLabels = 1 << 16
const mostLabelsMadeUp = 1 << 20

/**
 * Reads what `booster.save_model('….json')` or `….ubj` wrote: gbtree and dart, forests of parallel trees, several classes or
 * targets, categories, missing values.
 *
 * `x < t` of XGBoost becomes `x ≤ t′` with t′ the next number of 32 bits below t; sets of categories, which go right
 * there, go left here, with children exchanged. Values of inner nodes are means of their leaves weighted by cover.
 * All trees count, as for `Booster.predict`, whatever `best_iteration` says.
 *
 * @param file text of JSON, or bytes of binary JSON
 * @throws ModelFileError when the file is damaged, hostile, or holds what we do not score
 * @see docs/methods/model-exchange.md
 */
export function readXgboostModel(file: string | Uint8Array): TreeModel {
  const root =
    typeof file === 'string' ? parseModelJson(file, 'XGBoost') : new JsonField(readUbjson(file), '')
  const learner = root.get('learner')
  const { model, weights } = boosterOf(learner.get('gradient_booster'))
  const parameters = learner.get('learner_model_param')
  const features = parameters.get('num_feature').count(1, mostFeatures)
  const outputs = Math.max(
    1,
    parameters.find('num_class')?.count(0, mostOutputs) ?? 0,
    parameters.find('num_target')?.count(0, mostOutputs) ?? 0,
  )
  const objective = learner.get('objective').get('name')
  const link = linkOf(objective)
  const base = baseOf(parameters.get('base_score'), objective.text(), outputs)

  const trees = model.get('trees').items()
  const outputOf = model.get('tree_info').integers(0, outputs - 1, trees.length)
  const weightOf = weights?.numbers(trees.length)
  const labels = readXgboostCategories(model.find('cats'))
  const codes = new Map<number, number>()
  const builder = new EnsembleBuilder()
  for (const [index, tree] of trees.entries()) {
    builder.beginTree(outputOf[index])
    readXgboostTree(tree, builder, {
      features,
      weight: weightOf === undefined ? 1 : Math.fround(weightOf[index]),
      takesCode: (feature, code, at) => {
        const known = labels[feature]
        if (known !== undefined) return code < known.length
        if (code >= mostCodesWithoutLabels)
          at.fail(
            `categories without labels must stay below ${mostCodesWithoutLabels}, not reach ${code} for feature ${feature}`,
          )
        codes.set(feature, Math.max(codes.get(feature) ?? 0, code + 1))
        return true
      },
    })
  }
  builder.fillInnerNodes('kept')
  const ensemble = builder.build({ base, link, comparison: 'float32', summation: 'float32' })
  checkTreeEnsemble(ensemble, features)
  return {
    kind: 'trees',
    inputs: readFeatures(learner, features, labels, codes),
    columns: Array.from({ length: features }, (_, input) => ({ kind: 'input', input })),
    ensemble,
  }
}

function boosterOf(booster: JsonField): { model: JsonField; weights: JsonField | undefined } {
  const name = booster.get('name')
  if (name.value === 'gbtree') return { model: booster.get('model'), weights: undefined }
  if (name.value === 'dart')
    return { model: booster.get('gbtree').get('model'), weights: booster.get('weight_drop') }
  if (name.value === 'gblinear')
    name.fail(
      'trees are needed, and this booster is linear; retrain with booster="gbtree", or bring a scorecard',
    )
  return name.fail('gbtree or dart is needed')
}

/** "5E-1" up to 3.0; "[5E-1]" or one number per output from 3.1 on. */
function baseOf(field: JsonField, objective: string, outputs: number): Float64Array {
  const written = field.text().trim()
  const list = (written.startsWith('[') && written.endsWith(']') ? written.slice(1, -1) : written).split(',')
  if (list.length !== 1 && list.length !== outputs)
    field.fail(`one number or ${outputs} numbers are needed, and there are ${list.length}`)
  const base = list.map((number) =>
    rawBaseScore(objective, new JsonField(number.trim() === '' ? number : Number(number), field.path)),
  )
  return Float64Array.from({ length: outputs }, (_, output) => base[list.length === 1 ? 0 : output])
}

function readFeatures(
  learner: JsonField,
  count: number,
  labels: readonly (readonly string[] | undefined)[],
  codes: ReadonlyMap<number, number>,
): Feature[] {
  const names = namesOf(learner.find('feature_names'), count)
  const types = learner.find('feature_types')?.items() ?? []
  let madeUp = 0
  for (const [feature, most] of codes) if (labels[feature] === undefined) madeUp += most
  if (madeUp > mostLabelsMadeUp)
    learner.fail(`categories without labels may take ${mostLabelsMadeUp} codes together, not ${madeUp}`)
  return Array.from({ length: count }, (_, feature) => {
    const name = names?.[feature] ?? `f${feature}`
    const isCategory = types[feature]?.value === 'c' || codes.has(feature) || labels[feature] !== undefined
    if (!isCategory) return { name, kind: 'number' }
    const categories =
      labels[feature] ?? Array.from({ length: codes.get(feature) ?? 0 }, (_, code) => String(code))
    return { name, kind: 'category', categories }
  })
}

function namesOf(field: JsonField | undefined, count: number): string[] | undefined {
  if (field === undefined) return undefined
  const names = field.items().map((name) => name.text())
  if (names.length === 0) return undefined
  if (names.length !== count) field.fail(`${count} names are needed, and there are ${names.length}`)
  if (new Set(names).size < count) field.fail('names that differ are needed')
  return names
}
