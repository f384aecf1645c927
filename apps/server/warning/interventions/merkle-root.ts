/** One hash over many texts, so that one entry of the chain vouches for each of them. */
import { createHash } from 'node:crypto'

/**
 * Root of the Merkle tree over texts in their order, built as certificate transparency does.
 *
 *   leaf = H(0 ‖ text),  node = H(1 ‖ left ‖ right),  the left part the largest power of two below the whole
 *
 * @returns SHA-256, lower-case hexadecimal
 * @throws RangeError when there is none
 * @see RFC 6962, section 2.1
 */
export function merkleRoot(texts: readonly string[]): string {
  if (texts.length === 0) throw new RangeError('merkleRoot: need at least one text, got none')
  return rootOf(texts).toString('hex')
}

function rootOf(texts: readonly string[]): Buffer {
  if (texts.length === 1) return createHash('sha256').update('\0').update(texts[0]!).digest()
  const left = 2 ** Math.floor(Math.log2(texts.length - 1))
  return createHash('sha256')
    .update('\u0001')
    .update(rootOf(texts.slice(0, left)))
    .update(rootOf(texts.slice(left)))
    .digest()
}
