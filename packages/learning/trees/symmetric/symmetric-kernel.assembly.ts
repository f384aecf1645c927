// @ts-nocheck
// Level-wise histograms and split scores of symmetric trees, and the row loops around them.
//
// Histogram: 256 bins of f64 pairs (Σ weighted gradient, Σ weight). Four columns are worked on together.
// Columns: u8 bins. order: u32 rows, leaf after leaf. pairs: f32 (weighted gradient, weight), in that same order.

const HISTOGRAM: usize = 4096

@inline function add(at: usize, bin: u32, pair: v128): void {
  const a = at + ((<usize>bin) << 4)
  v128.store(a, f64x2.add(v128.load(a), pair))
}

/** Adds rows to the histograms of four columns, which lie behind each other at `out`. */
@inline function accumulate(c0: usize, c1: usize, c2: usize, c3: usize, order: usize, pairs: usize, count: i32, out: usize): void {
  const h0 = out, h1 = out + HISTOGRAM, h2 = out + 2 * HISTOGRAM, h3 = out + 3 * HISTOGRAM
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = <usize>load<u32>(order + (i << 2))
    const pair = f64x2.promote_low_f32x4(v128.load64_zero(pairs + (i << 3)))
    add(h0, load<u8>(c0 + row), pair); add(h1, load<u8>(c1 + row), pair)
    add(h2, load<u8>(c2 + row), pair); add(h3, load<u8>(c3 + row), pair)
  }
}

/** other = parent − part, over as many bins; any of the three may be the same. */
@inline function subtract(parent: usize, part: usize, other: usize, bins: i32): void {
  for (let b: usize = 0; b < <usize>bins; b++)
    v128.store(other + (b << 4), f64x2.sub(v128.load(parent + (b << 4)), v128.load(part + (b << 4))))
}

@inline function total(histogram: usize, bins: i32): v128 {
  let sum = f64x2.splat(0)
  for (let b: usize = 0; b < <usize>bins; b++) sum = f64x2.add(sum, v128.load(histogram + (b << 4)))
  return sum
}

/** Adds (numerator, denominator) of one leaf's two sides to each candidate of a column: what the leaf averages earn. */
@inline function scan(estimate: usize, judged: usize, bins: i32, oneHot: i32, l2: f64, scores: usize, same: i32): void {
  const whole = total(estimate, bins)
  const wholeJudged = same ? whole : total(judged, bins)
  const weight = f64x2.extract_lane(wholeJudged, 1)
  if (weight <= 0) return
  const smallest = f64x2.splat(weight * 1e-12)
  const lambda = f64x2.splat(l2)
  let left = f64x2.splat(0), leftJudged = f64x2.splat(0)
  const last = oneHot ? bins : bins - 1
  for (let b: usize = 0; b < <usize>last; b++) {
    const bin = v128.load(estimate + (b << 4))
    left = oneHot ? bin : f64x2.add(left, bin)
    const right = f64x2.sub(whole, left)
    const g = v128.shuffle<f64>(left, right, 0, 2), w = v128.shuffle<f64>(left, right, 1, 3)
    const mean = v128.and(f64x2.gt(w, smallest), f64x2.div(g, f64x2.add(w, lambda)))
    let gj = g, wj = w
    if (!same) {
      const binJudged = v128.load(judged + (b << 4))
      leftJudged = oneHot ? binJudged : f64x2.add(leftJudged, binJudged)
      const rightJudged = f64x2.sub(wholeJudged, leftJudged)
      gj = v128.shuffle<f64>(leftJudged, rightJudged, 0, 2); wj = v128.shuffle<f64>(leftJudged, rightJudged, 1, 3)
    }
    const n = f64x2.mul(mean, gj), d = f64x2.mul(f64x2.mul(mean, mean), wj)
    const both = f64x2.add(v128.shuffle<f64>(n, d, 0, 2), v128.shuffle<f64>(n, d, 1, 3))
    const at = scores + (b << 4)
    v128.store(at, f64x2.add(v128.load(at), both))
  }
}

