/** What CatBoost's JSON says of features: floats with their borders, categories, ctrs and the tables of these. */
import type { TreeModel } from '../../models/model.ts'
import type { HashedPart } from '../../trees/tree-ensemble.ts'
import type { CtrTable } from './ctr-tables.ts'
import type { FloatEntry } from './float-entries.ts'
import { numberList, numberText } from './write-trees.ts'

/** @param places the index of each input among those of its kind */
export function featuresJson(
  { inputs }: TreeModel,
  floats: readonly FloatEntry[],
  values: ReadonlyMap<number, readonly number[]>,
  tables: readonly CtrTable[],
  places: readonly number[],
): string {
  const placeOf = (input: number): string =>
    `"feature_id":${JSON.stringify(inputs[input].name)},"feature_index":${places[input]},"flat_feature_index":${input}`
  const lists: [string, string[]][] = [
    [
      'categorical_features',
      [...inputs.keys()]
        .filter((input) => inputs[input].kind === 'category')
        .map((input) => {
          const hashes = values.get(input)
          return `{${placeOf(input)}${hashes === undefined ? '' : `,"string_values":[],"values":${numberList(hashes)}`}}`
        }),
    ],
    [
      'ctrs',
      tables.flatMap((table) =>
        table.borders.map((borders, statistic) => ctrJson(table, borders, statistic, places)),
      ),
    ],
    [
      'float_features',
      floats.map(
        ({ input, missing, borders }) =>
          `{"borders":${numberList(borders)},${placeOf(input)},"has_nans":true,"nan_value_treatment":"${missing === 'right' ? 'AsTrue' : 'AsFalse'}"}`,
      ),
    ],
  ]
  return lists
    .filter(([, list]) => list.length > 0)
    .map(([key, list]) => `"${key}":[${list.join(',')}]`)
    .join(',')
}

function ctrJson(
  table: CtrTable,
  borders: readonly number[],
  statistic: number,
  places: readonly number[],
): string {
  const elements = elementsJson(table.parts, places)
  return `{"borders":${numberList(borders)},"ctr_type":"Buckets","elements":${elements},"identifier":${JSON.stringify(identifier(elements))},"prior_denomerator":1,"prior_numerator":0,"scale":1,"shift":0,"target_border_idx":${statistic}}`
}

export function tableJson({ parts, borders, rows }: CtrTable, places: readonly number[]): string {
  const map = [...rows].map(
    ([hash, counts]) => `"${hash}",${counts.join(',')},${-counts.reduce((sum, count) => sum + count, 0)}`,
  )
  return `${JSON.stringify(identifier(elementsJson(parts, places)))}:{"counter_denominator":0,"hash_map":[${map.join(',')}],"hash_stride":${borders.length + 2}}`
}

function identifier(elements: string): string {
  return `{"identifier":${elements},"type":"Buckets"}`
}

function elementsJson(parts: readonly HashedPart[], places: readonly number[]): string {
  return `[${parts
    .map((part) => {
      const index = places[part.input]
      if (part.kind === 'category')
        return `{"cat_feature_index":${index},"combination_element":"cat_feature_value"}`
      if (part.kind === 'equals')
        return `{"cat_feature_index":${index},"combination_element":"cat_feature_exact_value","value":${part.hash | 0}}`
      return `{"border":${numberText(part.border)},"combination_element":"float_feature","float_feature_index":${index}}`
    })
    .join(',')}]`
}
