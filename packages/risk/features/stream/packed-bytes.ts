/** Whole numbers and texts as few bytes, written one after the other and read back with every doubt raised. */

export interface PackedWriter {
  /** 0 … 2⁵³ − 1, seven bits a byte, the lowest first. */
  readonly natural: (value: number) => void
  /** Either sign, small ones in few bytes. */
  readonly whole: (value: number) => void
  readonly bytes: (values: Uint8Array) => void
  readonly written: () => Uint8Array
}

export function packedWriter(): PackedWriter {
  let buffer = new Uint8Array(1024)
  let used = 0
  const room = (size: number) => {
    if (used + size <= buffer.length) return
    const larger = new Uint8Array(2 * (buffer.length + size))
    larger.set(buffer)
    buffer = larger
  }
  const natural = (value: number) => {
    room(8)
    let rest = value
    while (rest >= 128) {
      buffer[used++] = 128 + (rest % 128)
      rest = Math.floor(rest / 128)
    }
    buffer[used++] = rest
  }
  return {
    natural,
    whole(value) {
      // The sign goes to the end of the first byte: 2⁵³ − 1 doubled would no longer be exact.
      const size = Math.abs(value)
      const first = (value < 0 ? 64 : 0) + (size % 64)
      const rest = Math.floor(size / 64)
      room(9)
      buffer[used++] = rest > 0 ? 128 + first : first
      if (rest > 0) natural(rest)
    },
    bytes(values) {
      room(values.length)
      buffer.set(values, used)
      used += values.length
    },
    written: () => buffer.slice(0, used),
  }
}

export interface PackedReader {
  readonly natural: () => number
  readonly whole: () => number
  readonly bytes: (size: number) => Uint8Array
  readonly left: () => number
}

/** @param fail called, and not to return, where the bytes end early or a number is none that was written */
export function packedReader(buffer: Uint8Array, fail: (why: string) => never): PackedReader {
  let place = 0
  const byte = (): number => (place < buffer.length ? buffer[place++] : fail('they end early'))
  const natural = (): number => {
    let value = 0
    let scale = 1
    for (;;) {
      const next = byte()
      value += (next & 127) * scale
      if (value > Number.MAX_SAFE_INTEGER) return fail('a number is too large')
      if (next < 128) return value
      scale *= 128
      if (scale > Number.MAX_SAFE_INTEGER) return fail('a number is too large')
    }
  }
  return {
    natural,
    whole() {
      const first = byte()
      const size = (first & 63) + (first >= 128 ? natural() * 64 : 0)
      if (size > Number.MAX_SAFE_INTEGER) return fail('a number is too large')
      return first & 64 ? -size : size
    },
    bytes(size) {
      if (size > buffer.length - place) return fail('they end early')
      place += size
      return buffer.subarray(place - size, place)
    },
    left: () => buffer.length - place,
  }
}
