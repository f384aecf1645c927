/** Persistence of an unordered category between siblings, by how often the level stays. */
import { bivariateNormalCdf, normalQuantile } from '@pratibimba/numerics/distributions'
import { cellThresholds } from '../dependence/hermite.ts'
import { type LatentData, MISSING_CODE } from '../dependence/latent-data.ts'

/** Cells beyond the most frequent ones hardly move the share. */
const MOST_CELLS = 40

/**
 * The latent correlation ρ between siblings under which the level stays as often as it does in the data.
 *
 *   P(same) = Σ_c P(t_{c−1} < Z ≤ t_c, t_{c−1} < Z′ ≤ t_c; ρ)
 *
 * @param previous earlier row of each row, −1 for none
 */
export function stayCorrelation({ codes, counts, cells }: LatentData, previous: Int32Array): number {
  let same = 0
  let pairs = 0
  for (let row = 0; row < codes.length; row++) {
    const before = previous[row]
    if (before < 0 || codes[row] === MISSING_CODE || codes[before] === MISSING_CODE) continue
    pairs++
    if (codes[row] === codes[before]) same++
  }
  if (pairs < 10 || cells > MOST_CELLS) return 0
  const inner = cellThresholds(counts, normalQuantile)
  const bounds = [Number.NEGATIVE_INFINITY, ...inner, Number.POSITIVE_INFINITY]
  const stays = (rho: number): number => {
    let sum = 0
    for (let c = 0; c < cells; c++) {
      const [a, b] = [bounds[c], bounds[c + 1]]
      sum += bivariateNormalCdf(b, b, rho) - 2 * bivariateNormalCdf(a, b, rho) + bivariateNormalCdf(a, a, rho)
    }
    return sum
  }
  let low = 0
  let high = 0.999
  for (let step = 0; step < 25; step++) {
    const middle = (low + high) / 2
    if (stays(middle) < same / pairs) low = middle
    else high = middle
  }
  return (low + high) / 2
}
