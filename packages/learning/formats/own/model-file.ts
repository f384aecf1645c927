/** Our own model files: plain data with typed arrays, versioned and checksummed. */
import { sha256 } from '@noble/hashes/sha2.js'
import { ModelFileError } from '../model-file-error.ts'
import {
  type ArrayType,
  arrayTypes,
  decodePlainData,
  encodePlainData,
  type PlainArray,
  type PlainData,
  typeOf,
} from './plain-data.ts'

/** Line ends show a file that was transferred as text. */
const signature = new TextEncoder().encode('PRMODL\r\n')
const version = 1
const headBytes = 48
const alignment = 8
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/**
 * A model as the bytes of a file; the same model gives the same bytes.
 *
 * @param model objects, lists, texts, numbers, yes/no, null and typed arrays, nested up to 64 deep
 * @throws ModelFileError when it holds anything else
 * @see docs/methods/model-exchange.md
 */
export function serializeModel(model: unknown): Uint8Array {
  const arrays: PlainArray[] = []
  const encoded = encodePlainData(model, arrays)
  const json = JSON.stringify({
    arrays: arrays.map((array) => [typeOf(array), array.length]),
    model: encoded,
  })
  const text = new TextEncoder().encode(json)
  const start = align(headBytes + text.length)
  const size = arrays.reduce((sum, array) => sum + align(array.byteLength), start)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  bytes.set(signature)
  view.setUint32(8, version, true)
  view.setUint32(12, text.length, true)
  bytes.set(text, headBytes)
  let at = start
  for (const array of arrays) {
    const target = bytes.subarray(at, at + array.byteLength)
    target.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    if (!isLittleEndian) turnBytes(target, array.BYTES_PER_ELEMENT)
    at += align(array.byteLength)
  }
  bytes.set(checksum(bytes), 16)
  return bytes
}

/** Whether bytes begin as our model files do. */
export function isModelFile(bytes: Uint8Array): boolean {
  return bytes.length >= 6 && signature.subarray(0, 6).every((byte, i) => bytes[i] === byte)
}

/**
 * The model in a file of ours, as plain data: what kind of model it is, and whether it holds together, is for its reader
 * to check.
 *
 * @throws ModelFileError when the bytes are not a whole and unchanged file of a version known here
 * @see docs/methods/model-exchange.md
 */
export function parseModel(bytes: Uint8Array): PlainData {
  if (!isModelFile(bytes)) throw new ModelFileError('This is not a model file: it does not begin as one.')
  if (bytes.length < headBytes) throw new ModelFileError('The model file is cut off in its head.')
  if (!signature.every((byte, i) => bytes[i] === byte))
    throw new ModelFileError(
      'The model file was changed in transfer: line ends were replaced. Send it as binary.',
    )
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const written = view.getUint32(8, true)
  if (written !== version)
    throw new ModelFileError(
      written > version
        ? `The model file was made by a newer version: it has format ${written}, and this version reads formats up to ${version}.`
        : `The model file has format ${written}, which never was.`,
    )
  const found = checksum(bytes)
  if (!found.every((byte, i) => bytes[16 + i] === byte))
    throw new ModelFileError('The model file is damaged or cut off: its checksum does not fit.')
  return decode(bytes, view.getUint32(12, true))
}

function decode(bytes: Uint8Array, textLength: number): PlainData {
  if (headBytes + textLength > bytes.length)
    throw new ModelFileError(
      `The model file says it has ${textLength} bytes of JSON, and only ${bytes.length - headBytes} are there.`,
    )
  let content: unknown
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      bytes.subarray(headBytes, headBytes + textLength),
    )
    content = JSON.parse(text)
  } catch (cause) {
    throw new ModelFileError('The model file does not hold JSON where it should.', { cause })
  }
  const { arrays, model } = (content ?? {}) as { arrays?: unknown; model?: unknown }
  if (!Array.isArray(arrays) || model === undefined)
    throw new ModelFileError('The model file names no model, or no arrays.')
  const places = arrayPlaces(arrays, align(headBytes + textLength), bytes.length)
  const taken = new Uint8Array(places.length)
  return decodePlainData(model, (place) => {
    if (typeof place !== 'number' || places[place] === undefined || taken[place] === 1)
      throw new ModelFileError('The model file reads an array that is not there, or reads one twice.')
    taken[place] = 1
    const { type, from, to } = places[place]
    const copy = new Uint8Array(bytes.subarray(from, to)) // what Node reads files into does not copy with slice
    if (!isLittleEndian) turnBytes(copy, arrayTypes[type].BYTES_PER_ELEMENT)
    return new arrayTypes[type](copy.buffer)
  })
}

interface ArrayPlace {
  readonly type: ArrayType
  readonly from: number
  readonly to: number
}

/** Arrays lie one after the other and fill the file to its end. */
function arrayPlaces(arrays: readonly unknown[], start: number, end: number): ArrayPlace[] {
  let at = start
  const places = arrays.map((entry, place): ArrayPlace => {
    const [type, length] = Array.isArray(entry) ? entry : []
    if (typeof type !== 'string' || !Object.hasOwn(arrayTypes, type))
      throw new ModelFileError(`Array ${place} of the model file has an unknown type.`)
    const from = at
    const to = from + length * arrayTypes[type as ArrayType].BYTES_PER_ELEMENT
    at = align(to)
    if (!Number.isSafeInteger(length) || length < 0 || !(at <= end))
      throw new ModelFileError(`Array ${place} of the model file is longer than the file.`)
    return { type: type as ArrayType, from, to }
  })
  if (at !== end) throw new ModelFileError(`The model file has ${end - at} bytes more than its arrays take.`)
  return places
}

/** SHA-256 of all but the signature and itself. */
function checksum(bytes: Uint8Array): Uint8Array {
  return sha256.create().update(bytes.subarray(8, 16)).update(bytes.subarray(headBytes)).digest()
}

function align(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment
}

/** From one byte order to the other, in place. */
function turnBytes(bytes: Uint8Array, each: number): void {
  for (let at = 0; at < bytes.length; at += each) bytes.subarray(at, at + each).reverse()
}
