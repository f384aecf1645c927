/** Plain data with typed arrays as bytes: JSON for the shape, little-endian doubles for the arrays. */

/** Marks an array in the JSON: position and length within the pool of doubles. */
interface ArrayReference {
  readonly $doubles: readonly [number, number]
}

/**
 * Bytes of plain data: length of the JSON (uint32), the JSON in UTF-8, padding to 8 bytes, then the doubles.
 *
 * @param value objects, arrays, strings, finite numbers, booleans, null and Float64Array
 */
export function encodePlainData(value: unknown): Uint8Array {
  const arrays: Float64Array[] = []
  let total = 0
  const json = JSON.stringify(value, (_, item: unknown) => {
    if (!(item instanceof Float64Array)) return item
    const reference: ArrayReference = { $doubles: [total, item.length] }
    arrays.push(item)
    total += item.length
    return reference
  })
  const text = new TextEncoder().encode(json)
  const poolStart = align(4 + text.length)
  const bytes = new Uint8Array(poolStart + 8 * total)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, text.length, true)
  bytes.set(text, 4)
  let at = poolStart
  for (const array of arrays)
    for (let i = 0; i < array.length; i++, at += 8) view.setFloat64(at, array[i], true)
  return bytes
}

/**
 * Plain data out of bytes.
 *
 * @throws RangeError when the bytes are not what `encodePlainData` writes
 */
export function decodePlainData(bytes: Uint8Array): unknown {
  if (bytes.length < 4) throw new RangeError(`decodePlainData: need at least 4 bytes, got ${bytes.length}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const textLength = view.getUint32(0, true)
  const poolStart = align(4 + textLength)
  if (poolStart > bytes.length || (bytes.length - poolStart) % 8 !== 0)
    throw new RangeError(
      `decodePlainData: need whole doubles after ${textLength} bytes of JSON, got ${bytes.length} bytes`,
    )
  const pool = (bytes.length - poolStart) / 8
  let used = 0
  const revive = (_: string, item: unknown): unknown => {
    if (typeof item !== 'object' || item === null || !('$doubles' in item)) return item
    const reference = item.$doubles
    if (!Array.isArray(reference) || reference.length !== 2 || !reference.every(isCount))
      throw new RangeError('decodePlainData: need a position and a length of doubles, got something else')
    const [from, length] = reference as [number, number]
    // Every double is read once, so that a small file cannot claim many large arrays.
    used += length
    if (from + length > pool || used > pool)
      throw new RangeError(`decodePlainData: need arrays within ${pool} doubles, got ${from} + ${length}`)
    const out = new Float64Array(length)
    for (let i = 0; i < length; i++) out[i] = view.getFloat64(poolStart + 8 * (from + i), true)
    return out
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, 4 + textLength))
    return JSON.parse(text, revive)
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new RangeError('decodePlainData: need JSON in UTF-8, got something else', { cause: error })
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function align(bytes: number): number {
  return Math.ceil(bytes / 8) * 8
}
