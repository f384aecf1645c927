/** Categories as bins: frequent ones have their own, rare ones share the missing bin and never go left. */
import { type CategoryBins, missingBin } from './feature-bins.ts'

/**
 * @param counts rows per code, shape [categories]
 * @param maxBins bins at most, < 256
 * @param minDataInBin a category with fewer rows has no bin, unless it is one of the two most frequent
 */
export function categoryBins(counts: Uint32Array, maxBins: number, minDataInBin: number): CategoryBins {
  const byCount = Array.from(counts.keys())
    .filter((code) => counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b)
  const kept = byCount.slice(0, maxBins)
  const rare = kept.findIndex((code, rank) => rank > 1 && counts[code] < minDataInBin)
  const codes = Int32Array.from(rare < 0 ? kept : kept.slice(0, rare))
  const binOfCode = new Uint8Array(counts.length).fill(missingBin)
  for (let bin = 0; bin < codes.length; bin++) binOfCode[codes[bin]] = bin
  return { kind: 'category', bins: Math.max(1, codes.length), codes, binOfCode }
}
