/** The reading side of Thrift's compact protocol, as far as Parquet's metadata goes. */

/** Fields by number; numbers beyond 2⁵³ lose digits, which no size in a file reaches. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>
export type ThriftValue = boolean | number | Uint8Array | readonly ThriftValue[] | ThriftStruct

const MAX_DEPTH = 32

/**
 * @param at where the struct begins
 * @returns the struct, and where it ended
 * @throws RangeError when the bytes end early or are no struct
 */
export function readThrift(bytes: Uint8Array, at: number): { value: ThriftStruct; end: number } {
  let position = at

  const byte = (): number => {
    if (position >= bytes.length) throw new RangeError('readThrift: need more bytes, got the end')
    return bytes[position++]
  }
  const varint = (): number => {
    let value = 0
    for (let scale = 1, k = 0; k < 10; scale *= 128, k++) {
      const next = byte()
      value += (next & 127) * scale
      if (next < 128) return value
    }
    throw new RangeError('readThrift: need a number of at most 10 bytes, got a longer one')
  }
  const zigzag = (): number => {
    const value = varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  const binary = (): Uint8Array => {
    const length = varint()
    if (length > bytes.length - position)
      throw new RangeError(`readThrift: need ${length} more bytes, got ${bytes.length - position}`)
    position += length
    return bytes.subarray(position - length, position)
  }
  const value = (type: number, depth: number): ThriftValue => {
    if (depth > MAX_DEPTH) throw new RangeError(`readThrift: need at most ${MAX_DEPTH} levels, got more`)
    switch (type) {
      case 1:
      case 2:
        return type === 1
      case 3:
        return (byte() << 24) >> 24
      case 4:
      case 5:
      case 6:
        return zigzag()
      case 7:
        position += 8
        return Number.NaN // no double stands in the metadata that is read here
      case 8:
        return binary()
      case 9:
      case 10:
        return list(depth)
      case 12:
        return struct(depth)
      default:
        throw new RangeError(`readThrift: need a known type, got ${type}`)
    }
  }
  const list = (depth: number): ThriftValue[] => {
    const head = byte()
    const count = head >> 4 === 15 ? varint() : head >> 4
    const type = head & 15
    if (count > bytes.length - position)
      throw new RangeError(`readThrift: need ${count} more bytes, got ${bytes.length - position}`)
    const isBoolean = type === 1 || type === 2
    return Array.from({ length: count }, () => (isBoolean ? byte() === 1 : value(type, depth + 1)))
  }
  const struct = (depth: number): ThriftStruct => {
    const fields = new Map<number, ThriftValue>()
    for (let id = 0; ; ) {
      const head = byte()
      if (head === 0) return fields
      id = head >> 4 === 0 ? zigzag() : id + (head >> 4)
      fields.set(id, value(head & 15, depth + 1))
    }
  }

  const read = struct(0)
  return { value: read, end: position }
}
