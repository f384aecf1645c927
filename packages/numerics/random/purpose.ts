/** Names of purposes as key material: what a stream is for decides which numbers it holds. */

/**
 * Stable 32-bit hash of a purpose name: MurmurHash3 x86-32 of its UTF-8 bytes.
 *
 * @param purpose any string; by convention kebab-case, e.g. "borrower-income"
 * @param salt    hash seed; different salts give unrelated hashes
 * @returns unsigned 32-bit integer
 * @see docs/methods/counter-based-randomness.md
 */
export function purposeKey(purpose: string, salt = 0): number {
  const bytes = new TextEncoder().encode(purpose)
  const blockBytes = bytes.length & ~3
  let hash = salt | 0
  for (let i = 0; i < blockBytes; i += 4) {
    hash ^= scramble(bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24))
    hash = (hash << 13) | (hash >>> 19)
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0
  }
  let tail = 0
  for (let i = bytes.length - 1; i >= blockBytes; i--) tail = (tail << 8) | bytes[i]
  if (bytes.length > blockBytes) hash ^= scramble(tail)
  hash ^= bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function scramble(word: number): number {
  const product = Math.imul(word, 0xcc9e2d51)
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593)
}
