/** A twin model as one file: magic, version, length, SHA-256, payload. */
import { sha256 } from '@noble/hashes/sha2.js'
import type { TwinModel } from '../model.ts'
import { requireModel } from './check-model.ts'
import { decodePlainData, encodePlainData } from './plain-data.ts'

const MAGIC = Uint8Array.of(0x50, 0x52, 0x54, 0x57, 0x49, 0x4e, 0x0d, 0x0a) // "PRTWIN\r\n"
const VERSION = 1
const HEADER_BYTES = 48

/**
 * The file of a model: 8 bytes magic, uint32 version, uint32 payload length, SHA-256 of the payload, payload; all
 * numbers little-endian. The same model gives the same bytes.
 *
 * @see docs/methods/twin-model-file.md
 */
export function serializeTwinModel(model: TwinModel): Uint8Array {
  const payload = encodePlainData(model)
  const bytes = new Uint8Array(HEADER_BYTES + payload.length)
  const view = new DataView(bytes.buffer)
  bytes.set(MAGIC)
  view.setUint32(8, VERSION, true)
  view.setUint32(12, payload.length, true)
  bytes.set(sha256(payload), 16)
  bytes.set(payload, HEADER_BYTES)
  return bytes
}

/**
 * A model out of its file.
 *
 * @throws RangeError that says what is wrong: no twin model, an unknown version, cut off, corrupted, or a payload that is
 * not a model
 */
export function parseTwinModel(bytes: Uint8Array): TwinModel {
  if (bytes.length < HEADER_BYTES)
    throw new RangeError(`parseTwinModel: need at least ${HEADER_BYTES} bytes, got ${bytes.length}`)
  if (!MAGIC.every((byte, i) => bytes[i] === byte))
    throw new RangeError('parseTwinModel: need a twin model file, got bytes that do not begin like one')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = view.getUint32(8, true)
  if (version !== VERSION)
    throw new RangeError(`parseTwinModel: need format version ${VERSION}, got ${version}`)
  const length = view.getUint32(12, true)
  if (length !== bytes.length - HEADER_BYTES)
    throw new RangeError(
      `parseTwinModel: need ${length} bytes of payload, got ${bytes.length - HEADER_BYTES}`,
    )
  const payload = bytes.subarray(HEADER_BYTES)
  const digest = sha256(payload)
  if (!digest.every((byte, i) => bytes[16 + i] === byte))
    throw new RangeError('parseTwinModel: need a payload that fits its checksum, got a corrupted one')
  return requireModel(decodePlainData(payload))
}
