/** The inputs of a CatBoost model, and where its float and categorical features lie among them. */
import type { Feature } from '../../data/index.ts'
import type { JsonField } from '../json-field.ts'

export interface CatboostFeatures {
  readonly inputs: readonly Feature[]
  /** By the index that splits name. */
  readonly floats: ReadonlyMap<number, { readonly input: number }>
  readonly categories: ReadonlyMap<number, { readonly input: number }>
}

const mostIndex = 2 ** 31 - 1

interface Entry {
  readonly flat: number
  readonly kind: 'float' | 'category'
  readonly index: number
  readonly name: string
}

/** @param info the field `features_info` */
export function readFeatures(info: JsonField): CatboostFeatures {
  for (const kind of ['text_features', 'embedding_features'])
    if ((info.find(kind)?.array().length ?? 0) > 0)
      info.get(kind).fail('numbers and categories are needed; retrain without text and embeddings')
  const entries = distinct(info, [
    ...(info.find('float_features')?.items() ?? []).map((field) => readEntry(field, 'float')),
    ...(info.find('categorical_features')?.items() ?? []).map((field) => readEntry(field, 'category')),
  ])
  if (entries.length === 0) info.fail('a feature is needed')
  const names = new Set(entries.map(({ name }) => name))
  if (names.size < entries.length) info.fail('names of features that differ are needed')

  const floats = new Map<number, { input: number }>()
  const categories = new Map<number, { input: number }>()
  for (const [input, { kind, index }] of entries.entries()) {
    const known = kind === 'float' ? floats : categories
    if (known.has(index)) info.fail(`feature_index ${index} is taken by two features`)
    known.set(index, { input })
  }
  return {
    inputs: entries.map(
      ({ name, kind }): Feature =>
        kind === 'float' ? { name, kind: 'number' } : { name, kind: 'category', hashed: true },
    ),
    floats,
    categories,
  }
}

/** By place in the table. A float feature may stand twice, with NaN to either side: we write it so. */
function distinct(info: JsonField, entries: readonly Entry[]): Entry[] {
  const found = new Map<number, Entry>()
  for (const entry of entries) {
    const same = found.get(entry.flat)
    if (same === undefined) found.set(entry.flat, entry)
    else if (
      same.kind !== 'float' ||
      entry.kind !== 'float' ||
      same.index !== entry.index ||
      same.name !== entry.name
    )
      info.fail(`flat_feature_index ${entry.flat} is taken by two features`)
  }
  return [...found.values()].sort((a, b) => a.flat - b.flat)
}

function readEntry(field: JsonField, kind: Entry['kind']): Entry {
  const flat = field.get('flat_feature_index').integer(0, mostIndex)
  const written = field.find('feature_id')?.text() ?? field.find('feature_name')?.text() ?? ''
  return {
    flat,
    kind,
    index: field.get('feature_index').integer(0, mostIndex),
    name: written === '' ? String(flat) : written,
  }
}

/** NaN answers no to "above the border", unless it was learnt to be the largest. */
export function isMissingAbove(field: JsonField): boolean {
  const treatment = field.find('nan_value_treatment')
  const known = ['AsIs', 'AsFalse', 'AsTrue']
  if (treatment !== undefined && !known.includes(treatment.text()))
    treatment.fail(`one of ${known.join(', ')} is needed`)
  const hasMissing = field.find('has_nans')
  if (hasMissing !== undefined && typeof hasMissing.value !== 'boolean')
    hasMissing.fail('true or false is needed')
  return treatment?.value === 'AsTrue' && hasMissing?.value === true
}
