/** Divides rows into strata, each to have a copula of its own, where one copula for all would lose too much. */
import { type LatentData, MISSING_CODE } from './latent-data.ts'
import { logDeterminant } from './log-determinant.ts'

/** Rows looked at when choosing a division. */
const SEARCH_ROWS = 8000
/** Multiplications the whole search may take; wide tables get fewer divisions. */
const SEARCH_BUDGET = 4e8
const MOST_STRATA = 40
const MOST_LEVELS = 32
const RIDGE = 0.1
/** Weight of a parameter, in nats: between Akaike's 1 and Schwarz's ½ ln n. */
const NATS_PER_PARAMETER = 1

export interface StrataOptions {
  /** Index of the latent whose outcome every stratum is divided by at the end; −1 for none. */
  readonly target: number
  /** Words for a range of codes of a latent. */
  readonly describe: (latent: number, fromCode: number, toCode: number) => string
}

export interface Strata {
  /** Stratum per row. */
  readonly of: Uint8Array
  readonly count: number
  readonly descriptions: readonly string[]
}

interface Node {
  rows: Uint32Array
  /** Range of codes by latent. */
  readonly ranges: ReadonlyMap<number, readonly [number, number]>
  best: Division | null
}

interface Division {
  readonly latent: number
  /** Last code of the left side. */
  readonly cut: number
  readonly gain: number
}

/**
 * Grows a binary tree over discrete columns, best division first.
 *
 * A division of n rows by column s gains n ln|Σ_{·|s}| − n_l ln|Σ_l| − n_r ln|Σ_r| over the other columns' normal scores
 * (twice the log-likelihood of two Gaussian copulas over one), and pays for its d(d+1)/2 parameters.
 *
 * @param scores normal scores, row-major, shape [rows · latents], 0 where missing
 * @see docs/methods/gaussian-copula.md
 */
export function divideIntoStrata(
  latents: readonly LatentData[],
  scores: Float64Array,
  options: StrataOptions,
): Strata {
  const d = latents.length
  const n = latents[0].codes.length
  const leastRows = Math.max(150, 6 * d)
  const candidates = latents.flatMap(({ divides, cells }, index) =>
    divides && cells >= 2 && cells <= MOST_LEVELS && index !== options.target ? [index] : [],
  )
  const search = new DivisionSearch(latents, scores, candidates, leastRows)
  const all = new Uint32Array(n)
  for (let i = 0; i < n; i++) all[i] = i
  const leaves: Node[] = [{ rows: all, ranges: new Map(), best: search.best(all) }]
  while (leaves.length < MOST_STRATA) {
    let chosen = -1
    leaves.forEach(({ best }, index) => {
      if (best !== null && (chosen < 0 || best.gain > leaves[chosen].best!.gain)) chosen = index
    })
    if (chosen < 0) break
    const node = leaves[chosen]
    const { latent, cut } = node.best!
    const [left, right] = split(latents[latent].codes, node.rows, cut)
    const last = latents[latent].cells - 1
    leaves.splice(
      chosen,
      1,
      {
        rows: left,
        ranges: narrowed(node.ranges, latent, 0, cut),
        best: search.best(left),
      },
      {
        rows: right,
        ranges: narrowed(node.ranges, latent, cut + 1, last),
        best: search.best(right),
      },
    )
  }
  return number(options.target < 0 ? leaves : divideByTarget(leaves, latents, options), n, options)
}

function narrowed(ranges: Node['ranges'], latent: number, from: number, to: number): Node['ranges'] {
  const [low, high] = ranges.get(latent) ?? [0, Number.POSITIVE_INFINITY]
  return new Map(ranges).set(latent, [Math.max(low, from), Math.min(high, to)])
}

/** Every leaf once more by the outcome, where both sides have rows enough to describe them. */
function divideByTarget(
  leaves: readonly Node[],
  latents: readonly LatentData[],
  options: StrataOptions,
): Node[] {
  const { codes, cells } = latents[options.target]
  return leaves.flatMap((leaf) => {
    const parts: Node[] = []
    for (let level = 0; level < cells; level++) {
      const rows = leaf.rows.filter((row) => codes[row] === level)
      const ranges = narrowed(leaf.ranges, options.target, level, level)
      parts.push({ rows, ranges, best: null })
    }
    const small = parts.some(({ rows }) => rows.length < 40)
    const complete = parts.reduce((sum, { rows }) => sum + rows.length, 0) === leaf.rows.length
    return small || !complete ? [leaf] : parts
  })
}

function number(leaves: readonly Node[], n: number, options: StrataOptions): Strata {
  const of = new Uint8Array(n)
  leaves.forEach(({ rows }, stratum) => {
    for (let i = 0; i < rows.length; i++) of[rows[i]] = stratum
  })
  return {
    of,
    count: leaves.length,
    descriptions: leaves.map(({ ranges }) =>
      ranges.size === 0
        ? 'all rows'
        : [...ranges].map(([latent, [from, to]]) => options.describe(latent, from, to)).join(', '),
    ),
  }
}