/**
 * Scores of four columns at one level, plain boosting.
 *
 * group:  4 × u32 column, 4 × u32 kept histograms of the column (leaf-major), 4 × i32 bins, 4 × i32 one-hot
 * leaves: per pair of siblings 4 × i32: first row and count of the part built from rows, its leaf, its sibling's leaf
 *         (−1: none, as at the root; else it is the parent less the part)
 * scores: 4 × 256 pairs (numerator, denominator), added to
 * keep:   whether the children's histograms replace the parents' (the parent lies in the leaf of the smaller number)
 */
export function scoreLevel(group: usize, leaves: usize, leafCount: i32, order: usize, pairs: usize, scratch: usize, scores: usize, l2: f64, keep: i32): void {
  const c0 = <usize>load<u32>(group), c1 = <usize>load<u32>(group + 4), c2 = <usize>load<u32>(group + 8), c3 = <usize>load<u32>(group + 12)
  const spare = scratch + 4 * HISTOGRAM
  for (let l = 0; l < leafCount; l++) {
    const entry = leaves + (<usize>l << 4)
    const first = <usize>load<u32>(entry), count = load<i32>(entry, 4), part = load<i32>(entry, 8), sibling = load<i32>(entry, 12)
    for (let k = 0; k < 4; k++) memory.fill(scratch + <usize>k * HISTOGRAM, 0, <usize>load<i32>(group + (k << 2), 32) << 4)
    accumulate(c0, c1, c2, c3, order + (first << 2), pairs + (first << 3), count, scratch)
    for (let k = 0; k < 4; k++) {
      const built = scratch + <usize>k * HISTOGRAM
      const kept = <usize>load<u32>(group + (k << 2), 16), bins = load<i32>(group + (k << 2), 32), oneHot = load<i32>(group + (k << 2), 48)
      const at = scores + <usize>k * HISTOGRAM
      scan(built, built, bins, oneHot, l2, at, 1)
      if (sibling >= 0) {
        const parent = kept + <usize>min(part, sibling) * HISTOGRAM
        const other = keep ? kept + <usize>sibling * HISTOGRAM : spare
        subtract(parent, built, other, bins)
        scan(other, other, bins, oneHot, l2, at, 1)
      }
      if (keep) memory.copy(kept + <usize>part * HISTOGRAM, built, <usize>bins << 4)
    }
  }
}

/**
 * Scores of four columns at one level, ordered boosting: averages are estimated on a prefix of the permutation and
 * judged on the rows that follow it.
 *
 * ranges: per leaf and prefix 8 × i32: first row, count in order and first pair of the prefix; the same of what follows;
 *         two unused
 * l2s:    regularisation of each prefix, f64, by range
 */
export function scoreOrdered(group: usize, ranges: usize, rangeCount: i32, order: usize, pairs: usize, scratch: usize, scores: usize, l2s: usize): void {
  const c0 = <usize>load<u32>(group), c1 = <usize>load<u32>(group + 4), c2 = <usize>load<u32>(group + 8), c3 = <usize>load<u32>(group + 12)
  const spare = scratch + 4 * HISTOGRAM
  for (let r = 0; r < rangeCount; r++) {
    const entry = ranges + (<usize>r << 5)
    const first = <usize>load<u32>(entry), count = load<i32>(entry, 4), pair = <usize>load<u32>(entry, 8)
    const first2 = <usize>load<u32>(entry, 12), count2 = load<i32>(entry, 16), pair2 = <usize>load<u32>(entry, 20)
    for (let k = 0; k < 4; k++) {
      const bytes = <usize>load<i32>(group + (k << 2), 32) << 4
      memory.fill(scratch + <usize>k * HISTOGRAM, 0, bytes)
      memory.fill(spare + <usize>k * HISTOGRAM, 0, bytes)
    }
    accumulate(c0, c1, c2, c3, order + (first << 2), pairs + (pair << 3), count, scratch)
    accumulate(c0, c1, c2, c3, order + (first2 << 2), pairs + (pair2 << 3), count2, spare)
    const l2 = load<f64>(l2s + (<usize>r << 3))
    for (let k = 0; k < 4; k++)
      scan(scratch + <usize>k * HISTOGRAM, spare + <usize>k * HISTOGRAM, load<i32>(group + (k << 2), 32), load<i32>(group + (k << 2), 48), l2, scores + <usize>k * HISTOGRAM, 0)
  }
}

