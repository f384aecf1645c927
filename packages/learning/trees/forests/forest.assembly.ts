// Growing trees of forests: sums of outcomes over bins of one feature at one node, thresholds, and dealing rows out.
//
//   score = Σ_k (L_k² / W_l + R_k² / W_r)
//
// One output: pairs are (w·y, w), and the score is what splitting takes off the weighted variance. Several classes: pairs
// are (class, w), and it is what splitting takes off the Gini impurity.
// Plain reference: packages/learning/tests/trees/forests.
// @ts-nocheck

const NONE: i32 = -1
/** The feature does not change in the node. */
const CONSTANT: i32 = -2
const MISSING: usize = 255

/** One column of u8 out of cells that lie 8 apart. */
export function copyColumn(cells: usize, rows: u32, to: usize): void {
  for (let row: usize = 0; row < <usize>rows; row++) store<u8>(to + row, load<u8>(cells + (row << 3)))
}

/** Sum of `count` pairs, to f64 [2]. Returns whether the outcome changes. */
export function sumPairs(pairs: usize, count: u32, to: usize): u32 {
  let total = f64x2.splat(0)
  const y = load<f64>(pairs)
  const w = load<f64>(pairs, 8)
  let varies: u32 = 0
  const end = pairs + (<usize>count << 4)
  for (let at = pairs; at < end; at += 16) {
    const pair = v128.load(at)
    total = f64x2.add(total, pair)
    const one = f64x2.extract_lane(pair, 0) * w
    const other = f64x2.extract_lane(pair, 1) * y
    varies |= <u32>(Math.abs(one - other) > 1e-12 * Math.abs(other))
  }
  v128.store(to, total)
  return varies
}

/** The same of classes, to f64 [classes + 1], the weight last. */
export function sumClasses(pairs: usize, count: u32, classes: u32, to: usize): u32 {
  memory.fill(to, 0, (<usize>classes + 1) << 3)
  const first = load<f64>(pairs)
  let varies: u32 = 0
  let total: f64 = 0
  const end = pairs + (<usize>count << 4)
  for (let at = pairs; at < end; at += 16) {
    const own = load<f64>(at)
    const w = load<f64>(at, 8)
    varies |= <u32>(own != first)
    const cell = to + (<usize>own << 3)
    store<f64>(cell, load<f64>(cell) + w)
    total += w
  }
  store<f64>(to + (<usize>classes << 3), total)
  return varies
}

/** Clears bins 0 … bins − 1 and the missing one. */
@inline function clear(sums: usize, counts: usize, bins: u32, bytes: usize): void {
  memory.fill(sums, 0, <usize>bins * bytes)
  memory.fill(sums + MISSING * bytes, 0, bytes)
  memory.fill(counts, 0, <usize>bins << 2)
  store<u32>(counts + (MISSING << 2), 0)
}

/** column: u8 by row; rows: u32 [count]; pairs: f64 [count × 2]; sums: f64 [256 × 2]; counts: u32 [256]. */
export function sumBins(column: usize, rows: usize, pairs: usize, count: u32, bins: u32, sums: usize, counts: usize): void {
  clear(sums, counts, bins, 16)
  for (let i: usize = 0; i < <usize>count; i++) {
    const bin = <usize>load<u8>(column + <usize>load<u32>(rows + (i << 2)))
    const sum = sums + (bin << 4)
    const cell = counts + (bin << 2)
    v128.store(sum, f64x2.add(v128.load(sum), v128.load(pairs + (i << 4))))
    store<u32>(cell, load<u32>(cell) + 1)
  }
}

