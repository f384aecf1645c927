/**
 * Path-dependent Shapley values of one tree for a block of rows.
 *
 * A tree is one record of eight 32-bit words per split, parents first:
 *   0 earlier split of the same feature, as 2 × split + side, or −1
 *   1, 2 left and right child: number of a split, or −1 for a leaf
 *   3 where the feature's value lies in a row of values, in bytes
 *   4 address of the split's factors
 * and the factors are, for each of the states of a split (0 the row goes left, 1 right, 2 it left the feature's path
 * earlier), `points` numbers each of: down left, down right, gain left, gain right.
 */

const RECORD: usize = 32

/**
 * @param sides   side of each row at each split, one byte each, split after split, `stride` apart
 * @param values  values of the first row; added to
 * @param width   bytes between rows of values
 * @param work    splits × points numbers, then splits words
 */
export function explainTree(
  tree: usize, splits: i32, points: i32, rows: i32,
  sides: usize, stride: i32, values: usize, width: i32, work: usize,
): void {
  const bytes: usize = <usize>points << 3
  const states: usize = work + <usize>splits * bytes
  for (let i: usize = 0; i < bytes; i += 16) v128.store(work + i, f64x2.splat(1))
  for (let row: i32 = 0; row < rows; row++) {
    let record: usize = tree
    let side: usize = sides + row
    let here: usize = work
    for (let split: i32 = 0; split < splits; split++) {
      let state: usize = load<u8>(side)
      const earlier: i32 = load<i32>(record)
      if (earlier >= 0) {
        const then: usize = load<u8>(states + (earlier >> 1))
        if (then != <usize>(earlier & 1)) state = 2
      }
      store<u8>(states + split, <u8>state)
      const left: i32 = load<i32>(record, 4)
      const right: i32 = load<i32>(record, 8)
      const factors: usize = load<u32>(record, 16) + state * (bytes << 2)
      if (left >= 0) multiply(here, factors, work + <usize>left * bytes, bytes)
      if (right >= 0) multiply(here, factors + bytes, work + <usize>right * bytes, bytes)
      record += RECORD
      side += stride
      here += bytes
    }
    for (let split: i32 = splits - 1; split >= 0; split--) {
      record -= RECORD
      here -= bytes
      const left: i32 = load<i32>(record, 4)
      const right: i32 = load<i32>(record, 8)
      const state: usize = load<u8>(states + split)
      const factors: usize = load<u32>(record, 16) + state * (bytes << 2)
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
    // The root's own product was overwritten by the sum over its leaves.
    for (let i: usize = 0; i < bytes; i += 16) v128.store(work + i, f64x2.splat(1))
    values += width
  }
}

@inline
function multiply(from: usize, by: usize, to: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(to + i, f64x2.mul(v128.load(from + i), v128.load(by + i)))
}
