/** A model of trees as CatBoost's JSON, for `load_model(…, format='json')`. */
import type { TreeModel } from '../../models/model.ts'
import type { HashedPart } from '../../trees/tree-ensemble.ts'
import { leafScale, scoreScale } from '../plain-splits.ts'
import { type AskedQuestion, askedQuestions } from './asked-questions.ts'
import { lossOf } from './catboost-objective.ts'
import { type CtrTable, ctrTables } from './ctr-tables.ts'
import { type FloatEntry, floatEntries } from './float-entries.ts'
import { featuresJson, tableJson } from './write-features.ts'
import { numberList, numberText, writeTrees } from './write-trees.ts'

/**
 * Symmetric trees stay symmetric; where one tree is not, all are written as nested nodes. Thresholds of numbers are
 * rounded down to 32 bits, as CatBoost holds nothing else: decisions are kept for every input of 32 bits. Sets of
 * categories and target statistics become ctrs that decide the same; a missing category is the label "nan".
 *
 * @throws ModelFileError when labels are not known or share a hash, or a split sends zeros elsewhere than their value
 *   says
 * @see docs/methods/model-exchange.md
 */
export function writeCatboostModel(model: TreeModel): string {
  const { ensemble } = model
  const { questions, ofNode } = askedQuestions(model)
  const tables = ctrTables(model, questions)
  const parts = tables.flatMap((table) => table.parts)
  const places = placesOf(model)
  const floats = floatEntries(model, questions, parts)
  const values = exactValues(parts)
  const splits = numberSplits(questions, floats, values, tables, places)

  const trees = writeTrees(
    ensemble,
    ofNode.map((question) => (question < 0 ? -1 : splits.indexOf[question])),
    (index) => splits.json[index],
    leafScale(ensemble),
  )
  const base = Array.from(ensemble.base, (score) => score * scoreScale(ensemble))
  // CatBoost learns the number of outputs from its trees.
  const json =
    ensemble.treeOutput.length > 0
      ? trees.json
      : `[{"leaf_values":${numberList(base.map(() => 0))},"leaf_weights":[0],"splits":[]}]`
  return `{${[
    ...(tables.length === 0
      ? []
      : [`"ctr_data":{${tables.map((table) => tableJson(table, places)).join(',')}}`]),
    `"features_info":{${featuresJson(model, floats, values, tables, places)}}`,
    `"model_info":${JSON.stringify(modelInfo(model))}`,
    `"${trees.key}":${json}`,
    `"scale_and_bias":[1,${numberList(base)}]`,
  ].join(',')}}`
}

/** The index of each input among those of its kind. */
function placesOf({ inputs }: TreeModel): readonly number[] {
  const counts = { number: 0, category: 0 }
  return inputs.map(({ kind }) => counts[kind]++)
}

/** The hashes that ctrs compare categories with, by input; 32 bits with their sign. */
function exactValues(parts: readonly HashedPart[]): ReadonlyMap<number, readonly number[]> {
  const values = new Map<number, Set<number>>()
  for (const part of parts)
    if (part.kind === 'equals')
      values.set(part.input, (values.get(part.input) ?? new Set()).add(part.hash | 0))
  return new Map([...values].sort(([a], [b]) => a - b).map(([input, hashes]) => [input, [...hashes]]))
}

/** CatBoost numbers borders of floats, then exact values, then borders of ctrs. */
function numberSplits(
  questions: readonly AskedQuestion[],
  floats: readonly FloatEntry[],
  values: ReadonlyMap<number, readonly number[]>,
  tables: readonly CtrTable[],
  places: readonly number[],
): { indexOf: Int32Array; json: string[] } {
  const place = new Map<string | AskedQuestion, number>()
  const json: string[] = []
  const add = (key: string | AskedQuestion, fields: string): void => {
    place.set(key, json.length)
    json.push(`{${fields.replace('#', String(json.length))}}`)
  }
  for (const { input, missing, borders } of floats)
    for (const border of borders)
      add(
        `${input} ${missing} ${border}`,
        `"border":${numberText(border)},"float_feature_index":${places[input]},"split_index":#,"split_type":"FloatFeature"`,
      )
  for (const [input, hashes] of values)
    for (const hash of hashes)
      add(
        `${input} = ${hash}`,
        `"cat_feature_index":${places[input]},"split_index":#,"split_type":"OneHotFeature","value":${hash}`,
      )
  for (const table of tables)
    for (const [statistic, asked] of table.questions.entries())
      for (const [index, question] of asked.entries())
        add(
          question,
          `"border":${table.borders[statistic][index]},"ctr_target_border_idx":${statistic},"split_index":#,"split_type":"OnlineCtr"`,
        )
  const indexOf = Int32Array.from(questions, (question) =>
    question.kind === 'number'
      ? place.get(`${question.input} ${question.missing} ${question.border}`)!
      : place.get(question)!,
  )
  return { indexOf, json }
}

function modelInfo({ ensemble: { link, outputs } }: TreeModel): Record<string, unknown> {
  const type = lossOf(link, outputs)
  // CatBoost warns where the second is missing.
  const params = { loss_function: { type, params: {} }, flat_params: { loss_function: type } }
  if (link !== 'softmax' && (link !== 'logistic' || outputs > 1)) return { params }
  const classes = Array.from({ length: Math.max(2, outputs) }, (_, index) => index)
  return {
    params,
    class_params: {
      class_label_type: 'Integer',
      class_names: classes,
      class_to_label: classes,
      classes_count: 0,
    },
  }
}
