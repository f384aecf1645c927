/** Latent correlations of columns that were cut into cells, by expansion in Hermite polynomials. */
import { normalCdf, normalPdf, normalQuantile } from '@pratibimba/numerics/distributions'
import { type LatentData, MISSING_CODE } from './latent-data.ts'

/** Terms of the expansion. */
export const TERMS = 24

/**
 * Mean of a standard normal within each cell of its range.
 *
 *   s_c = (φ(t_{c−1}) − φ(t_c)) / p_c,  t_c = Φ⁻¹(p_1 + … + p_c)
 *
 * @param counts rows per cell; an empty cell scores the threshold it stands at
 * @returns scores, shape [cells]; their weighted mean is 0
 */
export function cellScores(counts: Float64Array): Float64Array {
  const cells = counts.length
  let total = 0
  for (let c = 0; c < cells; c++) total += counts[c]
  const scores = new Float64Array(cells)
  let cumulative = 0
  let densityBefore = 0
  for (let c = 0; c < cells; c++) {
    cumulative += counts[c]
    const p = cumulative / total
    const inside = cumulative > 0 && cumulative < total
    const density = inside ? normalPdf(normalQuantile(p)) : 0
    if (counts[c] > 0) scores[c] = ((densityBefore - density) * total) / counts[c]
    else scores[c] = inside ? normalQuantile(p) : 0
    densityBefore = density
  }
  return scores
}

/** Upper thresholds of the cells on the latent scale, without the last (+∞); empty at either end are ∓∞. */
export function cellThresholds(counts: Float64Array, quantile: (p: number) => number): Float64Array {
  const cells = counts.length
  let total = 0
  for (let c = 0; c < cells; c++) total += counts[c]
  const thresholds = new Float64Array(Math.max(0, cells - 1))
  let cumulative = 0
  for (let c = 0; c + 1 < cells; c++) {
    cumulative += counts[c]
    thresholds[c] =
      cumulative === 0
        ? Number.NEGATIVE_INFINITY
        : cumulative === total
          ? Number.POSITIVE_INFINITY
          : quantile(cumulative / total)
  }
  return thresholds
}

/**
 * Hermite coefficients of a step function of a standard normal variable, after its thresholds were scaled.
 *
 *   c_k = E[s(Z) h_k(Z)],  c_k = k^{−1/2} Σ_b h_{k−1}(t_b) φ(t_b) (s_{b+1} − s_b) for k ≥ 1
 *
 * with h_k the normalised probabilists' Hermite polynomials.
 *
 * @param scores     shape [cells]
 * @param thresholds shape [cells − 1]
 * @param scale      factor on the thresholds: √w for a t variable given its mixing variable w, else 1
 * @param out        receives c_0 … c_TERMS at `offset`
 */
export function hermiteCoefficients(
  scores: Float64Array,
  thresholds: Float64Array,
  scale: number,
  out: Float64Array,
  offset: number,
): void {
  const last = scores.length - 1
  out.fill(0, offset, offset + TERMS + 1)
  let mean = scores[last]
  for (let b = 0; b < last; b++) {
    const jump = scores[b + 1] - scores[b]
    if (jump === 0) continue
    const t = thresholds[b] * scale
    if (t === Number.NEGATIVE_INFINITY) continue
    mean -= jump * (t === Number.POSITIVE_INFINITY ? 1 : normalCdf(t))
    if (t > 37 || t < -37) continue
    const weight = jump * normalPdf(t)
    let previous = 0
    let polynomial = 1
    for (let k = 1; k <= TERMS; k++) {
      out[offset + k] += weight * polynomial * INVERSE_ROOT[k]
      const next = (t * polynomial - ROOT[k - 1] * previous) * INVERSE_ROOT[k]
      previous = polynomial
      polynomial = next
    }
  }
  out[offset] = mean
}

/**
 * Latent correlation of a column with itself in an earlier row.
 *
 * @param scores   cell scores, shape [cells]
 * @param previous earlier row of each row, −1 for none
 */
export function lagCorrelation(
  { codes, counts }: LatentData,
  scores: Float64Array,
  previous: Int32Array,
): number {
  let sum = 0
  let pairs = 0
  for (let row = 0; row < codes.length; row++) {
    const before = previous[row]
    if (before < 0 || codes[row] === MISSING_CODE || codes[before] === MISSING_CODE) continue
    sum += scores[codes[row]] * scores[codes[before]]
    pairs++
  }
  if (pairs < 10) return 0
  const series = new Float64Array(TERMS + 1)
  hermiteCoefficients(scores, cellThresholds(counts, normalQuantile), 1, series, 0)
  for (let k = 0; k <= TERMS; k++) series[k] *= series[k]
  return series[1] > 1e-9 ? solveSeries(series, sum / pairs) : 0
}

const ROOT = Float64Array.from({ length: TERMS + 2 }, (_, k) => Math.sqrt(k))
const INVERSE_ROOT = ROOT.map((r) => (r === 0 ? 0 : 1 / r))

/**
 * The ρ at which the series Σ_k b_k ρ^k equals an observed covariance, within ±0.999.
 *
 * @param series b_0 … b_TERMS
 */
export function solveSeries(series: Float64Array, covariance: number): number {
  const LIMIT = 0.999
  let low = -LIMIT
  let high = LIMIT
  if (evaluate(series, high) <= covariance) return high
  if (evaluate(series, low) >= covariance) return low
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2
    if (evaluate(series, middle) < covariance) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function evaluate(series: Float64Array, rho: number): number {
  let value = series[TERMS]
  for (let k = TERMS - 1; k >= 0; k--) value = value * rho + series[k]
  return value
}