@inline function mix(z: u64): u64 {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb
  return z ^ (z >> 31)
}

/** Sum of the four 16-bit parts of a word. */
@inline function parts(z: u64): i32 {
  return <i32>(z & 0xffff) + <i32>((z >> 16) & 0xffff) + <i32>((z >> 32) & 0xffff) + <i32>(z >> 48)
}

/**
 * The best candidate of a column: numerator / √denominator (cosine) or the numerator (L2), noise added for the choice.
 *
 * noise: its standard deviation; nearly normal, from eight uniform parts of two words hashed from the key
 *
 * @returns index of the candidate, −1 when none judges anything; its score, without noise, goes to `best`
 */
export function bestSplit(scores: usize, candidates: i32, cosine: i32, noise: f64, keyLow: u32, keyHigh: u32, best: usize): i32 {
  const key = (<u64>keyHigh << 32) | <u64>keyLow
  // Eight uniforms on 0 … 65535: mean 4 · 65535, variance 8 · (2³² − 1) / 12.
  const scale = noise / Math.sqrt(8.0 * 4294967295.0 / 12.0)
  let found = -1
  let highest = -Infinity
  store<f64>(best, highest)
  for (let b = 0; b < candidates; b++) {
    const numerator = load<f64>(scores + (<usize>b << 4)), denominator = load<f64>(scores + (<usize>b << 4), 8)
    if (!(denominator > 0)) continue
    const score = cosine ? numerator / Math.sqrt(denominator) : numerator
    let noisy = score
    if (noise > 0) {
      const word = mix(key + (<u64>b + 1) * 0x9e3779b97f4a7c15)
      noisy += scale * <f64>(parts(word) + parts(mix(word ^ 0xd1b54a32d192ed03)) - 262140)
    }
    if (noisy > highest) { highest = noisy; found = b; store<f64>(best, score) }
  }
  return found
}

/** Moves the rows of one leaf: those with bin ≤ border (one-hot: = border) first, in their order. Answers how many. */
export function partition(column: usize, border: i32, oneHot: i32, order: usize, count: i32, spare: usize): i32 {
  let low: usize = 0, high: usize = 0
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = load<u32>(order + (i << 2))
    const bin = <i32>load<u8>(column + <usize>row)
    const isLow = <usize>(oneHot ? bin == border : bin <= border)
    store<u32>(order + (low << 2), row)
    store<u32>(spare + (high << 2), row)
    low += isLow; high += 1 - isLow
  }
  memory.copy(order + (low << 2), spare, high << 2)
  return <i32>low
}

/** Pairs in the order of rows: out[i] = pairs[order[i]]. */
export function gatherPairs(pairs: usize, order: usize, count: i32, out: usize): void {
  for (let i: usize = 0; i < <usize>count; i++)
    store<u64>(out + (i << 3), load<u64>(pairs + (<usize>load<u32>(order + (i << 2)) << 3)))
}

/** Sets one bit of each row's leaf where its bin is above the border (one-hot: is another). leaf: u16 per row. */
export function markLeaves(column: usize, border: i32, oneHot: i32, bit: i32, leaf: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const bin = <i32>load<u8>(column + i)
    const above = <u32>(oneHot ? bin != border : bin > border)
    store<u16>(leaf + (i << 1), <u16>(<u32>load<u16>(leaf + (i << 1)) | (above << bit)))
  }
}


/**
 * Log loss: adds each row's (gradient, hessian), weighted, to its leaf.
 *
 *   p = e·E / (1 + e·E) with e = exp(score of the row), E = exp(step of the leaf so far)
 */
