/** Tensors of a request become the columns a model reads, or a problem that names the tensor. */
import { type InferRequest, ProblemError } from '@pratibimba/contract'
import { type Matrix, UNKNOWN_CATEGORY } from '@pratibimba/learning/data'
import { nearestName } from '@pratibimba/numerics/frame'
import type { ProtocolFeature } from './protocol-model.ts'
import { readElements } from './tensor-elements.ts'

type Tensor = InferRequest['inputs'][number]

/** Rows of one request. */
const MOST_ROWS = 10_000
/** Name of the tensor that holds every feature. */
const ALL_FEATURES = 'features'

/** @throws ProblemError `out_of_range` naming the tensor */
export function readTensors(inputs: readonly Tensor[], features: readonly ProtocolFeature[]): Matrix {
  refuseBinary(inputs)
  const whole = inputs.findIndex(({ name }) => name === ALL_FEATURES)
  if (whole >= 0 && !features.some(({ id }) => id === ALL_FEATURES)) {
    if (inputs.length > 1)
      refuse(whole, 'name', `the tensor ${ALL_FEATURES} holds every feature: send it alone`)
    return readAll(inputs[whole], whole, features)
  }
  return readEach(inputs, features)
}

function readEach(inputs: readonly Tensor[], features: readonly ProtocolFeature[]): Matrix {
  const names = features.map(({ id }) => id)
  const places = new Map<string, number>()
  for (const [place, { name }] of inputs.entries()) {
    if (places.has(name)) refuse(place, 'name', `${shown(name)} is there twice`)
    if (!names.includes(name)) refuse(place, 'name', `the model reads no ${unknown(name, names)}`)
    places.set(name, place)
  }
  const absent = names.filter((name) => !places.has(name))
  if (absent.length > 0)
    throw problem(
      '/inputs',
      `The model also reads ${absent.slice(0, 12).join(', ')}${absent.length > 12 ? ` and ${absent.length - 12} more` : ''}: send a tensor for each; null in its data is a missing value.`,
    )
  const rows = rowsOf(inputs[0], 0)
  const columns = features.map((feature) => {
    const place = places.get(feature.id)!
    const tensor = inputs[place]
    const { shape } = tensor
    if (shape.length > 2 || (shape.length === 2 && shape[1] !== 1))
      refuse(place, 'shape', `needs [n] or [n, 1], got [${shape.join(', ')}]`)
    if (shape[0] !== rows)
      refuse(place, 'shape', `needs as many rows as ${shown(inputs[0].name)} has, ${rows}; got ${shape[0]}`)
    const kind = feature.categories === undefined ? 'number' : 'text'
    const elements = readElements(tensor, kind, (field, why) => refuse(place, field, why))
    return coded(elements, feature)
  })
  return { rows, columns }
}

/** Columns of one tensor [n, features]: numbers, categories by their codes. */
function readAll(tensor: Tensor, place: number, features: readonly ProtocolFeature[]): Matrix {
  const { shape } = tensor
  const rows = rowsOf(tensor, place)
  if (shape.length !== 2 || shape[1] !== features.length)
    refuse(
      place,
      'shape',
      `needs [n, ${features.length}], features in the order of the metadata; got [${shape.join(', ')}]`,
    )
  const elements = readElements(tensor, 'number', (field, why) => refuse(place, field, why))
  const columns = features.map(({ id, categories }, f) => {
    const column = Float64Array.from(
      { length: rows },
      (_, row) => elements[row * features.length + f] as number,
    )
    if (categories === undefined) return column
    const odd = column.findIndex(
      (code) =>
        !Number.isNaN(code) &&
        !(Number.isInteger(code) && code >= UNKNOWN_CATEGORY && code < categories.length),
    )
    if (odd >= 0)
      refuse(
        place,
        'data',
        `row ${odd + 1}: ${id} is a category, by its code from 0 to ${categories.length - 1}, or -1 for another; got ${column[odd]}`,
      )
    return column
  })
  return { rows, columns }
}

function coded(
  elements: readonly (number | string)[] | Float64Array,
  { categories }: ProtocolFeature,
): Float64Array {
  if (categories === undefined) return elements as Float64Array
  const codes = new Map(categories.map((label, code) => [label, code]))
  return Float64Array.from(elements as readonly (number | string)[], (label) =>
    typeof label === 'number' ? label : (codes.get(label) ?? UNKNOWN_CATEGORY),
  )
}

function rowsOf({ shape }: Tensor, place: number): number {
  const [rows = 0] = shape
  if (rows < 1 || rows > MOST_ROWS)
    refuse(place, 'shape', `needs 1 to ${MOST_ROWS.toLocaleString('en')} rows, got [${shape.join(', ')}]`)
  return rows
}

/** The binary extension of other servers sends tensors behind the JSON; here they would be lost. */
function refuseBinary(inputs: readonly Tensor[]): void {
  const place = inputs.findIndex(({ parameters }) => parameters?.binary_data_size !== undefined)
  if (place >= 0)
    refuse(place, 'parameters', 'binary tensors are not taken: send the elements as JSON in data')
}

function unknown(name: string, names: readonly string[]): string {
  const near = nearestName(name, names, Math.floor(name.length / 3))
  if (near !== undefined) return `${shown(name)}: is ${near} meant?`
  return `${shown(name)}; its metadata names what it reads`
}

const shown = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name)

function refuse(place: number, field: string, why: string): never {
  throw problem(`/inputs/${place}/${field}`, `inputs/${place}/${field}: ${why}.`)
}

function problem(pointer: string, detail: string): ProblemError {
  return new ProblemError('out_of_range', detail, [{ pointer, detail }])
}
