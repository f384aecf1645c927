/** The logistic likelihood of weighted rows, with gradient and Hessian, in blocks that stay in cache. */

/** Centred columns over their standard deviations; everything below speaks of coefficients on that scale. */
export interface LogisticProblem {
  /** Number of columns; the intercept is coordinate `p`. */
  readonly p: number
  /** Weighted mean and standard deviation of each column; a constant column has scale 0 and counts as all zeros. */
  readonly mean: Float64Array
  readonly scale: Float64Array
  readonly totalWeight: number
  readonly eventWeight: number
  /**
   * Loss, and on request gradient and Hessian, of the coordinates `active` (`p`, the intercept, may be among them).
   *
   * @param theta all coordinates, shape [p + 1]; those that are not active count as well where they are not 0
   * @param pairs of how many of the active coordinates, from the first, the Hessian is wanted against all; all when absent.
   *              Of the others only the diagonal is filled in.
   */
  evaluate(theta: Float64Array, active: Int32Array, derivatives: boolean, pairs?: number): LogisticState
}

export interface LogisticState {
  /** −log likelihood. */
  readonly loss: number
  /** Of the active coordinates, shape [a]; empty when not asked for. */
  readonly gradient: Float64Array
  /** Row-major, shape [a·a], both triangles. */
  readonly hessian: Float64Array
  /** Least linear predictor among events, greatest among non-events: apart when a plane separates them. */
  readonly leastOfEvents: number
  readonly greatestOfNonEvents: number
}

const BLOCK = 256

/**
 * @param columns shape [p], each [n], finite
 * @param label   0 or 1, shape [n]
 * @param weight  ≥ 0, shape [n]; rows of weight 0 are not read
 * @throws RangeError naming the column and row of a value that is not finite
 */
export function logisticProblem(
  columns: readonly Float64Array[],
  label: Float64Array,
  weight?: Float64Array,
): LogisticProblem {
  const p = columns.length
  const rows = rowsInPlay(label.length, weight)
  const n = rows.length
  const y = new Float64Array(n)
  const w = new Float64Array(n)
  let totalWeight = 0
  let eventWeight = 0
  for (let i = 0; i < n; i++) {
    y[i] = label[rows[i]]
    w[i] = weight === undefined ? 1 : weight[rows[i]]
    totalWeight += w[i]
    eventWeight += w[i] * y[i]
  }
  const mean = new Float64Array(p)
  const scale = new Float64Array(p)
  columns.forEach((column, j) => {
    if (column.length !== label.length)
      throw new RangeError(
        `logistic regression: need ${label.length} values in column ${j}, got ${column.length}`,
      )
    moments(column, rows, w, totalWeight, j, mean, scale)
  })

  const block = new Float64Array((p + 1) * BLOCK)
  const scaled = new Float64Array((p + 1) * BLOCK)
  const residual = new Float64Array(BLOCK)
  const curvature = new Float64Array(BLOCK)
  const eta = new Float64Array(BLOCK)

  const evaluate: LogisticProblem['evaluate'] = (theta, active, derivatives, pairs = active.length) => {
    const a = active.length
    const gradient = new Float64Array(derivatives ? a : 0)
    const hessian = new Float64Array(derivatives ? a * a : 0)
    let loss = 0
    let leastOfEvents = Number.POSITIVE_INFINITY
    let greatestOfNonEvents = Number.NEGATIVE_INFINITY
    const isActive = new Uint8Array(p + 1)
    for (const j of active) isActive[j] = 1
    const passive: number[] = []
    for (let j = 0; j < p; j++) if (isActive[j] === 0 && theta[j] !== 0 && scale[j] > 0) passive.push(j)
    const spare = a * BLOCK

    for (let start = 0; start < n; start += BLOCK) {
      const count = Math.min(BLOCK, n - start)
      eta.fill(theta[p], 0, count)
      const add = (j: number, at: number): void => {
        if (j === p) {
          block.fill(1, at, at + count)
          return
        }
        pack(columns[j], rows, start, count, mean[j], scale[j], block, at)
        const coefficient = theta[j]
        if (coefficient !== 0) for (let i = 0; i < count; i++) eta[i] += coefficient * block[at + i]
      }
      for (const j of passive) add(j, Math.min(spare, p * BLOCK))
      for (let k = 0; k < a; k++) add(active[k], k * BLOCK)
      for (let i = 0; i < count; i++) {
        const z = eta[i]
        const tail = Math.exp(-Math.abs(z))
        const of = y[start + i]
        loss += w[start + i] * (Math.log1p(tail) + Math.max(z, 0) - of * z)
        const probability = z >= 0 ? 1 / (1 + tail) : tail / (1 + tail)
        residual[i] = w[start + i] * (probability - of)
        curvature[i] = (w[start + i] * tail) / ((1 + tail) * (1 + tail))
        if (of === 1) {
          if (z < leastOfEvents) leastOfEvents = z
        } else if (z > greatestOfNonEvents) greatestOfNonEvents = z
      }
      if (derivatives) accumulate(block, scaled, residual, curvature, count, a, pairs, gradient, hessian)
    }
    for (let j = 0; j < a && derivatives; j++)
      for (let k = 0; k < j; k++) hessian[j * a + k] = hessian[k * a + j]
    return { loss, gradient, hessian, leastOfEvents, greatestOfNonEvents }
  }
  return { p, mean, scale, totalWeight, eventWeight, evaluate }
}