/** The same of classes; sums: f64 [256 × classes]. */
export function sumClassBins(
  column: usize, rows: usize, pairs: usize, count: u32, bins: u32, classes: u32, sums: usize, counts: usize,
): void {
  clear(sums, counts, bins, <usize>classes << 3)
  for (let i: usize = 0; i < <usize>count; i++) {
    const bin = <usize>load<u8>(column + <usize>load<u32>(rows + (i << 2)))
    const pair = pairs + (i << 4)
    const sum = sums + ((bin * classes + <usize>load<f64>(pair)) << 3)
    const cell = counts + (bin << 2)
    store<f64>(sum, load<f64>(sum) + load<f64>(pair, 8))
    store<u32>(cell, load<u32>(cell) + 1)
  }
}

/** Of the rows of a node the first bin, the last one × 2⁸, and whether any is missing × 2¹⁶; −1 where all are. */
export function binRange(column: usize, rows: usize, count: u32): i32 {
  let low: u32 = <u32>MISSING
  let above: u32 = 0
  let most: u32 = 0
  for (let i: usize = 0; i < <usize>count; i++) {
    const bin = <u32>load<u8>(column + <usize>load<u32>(rows + (i << 2)))
    low = min(low, bin)
    above = max(above, (bin + 1) & 255)
    most = max(most, bin)
  }
  return above == 0 ? NONE : <i32>(low | ((above - 1) << 8) | (<u32>(most == <u32>MISSING) << 16))
}

/**
 * The best threshold of one output.
 * rule: f64 [8]: sum of w·y, of w, rows, rows of a child at least, the one bin to split at (−1: any), direction of the mean
 * (1 rises, −1 falls, 0 free), its bounds; score: what has to be beaten.
 * to: receives f64 [4]: score, the last bin with rows on the left, the next one with rows, whether missing goes left (2: none
 * is missing). Returns 0, or −1 without a split, −2 where the feature does not change.
 */
export function bestThreshold(sums: usize, counts: usize, bins: u32, rule: usize, score: f64, to: usize): i32 {
  const T = load<f64>(rule)
  const W = load<f64>(rule, 8)
  const N = load<f64>(rule, 16)
  const minRows = load<f64>(rule, 24)
  const only = <i32>load<f64>(rule, 32)
  const direction = load<f64>(rule, 40)
  const lower = load<f64>(rule, 48)
  const upper = load<f64>(rule, 56)
  const bound = direction != 0 || lower > -Infinity || upper < Infinity
  const missing = load<u32>(counts + (MISSING << 2))
  let best = score
  let found: i32 = NONE
  let changes = false
  for (let side: u32 = 0; side < (missing > 0 ? 2 : 1); side++) {
    let g: f64 = 0
    let w: f64 = 0
    let n: f64 = 0
    if (side == 1) {
      g = load<f64>(sums + (MISSING << 4))
      w = load<f64>(sums + (MISSING << 4), 8)
      n = <f64>missing
    }
    let last: i32 = NONE
    for (let bin: i32 = 0; bin <= <i32>bins; bin++) {
      let rows: u32 = 0
      if (bin < <i32>bins) {
        rows = load<u32>(counts + (<usize>bin << 2))
        if (rows == 0) continue
      } else if (side == 1 || missing == 0) break
      if (last != NONE) {
        changes = true
        if (only == NONE || (last <= only && only < bin)) {
          if (n >= minRows && N - n >= minRows) {
            const otherG = T - g
            const otherW = W - w
            const value = (g * g) / w + (otherG * otherG) / otherW
            if (value > best) {
              let fits = true
              if (bound) {
                const l = g / w
                const r = otherG / otherW
                fits = direction * (r - l) >= 0 && l >= lower && r >= lower && l <= upper && r <= upper
              }
              if (fits) {
                best = value
                found = 0
                store<f64>(to, value)
                store<f64>(to, <f64>last, 8)
                store<f64>(to, <f64>bin, 16)
                store<f64>(to, missing == 0 ? 2 : <f64>side, 24)
              }
            }
          }
        }
      }
      if (bin == <i32>bins) break
      g += load<f64>(sums + (<usize>bin << 4))
      w += load<f64>(sums + (<usize>bin << 4), 8)
      n += <f64>rows
      last = bin
    }
  }
  return found == 0 ? 0 : changes ? NONE : CONSTANT
}

