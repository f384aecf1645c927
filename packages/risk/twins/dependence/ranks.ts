/** Continuous columns as ranks within their stratum: what is needed to judge how tails hang together. */
import { normalQuantile } from '@pratibimba/numerics/distributions'
import type { LatentData } from './latent-data.ts'

/** Rows of one stratum, thinned, with the ranks of the continuous columns. */
export interface RankedStratum {
  /** Probability by rank within the stratum, per continuous column; NaN where missing or part of an atom. */
  readonly ranks: readonly Float64Array[]
  readonly rows: number
}

export interface RankedPair {
  readonly x: number
  readonly y: number
}

const MOST_PAIRS = 30
const FEWEST_ROWS = 200
/** A value held by this share of a stratum has no place among the ranks. */
const ATOM_SHARE = 0.03

/**
 * Ranks (i − ½)/n of the continuous latents within each stratum of at least `FEWEST_ROWS` rows, on about `mostRows` rows
 * in all.
 */
export function rankWithinStrata(
  latents: readonly LatentData[],
  stratumOf: Uint8Array,
  strata: number,
  mostRows: number,
): RankedStratum[] {
  const stride = Math.max(1, Math.ceil(stratumOf.length / mostRows))
  const position = new Int32Array(stratumOf.length).fill(-1)
  const sizes = new Int32Array(strata)
  for (let row = 0; row < stratumOf.length; row += stride) position[row] = sizes[stratumOf[row]]++
  const ranked = Array.from(sizes, (rows) => ({ rows, ranks: [] as Float64Array[] }))
  for (const { form } of latents) {
    if (form.kind !== 'quantiles') continue
    const { values, order } = form
    const counts = new Int32Array(strata)
    for (let i = 0; i < order.length; i++) if (position[order[i]] >= 0) counts[stratumOf[order[i]]]++
    const columns = Array.from(sizes, (rows) => new Float64Array(rows).fill(Number.NaN))
    const seen = new Int32Array(strata)
    // Ties are adjacent in the order of a stratum; a long run is an atom and loses its ranks.
    const runStart = new Int32Array(strata)
    const members: number[][] = Array.from({ length: strata }, () => [])
    const lastValue = new Float64Array(strata).fill(Number.NaN)
    const close = (stratum: number): void => {
      const run = members[stratum]
      const rank = (runStart[stratum] + seen[stratum]) / 2 / counts[stratum]
      if (run.length <= Math.max(2, ATOM_SHARE * counts[stratum]))
        for (const at of run) columns[stratum][at] = rank
      members[stratum] = []
      runStart[stratum] = seen[stratum]
    }
    for (let i = 0; i < order.length; i++) {
      const row = order[i]
      if (position[row] < 0) continue
      const stratum = stratumOf[row]
      if (values[row] !== lastValue[stratum]) close(stratum)
      lastValue[stratum] = values[row]
      members[stratum].push(position[row])
      seen[stratum]++
    }
    for (let stratum = 0; stratum < strata; stratum++) if (counts[stratum] > 0) close(stratum)
    columns.forEach((column, stratum) => {
      ranked[stratum].ranks.push(column)
    })
  }
  return ranked.filter(({ rows }) => rows >= FEWEST_ROWS)
}

/** The pairs of columns whose normal scores correlate most within the strata, at most `MOST_PAIRS` of them. */
export function mostDependentPairs(strata: readonly RankedStratum[]): RankedPair[] {
  const columns = strata[0]?.ranks.length ?? 0
  const strength = new Float64Array(columns * columns)
  for (const { ranks, rows } of strata) {
    const scores = ranks.map((rank) => rank.map((p) => (Number.isNaN(p) ? 0 : normalQuantile(p))))
    for (let x = 0; x < columns; x++)
      for (let y = 0; y < x; y++) {
        let sum = 0
        for (let i = 0; i < rows; i++) sum += scores[x][i] * scores[y][i]
        strength[x * columns + y] += sum
      }
  }
  const pairs: RankedPair[] = []
  for (let x = 0; x < columns; x++) for (let y = 0; y < x; y++) pairs.push({ x, y })
  const strengthOf = ({ x, y }: RankedPair) => Math.abs(strength[x * columns + y])
  return pairs.sort((a, b) => strengthOf(b) - strengthOf(a)).slice(0, MOST_PAIRS)
}
