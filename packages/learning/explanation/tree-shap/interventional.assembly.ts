/**
 * Interventional Shapley values of one tree for a block of rows against up to 128 background rows at once.
 *
 * A tree is one record per split, in preorder:
 *    0 earlier split of the same feature, as 2 × split + side, or −1
 *    4, 8 left and right child: number of a split; a leaf: −1
 *   12 where the feature's value lies in a row of values, in bytes
 *   16 number of the first split that is not below
 *   20, 24 address of the left and right leaf
 *   32, 48 background rows that satisfy all conditions of this feature down the left, the right side, one bit each
 * A leaf is:
 *    0 one background row of each group: groups are background rows that satisfy the same features of its path
 *   16 features on its path, then 20 the address of their pairs (value, place): what a row that satisfies all adds
 *   24 addresses of the groups, in the order of their bits. A group is:
 *        0 share of the background × value of the leaf, 8 features it fails, then the place of each
 */

const RECORD: usize = 64

/** State of a split on the way down, and what comes up; 48 bytes each. */
const ALIVE: usize = 0
const FAILED: usize = 16
const STATE: usize = 20
const BELOW_LEFT: usize = 24
const BELOW_RIGHT: usize = 32
const SLOT: usize = 48

/**
 * @param weights pairs by failures of the row × `weightStride` + failures of the group: gain of a feature that only the
 *                row satisfies, loss of one that only the group does
 * @param work    splits × 48 bytes, then splits words
 */
export function explainTree(
  tree: usize, splits: i32, rows: i32, everyRow0: u64, everyRow1: u64,
  sides: usize, stride: i32, values: usize, width: i32, weights: usize, weightStride: i32, work: usize,
): void {
  const visits: usize = work + <usize>splits * SLOT
  const everyRow: v128 = i64x2.replace_lane(i64x2.splat(everyRow0), 1, everyRow1)
  const weightBytes: usize = <usize>weightStride << 4
  for (let row: i32 = 0; row < rows; row++) {
    let visited: usize = visits
    v128.store(work, everyRow, ALIVE)
    store<i32>(work, 0, FAILED)
    let split: i32 = 0
    while (split < splits) {
      const here: usize = work + <usize>split * SLOT
      const record: usize = tree + <usize>split * RECORD
      const alive: v128 = v128.load(here, ALIVE)
      if (!v128.any_true(alive)) {
        split = load<i32>(record, 16)
        continue
      }
      store<i32>(visited, split)
      visited += 4
      let state: i32 = load<u8>(sides + <usize>split * stride + row)
      const earlier: i32 = load<i32>(record)
      if (earlier >= 0 && load<i32>(work + <usize>(earlier >> 1) * SLOT, STATE) != (earlier & 1)) state = 2
      store<i32>(here, state, STATE)
      const failed: i32 = load<i32>(here, FAILED)
      const aliveLeft: v128 = state == 0 ? alive : v128.and(alive, v128.load(record, 32))
      const aliveRight: v128 = state == 1 ? alive : v128.and(alive, v128.load(record, 48))
      const failedLeft: i32 = failed + i32(state == 1)
      const failedRight: i32 = failed + i32(state == 0)
      const left: i32 = load<i32>(record, 4)
      const right: i32 = load<i32>(record, 8)
      if (left >= 0) {
        const slot: usize = work + <usize>left * SLOT
        v128.store(slot, aliveLeft, ALIVE)
        store<i32>(slot, failedLeft, FAILED)
      } else {
        store<f64>(here, explainLeaf(load<u32>(record, 20), aliveLeft, failedLeft, values, weights, weightBytes), BELOW_LEFT)
      }
      if (right >= 0) {
        const slot: usize = work + <usize>right * SLOT
        v128.store(slot, aliveRight, ALIVE)
        store<i32>(slot, failedRight, FAILED)
      } else {
        store<f64>(here, explainLeaf(load<u32>(record, 24), aliveRight, failedRight, values, weights, weightBytes), BELOW_RIGHT)
      }
      split++
    }
    while (visited > visits) {
      visited -= 4
      const split: usize = load<i32>(visited)
      const here: usize = work + split * SLOT
      const record: usize = tree + split * RECORD
      const left: i32 = load<i32>(record, 4)
      const right: i32 = load<i32>(record, 8)
      const a: f64 = left >= 0 ? lossBelow(work + <usize>left * SLOT) : load<f64>(here, BELOW_LEFT)
      const b: f64 = right >= 0 ? lossBelow(work + <usize>right * SLOT) : load<f64>(here, BELOW_RIGHT)
      const state: i32 = load<i32>(here, STATE)
      if (state != 2) {
        const value: usize = values + load<u32>(record, 12)
        store<f64>(value, load<f64>(value) - (state == 0 ? b : a))
      }
      store<f64>(here, a + b, BELOW_LEFT)
    }
    values += width
  }
}

/** What features lose for which the row fails, summed over the leaves below a split. */
@inline
function lossBelow(slot: usize): f64 {
  return v128.any_true(v128.load(slot, ALIVE)) ? load<f64>(slot, BELOW_LEFT) : 0
}

/** Adds what features gain that the row satisfies; answers what each of those loses that it fails. */
function explainLeaf(leaf: usize, alive: v128, failed: i32, values: usize, weights: usize, weightBytes: usize): f64 {
  if (failed == 0) {
    let pair: usize = load<u32>(leaf, 20)
    const end: usize = pair + (<usize>load<i32>(leaf, 16) << 4)
    while (pair < end) {
      const value: usize = values + load<u32>(pair, 8)
      store<f64>(value, load<f64>(value) + load<f64>(pair))
      pair += 16
    }
    return 0
  }
  const groups: v128 = v128.load(leaf)
  const found: v128 = v128.and(alive, groups)
  const first: u64 = i64x2.extract_lane(groups, 0)
  const table: usize = weights + <usize>failed * weightBytes
  const lowest: usize = leaf + 24
  const loss: f64 = explainGroups(i64x2.extract_lane(found, 0), first, lowest, values, table)
  return loss + explainGroups(
    i64x2.extract_lane(found, 1), i64x2.extract_lane(groups, 1), lowest + (<usize>popcnt(first) << 2), values, table)
}

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
