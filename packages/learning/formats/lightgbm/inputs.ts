/** The columns of a LightGBM model: which are categories, and what their codes stand for. */
import type { Feature } from '../../data/index.ts'
import { ModelFileError } from '../model-file-error.ts'
import type { ModelText, TextBlock } from './model-text.ts'

/** What a feature is, and the code of each number that LightGBM knows it by. */
export interface LightGbmInput {
  readonly feature: Feature
  /** Absent where numbers are codes, and for features that are no categories. */
  readonly codes?: ReadonlyMap<number, number>
}

/**
 * Features of a model.
 *
 * Categories of pandas columns are their labels; those of integer columns are the integers, as text.
 *
 * @param splitCodes integers that splits of categories name, by column
 */
export function inputsOf(
  { header, pandasCategorical }: ModelText,
  splitCodes: ReadonlyMap<number, ReadonlySet<number>>,
): LightGbmInput[] {
  const names = header.words('feature_names')
  if (new Set(names).size !== names.length) header.fail('two features have the same name')
  const declared = header.integer('max_feature_idx', -1, Number.MAX_SAFE_INTEGER) + 1
  if (names.length !== declared) header.fail(`${declared} features with ${names.length} names`)
  const infos = header.words('feature_infos')
  if (infos.length !== 0 && infos.length !== names.length)
    header.fail(`${names.length} features with ${infos.length} "feature_infos"`)
  const seen = names.map((_, column) => seenCategories(header, infos[column]))
  const isCategory = names.map((_, column) => seen[column] !== undefined || splitCodes.has(column))
  const labels = pandasCategorical === undefined ? undefined : pandasLabels(pandasCategorical)
  const withLabels = labels === undefined ? [] : columnsWithLabels(labels.length, isCategory, infos)
  return names.map((name, column) => {
    const place = withLabels.indexOf(column)
    if (labels !== undefined && place >= 0)
      return { feature: { name, kind: 'category', categories: labels[place] } }
    if (!isCategory[column]) return { feature: { name, kind: 'number' } }
    const numbers = [...new Set([...(seen[column] ?? []), ...(splitCodes.get(column) ?? [])])].sort(
      (a, b) => a - b,
    )
    return {
      feature: { name, kind: 'category', categories: numbers.map(String) },
      codes: new Map(numbers.map((number, code) => [number, code])),
    }
  })
}

/** The categories of an info such as `-1:3:0:7`; nothing for `none` and ranges such as `[0:1]`. */
function seenCategories(header: TextBlock, info: string | undefined): number[] | undefined {
  if (info === undefined || info === 'none' || info.startsWith('[')) return undefined
  const numbers = info.split(':').map(Number)
  if (!numbers.every((number) => Number.isInteger(number) && Math.abs(number) < 2 ** 31))
    header.fail(`"feature_infos" holds ${JSON.stringify(info.slice(0, 40))}, which are not categories`)
  return numbers.filter((number) => number >= 0)
}

function pandasLabels(line: string): string[][] {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    throw new ModelFileError('LightGBM model: "pandas_categorical" is not JSON.', { cause })
  }
  if (!Array.isArray(value) || !value.every(Array.isArray))
    throw new ModelFileError('LightGBM model: "pandas_categorical" is not a list of lists.')
  return value.map((labels: unknown[], column) => {
    const texts = labels.map((label) => {
      if (!['string', 'number', 'boolean'].includes(typeof label))
        throw new ModelFileError(
          `LightGBM model: list ${column} of "pandas_categorical" holds more than texts and numbers.`,
        )
      return String(label)
    })
    if (new Set(texts).size !== texts.length)
      throw new ModelFileError(`LightGBM model: list ${column} of "pandas_categorical" names a label twice.`)
    return texts
  })
}

/** The lists stand in the order of the columns; columns that never varied say `none` instead of their categories. */
function columnsWithLabels(
  lists: number,
  isCategory: readonly boolean[],
  infos: readonly string[],
): readonly number[] {
  const all = isCategory.map((_, column) => column)
  const sure = all.filter((column) => isCategory[column])
  if (sure.length === lists) return sure
  const possible = all.filter((column) => isCategory[column] || infos[column] === 'none')
  if (possible.length === lists) return possible
  throw new ModelFileError(
    `LightGBM model: it has ${lists} lists of labels ("pandas_categorical") and ${sure.length} columns of categories; which belongs to which cannot be told. Train it without category columns that never vary.`,
  )
}
