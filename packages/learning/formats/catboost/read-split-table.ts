/** Every yes/no question a CatBoost model can ask, in the order in which its trees number them. */
import { hashCombination } from '../../trees/hashed-statistics/index.ts'
import type { ColumnSource } from '../../trees/tree-ensemble.ts'
import type { JsonField } from '../json-field.ts'
import { categoryOf, floatOf } from './read-combination.ts'
import { readCtr } from './read-ctr.ts'
import { type CatboostFeatures, isMissingAbove } from './read-features.ts'

export interface Question {
  /** The column it is asked of. */
  readonly column: number
  /** "Above this border?", or "is it this code?" */
  readonly asks: { readonly above: number } | { readonly code: number }
  /** Whether NaN answers yes. */
  readonly missing: boolean
}

export interface SplitTable {
  readonly questions: readonly Question[]
  readonly columns: readonly ColumnSource[]
}

/**
 * Borders of float features, then exact values of categories, then borders of ctrs; each in the order of the file.
 *
 * @param info   the field `features_info`
 * @param tables the field `ctr_data`
 */
export function readSplitTable(
  info: JsonField,
  tables: JsonField | undefined,
  features: CatboostFeatures,
): SplitTable {
  const columns: ColumnSource[] = features.inputs.map((_, input) => ({ kind: 'input', input }))
  const questions: Question[] = []
  const missingByBorder = new Map<string, boolean>()
  for (const feature of info.find('float_features')?.items() ?? []) {
    const column = floatOf(renamed(feature, 'float_feature_index'), features)
    const index = feature.get('feature_index').number()
    const missing = isMissingAbove(feature)
    for (const border of bordersOf(feature)) {
      questions.push({ column, asks: { above: border }, missing })
      missingByBorder.set(`${index} ${border}`, missing)
    }
  }
  const missingAt = (index: number, border: number): boolean =>
    missingByBorder.get(`${index} ${border}`) ?? false
  for (const feature of info.find('categorical_features')?.items() ?? []) {
    const values = feature.find('values')?.integers(-(2 ** 31), 2 ** 31 - 1)
    if (values === undefined || values.length === 0) continue
    const input = categoryOf(renamed(feature, 'cat_feature_index'), features)
    if (new Set(values).size < values.length) feature.get('values').fail('values that differ are needed')
    for (let code = 0; code < values.length; code++)
      questions.push({ column: columns.length, asks: { code }, missing: false })
    columns.push(codesOfValues(input, values))
  }
  for (const ctr of info.find('ctrs')?.items() ?? []) {
    for (const border of bordersOf(ctr))
      questions.push({ column: columns.length, asks: { above: border }, missing: false })
    columns.push(readCtr(ctr, tables, features, missingAt))
  }
  return { questions, columns }
}

/** The same feature where `feature_index` stands under the name that splits have for it. */
function renamed(feature: JsonField, key: string): JsonField {
  return feature.with({ [key]: feature.get('feature_index').value })
}

function bordersOf(field: JsonField): Float64Array {
  const borders = field.find('borders')?.numbers() ?? new Float64Array(0)
  for (let i = 0; i < borders.length; i++) {
    borders[i] = Math.fround(borders[i])
    if (!Number.isFinite(borders[i])) field.get('borders').fail('borders of 32 bits are needed')
  }
  return borders
}

/** The place of a category among the values that splits ask for; −1 for all others. */
function codesOfValues(input: number, values: Int32Array): ColumnSource {
  const high = new Uint32Array(values.length)
  const low = new Uint32Array(values.length)
  hashCombination(high, low, values)
  const order = Array.from(values, (_, i) => i).sort((a, b) => high[a] - high[b] || low[a] - low[b])
  return {
    kind: 'hashed-statistic',
    parts: [{ kind: 'category', input }],
    cells: Uint32Array.from(order.flatMap((i) => [high[i], low[i]])),
    values: Float64Array.from(order),
    otherwise: -1,
  }
}
