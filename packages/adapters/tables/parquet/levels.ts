/** Parquet's hybrid of run lengths and bit packing, for definition levels and dictionary codes. */
import { putVarint } from './thrift.ts'

/** One run of `count` times the same value of `width` bits (≤ 8 here). */
export function runLength(value: number, count: number): Uint8Array {
  const out: number[] = []
  putVarint(out, count * 2)
  out.push(value)
  return Uint8Array.from(out)
}

/** All values bit-packed, least significant bit first, in groups of eight. */
export function bitPacked(values: Int32Array | Uint8Array, width: number): Uint8Array {
  const groups = Math.ceil(values.length / 8)
  const header: number[] = []
  putVarint(header, groups * 2 + 1)
  const out = new Uint8Array(header.length + groups * width)
  out.set(header)
  packBits(values, width, out, header.length)
  return out
}

/** Writes the values' bits to out[at…]; the rest of the last byte is 0. */
export function packBits(values: Int32Array | Uint8Array, width: number, out: Uint8Array, at: number): void {
  let pending = 0
  let bits = 0
  let position = at
  for (let i = 0; i < values.length; i++) {
    pending |= values[i] << bits
    bits += width
    while (bits >= 8) {
      out[position++] = pending & 255
      pending >>>= 8
      bits -= 8
    }
  }
  if (bits > 0) out[position] = pending & 255
}

/** Bits needed for codes 0…size−1, at least 1. */
export function bitWidth(size: number): number {
  return size <= 2 ? 1 : 32 - Math.clz32(size - 1)
}
