/** Perturbed rows as a weighted regression problem around one row: moments, centred. */

export interface LocalSample {
  readonly terms: number
  readonly rows: number
  /** Weighted means of the terms, and of the score. */
  readonly means: Float64Array
  readonly scoreMean: number
  /** Σ w (z_a − z̄_a)(z_b − z̄_b), row-major, shape [terms × terms]. */
  readonly gram: Float64Array
  /** Σ w (z_a − z̄_a)(y − ȳ). */
  readonly moment: Float64Array
  /** Σ w (y − ȳ)². */
  readonly spread: number
}

/**
 * Weighs each perturbed row by its nearness to the row, √exp(−d²/width²), and takes the moments.
 *
 * @param places     of the perturbed rows; one array of shape [rows] for each term
 * @param own        of the row
 * @param indicators whether a term is "same side as the row": the row itself has 1, else its difference is taken and is 0
 * @param scores     of the perturbed rows
 * @param ownScore   of the row, which counts as one more perturbed row
 */
export function localSample(
  places: readonly Float64Array[],
  own: Float64Array,
  indicators: readonly boolean[],
  scores: Float64Array,
  ownScore: number,
  width: number,
): LocalSample {
  const terms = places.length
  const n = scores.length
  const z = new Float64Array(terms)
  const shift = Float64Array.from(indicators, (indicator) => (indicator ? 1 : 0))
  const gram = new Float64Array(terms * terms)
  const sums = new Float64Array(terms)
  const moment = new Float64Array(terms)
  // The row itself, weight 1: all differences from it are 0.
  let total = 1
  let scoreSum = 0
  let spread = 0
  for (let i = 0; i < n; i++) {
    let square = 0
    for (let a = 0; a < terms; a++) {
      const away = places[a][i] - own[a]
      z[a] = indicators[a] ? (away === 0 ? 0 : -1) : away
      square += z[a] * z[a]
    }
    const weight = Math.exp(-square / (2 * width * width))
    const y = scores[i] - ownScore
    total += weight
    scoreSum += weight * y
    spread += weight * y * y
    for (let a = 0; a < terms; a++) {
      if (z[a] === 0) continue
      const part = weight * z[a]
      sums[a] += part
      moment[a] += part * y
      for (let b = 0; b <= a; b++) gram[a * terms + b] += part * z[b]
    }
  }
  for (let a = 0; a < terms; a++) {
    for (let b = 0; b <= a; b++) {
      gram[a * terms + b] -= (sums[a] * sums[b]) / total
      gram[b * terms + a] = gram[a * terms + b]
    }
    moment[a] -= (sums[a] * scoreSum) / total
  }
  return {
    terms,
    rows: n + 1,
    means: sums.map((sum, a) => sum / total + shift[a]),
    scoreMean: ownScore + scoreSum / total,
    gram,
    moment,
    spread: Math.max(0, spread - (scoreSum * scoreSum) / total),
  }
}
