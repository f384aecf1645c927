/** Plain data with typed arrays as JSON and a list of arrays, and back. */
import { ModelFileError } from '../model-file-error.ts'

export type PlainArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array

/** What a model file can hold. Properties that are undefined are left out. */
export type PlainData =
  | string
  | number
  | boolean
  | null
  | PlainArray
  | readonly PlainData[]
  | { readonly [name: string]: PlainData | undefined }

export const arrayTypes = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
} as const
export type ArrayType = keyof typeof arrayTypes

/** Objects in objects may go this deep. */
const mostLevels = 64
/** Numbers that JSON has no words for. */
const oddNumbers: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
}

/**
 * Data as JSON can hold them: arrays are `{"$array": place}`, odd numbers `{"$number": "NaN"}`, objects with names that
 * begin with `$` are `{"$object": [[name, value], …]}`.
 *
 * @param arrays typed arrays are added to it
 * @throws ModelFileError for what is not plain data, saying where it stands
 */
export function encodePlainData(value: unknown, arrays: PlainArray[], path = 'model', level = 0): unknown {
  if (level > mostLevels) throw new ModelFileError(`${path}: data more than ${mostLevels} levels deep`)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? '-0' : String(value) }
  if (Array.isArray(value))
    return value.map((item, index) => encodePlainData(item, arrays, `${path}[${index}]`, level + 1))
  if (typeOf(value) !== undefined) return { $array: arrays.push(value as PlainArray) - 1 }
  const prototype = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined
  if (prototype !== Object.prototype && prototype !== null)
    throw new ModelFileError(`${path}: only plain data can be written, and this is a ${describe(value)}`)
  const entries = Object.entries(value as object)
    .filter(([, item]) => item !== undefined)
    .map(([name, item]) => {
      if (name === '__proto__') throw new ModelFileError(`${path}: a field cannot have the name ${name}`)
      return [name, encodePlainData(item, arrays, `${path}.${name}`, level + 1)] as const
    })
  return entries.some(([name]) => name.startsWith('$')) ? { $object: entries } : Object.fromEntries(entries)
}

/**
 * The data back.
 *
 * @param take the array at a place; answers each one once
 * @throws ModelFileError
 */
export function decodePlainData(value: unknown, take: (place: unknown) => PlainArray, level = 0): PlainData {
  if (level > mostLevels)
    throw new ModelFileError(`The model's data are more than ${mostLevels} levels deep.`)
  if (typeof value !== 'object' || value === null) return value as PlainData
  if (Array.isArray(value)) return value.map((item) => decodePlainData(item, take, level + 1))
  const entries = Object.entries(value)
  if (!entries.some(([name]) => name.startsWith('$'))) return fromEntries(entries, take, level)
  const [name, content] = entries[0]
  if (entries.length === 1) {
    if (name === '$array') return take(content)
    if (name === '$number' && typeof content === 'string' && Object.hasOwn(oddNumbers, content))
      return oddNumbers[content]
    if (name === '$object' && Array.isArray(content) && content.every(isEntry))
      return fromEntries(content, take, level)
  }
  throw new ModelFileError(`The model's data hold the unknown mark ${name.slice(0, 40)}.`)
}

/** The name of a typed array's type; nothing for anything else. */
export function typeOf(value: unknown): ArrayType | undefined {
  for (const [name, type] of Object.entries(arrayTypes)) if (value instanceof type) return name as ArrayType
  return undefined
}

function fromEntries(
  entries: readonly (readonly [string, unknown])[],
  take: (place: unknown) => PlainArray,
  level: number,
): PlainData {
  const decoded: Record<string, PlainData> = {}
  for (const [name, item] of entries) {
    if (name === '__proto__' || Object.hasOwn(decoded, name))
      throw new ModelFileError(
        `The model's data name a field ${name.slice(0, 40)} that cannot be, or is there twice.`,
      )
    decoded[name] = decodePlainData(item, take, level + 1)
  }
  return decoded
}

function isEntry(value: unknown): value is [string, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string'
}

function describe(value: unknown): string {
  return typeof value === 'object' ? (value?.constructor?.name ?? 'object') : typeof value
}
