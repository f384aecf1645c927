/**
 * Shapley values of one tree for a block of rows.
 *
 * A tree is one record per split, in preorder. What both variants read of it:
 *    0 earlier split of the same feature, as 2 × split + side, or −1
 *    4, 8 left and right child: number of a split; a leaf: negative
 *   12 where the feature's value of explanation lies in a row of them, in bytes
 *   16 threshold, as a 64-bit float
 *   24 where the column lies in a row of inputs, in bytes
 *   28 address of the set of categories: number of words, words; 0 for a threshold
 *   32 bit 0: side of missing values; bit 1: zeros are missing;  */

/** 0 left, 1 right. */
@inline
function sideOf(record: usize, inputs: usize): i32 {
  const x: f64 = load<f64>(inputs + load<u32>(record, 24))
  const rule: i32 = load<i32>(record, 32)
  if (x != x || ((rule & 2) != 0 && Math.abs(x) <= <f64><f32>1e-35)) return rule & 1
  const set: usize = load<u32>(record, 28)
  if (set == 0) return i32(!(x <= load<f64>(record, 16)))
  if (!(x > -1 && x < 32 * <f64>load<u32>(set))) return 1
  const code: u32 = <u32>x
  return i32(((load<u32>(set + (<usize>(code >>> 5) << 2), 4) >>> (code & 31)) & 1) == 0)
}

const PATH_RECORD: usize = 48

/**
 * Path-dependent values. Records continue:
 *   36 address of the split's factors: for each state of a split (0 the row goes left, 1 right, 2 it left the feature's
 *      path earlier) `points` numbers each of down left, down right, gain left, gain right
 *
 * @param inputs  of the first row, rows `inputWidth` bytes apart
 * @param values  of the first row, rows `width` bytes apart; added to
 * @param work    splits × points numbers, 8 bytes, splits bytes
 */
export function explainByPaths(
  tree: usize, splits: i32, points: i32, rows: i32,
  inputs: usize, inputWidth: i32, values: usize, width: i32, work: usize,
): void {
  const bytes: usize = <usize>points << 3
  const states: usize = work + <usize>splits * bytes + 8
  // What "no earlier split" refers to.
  store<u8>(states - 1, 1)
  for (let row: i32 = 0; row < rows; row++) {
    // The root's product makes room for the sum over its leaves in every row.
    for (let i: usize = 0; i < bytes; i += 16) v128.store(work + i, f64x2.splat(1))
    let record: usize = tree
    let here: usize = work
    for (let split: i32 = 0; split < splits; split++) {
      const side: usize = sideOf(record, inputs)
      const earlier: i32 = load<i32>(record)
      const state: usize = load<u8>(states + (earlier >> 1)) == (earlier & 1) ? side : 2
      store<u8>(states + split, <u8>state)
      const left: i32 = load<i32>(record, 4)
      const right: i32 = load<i32>(record, 8)
      const factors: usize = load<u32>(record, 36) + state * (bytes << 2)
      if (left >= 0) multiply(here, factors, work + <usize>left * bytes, bytes)
      if (right >= 0) multiply(here, factors + bytes, work + <usize>right * bytes, bytes)
      record += PATH_RECORD
      here += bytes
    }
    for (let split: i32 = splits - 1; split >= 0; split--) {
      record -= PATH_RECORD
      here -= bytes
      const left: i32 = load<i32>(record, 4)
      const right: i32 = load<i32>(record, 8)
      const state: usize = load<u8>(states + split)
      const factors: usize = load<u32>(record, 36) + state * (bytes << 2)
      const below: usize = work + <usize>left * bytes
      const beside: usize = work + <usize>right * bytes
      let sum: v128 = f64x2.splat(0)
      for (let i: usize = 0; i < bytes; i += 16) {
        const reach: v128 = v128.load(here + i)
        const a: v128 = left >= 0 ? v128.load(below + i) : f64x2.mul(reach, v128.load(factors + i))
        const b: v128 = right >= 0 ? v128.load(beside + i) : f64x2.mul(reach, v128.load(factors + bytes + i))
        sum = f64x2.add(sum, f64x2.mul(a, v128.load(factors + 2 * bytes + i)))
        sum = f64x2.add(sum, f64x2.mul(b, v128.load(factors + 3 * bytes + i)))
        v128.store(here + i, f64x2.add(a, b))
      }
      const value: usize = values + load<u32>(record, 12)
      store<f64>(value, load<f64>(value) + f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1))
    }
    inputs += inputWidth
    values += width
  }
}

@inline
function multiply(from: usize, by: usize, to: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(to + i, f64x2.mul(v128.load(from + i), v128.load(by + i)))
}

const BACKGROUND_RECORD: usize = 144

/** What is known of a split on the way down. */
const ALIVE: usize = 0
const FAILED: usize = 16
const STATE: usize = 20
const SLOT: usize = 32

