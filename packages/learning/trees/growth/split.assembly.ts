// The best split of one number at one node, for the plain rule: no L1, no bounds, no smoothing.
//
//   gain = G_l² / (H_l + λ) + G_r² / (H_r + λ)
//
// Divisions are the cost: candidates are compared as fractions, and only those that may win are divided out.
// Plain reference: growth/number-split.ts.
// @ts-nocheck

/** Part of a best gain that a fraction must pass before it is divided out: below 1 by more than its rounding. */
const NEARLY: f64 = 0.9999999999

let G: f64 = 0
let H: f64 = 0
let lambda: f64 = 0
let rows: f64 = 0
let rowsPerHessian: f64 = 0
let minRows: f64 = 0
let minHessian: f64 = 0
let best: f64 = 0
let out: usize = 0

/** `far` is the side that is summed up bin after bin: right when coming from the right. */
@inline function tryOne(farG: f64, farH: f64, farRows: f64, bin: u32, fromRight: bool): void {
  if (farRows < minRows || farH < minHessian || rows - farRows < minRows) return
  const nearH = H - farH
  if (nearH < minHessian) return
  const a = farH + lambda
  const b = nearH + lambda
  if (!(a > 0 && b > 0)) return
  const nearG = G - farG
  const near = nearG * nearG / b
  const far = farG * farG / a
  const gain = fromRight ? near + far : far + near
  if (!(gain > best)) return
  best = gain
  store<f64>(out, gain)
  store<f64>(out, <f64>bin, 8)
  store<f64>(out, fromRight ? 1 : 0, 16)
  store<f64>(out, fromRight ? nearG : farG, 24)
  store<f64>(out, fromRight ? nearH : farH, 32)
  store<f64>(out, fromRight ? rows - farRows : farRows, 40)
}

@inline function scan(histogram: usize, steps: u32, fromRight: bool, start: usize): void {
  const step: usize = fromRight ? -16 : 16
  const g = f64x2.splat(G)
  const h = f64x2.splat(H)
  const l = f64x2.splat(lambda)
  const perHessian = f64x2.splat(rowsPerHessian)
  const half = f64x2.splat(0.5)
  let sum = f64x2.splat(0)
  let counted = f64x2.splat(0)
  let limit = f64x2.splat(best * NEARLY)
  let at = histogram + (start << 4)
  let i: u32 = 0
  for (; i + 2 <= steps; i += 2) {
    const one = v128.load(at)
    const two = v128.load(at + step)
    at += step + step
    const first = f64x2.add(sum, one)
    sum = f64x2.add(first, two)
    const farG = v128.shuffle<f64>(first, sum, 0, 2)
    const farH = v128.shuffle<f64>(first, sum, 1, 3)
    const here = f64x2.floor(f64x2.add(f64x2.mul(v128.shuffle<f64>(one, two, 1, 3), perHessian), half))
    const nearG = f64x2.sub(g, farG)
    const a = f64x2.add(farH, l)
    const b = f64x2.add(f64x2.sub(h, farH), l)
    const numerator = f64x2.add(f64x2.mul(f64x2.mul(nearG, nearG), a), f64x2.mul(f64x2.mul(farG, farG), b))
    const passes = f64x2.gt(numerator, f64x2.mul(limit, f64x2.mul(a, b)))
    if (v128.any_true(passes)) {
      const before = f64x2.extract_lane(counted, 0) + f64x2.extract_lane(counted, 1)
      const rowsOne = before + f64x2.extract_lane(here, 0)
      tryOne(f64x2.extract_lane(farG, 0), f64x2.extract_lane(farH, 0), rowsOne,
        fromRight ? <u32>start - i - 1 : i, fromRight)
      tryOne(f64x2.extract_lane(farG, 1), f64x2.extract_lane(farH, 1), rowsOne + f64x2.extract_lane(here, 1),
        fromRight ? <u32>start - i - 2 : i + 1, fromRight)
      limit = f64x2.splat(best * NEARLY)
    }
    counted = f64x2.add(counted, here)
  }
  if (i < steps) {
    const last = v128.load(at)
    sum = f64x2.add(sum, last)
    const before = f64x2.extract_lane(counted, 0) + f64x2.extract_lane(counted, 1)
    tryOne(f64x2.extract_lane(sum, 0), f64x2.extract_lane(sum, 1),
      before + Math.floor(f64x2.extract_lane(last, 1) * rowsPerHessian + 0.5), fromRight ? <u32>start - i - 1 : i, fromRight)
  }
}

/**
 * histogram: of the feature; bins: without the missing one; missing: whether rows of the node may be missing;
 * node: f64 [8]: sum of gradients, of hessians, rows, rows per hessian, gain to beat;
 * rule: f64 [3]: λ, rows and hessian of a child at least;
 * to: receives f64 [6]: gain (or the gain to beat when there is no split), bin of the threshold, whether missing goes left,
 * then of the left child: sum of gradients, of hessians, rows.
 */
export function bestSplit(histogram: usize, bins: u32, missing: u32, node: usize, rule: usize, to: usize): void {
  G = load<f64>(node)
  H = load<f64>(node, 8)
  rows = load<f64>(node, 16)
  rowsPerHessian = load<f64>(node, 24)
  best = load<f64>(node, 32)
  lambda = load<f64>(rule)
  minRows = load<f64>(rule, 8)
  minHessian = load<f64>(rule, 16)
  out = to
  store<f64>(to, best)
  store<f64>(to, -1, 8)
  scan(histogram, bins - 1, true, bins - 1)
  if (missing) scan(histogram, bins, false, 0)
}
