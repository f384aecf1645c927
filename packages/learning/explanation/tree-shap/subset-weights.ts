/** How often a Shapley order decides between a row and a background row that disagree on p and q features. */

/**
 * Weights of a leaf that needs p features from the row and q from the background (2 × at, gain before loss): each of the
 * p gains (p − 1)! q! / (p + q)!, each of the q loses p! (q − 1)! / (p + q)!.
 *
 * @returns shape [most + 1 (q) × most + 1 (p) × 2]; 0 where there is no feature to gain or lose
 */
export function subsetWeights(most: number): Float64Array {
  const side = most + 1
  const weights = new Float64Array(side * side * 2)
  for (let q = 0; q <= most; q++) {
    // 1 / C(p + q, q), from p = 0 on.
    let inverse = 1
    for (let p = 0; p <= most; p++) {
      if (p > 0) inverse *= p / (p + q)
      const at = 2 * (q * side + p)
      weights[at] = p === 0 ? 0 : inverse / p
      weights[at + 1] = q === 0 ? 0 : inverse / q
    }
  }
  return weights
}
