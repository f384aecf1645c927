/** Elements of a tensor, checked against its datatype and shape. */
import type { InferRequest } from '@pratibimba/contract'

type Tensor = Pick<InferRequest['inputs'][number], 'data' | 'datatype' | 'shape'>
type Refuse = (field: 'data' | 'datatype' | 'shape', why: string) => never

const whole = (bits: number, signed: boolean) => {
  const values = Math.min(2 ** (signed ? bits - 1 : bits), 2 ** 53)
  return { least: signed ? -values : 0, most: values - 1 }
}

/** Whole numbers of JSON are exact to 2⁵³. */
const wholeNumbers: Readonly<Record<string, { readonly least: number; readonly most: number }>> = {
  UINT8: whole(8, false),
  UINT16: whole(16, false),
  UINT32: whole(32, false),
  UINT64: whole(64, false),
  INT8: whole(8, true),
  INT16: whole(16, true),
  INT32: whole(32, true),
  INT64: whole(64, true),
}
const floats = ['FP16', 'FP32', 'FP64']

/**
 * Elements in row-major order, flat or nested as they came; null is missing, NaN.
 *
 * @param kind what the model reads: numbers, or labels
 */
export function readElements(tensor: Tensor, kind: 'number', refuse: Refuse): Float64Array
export function readElements(
  tensor: Tensor,
  kind: 'number' | 'text',
  refuse: Refuse,
): Float64Array | (number | string)[]
export function readElements(
  tensor: Tensor,
  kind: 'number' | 'text',
  refuse: Refuse,
): Float64Array | (number | string)[] {
  const { datatype, shape } = tensor
  if (kind === 'text' && datatype !== 'BYTES')
    refuse('datatype', `needs BYTES, for labels of a category; got ${clip(datatype)}`)
  if (kind === 'number' && datatype === 'BYTES')
    refuse('datatype', 'needs FP64 or another datatype of numbers, got BYTES')
  const range = wholeNumbers[datatype]
  if (kind === 'number' && range === undefined && datatype !== 'BOOL' && !floats.includes(datatype))
    refuse('datatype', `needs FP64, FP32, FP16, BOOL or a whole number such as INT32; got ${clip(datatype)}`)
  const flat = flattened(tensor.data, shape, refuse)
  const { length } = flat
  if (kind === 'text') {
    const labels: (number | string)[] = new Array(length)
    for (let i = 0; i < length; i++) {
      const value = flat[i]
      if (value !== null && typeof value !== 'string')
        refuse('data', `element ${i + 1} is no text and not null`)
      labels[i] = value === null ? Number.NaN : value
    }
    return labels
  }
  const numbers = new Float64Array(length)
  for (let i = 0; i < length; i++) {
    const value = flat[i]
    if (value === null) numbers[i] = Number.NaN
    else if (datatype === 'BOOL') {
      if (typeof value !== 'boolean') refuse('data', `element ${i + 1} is not true, false or null`)
      numbers[i] = value ? 1 : 0
    } else {
      if (typeof value !== 'number' || !Number.isFinite(value))
        refuse('data', `element ${i + 1} is no finite number and not null`)
      if (range !== undefined && !(Number.isInteger(value) && value >= range.least && value <= range.most))
        refuse('data', `element ${i + 1} is no ${datatype}`)
      numbers[i] = value + 0
    }
  }
  return numbers
}

/** A list nested as its shape says, or flat already. */
function flattened(data: readonly unknown[], shape: readonly number[], refuse: Refuse): readonly unknown[] {
  const size = shape.reduce((product, dimension) => product * dimension, 1)
  let level = data
  for (let d = 0; d < shape.length - 1 && Array.isArray(level[0]); d++) {
    if (level.length !== shape.slice(0, d + 1).reduce((product, dimension) => product * dimension, 1))
      return refuse('data', `does not have the shape [${shape.join(', ')}]`)
    const below: unknown[] = []
    for (const part of level) {
      if (!Array.isArray(part) || part.length !== shape[d + 1])
        return refuse('data', `does not have the shape [${shape.join(', ')}]`)
      for (const element of part) below.push(element)
    }
    level = below
  }
  if (level.length !== size)
    return refuse('data', `needs ${size} elements for the shape [${shape.join(', ')}], got ${level.length}`)
  return level
}

const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