/** Missing values go left. */
function split(codes: Uint8Array, rows: Uint32Array, cut: number): [Uint32Array, Uint32Array] {
  const goesLeft = (row: number): boolean => codes[row] <= cut || codes[row] === MISSING_CODE
  return [rows.filter(goesLeft), rows.filter((row) => !goesLeft(row))]
}

class DivisionSearch {
  readonly #latents: readonly LatentData[]
  readonly #scores: Float64Array
  readonly #candidates: readonly number[]
  readonly #leastRows: number
  readonly #scratch: Float64Array
  #budget = SEARCH_BUDGET

  constructor(
    latents: readonly LatentData[],
    scores: Float64Array,
    candidates: readonly number[],
    leastRows: number,
  ) {
    this.#latents = latents
    this.#scores = scores
    this.#candidates = candidates
    this.#leastRows = leastRows
    this.#scratch = new Float64Array(latents.length ** 2)
  }

  /** The division that gains most over its cost, if any does. */
  best(allRows: Uint32Array): Division | null {
    if (allRows.length < 2 * this.#leastRows) return null
    const d = this.#latents.length
    const stride = Math.max(1, Math.ceil((allRows.length * this.#candidates.length) / (SEARCH_ROWS * 11)))
    const rows = stride === 1 ? allRows : allRows.filter((_, i) => i % stride === 0)
    const cost = (rows.length * this.#candidates.length * d * d) / 2
    if (rows.length < 4 * d || cost > this.#budget) return null
    this.#budget -= cost
    let best: Division | null = null
    for (const latent of this.#candidates) {
      const found = this.#bestCut(latent, rows, allRows.length / rows.length)
      if (found !== null && (best === null || found.gain > best.gain)) best = found
    }
    return best
  }

  #bestCut(latent: number, rows: Uint32Array, scale: number): Division | null {
    const d = this.#latents.length
    const { cells } = this.#latents[latent]
    const size = (d * (d + 1)) / 2
    const moments = this.#momentsByLevel(latent, rows)
    const stride = 1 + d + size
    // Cumulative over levels: after this, level c holds codes ≤ c.
    for (let c = 1; c < cells; c++)
      for (let i = 0; i < stride; i++) moments[c * stride + i] += moments[(c - 1) * stride + i]
    const total = moments.subarray((cells - 1) * stride, cells * stride)
    const covariance = new Float64Array(size)
    const rest = new Float64Array(stride)
    const whole = toCovariance(total, d, covariance)
    const ownVariance = covariance[(latent * (latent + 1)) / 2 + latent]
    const together =
      whole * (logDeterminant(covariance, d, RIDGE, -1, this.#scratch) - Math.log(ownVariance + RIDGE))
    const price = NATS_PER_PARAMETER * d * (d + 1)
    let best: Division | null = null
    for (let cut = 0; cut + 1 < cells; cut++) {
      const left = moments.subarray(cut * stride, (cut + 1) * stride)
      const right = total[0] - left[0]
      if (left[0] * scale < this.#leastRows || right * scale < this.#leastRows) continue
      if (cut > 0 && left[0] === moments[(cut - 1) * stride]) continue
      for (let i = 0; i < stride; i++) rest[i] = total[i] - left[i]
      const leftRows = toCovariance(left, d, covariance)
      let gain = together - leftRows * logDeterminant(covariance, d, RIDGE, latent, this.#scratch)
      const rightRows = toCovariance(rest, d, covariance)
      gain -= rightRows * logDeterminant(covariance, d, RIDGE, latent, this.#scratch)
      gain = gain * scale - price
      if (gain > 0 && (best === null || gain > best.gain)) best = { latent, cut, gain }
    }
    return best
  }

  /** Per level: rows, sums of the scores, sums of their products (packed lower triangle). */
  #momentsByLevel(latent: number, rows: Uint32Array): Float64Array {
    const d = this.#latents.length
    const { codes, cells } = this.#latents[latent]
    const stride = 1 + d + (d * (d + 1)) / 2
    const moments = new Float64Array(cells * stride)
    const scores = this.#scores
    for (let r = 0; r < rows.length; r++) {
      const code = codes[rows[r]]
      const from = rows[r] * d
      let at = (code === MISSING_CODE ? 0 : code) * stride
      moments[at++]++
      for (let i = 0; i < d; i++) moments[at + i] += scores[from + i]
      at += d
      for (let i = 0; i < d; i++) {
        const x = scores[from + i]
        for (let j = 0; j <= i; j++) moments[at + j] += x * scores[from + j]
        at += i + 1
      }
    }
    return moments
  }
}

/** Packed covariance out of moments; answers the rows. */
function toCovariance(moments: Float64Array, d: number, out: Float64Array): number {
  const rows = moments[0]
  let at = 0
  for (let i = 0; i < d; i++) {
    const mean = moments[1 + i] / rows
    for (let j = 0; j <= i; j++, at++) out[at] = moments[1 + d + at] / rows - mean * (moments[1 + j] / rows)
  }
  return rows
}
