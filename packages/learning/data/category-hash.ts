/** Labels of categories as 32-bit numbers: how models know a category whose label they do not keep. */

const mask = (1n << 64n) - 1n
const k0 = 0xc3a5c85c97cb3127n
const k1 = 0xb492b66fbe98f273n
const k2 = 0x9ae16a3b2f90404fn
const k3 = 0xc949d7c7509e6557n

/**
 * The code of a label: the low 32 bits of its CityHash64 (version 1), as CatBoost takes it.
 *
 * @returns an integer in [0, 2³²)
 * @see docs/methods/model-exchange.md
 */
export function categoryHash(label: string): number {
  return Number(cityHash64(new TextEncoder().encode(label)) & 0xffffffffn)
}

/** CityHash64, version 1 (Pike and Alakuijala 2011); later versions give other numbers. */
function cityHash64(bytes: Uint8Array): bigint {
  const { length } = bytes
  const word = (at: number): bigint => view.getBigUint64(at, true)
  const half = (at: number): bigint => BigInt(view.getUint32(at, true))
  const view = new DataView(bytes.buffer, bytes.byteOffset, length)
  const size = BigInt(length)

  if (length > 64) return longHash(word, length)
  if (length > 32) return mediumHash(word, length)
  if (length > 16) {
    const a = times(word(0), k1)
    const b = word(8)
    const c = times(word(length - 8), k2)
    const d = times(word(length - 16), k0)
    return mixTwo(rotate(a - b, 43) + rotate(c, 30) + d, a + rotate(b ^ k3, 20) - c + size)
  }
  if (length > 8) {
    const b = word(length - 8)
    return mixTwo(word(0), rotate(b + size, length)) ^ b
  }
  if (length >= 4) return mixTwo(size + (half(0) << 3n), half(length - 4))
  if (length > 0) {
    const y = BigInt(bytes[0] + (bytes[length >> 1] << 8))
    const z = BigInt(length + (bytes[length - 1] << 2))
    return times(shiftMix(times(y, k2) ^ times(z, k3)), k2)
  }
  return k2
}

function mediumHash(word: (at: number) => bigint, length: number): bigint {
  let a = low(word(0) + (BigInt(length) + word(length - 16)) * k0)
  let z = word(24)
  let b = rotate(a + z, 52)
  let c = rotate(a, 37)
  a += word(8)
  c += rotate(a, 7)
  a += word(16)
  const firstA = a + z
  const firstB = b + rotate(a, 31) + c
  a = word(16) + word(length - 32)
  z = word(length - 8)
  b = rotate(a + z, 52)
  c = rotate(a, 37)
  a += word(length - 24)
  c += rotate(a, 7)
  a += word(length - 16)
  const secondA = a + z
  const secondB = b + rotate(a, 31) + c
  const r = shiftMix(low((firstA + secondB) * k2 + (secondA + firstB) * k0))
  return times(shiftMix(low(r * k0 + firstB)), k2)
}

function longHash(word: (at: number) => bigint, length: number): bigint {
  let x = word(0)
  let y = word(length - 16) ^ k1
  let z = word(length - 56) ^ k0
  let v = weakHash(word, length - 64, BigInt(length), y)
  let w = weakHash(word, length - 32, BigInt(length) * k1, k0)
  z = low(z + shiftMix(v[1]) * k1)
  x = times(rotate(z + x, 39), k1)
  y = times(rotate(y, 33), k1)
  for (let at = 0; at < length - 64 || at === 0; at += 64) {
    x = times(rotate(x + y + v[0] + word(at + 16), 37), k1) ^ w[1]
    y = times(rotate(y + v[1] + word(at + 48), 42), k1) ^ v[0]
    z = rotate(z ^ w[0], 33)
    v = weakHash(word, at, v[1] * k1, x + w[0])
    w = weakHash(word, at + 32, z + w[1], y)
    ;[z, x] = [x, z]
  }
  return mixTwo(mixTwo(v[0], w[0]) + shiftMix(y) * k1 + z, mixTwo(v[1], w[1]) + x)
}

function weakHash(word: (at: number) => bigint, at: number, a: bigint, b: bigint): [bigint, bigint] {
  const z = word(at + 24)
  const start = low(a + word(at))
  const turned = rotate(b + start + z, 21)
  const sum = low(start + word(at + 8) + word(at + 16))
  return [low(sum + z), low(turned + rotate(sum, 44) + start)]
}

function mixTwo(first: bigint, second: bigint): bigint {
  const multiplier = 0x9ddfea08eb382d69n
  let a = times(low(first) ^ low(second), multiplier)
  a ^= a >> 47n
  let b = times(low(second) ^ a, multiplier)
  b ^= b >> 47n
  return times(b, multiplier)
}

function low(value: bigint): bigint {
  return value & mask
}

function times(a: bigint, b: bigint): bigint {
  return (a * b) & mask
}

function shiftMix(value: bigint): bigint {
  return value ^ (value >> 47n)
}

function rotate(value: bigint, bits: number): bigint {
  const word = low(value)
  return ((word >> BigInt(bits)) | (word << BigInt(64 - bits))) & mask
}
