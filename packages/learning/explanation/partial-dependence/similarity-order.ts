/** An order of categories in which neighbours are alike in all other inputs. */
import { symmetricEigen } from '@pratibimba/numerics/linalg'
import { quantiles } from '@pratibimba/numerics/statistics'
import type { Feature, Matrix } from '../../data/index.ts'

/** Values at which distribution functions are compared. */
const LEVELS = 100

/**
 * Orders categories along the first axis of classical scaling of their distances.
 *
 *   d(a, b) = Σ over the other inputs of max |F_a − F_b| (numbers, at 99 percentiles) or ½ Σ |p_a − p_b| (categories)
 *
 * Missing counts as a value of its own. The end with the lower code comes first.
 *
 * @param codes categories, ascending, at least 1
 * @returns the same codes
 */
export function similarityOrder(
  matrix: Matrix,
  features: readonly Feature[],
  input: number,
  codes: readonly number[],
  weight: Float64Array | undefined,
): Float64Array {
  const k = codes.length
  if (k < 3) return Float64Array.from(codes)
  const placeOf = new Map(codes.map((code, place) => [code, place]))
  const places = Int32Array.from(matrix.columns[input], (code) => placeOf.get(code) ?? -1)
  const distance = new Float64Array(k * k)
  features.forEach(({ kind }, other) => {
    if (other === input) return
    const cells = kind === 'number' ? levelsOf(matrix.columns[other]) : codesOf(matrix.columns[other])
    const shares = sharesByCategory(places, k, cells, weight)
    for (let a = 0; a < k; a++)
      for (let b = 0; b < a; b++) {
        const away = kind === 'number' ? largestGap(shares[a], shares[b]) : halfSum(shares[a], shares[b])
        distance[a * k + b] += away
        distance[b * k + a] += away
      }
  })
  const axis = firstAxis(distance, k)
  const order = codes.map((_, place) => place).sort((a, b) => axis[a] - axis[b] || a - b)
  if (order[0] > order[k - 1]) order.reverse()
  return Float64Array.from(order, (place) => codes[place])
}

interface Cells {
  readonly of: Int32Array
  readonly count: number
}

/** Percentile ranges; missing is the last cell. */
function levelsOf(values: Float64Array): Cells {
  const known = values.filter((value) => !Number.isNaN(value))
  const cuts =
    known.length === 0
      ? known
      : quantiles(
          known,
          Float64Array.from({ length: LEVELS - 1 }, (_, i) => (i + 1) / LEVELS),
        )
  const of = Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return cuts.length + 1
    let low = 0
    let high = cuts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (value <= cuts[middle]) high = middle
      else low = middle + 1
    }
    return low
  })
  return { of, count: cuts.length + 2 }
}

function codesOf(values: Float64Array): Cells {
  const cells = new Map<number, number>()
  const of = Int32Array.from(values, (value) => {
    if (!cells.has(value)) cells.set(value, cells.size)
    return cells.get(value)!
  })
  return { of, count: cells.size }
}

function sharesByCategory(
  places: Int32Array,
  k: number,
  { of, count }: Cells,
  weight: Float64Array | undefined,
): readonly Float64Array[] {
  const shares = Array.from({ length: k }, () => new Float64Array(count))
  const totals = new Float64Array(k)
  for (let row = 0; row < places.length; row++) {
    if (places[row] < 0) continue
    const w = weight?.[row] ?? 1
    shares[places[row]][of[row]] += w
    totals[places[row]] += w
  }
  return shares.map((counts, place) => (totals[place] > 0 ? counts.map((c) => c / totals[place]) : counts))
}

function largestGap(a: Float64Array, b: Float64Array): number {
  let gap = 0
  let most = 0
  for (let cell = 0; cell < a.length - 1; cell++) {
    gap += a[cell] - b[cell]
    most = Math.max(most, Math.abs(gap))
  }
  return most
}

function halfSum(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, share, cell) => sum + Math.abs(share - b[cell]), 0) / 2
}

/** Classical scaling: the eigenvector of the largest eigenvalue of the double-centred −½ d². */
function firstAxis(distance: Float64Array, k: number): Float64Array {
  const half = distance.map((d) => (-d * d) / 2)
  const means = Float64Array.from(
    { length: k },
    (_, a) => half.subarray(a * k, (a + 1) * k).reduce((s, x) => s + x, 0) / k,
  )
  const mean = means.reduce((sum, x) => sum + x, 0) / k
  const centred = half.map((x, at) => x - means[Math.floor(at / k)] - means[at % k] + mean)
  const { vectors } = symmetricEigen(centred, k)
  return Float64Array.from({ length: k }, (_, a) => vectors[a * k + k - 1])
}