/**
 * Interventional values against up to 128 background rows at once. Records continue; leaves are their address, negated:
 *   36 number of the first split that is not below
 *   40 bit of the feature: features of a path are numbered as it meets them
 *   48 for each state (0 the row goes left, 1 right, 2 it left the feature's path earlier) the background rows that lead
 *      on to the left, then to the right, one bit each: those that satisfy all conditions of the feature; all, where the
 *      row itself does
 * A leaf is:
 *    0 one background row of each group: groups are background rows that satisfy the same features of its path
 *   16 features on its path
 *   20 whether its table has a row for each set of features that a row can fail, not only for none of them
 *   24 address of the table: what each feature adds
 *   28 address of the addresses of the groups, in the order of their bits
 *   32 where the value of each feature lies
 * A group is:
 *    0 share of the background × value of the leaf, 8 features it fails, then the place of each
 *
 * @param weights pairs by failures of the row × `weightStride` + failures of the group: gain of a feature that only the
 *                row satisfies, loss of one that only the group does
 * @param work    (splits + 1) × 32 bytes
 */
export function explainByBackground(
  tree: usize, splits: i32, rows: i32, everyRow0: u64, everyRow1: u64,
  inputs: usize, inputWidth: i32, values: usize, width: i32, weights: usize, weightStride: i32, work: usize,
): void {
  // What "no earlier split" refers to.
  store<i32>(work, 1, STATE)
  const slots: usize = work + SLOT
  const weightBytes: usize = <usize>weightStride << 4
  v128.store(slots, i64x2.replace_lane(i64x2.splat(everyRow0), 1, everyRow1), ALIVE)
  store<i32>(slots, 0, FAILED)
  for (let row: i32 = 0; row < rows; row++) {
    let split: i32 = 0
    while (split < splits) {
      const here: usize = slots + <usize>split * SLOT
      const record: usize = tree + <usize>split * BACKGROUND_RECORD
      const alive: v128 = v128.load(here, ALIVE)
      if (!v128.any_true(alive)) {
        split = load<i32>(record, 36)
        continue
      }
      const side: i32 = sideOf(record, inputs)
      const earlier: i32 = load<i32>(record)
      const state: i32 = load<i32>(slots + (earlier >> 1) * SLOT, STATE) == (earlier & 1) ? side : 2
      store<i32>(here, state, STATE)
      const failed: i32 = load<i32>(here, FAILED)
      const bit: i32 = load<i32>(record, 40)
      const leading: usize = record + (<usize>state << 5)
      const left: i32 = load<i32>(record, 4)
      const right: i32 = load<i32>(record, 8)
      const failedLeft: i32 = state == 0 ? failed : failed | bit
      const failedRight: i32 = state == 1 ? failed : failed | bit
      follow(left, v128.and(alive, v128.load(leading, 48)), failedLeft, slots, values, weights, weightBytes)
      follow(right, v128.and(alive, v128.load(leading, 64)), failedRight, slots, values, weights, weightBytes)
      split++
    }
    inputs += inputWidth
    values += width
  }
}

@inline
function follow(
  child: i32, alive: v128, failed: i32, slots: usize, values: usize, weights: usize, weightBytes: usize,
): void {
  if (child >= 0) {
    const slot: usize = slots + <usize>child * SLOT
    v128.store(slot, alive, ALIVE)
    store<i32>(slot, failed, FAILED)
  } else if (v128.any_true(alive)) explainLeaf(-child, alive, failed, values, weights, weightBytes)
}

function explainLeaf(
  leaf: usize, alive: v128, failed: i32, values: usize, weights: usize, weightBytes: usize,
): void {
  if (failed == 0 || load<i32>(leaf, 20) != 0) {
    const features: usize = load<u32>(leaf, 16)
    let entry: usize = load<u32>(leaf, 24) + (<usize>failed * features << 3)
    const end: usize = entry + (features << 3)
    let place: usize = leaf
    while (entry < end) {
      const value: usize = values + load<u32>(place, 32)
      store<f64>(value, load<f64>(value) + load<f64>(entry))
      entry += 8
      place += 4
    }
    return
  }
  const groups: v128 = v128.load(leaf)
  const found: v128 = v128.and(alive, groups)
  const first: u64 = i64x2.extract_lane(groups, 0)
  const table: usize = weights + <usize>popcnt(failed) * weightBytes
  const lowest: usize = load<u32>(leaf, 28)
  const loss: f64 =
    explainGroups(i64x2.extract_lane(found, 0), first, lowest, values, table) +
    explainGroups(
      i64x2.extract_lane(found, 1), i64x2.extract_lane(groups, 1), lowest + (<usize>popcnt(first) << 2), values, table)
  while (failed != 0) {
    const value: usize = values + load<u32>(leaf + (<usize>ctz(failed) << 2), 32)
    store<f64>(value, load<f64>(value) - loss)
    failed &= failed - 1
  }
}

/** Adds what features gain that the row satisfies and groups do not; answers what each of those loses that it fails. */
@inline
function explainGroups(found: u64, groups: u64, addresses: usize, values: usize, table: usize): f64 {
  let loss: f64 = 0
  while (found != 0) {
    const before: u64 = (found & (0 - found)) - 1
    let place: usize = load<u32>(addresses + (<usize>popcnt(groups & before) << 2))
    const share: f64 = load<f64>(place)
    const fails: usize = load<u32>(place, 8)
    const pair: usize = table + (fails << 4)
    const gain: f64 = share * load<f64>(pair)
    loss += share * load<f64>(pair, 8)
    const end: usize = place + (fails << 2)
    while (place < end) {
      const value: usize = values + load<u32>(place, 12)
      store<f64>(value, load<f64>(value) + gain)
      place += 4
    }
    found &= found - 1
  }
  return loss
}
