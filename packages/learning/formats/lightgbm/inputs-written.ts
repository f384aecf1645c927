/** The inputs of a model as LightGBM's file has them: names without spaces, integers or labels of pandas for categories. */
import type { Feature } from '../../data/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { ModelFileError } from '../model-file-error.ts'

/** Integer columns are written as they are up to here: a set of categories takes a bit for each integer. */
const largestInteger = 65_535

export interface WrittenInputs {
  readonly names: readonly string[]
  readonly infos: readonly string[]
  /** JSON for the last line: `null`, or the labels of each column of categories. */
  readonly pandasCategorical: string
  /** Which input a column is. */
  readonly inputOf: (column: number) => WrittenInput
}

interface WrittenInput {
  readonly input: number
  /** The integer that stands for each code; none for numbers. */
  readonly integers: readonly number[]
}

/** @throws ModelFileError when a column is more than an input, or a category has no labels */
export function writtenInputs({ inputs, columns }: TreeModel): WrittenInputs {
  const categories = inputs.filter(({ kind }) => kind === 'category')
  for (const { name, categories: labels } of categories)
    if (labels === undefined)
      throw new ModelFileError(
        `LightGBM cannot hold this model: the labels of ${name} are not known, only their hashes.`,
      )
  // All columns, or none: LightGBM asks for a pandas table as soon as one of them has labels.
  const asIntegers = categories.every(({ categories }) => categories!.every(isCode))
  const integersOf = ({ categories = [] }: Feature): number[] =>
    categories.map((label, code) => (asIntegers ? Number(label) : code))
  const written = columns.map((source): WrittenInput => {
    if (source.kind !== 'input')
      throw new ModelFileError(
        'LightGBM cannot hold this model: its trees read categories replaced by numbers learnt from the outcome. Write it in our own format.',
      )
    return { input: source.input, integers: integersOf(inputs[source.input]) }
  })
  const names = inputs.map(({ name }) => name.replaceAll(/\s/g, '_'))
  if (new Set(names).size !== names.length || names.includes(''))
    throw new ModelFileError(
      'LightGBM cannot hold this model: two inputs have the same name once spaces are replaced, or one has none.',
    )
  return {
    names,
    infos: inputs.map((input) =>
      input.kind === 'category' ? ['-1', ...integersOf(input)].join(':') : 'none',
    ),
    pandasCategorical:
      categories.length === 0 || asIntegers
        ? 'null'
        : asciiJson(categories.map(({ categories }) => categories)),
    inputOf: (column) => written[column],
  }
}

function isCode(label: string): boolean {
  return /^(0|[1-9]\d{0,4})$/.test(label) && Number(label) <= largestInteger
}

/** LightGBM for Python writes what is not ASCII as \u escapes. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
