// Rows of a leaf, left and right of a split, and work along the rows of leaves.
// @ts-nocheck

/**
 * Deals rows out to two lists, both in their order.
 * column: u8 cells of the split's feature, 8 apart; sides: u8 [256], 1 for bins that go left; positions: u32 [count], or 0
 * for the rows from `first` on; left, right: receive u32, room for `count` each. Returns how many went left.
 */
export function deal(
  column: usize, sides: usize, positions: usize, first: u32, count: u32, left: usize, right: usize,
): u32 {
  const start = left
  for (let i: usize = 0; i < <usize>count; i++) {
    const row: u32 = positions ? load<u32>(positions + (i << 2)) : first + <u32>i
    const side = <usize>load<u8>(sides + <usize>load<u8>(column + (<usize>row << 3)))
    store<u32>(left, row)
    store<u32>(right, row)
    left += side << 2
    right += (side ^ 1) << 2
  }
  return <u32>((left - start) >> 2)
}

/** Brings pairs of f32 into the order of the rows. positions: u32 [count]; from: f32 pairs by row; to: by position. */
export function gatherPairs(positions: usize, count: u32, from: usize, to: usize): void {
  for (let i: usize = 0; i < <usize>count; i++)
    store<u64>(to + (i << 3), load<u64>(from + (<usize>load<u32>(positions + (i << 2)) << 3)))
}

/** Sum of `count` pairs of f32, as a pair of f64 at `to`. */
export function sumPairs(from: usize, count: u32, to: usize): void {
  let total = f64x2.splat(0)
  for (let i: usize = 0; i < <usize>count; i++)
    total = f64x2.add(total, f64x2.promote_low_f32x4(v128.load64_zero(from + (i << 3))))
  v128.store(to, total)
}

/** Adds a value to the scores of rows. positions: u32 [count], or 0 for the rows from `first` on; scores: f64 by row. */
export function addToRows(positions: usize, first: u32, count: u32, value: f64, scores: usize): void {
  if (positions == 0) {
    for (let i: usize = 0; i < <usize>count; i++) {
      const at = scores + (<usize>(first + <u32>i) << 3)
      store<f64>(at, load<f64>(at) + value)
    }
    return
  }
  for (let i: usize = 0; i < <usize>count; i++) {
    const at = scores + (<usize>load<u32>(positions + (i << 2)) << 3)
    store<f64>(at, load<f64>(at) + value)
  }
}

/**
 * Adds to the scores of rows what their leaf of a tree says.
 * cells, rows: a binned matrix; nodes: i32 [4] each: address of the feature's column relative to cells (−1 in leaves),
 * address of its sides (u8 [256]), left, right; values: f64 by node; from … to: rows.
 */
export function addTree(cells: usize, nodes: usize, values: usize, from: u32, to: u32, scores: usize): void {
  for (let row: usize = from; row < <usize>to; row++) {
    const own = cells + (row << 3)
    let node: usize = 0
    for (;;) {
      const at = nodes + (node << 4)
      const column = load<i32>(at)
      if (column == -1) break
      const side = load<u8>(<usize>load<u32>(at, 4) + <usize>load<u8>(own + <usize>column))
      node = <usize>(side ? load<u32>(at, 8) : load<u32>(at, 12))
    }
    const score = scores + (row << 3)
    store<f64>(score, load<f64>(score) + load<f64>(values + (node << 3)))
  }
}