@inline function masked(pair: v128, wanted: u32): v128 {
  return v128.and(pair, i64x2.splat(-(<i64>wanted)))
}

/** One threshold of one output, without sums over all bins; `missing`: whether any is; otherwise as `bestThreshold`. */
export function oneThreshold(
  column: usize, rows: usize, pairs: usize, count: u32, missing: u32, sums: usize, counts: usize, rule: usize, score: f64,
  to: usize,
): i32 {
  const only = <u32>load<f64>(rule, 32)
  let even = f64x2.splat(0)
  let odd = f64x2.splat(0)
  let belowRows: u32 = 0
  let i: usize = 0
  for (; i + 1 < <usize>count; i += 2) {
    const first = <u32>(<u32>load<u8>(column + <usize>load<u32>(rows + (i << 2))) <= only)
    const second = <u32>(<u32>load<u8>(column + <usize>load<u32>(rows + (i << 2), 4)) <= only)
    even = f64x2.add(even, masked(v128.load(pairs + (i << 4)), first))
    odd = f64x2.add(odd, masked(v128.load(pairs + (i << 4), 16), second))
    belowRows += first + second
  }
  if (i < <usize>count) {
    const last = <u32>(<u32>load<u8>(column + <usize>load<u32>(rows + (i << 2))) <= only)
    even = f64x2.add(even, masked(v128.load(pairs + (i << 4)), last))
    belowRows += last
  }
  let absent = f64x2.splat(0)
  let absentRows: u32 = 0
  if (missing)
    for (let i: usize = 0; i < <usize>count; i++) {
      const isAbsent = <u32>(<usize>load<u8>(column + <usize>load<u32>(rows + (i << 2))) == MISSING)
      absent = f64x2.add(absent, masked(v128.load(pairs + (i << 4)), isAbsent))
      absentRows += isAbsent
    }
  // As three bins: below, above, missing; only the first edge may be taken.
  v128.store(sums, f64x2.add(even, odd))
  v128.store(sums, f64x2.sub(f64x2.sub(v128.load(rule), v128.load(sums)), absent), 16)
  v128.store(sums, absent, 4080)
  store<u32>(counts, belowRows)
  store<u32>(counts, count - belowRows - absentRows, 4)
  store<u32>(counts, absentRows, 1020)
  store<f64>(rule, 0, 32)
  return bestThreshold(sums, counts, 2, rule, score, to)
}

/**
 * The best threshold of several classes. rule: f64 [5]: unused, sum of w, rows, rows of a child at least, the one bin to
 * split at; totals: f64 [classes]; left: room for f64 [classes]. Otherwise as `bestThreshold`.
 */
export function bestClassThreshold(
  sums: usize, counts: usize, bins: u32, classes: u32, rule: usize, totals: usize, left: usize, score: f64, to: usize,
): i32 {
  const W = load<f64>(rule, 8)
  const N = load<f64>(rule, 16)
  const minRows = load<f64>(rule, 24)
  const only = <i32>load<f64>(rule, 32)
  const bytes = <usize>classes << 3
  const missing = load<u32>(counts + (MISSING << 2))
  let best = score
  let found: i32 = NONE
  let changes = false
  for (let side: u32 = 0; side < (missing > 0 ? 2 : 1); side++) {
    let w: f64 = 0
    let n: f64 = 0
    memory.fill(left, 0, bytes)
    if (side == 1) {
      memory.copy(left, sums + MISSING * bytes, bytes)
      for (let k: usize = 0; k < bytes; k += 8) w += load<f64>(left + k)
      n = <f64>missing
    }
    let last: i32 = NONE
    for (let bin: i32 = 0; bin <= <i32>bins; bin++) {
      let rows: u32 = 0
      if (bin < <i32>bins) {
        rows = load<u32>(counts + (<usize>bin << 2))
        if (rows == 0) continue
      } else if (side == 1 || missing == 0) break
      if (last != NONE) {
        changes = true
        if ((only == NONE || (last <= only && only < bin)) && n >= minRows && N - n >= minRows) {
          let ofLeft: f64 = 0
          let ofRight: f64 = 0
          for (let k: usize = 0; k < bytes; k += 8) {
            const l = load<f64>(left + k)
            const r = load<f64>(totals + k) - l
            ofLeft += l * l
            ofRight += r * r
          }
          const value = ofLeft / w + ofRight / (W - w)
          if (value > best) {
            best = value
            found = 0
            store<f64>(to, value)
            store<f64>(to, <f64>last, 8)
            store<f64>(to, <f64>bin, 16)
            store<f64>(to, missing == 0 ? 2 : <f64>side, 24)
          }
        }
      }
      if (bin == <i32>bins) break
      const own = sums + <usize>bin * bytes
      for (let k: usize = 0; k < bytes; k += 8) {
        const value = load<f64>(own + k)
        store<f64>(left + k, load<f64>(left + k) + value)
        w += value
      }
      n += <f64>rows
      last = bin
    }
  }
  return found == 0 ? 0 : changes ? NONE : CONSTANT
}

