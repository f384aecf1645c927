/** What somebody probably meant by a name that does not exist. */

/**
 * The candidate with the fewest edits from the name, case apart; undefined when none is near enough.
 *
 * @param mostEdits of a candidate that counts
 */
export function nearestName(
  name: string,
  candidates: readonly string[],
  mostEdits = Infinity,
): string | undefined {
  let nearest: string | undefined
  let least = mostEdits + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= least) continue
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (edits < least) {
      least = edits
      nearest = candidate
    }
  }
  return nearest
}

/** Levenshtein's distance: insertions, deletions and replacements. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++)
      current[j] = Math.min(
        previous[j] + 1,
        current[j - 1] + 1,
        previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
    previous = current
  }
  return previous[b.length]
}