/** Adds a block to gradient and upper triangle: tiles of two by two columns, each read once from cache. */
function accumulate(
  block: Float64Array,
  scaled: Float64Array,
  residual: Float64Array,
  curvature: Float64Array,
  count: number,
  a: number,
  pairs: number,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  for (let j = 0; j < a; j++) {
    const at = j * BLOCK
    let sum = 0
    for (let i = 0; i < count; i++) {
      const x = block[at + i]
      sum += x * residual[i]
      scaled[at + i] = x * curvature[i]
    }
    gradient[j] += sum
  }
  for (let j = pairs; j < a; j++) {
    const at = j * BLOCK
    let sum = 0
    for (let i = 0; i < count; i++) sum += block[at + i] * scaled[at + i]
    hessian[j * a + j] += sum
  }
  for (let j = 0; j < pairs; j += 2) {
    const twoRows = j + 1 < pairs
    const j0 = j * BLOCK
    const j1 = twoRows ? j0 + BLOCK : j0
    for (let k = j; k < a; k += 2) {
      const twoColumns = k + 1 < a
      const k0 = k * BLOCK
      const k1 = twoColumns ? k0 + BLOCK : k0
      let h00 = 0
      let h01 = 0
      let h10 = 0
      let h11 = 0
      for (let i = 0; i < count; i++) {
        const x0 = block[j0 + i]
        const x1 = block[j1 + i]
        const s0 = scaled[k0 + i]
        const s1 = scaled[k1 + i]
        h00 += x0 * s0
        h01 += x0 * s1
        h10 += x1 * s0
        h11 += x1 * s1
      }
      hessian[j * a + k] += h00
      if (twoColumns) hessian[j * a + k + 1] += h01
      if (twoRows && k > j) hessian[(j + 1) * a + k] += h10
      if (twoRows && twoColumns) hessian[(j + 1) * a + k + 1] += h11
    }
  }
}

function pack(
  column: Float64Array,
  rows: Uint32Array,
  start: number,
  count: number,
  mean: number,
  scale: number,
  to: Float64Array,
  at: number,
): void {
  if (scale === 0) {
    to.fill(0, at, at + count)
    return
  }
  const inverse = 1 / scale
  if (rows.length === column.length)
    for (let i = 0; i < count; i++) to[at + i] = (column[start + i] - mean) * inverse
  else for (let i = 0; i < count; i++) to[at + i] = (column[rows[start + i]] - mean) * inverse
}

function rowsInPlay(n: number, weight: Float64Array | undefined): Uint32Array {
  const rows = new Uint32Array(n)
  let at = 0
  for (let i = 0; i < n; i++) if (weight === undefined || weight[i] > 0) rows[at++] = i
  return rows.subarray(0, at)
}

/** Weighted mean and standard deviation, in two passes. */
function moments(
  column: Float64Array,
  rows: Uint32Array,
  w: Float64Array,
  totalWeight: number,
  j: number,
  mean: Float64Array,
  scale: Float64Array,
): void {
  let sum = 0
  for (let i = 0; i < rows.length; i++) {
    const x = column[rows[i]]
    if (!Number.isFinite(x))
      throw new RangeError(
        `logistic regression: need finite values in column ${j}, got ${x} in row ${rows[i]}; impute missing ones`,
      )
    sum += w[i] * x
  }
  const m = sum / totalWeight
  let squares = 0
  for (let i = 0; i < rows.length; i++) {
    const d = column[rows[i]] - m
    squares += w[i] * d * d
  }
  const deviation = Math.sqrt(squares / totalWeight)
  mean[j] = m
  scale[j] = deviation > 1e-12 * Math.max(1e-290, Math.abs(m)) ? deviation : 0
}