/** Puts the rows whose bin has a 1 in `sides` first, both kinds in their order; pairs go with them. Returns how many. */
export function partition(
  column: usize, sides: usize, rows: usize, pairs: usize, count: u32, spareRows: usize, sparePairs: usize,
): u32 {
  let left: usize = 0
  let right: usize = 0
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = load<u32>(rows + (i << 2))
    const pair = v128.load(pairs + (i << 4))
    const side = <usize>load<u8>(sides + <usize>load<u8>(column + <usize>row))
    store<u32>(rows + (left << 2), row)
    store<u32>(spareRows + (right << 2), row)
    v128.store(pairs + (left << 4), pair)
    v128.store(sparePairs + (right << 4), pair)
    left += side
    right += side ^ 1
  }
  memory.copy(rows + (left << 2), spareRows, right << 2)
  memory.copy(pairs + (left << 4), sparePairs, right << 4)
  return <u32>left
}

/**
 * Adds to rows that a tree was not grown on what it says of them.
 * columns: u8 [features × rows]; drawn: u8 by row, 0 when out; words: i32 [8] per node: feature (−1 in leaves), bin, left,
 * right, whether missing goes left, whether a category; numbers: f64 [2 + outputs] per node, the outputs last; sets: u32 [8]
 * per node; sums: f64 [rows × outputs]; trees: u32 by row.
 */
export function addOutOfBag(
  columns: usize, rows: u32, drawn: usize, words: usize, numbers: usize, sets: usize, outputs: u32,
  from: u32, to: u32, sums: usize, trees: usize,
): void {
  const stride = (<usize>outputs + 2) << 3
  for (let row: usize = from; row < <usize>to; row++) {
    if (load<u8>(drawn + row) != 0) continue
    let node: usize = 0
    for (;;) {
      const at = words + (node << 5)
      const feature = load<i32>(at)
      if (feature < 0) break
      const bin = <u32>load<u8>(columns + <usize>feature * <usize>rows + row)
      let left: bool
      if (load<u32>(at, 20)) left = ((load<u32>(sets + (node << 5) + ((bin >> 5) << 2)) >> (bin & 31)) & 1) != 0
      else left = bin == <u32>MISSING ? load<u32>(at, 16) != 0 : bin <= load<u32>(at, 4)
      node = <usize>(left ? load<u32>(at, 8) : load<u32>(at, 12))
    }
    const value = numbers + node * stride + 16
    const sum = sums + row * (<usize>outputs << 3)
    for (let k: usize = 0; k < <usize>outputs << 3; k += 8) store<f64>(sum + k, load<f64>(sum + k) + load<f64>(value + k))
    store<u32>(trees + (row << 2), load<u32>(trees + (row << 2)) + 1)
  }
}
