/** The wire format of protocol buffers: as much of it as ONNX models need. */
import { ModelFileError } from '../model-file-error.ts'

/** A field of a message: a number (wire types 0, 1 and 5 as their bytes or value), or bytes. */
export interface WireField {
  readonly field: number
  readonly varint?: number
  /** Little-endian bytes of fixed numbers, or what a length stood before. */
  readonly bytes?: Uint8Array
}

/**
 * The fields of a message, in their order. Everything is a view: what a file claims to hold is never allocated.
 *
 * @throws ModelFileError when the bytes are no message
 */
export function* wireFields(message: Uint8Array): Generator<WireField> {
  const position = { at: 0 }
  while (position.at < message.length) {
    const tag = readVarint(message, position)
    const field = Math.floor(tag / 8)
    const wireType = tag % 8
    if (field < 1) fail('a field has the number 0')
    if (wireType === 0) yield { field, varint: readVarint(message, position) }
    else {
      const length =
        wireType === 1 ? 8 : wireType === 5 ? 4 : wireType === 2 ? readVarint(message, position) : -1
      if (length < 0) fail(`a field of the unknown wire type ${wireType}`)
      const end = position.at + length
      if (!(end <= message.length)) fail('a field is longer than the file')
      yield { field, bytes: message.subarray(position.at, end) }
      position.at = end
    }
  }
}

/** The integers of a repeated field, packed or one by one. */
export function integersOf({ varint, bytes }: WireField): number[] {
  if (varint !== undefined) return [varint]
  const integers: number[] = []
  const position = { at: 0 }
  while (position.at < bytes!.length) integers.push(readVarint(bytes!, position))
  return integers
}

/** The fixed numbers of a field, packed or one. */
export function fixedNumbers({ bytes }: WireField, type: 'float32' | 'float64'): Float64Array {
  const each = type === 'float32' ? 4 : 8
  if (bytes === undefined || bytes.length % each !== 0) fail(`a list of numbers that is no list of ${type}`)
  const view = new DataView(bytes!.buffer, bytes!.byteOffset, bytes!.byteLength)
  return Float64Array.from({ length: bytes!.length / each }, (_, i) =>
    type === 'float32' ? view.getFloat32(i * each, true) : view.getFloat64(i * each, true),
  )
}

export function textOf({ bytes }: WireField): string {
  if (bytes === undefined) fail('a text is a number')
  return new TextDecoder().decode(bytes)
}

/** Bytes of a field that is a message. */
export function messageOf({ bytes }: WireField): Uint8Array {
  if (bytes === undefined) fail('a message is a number')
  return bytes!
}

/** Signed 64-bit integers; beyond 2^53 rounded. */
function readVarint(bytes: Uint8Array, position: { at: number }): number {
  let low = 0
  let high = 0
  for (let i = 0; i < 10; i++) {
    const byte = bytes[position.at++]
    if (byte === undefined) fail('it is cut off')
    const part = byte & 127
    if (i < 4) low += part * 2 ** (7 * i)
    else high += part * 2 ** (7 * (i - 4))
    if (byte < 128) {
      const value = low + high * 2 ** 28
      return value >= 2 ** 63 ? -(2 ** 28 * (2 ** 36 - (high % 2 ** 36)) - low) : value
    }
  }
  return fail('a number takes more than ten bytes')
}

function fail(what: string): never {
  throw new ModelFileError(`ONNX model: ${what}.`)
}

/** Builds a message. */
export class WireWriter {
  readonly #parts: Uint8Array[] = []

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.#parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of this.#parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }

  integer(field: number, value: number): this {
    this.#parts.push(varint(field * 8), varint(value))
    return this
  }

  float(field: number, value: number): this {
    this.#parts.push(varint(field * 8 + 5), fixed(Float32Array.of(value)))
    return this
  }

  message(field: number, content: Uint8Array | WireWriter): this {
    const bytes = content instanceof WireWriter ? content.bytes() : content
    this.#parts.push(varint(field * 8 + 2), varint(bytes.length), bytes)
    return this
  }

  text(field: number, value: string): this {
    return this.message(field, new TextEncoder().encode(value))
  }

  /** Packed. */
  integers(field: number, values: ArrayLike<number>): this {
    const packed = new WireWriter()
    for (let i = 0; i < values.length; i++) packed.#parts.push(varint(values[i]))
    return this.message(field, packed)
  }

  /** Packed, 32 bits each. */
  floats(field: number, values: ArrayLike<number>): this {
    return this.message(field, fixed(Float32Array.from(values)))
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) {
      bytes.push(rest)
      return Uint8Array.from(bytes)
    }
    bytes.push((rest % 128) + 128)
  }
}

function fixed(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 4)
  const view = new DataView(bytes.buffer)
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true)
  })
  return bytes
}
