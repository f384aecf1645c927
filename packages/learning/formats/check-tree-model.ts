/** A model of trees out of data that anyone may have written: every field, index and number checked. */
import type { Feature } from '../data/index.ts'
import type { TreeModel } from '../models/model.ts'
import type { ColumnSource, HashedPart, TreeEnsemble } from '../trees/tree-ensemble.ts'
import { checkTreeEnsemble } from './check-tree-ensemble.ts'
import { JsonField } from './json-field.ts'

/** Cells of target statistics are counted in doubles. */
const mostCells = Number.MAX_SAFE_INTEGER
const mostOutputs = 100_000

/**
 * The model in plain data, proven safe to score with.
 *
 * @param value what `parseModel` answered
 * @throws ModelFileError that names the field that is wrong
 */
export function checkTreeModel(value: unknown): TreeModel {
  const model = new JsonField(value, '')
  if (model.get('kind').value !== 'trees') model.get('kind').fail('"trees" is needed')
  const inputs = inputsOfModel(model)
  const columns = model
    .get('columns')
    .items()
    .map((source) => columnSource(source, inputs))
  const ensemble = ensembleOf(model.get('ensemble'))
  checkTreeEnsemble(ensemble, columns.length)
  return { kind: 'trees', inputs, columns, ensemble }
}

/** The inputs of a model of any kind. @throws ModelFileError */
export function inputsOfModel(model: JsonField): Feature[] {
  const inputs = model.get('inputs').items().map(featureOf)
  if (new Set(inputs.map(({ name }) => name)).size !== inputs.length)
    model.get('inputs').fail('two inputs have the same name')
  return inputs
}

/** What a model reads, checked. */
export function featureOf(field: JsonField): Feature {
  const name = field.get('name').text()
  const kind = oneOf(field.get('kind'), ['number', 'category'] as const)
  const labels = field.find('categories')
  const categories = labels?.items().map((label) => label.text())
  if (categories !== undefined && new Set(categories).size !== categories.length)
    labels!.fail('a label is there twice')
  if (kind === 'number') {
    if (categories !== undefined) labels!.fail('numbers have no labels')
    return { name, kind }
  }
  if (field.find('hashed') !== undefined) {
    if (field.get('hashed').value !== true) field.get('hashed').fail('only "true" is known')
    return { name, kind, hashed: true }
  }
  if (categories === undefined) field.fail('a category needs its labels ("categories")')
  return { name, kind, categories }
}

function columnSource(field: JsonField, inputs: readonly Feature[]): ColumnSource {
  const kind = oneOf(field.get('kind'), ['input', 'target-statistic', 'hashed-statistic'] as const)
  const inputOf = (place: JsonField): number => place.integer(0, inputs.length - 1)
  if (kind === 'input') return { kind, input: inputOf(field.get('input')) }
  const otherwise = field.get('otherwise').number()
  const values = finite(field.get('values'))
  if (kind === 'hashed-statistic') {
    const cells = array(field.get('cells'), Uint32Array)
    if (cells.length !== 2 * values.length)
      field.fail(`${values.length} values need as many pairs of words, not ${cells.length} words`)
    for (let i = 2; i < cells.length; i += 2)
      if (!(cells[i] > cells[i - 2] || (cells[i] === cells[i - 2] && cells[i + 1] > cells[i - 1])))
        field.get('cells').fail('cells must ascend')
    const parts = field
      .get('parts')
      .items()
      .map((part) => hashedPart(part, inputOf))
    if (parts.length === 0) field.get('parts').fail('at least one part is needed')
    return { kind, parts, cells, values, otherwise }
  }
  const sources = field.get('inputs').items().map(inputOf)
  const radix = field
    .get('radix')
    .items()
    .map((item) => item.integer(1, mostCells))
  const cellCount = radix.reduce((product, codes) => product * codes, 1)
  if (sources.length === 0 || radix.length !== sources.length || !(cellCount <= mostCells))
    field.fail('each input needs its number of codes, and their product must stay below 2^53')
  const cells = finite(field.get('cells'))
  if (cells.length !== values.length) field.fail(`${cells.length} cells with ${values.length} values`)
  for (let i = 0; i < cells.length; i++)
    if (!(Number.isInteger(cells[i]) && cells[i] < cellCount && cells[i] > (i === 0 ? -1 : cells[i - 1])))
      field.get('cells').fail(`cells must ascend from 0 to ${cellCount - 1}`)
  const cuts = field.find('above')
  if (cuts === undefined) return { kind, inputs: sources, radix, cells, values, otherwise }
  return { kind, inputs: sources, radix, above: cutsOf(cuts, radix), cells, values, otherwise }
}

/** Where numbers among the inputs of a statistic are cut. */
function cutsOf(field: JsonField, radix: readonly number[]): ({ border: number; missing: 0 | 1 } | null)[] {
  const cuts = field.array()
  if (cuts.length !== radix.length) field.fail(`${radix.length} are needed, one for each input`)
  return cuts.map((value, part) => {
    if (value === null) return null
    const cut = new JsonField(value, `${field.path}[${part}]`)
    if (radix[part] !== 2) cut.fail('a number that is cut has two codes')
    return {
      border: cut.get('border').number(),
      missing: cut.get('missing').integer(0, 1) as 0 | 1,
    }
  })
}

function hashedPart(field: JsonField, inputOf: (place: JsonField) => number): HashedPart {
  const kind = oneOf(field.get('kind'), ['category', 'above', 'equals'] as const)
  const input = inputOf(field.get('input'))
  if (kind === 'category') return { kind, input }
  if (kind === 'equals') return { kind, input, hash: field.get('hash').integer(0, 2 ** 32 - 1) }
  return { kind, input, border: field.get('border').number(), missing: yesNo(field.get('missing')) }
}

function ensembleOf(field: JsonField): TreeEnsemble {
  const floats = (name: string): Float64Array => array(field.get(name), Float64Array)
  const integers = (name: string): Int32Array => array(field.get(name), Int32Array)
  const slope = field.find('slope')?.number()
  return {
    outputs: field.get('outputs').integer(1, mostOutputs),
    base: floats('base'),
    link: oneOf(field.get('link'), ['identity', 'logistic', 'softmax', 'exponential'] as const),
    ...(slope === undefined ? {} : { slope }),
    comparison: oneOf(field.get('comparison'), ['float64', 'float32'] as const),
    summation: oneOf(field.get('summation'), ['float64', 'float32'] as const),
    average: yesNo(field.get('average')),
    treeStart: integers('treeStart'),
    treeOutput: integers('treeOutput'),
    feature: integers('feature'),
    threshold: floats('threshold'),
    left: integers('left'),
    right: integers('right'),
    missing: array(field.get('missing'), Uint8Array),
    categories: integers('categories'),
    categoryWords: array(field.get('categoryWords'), Uint32Array),
    value: floats('value'),
    cover: floats('cover'),
    gain: floats('gain'),
  }
}

function oneOf<T extends string>(field: JsonField, known: readonly T[]): T {
  if (!known.includes(field.value as T)) field.fail(`one of ${known.join(', ')} is needed`)
  return field.value as T
}

function yesNo(field: JsonField): boolean {
  if (typeof field.value !== 'boolean') field.fail('true or false is needed')
  return field.value as boolean
}

function finite(field: JsonField): Float64Array {
  const values = array(field, Float64Array)
  if (!values.every(Number.isFinite)) field.fail('finite numbers are needed')
  return values
}

function array<T>(field: JsonField, type: new (length: number) => T): T {
  if (!(field.value instanceof type)) field.fail(`an array of type ${type.name} is needed`)
  return field.value as T
}
