/** Distinct byte strings, numbered in the order they were first seen; no JavaScript string is made for a repetition. */
export class ByteDictionary {
  private slots = new Int32Array(64).fill(-1)
  private hashes = new Int32Array(32)
  private offsets = new Int32Array(33)
  private bytes = Buffer.alloc(512)
  size = 0

  /** The number of the string bytes[start, end), added when new. */
  code(source: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5 | 0
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ source[i], 0x01000193)
    hash ^= hash >>> 15
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (let code = this.slots[slot]; code !== -1; code = this.slots[slot]) {
      if (this.hashes[code] === hash && this.equals(code, source, start, end)) return code
      slot = (slot + 1) & mask
    }
    return this.add(source, start, end, hash, slot)
  }

  /** All strings, by number. */
  strings(): string[] {
    return Array.from({ length: this.size }, (_, code) =>
      this.bytes.toString('utf8', this.offsets[code], this.offsets[code + 1]),
    )
  }

  private equals(code: number, source: Uint8Array, start: number, end: number): boolean {
    const { bytes } = this
    let at = this.offsets[code]
    if (this.offsets[code + 1] - at !== end - start) return false
    for (let i = start; i < end; i++) if (bytes[at++] !== source[i]) return false
    return true
  }

  private add(source: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = this.size++
    const from = this.offsets[code]
    const to = from + end - start
    if (to > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(to, this.bytes.length * 2))
      this.bytes.copy(larger)
      this.bytes = larger
    }
    this.bytes.set(source.subarray(start, end), from)
    this.slots[slot] = code
    this.hashes[code] = hash
    this.offsets[code + 1] = to
    if (this.size === this.hashes.length) this.grow()
    return code
  }

  private grow(): void {
    const hashes = new Int32Array(this.size * 2)
    hashes.set(this.hashes)
    const offsets = new Int32Array(this.size * 2 + 1)
    offsets.set(this.offsets)
    const slots = new Int32Array(this.size * 4).fill(-1)
    const mask = slots.length - 1
    for (let code = 0; code < this.size; code++) {
      let slot = hashes[code] & mask
      while (slots[slot] !== -1) slot = (slot + 1) & mask
      slots[slot] = code
    }
    this.hashes = hashes
    this.offsets = offsets
    this.slots = slots
  }
}
