/** Numbers of 32 bits and their neighbours: `x < t` and `x ≤ t` are the same split with neighbouring thresholds. */

const float = new Float32Array(1)
const bits = new Int32Array(float.buffer)

/** Largest finite number of 32 bits. */
export const largestFloat32 = 3.4028234663852886e38

/** The next number of 32 bits below one; −Infinity below the lowest. */
export function float32Below(value: number): number {
  return -float32Above(-value)
}

/** The next number of 32 bits above one. */
export function float32Above(value: number): number {
  if (value === 0) return 2 ** -149
  float[0] = value
  bits[0] += value > 0 ? 1 : -1
  return float[0]
}

/** The largest number of 32 bits that is not above `value`. */
export function float32Floor(value: number): number {
  const rounded = Math.fround(value)
  return rounded > value ? float32Below(rounded) : rounded
}

/** The shortest decimal that reads back as this number of 32 bits, always with a point or an exponent. */
export function float32Literal(value: number): string {
  const rounded = Math.fround(value)
  for (let digits = 1; digits < 9; digits++) {
    const written = rounded.toExponential(digits - 1)
    if (Math.fround(Number(written)) === rounded) return written.replace('e+', 'E').replace('e', 'E')
  }
  return rounded.toExponential(8).replace('e+', 'E').replace('e', 'E')
}
