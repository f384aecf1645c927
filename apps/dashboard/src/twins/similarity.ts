/** A similarity score in a word, by the bands of the validation. */

const bands = [
  [90, 'excellent'],
  [75, 'good'],
  [60, 'acceptable'],
  [40, 'poor'],
] as const

/** @param score 0–100 */
export function similarityWord(score: number): string {
  return bands.find(([least]) => score >= least)?.[1] ?? 'very poor'
}
