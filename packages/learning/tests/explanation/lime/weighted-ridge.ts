/** Weighted ridge regression as it is written: normal equations with an intercept that is not penalised. */

export interface Ridge {
  readonly intercept: number
  readonly weights: readonly number[]
  readonly errors: readonly number[]
  readonly r2: number
}

export function weightedRidge(
  rows: readonly (readonly number[])[],
  scores: readonly number[],
  weights: readonly number[],
  penalty: number,
): Ridge {
  const k = rows[0].length
  const total = weights.reduce((sum, w) => sum + w, 0)
  const meanOf = (of: (i: number) => number) => weights.reduce((sum, w, i) => sum + w * of(i), 0) / total
  const means = Array.from({ length: k }, (_, j) => meanOf((i) => rows[i][j]))
  const mean = meanOf((i) => scores[i])
  const gram = means.map((_, a) =>
    means.map((_, b) =>
      weights.reduce((sum, w, i) => sum + w * (rows[i][a] - means[a]) * (rows[i][b] - means[b]), 0),
    ),
  )
  const moment = means.map((_, a) =>
    weights.reduce((sum, w, i) => sum + w * (rows[i][a] - means[a]) * (scores[i] - mean), 0),
  )
  const inverse = inverted(gram.map((row, a) => row.map((x, b) => (a === b ? x + penalty : x))))
  const beta = multiply(
    inverse,
    moment.map((x) => [x]),
  ).map(([x]) => x)
  const intercept = mean - beta.reduce((sum, b, j) => sum + b * means[j], 0)
  const left = weights.reduce(
    (sum, w, i) => sum + w * (scores[i] - intercept - rows[i].reduce((s, z, j) => s + z * beta[j], 0)) ** 2,
    0,
  )
  const spread = weights.reduce((sum, w, i) => sum + w * (scores[i] - mean) ** 2, 0)
  const noise = left / (rows.length - k)
  const covariance = multiply(multiply(inverse, gram), inverse)
  return {
    intercept,
    weights: beta,
    errors: covariance.map((row, a) => Math.sqrt(noise * row[a])),
    r2: 1 - left / spread,
  }
}

function multiply(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, x, i) => sum + x * b[i][j], 0)))
}

/** Gauss–Jordan with pivots. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))])
  for (let i = 0; i < n; i++) {
    const pivot = work.reduce(
      (best, row, r) => (r >= i && Math.abs(row[i]) > Math.abs(work[best][i]) ? r : best),
      i,
    )
    ;[work[i], work[pivot]] = [work[pivot], work[i]]
    const scale = work[i][i]
    work[i] = work[i].map((x) => x / scale)
    work.forEach((row, r) => {
      if (r !== i) work[r] = row.map((x, j) => x - row[i] * work[i][j])
    })
  }
  return work.map((row) => row.slice(n))
}
