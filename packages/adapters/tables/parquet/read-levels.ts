/** Parquet's hybrid of run lengths and bit packing, read. */

/**
 * Reads `count` values of `width` bits from bytes[at…].
 *
 * @param width bits of a value, 1–24
 * @throws RangeError when the bytes end early or the width is another
 */
export function readHybrid(bytes: Uint8Array, at: number, count: number, width: number): Int32Array {
  if (!(width >= 1 && width <= 24)) throw new RangeError(`readHybrid: need a width of 1–24, got ${width}`)
  const out = new Int32Array(count)
  const mask = 2 ** width - 1
  const bytesPerRun = Math.ceil(width / 8)
  let position = at
  let done = 0
  while (done < count) {
    let header = 0
    for (let scale = 1; ; scale *= 128) {
      if (position >= bytes.length || scale > 2 ** 35)
        throw new RangeError(`readHybrid: need ${count} values, got the end after ${done}`)
      const next = bytes[position++]
      header += (next & 127) * scale
      if (next < 128) break
    }
    const length = Math.floor(header / 2)
    if (header % 2 === 0) {
      if (length === 0) throw new RangeError('readHybrid: need runs of at least one value, got an empty one')
      let value = 0
      for (let k = 0; k < bytesPerRun; k++) value |= bytes[position++] << (8 * k)
      const end = Math.min(count, done + length)
      out.fill(value, done, end)
      done = end
      continue
    }
    const end = Math.min(count, done + length * 8)
    if (position + Math.ceil(((end - done) * width) / 8) > bytes.length || length === 0)
      throw new RangeError(`readHybrid: need ${count} values, got the end after ${done}`)
    const start = position
    let pending = 0
    let bits = 0
    for (; done < end; done++) {
      while (bits < width) {
        pending |= bytes[position++] << bits
        bits += 8
      }
      out[done] = pending & mask
      pending >>>= width
      bits -= width
    }
    position = start + length * width
  }
  return out
}
