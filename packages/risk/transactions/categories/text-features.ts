/** Descriptions as sparse features: hashed words and letters of words, and whether money came. */

/** Dimensions of the hash; a power of two. */
export const TEXT_DIMENSIONS = 4096
const SHORTEST_GRAM = 3
const LONGEST_GRAM = 5
const MOST_FEATURES = 512

/**
 * Upper case without digits and marks: numbers are terminals, orders and dates, and name no merchant.
 *
 * @returns such as `POS 4411 CAFÉ No. 7` → `POS CAFE NO`
 */
export function plainWords(description: string): string[] {
  return description
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^\p{L}&]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '')
}

/**
 * Dimensions that are set, ascending, each once: every word, every pair of neighbours, every 3 to 5 letters of ` WORD `, and the side.
 *
 * FNV-1a (32 bits), folded to 12. Weights are 1/√n of n set dimensions, so that a text has length 1.
 */
export function textFeatures(description: string, came: boolean): Int32Array {
  const found = new Set<number>([slotOf(came ? '+' : '-')])
  let before = ''
  for (const word of plainWords(description)) {
    found.add(slotOf(`w${word}`))
    if (before !== '') found.add(slotOf(`p${before} ${word}`))
    before = word
    const padded = ` ${word} `
    for (let size = SHORTEST_GRAM; size <= LONGEST_GRAM; size++)
      for (let at = 0; at + size <= padded.length; at++) found.add(slotOf(`g${padded.slice(at, at + size)}`))
    if (found.size >= MOST_FEATURES) break
  }
  return Int32Array.from(found).sort()
}

function slotOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash ^= hash >>> 16
  return (hash ^ (hash >>> 12)) & (TEXT_DIMENSIONS - 1)
}
