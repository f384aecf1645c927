/** What a ctr is computed on: categories, and answers of yes and no, one hash for all. */
import type { HashedPart } from '../../trees/tree-ensemble.ts'
import type { JsonField } from '../json-field.ts'
import type { CatboostFeatures } from './read-features.ts'

const least32 = -(2 ** 31)
const most32 = 2 ** 31 - 1

/** Whether NaN answers yes to "above this border" of a float feature. */
export type MissingAt = (index: number, border: number) => boolean

/** @param elements a list of elements; CatBoost hashes categories first, then borders, then exact values */
export function readCombination(
  elements: JsonField,
  features: CatboostFeatures,
  missingAt: MissingAt,
): HashedPart[] {
  const parts = elements.items().map((element) => readPart(element, features, missingAt))
  if (parts.length === 0) elements.fail('a feature is needed')
  const order = ['category', 'above', 'equals']
  return parts.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

function readPart(element: JsonField, features: CatboostFeatures, missingAt: MissingAt): HashedPart {
  const kind = element.get('combination_element')
  switch (kind.value) {
    case 'cat_feature_value':
      return { kind: 'category', input: categoryOf(element, features) }
    case 'float_feature': {
      const border = element.get('border').float32()
      const missing = missingAt(element.get('float_feature_index').number(), border)
      return { kind: 'above', input: floatOf(element, features), border, missing }
    }
    case 'cat_feature_exact_value':
      return {
        kind: 'equals',
        input: categoryOf(element, features),
        hash: element.get('value').integer(least32, most32) >>> 0,
      }
    default:
      return kind.fail('cat_feature_value, float_feature or cat_feature_exact_value is needed')
  }
}

export function categoryOf(field: JsonField, { categories }: CatboostFeatures): number {
  const index = field.get('cat_feature_index')
  return (categories.get(index.number()) ?? index.fail('the index of a categorical feature is needed')).input
}

export function floatOf(field: JsonField, { floats }: CatboostFeatures): number {
  const index = field.get('float_feature_index')
  return (floats.get(index.number()) ?? index.fail('the index of a float feature is needed')).input
}