export function leafSumsLogistic(odds: usize, label: usize, weight: usize, leaf: usize, from: i32, to: i32, leafOdds: usize, sums: usize): void {
  for (let i = <usize>from; i < <usize>to; i++) {
    const l = <usize>load<u16>(leaf + (i << 1))
    const e = min(max(load<f64>(odds + (i << 3)) * load<f64>(leafOdds + (l << 3)), 1e-150), 1e150)
    const inverse = 1.0 / (1.0 + e)
    const p = e * inverse
    const w = weight ? load<f64>(weight + (i << 3)) : 1.0
    const pair = f64x2.replace_lane(f64x2.splat((load<f64>(label + (i << 3)) - p) * w), 1, p * inverse * w)
    const at = sums + (l << 4)
    v128.store(at, f64x2.add(v128.load(at), pair))
  }
}

/** Multiplies each row's odds by those of its leaf, within what a number can hold. */
export function updateOdds(odds: usize, leaf: usize, count: i32, leafOdds: usize): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const l = <usize>load<u16>(leaf + (i << 1))
    store<f64>(odds + (i << 3), min(max(load<f64>(odds + (i << 3)) * load<f64>(leafOdds + (l << 3)), 1e-150), 1e150))
  }
}

/** Log loss: gradient of each row, weighted; f64. */
export function gradientsLogistic(odds: usize, label: usize, weight: usize, from: i32, to: i32, gradient: usize): void {
  for (let i = <usize>from; i < <usize>to; i++) {
    const e = load<f64>(odds + (i << 3))
    const w = weight ? load<f64>(weight + (i << 3)) : 1.0
    store<f64>(gradient + (i << 3), (load<f64>(label + (i << 3)) - e / (1.0 + e)) * w)
  }
}

/** √(gradient² + lambda) of each row; answers their sum. */
export function magnitudes(gradient: usize, count: i32, lambda: f64, out: usize): f64 {
  let sum = 0.0
  for (let i: usize = 0; i < <usize>count; i++) {
    const g = load<f64>(gradient + (i << 3))
    const m = Math.sqrt(g * g + lambda)
    store<f64>(out + (i << 3), m)
    sum += m
  }
  return sum
}

/** Threshold t with Σ min(1, m / t) = target, from above. */
export function samplingThreshold(magnitude: usize, count: i32, target: f64, start: f64): f64 {
  let threshold = start
  for (let round = 0; round < 100; round++) {
    let small = 0.0, large: i32 = 0
    for (let i: usize = 0; i < <usize>count; i++) {
      const m = load<f64>(magnitude + (i << 3))
      const isLarge = m >= threshold
      small += isLarge ? 0.0 : m
      large += <i32>isLarge
    }
    const rest = target - <f64>large
    if (!(rest > 0) || !(small > 0)) return threshold
    const next = small / rest
    if (!(next < threshold)) return threshold
    threshold = next
  }
  return threshold
}

/**
 * Draws rows with probability min(1, magnitude / threshold), each weighed by the inverse, and lists them.
 *
 * pairs: f32 (gradient · draw, weight · draw) of every row, 0 where not drawn. key: 64 bits, two words.
 * @returns how many rows are in `order`
 */
export function drawByMagnitude(magnitude: usize, threshold: f64, gradient: usize, weight: usize, count: i32, keyLow: u32, keyHigh: u32, pairs: usize, order: usize): i32 {
  const key = (<u64>keyHigh << 32) | <u64>keyLow
  let drawn: usize = 0
  for (let i: usize = 0; i < <usize>count; i++) {
    const m = load<f64>(magnitude + (i << 3))
    let factor = 1.0
    if (m < threshold) {
      const u = <f64>(mix(key + (<u64>i + 1) * 0x9e3779b97f4a7c15) >> 11) * 1.1102230246251565e-16
      factor = u * threshold < m ? threshold / m : 0.0
    }
    const w = weight ? load<f64>(weight + (i << 3)) : 1.0
    store<f32>(pairs + (i << 3), <f32>(load<f64>(gradient + (i << 3)) * factor))
    store<f32>(pairs + (i << 3), <f32>(w * factor), 4)
    store<u32>(order + (drawn << 2), <u32>i)
    drawn += <usize>(factor > 0)
  }
  return <i32>drawn
}
