/** Bytes that will lie in a kernel's memory from a given address on, written one piece after the other. */

const alignment = 16

export class MemoryImage {
  readonly start: number
  #bytes = new Uint8Array(4096)
  #used = 0

  /** @param start address of the first byte, a multiple of 16 */
  constructor(start: number) {
    this.start = start
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#used)
  }

  get end(): number {
    return this.start + this.#used
  }

  /** @returns the address of a copy of the values, a multiple of 16 */
  add(values: Float64Array | Uint32Array | Uint8Array): number {
    const at = this.#used
    this.#used = Math.ceil((at + values.byteLength) / alignment) * alignment
    if (this.#used > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#used)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    return this.start + at
  }
}
