/** A growing run of bytes that numbers and text are written into without intermediate strings where that is faster. */

const POWERS = Float64Array.from({ length: 16 }, (_, k) => 10 ** k)
/** A product below this is an integer a double holds with room to spare. */
const EXACT_LIMIT = 1e15

export class ByteWriter {
  length = 0
  private buffer: Buffer

  constructor(capacity: number) {
    this.buffer = Buffer.allocUnsafe(capacity)
  }

  /** The bytes so far; the writer begins anew, so they must be used before the next write. */
  take(): Uint8Array {
    const bytes = this.buffer.subarray(0, this.length)
    this.length = 0
    return bytes
  }

  byte(value: number): void {
    this.reserve(1)
    this.buffer[this.length++] = value
  }

  bytes(values: Uint8Array): void {
    this.reserve(values.length)
    const { buffer } = this
    let at = this.length
    for (let i = 0; i < values.length; i++) buffer[at++] = values[i]
    this.length = at
  }

  ascii(text: string): void {
    this.reserve(text.length)
    const { buffer } = this
    for (let i = 0; i < text.length; i++) buffer[this.length++] = text.charCodeAt(i)
  }

  text(text: string): void {
    this.reserve(text.length * 3)
    this.length += this.buffer.write(text, this.length, 'utf8')
  }

  /** An integer of magnitude ≤ 2⁵³. */
  integer(value: number): void {
    this.reserve(20)
    this.digits(value < 0 ? this.minus(-value) : value, 1)
  }

  /** A non-negative integer with zeros before it up to `width` digits. */
  padded(value: number, width: number): void {
    this.reserve(20 + width)
    this.digits(value, width)
  }

  /** The shortest decimal that reads back as the same double. */
  float(value: number): void {
    if (Number.isInteger(value) && Math.abs(value) < EXACT_LIMIT && !Object.is(value, -0)) this.integer(value)
    else if (!this.scaled(value, 2, true) && !this.scaled(value, 4, true)) this.general(value)
  }

  /** With `decimals` digits after the point when that is the very number, else like `float`. */
  fixed(value: number, decimals: number): void {
    if (!this.scaled(value, decimals, false)) this.float(value)
  }

  private general(value: number): void {
    this.ascii(
      Object.is(value, -0) ? '-0' : Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf',
    )
  }

  /** Writes value = n / 10^decimals when that holds exactly and n has at most 15 digits. */
  private scaled(value: number, decimals: number, trim: boolean): boolean {
    const scaled = Math.round(value * POWERS[decimals])
    if (!(Math.abs(scaled) < EXACT_LIMIT) || scaled / POWERS[decimals] !== value || Object.is(value, -0))
      return false
    this.reserve(24)
    let magnitude = scaled < 0 ? this.minus(-scaled) : scaled
    let places = decimals
    while (trim && places > 0 && magnitude % 10 === 0) {
      magnitude /= 10
      places--
    }
    const whole = Math.floor(magnitude / POWERS[places])
    this.digits(whole, 1)
    if (places > 0) {
      this.buffer[this.length++] = 46
      this.digits(magnitude - whole * POWERS[places], places)
    }
    return true
  }

  private minus(magnitude: number): number {
    this.buffer[this.length++] = 45
    return magnitude
  }

  /** The digits of a non-negative integer, at least `least` of them. */
  private digits(value: number, least: number): void {
    let count = 1
    while (count < 16 && value >= POWERS[count]) count++
    if (count < least) count = least
    const { buffer } = this
    let rest = value
    let at = this.length + count
    this.length = at
    while (rest > 0x7fffffff) {
      const quotient = Math.floor(rest / 10)
      buffer[--at] = 48 + (rest - quotient * 10)
      rest = quotient
      count--
    }
    let small = rest | 0
    for (; count > 0; count--) {
      const quotient = (small / 10) | 0
      buffer[--at] = 48 + (small - quotient * 10)
      small = quotient
    }
  }

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + count))
    this.buffer.copy(larger, 0, 0, this.length)
    this.buffer = larger
  }
}
