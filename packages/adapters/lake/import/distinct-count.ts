/** About how many different texts there were, in two megabytes whatever their number (linear counting). */

const BITS = 1 << 24

/**
 * n ≈ −m ln(1 − v), where v is the share of m bits that hashes have set; within a percent up to tens of millions.
 *
 * @see Whang, Vander-Zanden and Taylor, A Linear-Time Probabilistic Counting Algorithm (1990)
 */
export class DistinctCount {
  private readonly bits = new Uint8Array(BITS / 8)
  private set = 0

  see(text: string): void {
    let hash = 0x811c9dc5
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    const bit = ((hash ^ (hash >>> 16)) >>> 0) & (BITS - 1)
    const mask = 1 << (bit & 7)
    if ((this.bits[bit >> 3] & mask) !== 0) return
    this.bits[bit >> 3] |= mask
    this.set++
  }

  get estimate(): number {
    return Math.round(-BITS * Math.log1p(-Math.min(this.set, BITS - 1) / BITS))
  }
}
