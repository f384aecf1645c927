// Gradients of the logistic loss, two rows at a time.
// @ts-nocheck

const SHIFT: f64 = 6755399441055744.0 // 1.5 · 2⁵²: adding it rounds to an integer in the low bits
const LOG2_E: f64 = 1.4426950408889634
const LN2_HIGH: f64 = 0.693147180369123816490
const LN2_LOW: f64 = 1.90821492927058770002e-10

/** eˣ for |x| ≤ 708, to an ulp: 2ᵏ·eʳ with |r| ≤ ln 2 / 2 and a Taylor sum of degree 13. */
@inline function exp(x: v128): v128 {
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(LOG2_E)), f64x2.splat(SHIFT))
  const k = f64x2.sub(shifted, f64x2.splat(SHIFT))
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH))), f64x2.mul(k, f64x2.splat(LN2_LOW)))
  let sum = f64x2.splat(1.0 / 6227020800.0)
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 479001600.0))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 39916800.0))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 3628800.0))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 362880.0))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 40320.0))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 5040.0))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 720.0))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 120.0))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 24.0))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 6.0))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.5))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0))
  const power = i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52)
  return f64x2.mul(sum, power)
}

/**
 * With a = 1 / (1 + e^{s·F}) and s = 1 for events, −1 for others: g = −s·a·w, h = a·(1 − a)·w.
 * scores, labels, weights: f64 by row, weights 0 when all are 1; events, others: what the weights of the classes are
 * multiplied by; gradients: receives f32 pairs. Rows from … to, an odd last one is computed twice in place of a partner.
 */
export function logistic(
  scores: usize, labels: usize, weights: usize, events: f64, others: f64, from: u32, to: u32, gradients: usize,
): void {
  const one = f64x2.splat(1)
  const limit = f64x2.splat(708)
  const event = f64x2.splat(events)
  const other = f64x2.splat(others)
  for (let row: usize = from; row < <usize>to; row += 2) {
    const pair = row + 1 < <usize>to
    const at = row << 3
    const score = pair ? v128.load(scores + at) : v128.load64_splat(scores + at)
    const label = pair ? v128.load(labels + at) : v128.load64_splat(labels + at)
    const isEvent = f64x2.gt(label, f64x2.splat(0))
    const sign = v128.bitselect(one, f64x2.splat(-1), isEvent)
    const x = f64x2.max(f64x2.min(f64x2.mul(sign, score), limit), f64x2.neg(limit))
    const a = f64x2.div(one, f64x2.add(one, exp(x)))
    let w = v128.bitselect(event, other, isEvent)
    if (weights) w = f64x2.mul(w, pair ? v128.load(weights + at) : v128.load64_splat(weights + at))
    const g = f64x2.mul(f64x2.neg(f64x2.mul(sign, a)), w)
    const h = f64x2.mul(f64x2.mul(a, f64x2.sub(one, a)), w)
    const both = v128.shuffle<f32>(f32x4.demote_f64x2_zero(g), f32x4.demote_f64x2_zero(h), 0, 4, 1, 5)
    if (pair) v128.store(gradients + at, both)
    else v128.store64_lane(gradients + at, both, 0)
  }
}
