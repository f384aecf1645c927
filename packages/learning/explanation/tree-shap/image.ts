/** Bytes written one after the other at the addresses they will have in a kernel's memory. */

export class Image {
  #buffer = new ArrayBuffer(2 ** 20)
  floats = new Float64Array(this.#buffer)
  words = new Int32Array(this.#buffer)
  end: number

  /** @param start first address */
  constructor(start: number) {
    this.end = start
  }

  /** Room for so many bytes, zeroed; answers its address, a multiple of 16. Views of before are void. */
  room(bytes: number): number {
    const address = this.end
    this.end += Math.ceil(bytes / 16) * 16
    if (this.end > this.#buffer.byteLength) {
      const larger = new ArrayBuffer(16 * Math.ceil(this.end / 10))
      new Float64Array(larger).set(this.floats)
      this.#buffer = larger
      this.floats = new Float64Array(larger)
      this.words = new Int32Array(larger)
    }
    return address
  }

  /** Takes back what was written from an address on. */
  cut(address: number): void {
    this.floats.fill(0, address / 8, this.end / 8)
    this.end = address
  }

  copyTo(buffer: SharedArrayBuffer): void {
    new Uint8Array(buffer).set(new Uint8Array(this.#buffer, 0, this.end))
  }
}
