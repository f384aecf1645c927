/**
 * Many rows at once. Values become codes of one byte: how many of a column's thresholds lie below. A tree is then
 * evaluated whole, from its last split to its root, for 64 rows side by side: a split answers, for each row, the leaf
 * that its left or its right child answered.
 *
 * A symmetric tree asks one question per level: the answers are the bits of the leaf's number, the root's the highest.
 *
 * A tree in memory: u32 splits, or levels of a symmetric one; u32 address of its values; u32 address of its sums; u32 1 if
 * symmetric; then per split, children first, or per level, the root first, 12 bytes:
 *   u32 offset of the codes of its column
 *   u16, u16 offsets in `answers` of what the left and the right child answer
 *   u8 threshold, u8 added to the code (1: code 255 goes left)
 *   u16 unused
 * `answers` holds 64 bytes for each of 256 leaves (the leaf's own number), then 64 for each split in turn.
 */

/**
 * Codes of a column: the number of thresholds below x, or `ofMissing` for NaN.
 *
 * @param values     f64 of each row
 * @param thresholds ascending, filled up with +Infinity to a power of two − 1
 * @param half       half of that power of two, in bytes
 * @param ofMissing  the code of NaN
 * @param zeros      |x| up to this is missing too; negative for none
 * @param round      whether x is rounded to 32 bits first
 * @param codes      out: one byte for each row; rows a multiple of four
 */
export function encodeNumbers(
  values: usize, rows: i32, thresholds: usize, half: i32, ofMissing: i32, zeros: f64, round: i32, codes: usize,
): void {
  const end: usize = values + (<usize>rows << 3)
  while (values < end) {
    let x0: f64 = load<f64>(values)
    let x1: f64 = load<f64>(values, 8)
    let x2: f64 = load<f64>(values, 16)
    let x3: f64 = load<f64>(values, 24)
    if (round) {
      x0 = <f64>(<f32>x0)
      x1 = <f64>(<f32>x1)
      x2 = <f64>(<f32>x2)
      x3 = <f64>(<f32>x3)
    }
    let p0: usize = 0
    let p1: usize = 0
    let p2: usize = 0
    let p3: usize = 0
    for (let step: usize = half; step >= 8; step >>= 1) {
      p0 += below(thresholds, p0, step, x0)
      p1 += below(thresholds, p1, step, x1)
      p2 += below(thresholds, p2, step, x2)
      p3 += below(thresholds, p3, step, x3)
    }
    store<u8>(codes, code(p0, x0, zeros, ofMissing))
    store<u8>(codes, code(p1, x1, zeros, ofMissing), 1)
    store<u8>(codes, code(p2, x2, zeros, ofMissing), 2)
    store<u8>(codes, code(p3, x3, zeros, ofMissing), 3)
    values += 32
    codes += 4
  }
}

@inline
function below(thresholds: usize, place: usize, step: usize, x: f64): usize {
  return (0 - <usize>(load<f64>(thresholds + place + step - 8) < x)) & step
}

@inline
function code(place: usize, x: f64, zeros: f64, ofMissing: i32): i32 {
  return x != x || abs(x) <= zeros ? ofMissing : <i32>(place >>> 3)
}

/**
 * Indices of categories in their sets of bits: 0 missing, 1 unknown, 2 nearly zero, 3 + code.
 *
 * @param codes   codes from here on are unknown
 * @param indices out: u32 of each row
 */
export function indexCategories(values: usize, rows: i32, codes: f64, zeros: f64, indices: usize): void {
  for (let row: i32 = 0; row < rows; row++) {
    const x: f64 = load<f64>(values)
    let index: u32 = 1
    if (x != x) index = 0
    else if (abs(x) <= zeros) index = 2
    else if (x > -1 && x < codes) index = <u32>(3 + <i32>x)
    store<u32>(indices, index)
    values += 8
    indices += 4
  }
}

/** Sides at one split of categories: 0 left, 1 right; indices beyond its bits go right. */
export function encodeSides(indices: usize, rows: i32, set: usize, bits: u32, codes: usize): void {
  for (let row: i32 = 0; row < rows; row++) {
    const index: u32 = load<u32>(indices)
    const at: u32 = index < bits ? index : 1
    store<u8>(codes, 1 - ((load<u32>(set + ((at >>> 5) << 2)) >>> (at & 31)) & 1))
    indices += 4
    codes += 1
  }
}

/** @param groups number of groups of 64 rows; @param round whether sums are rounded to 32 bits */
export function scoreTrees(tree: usize, trees: i32, codes: usize, groups: i32, answers: usize, round: i32): void {
  for (let t: i32 = 0; t < trees; t++) {
    const splits: i32 = load<u32>(tree)
    const values: usize = load<u32>(tree, 4)
    const symmetric: bool = load<u32>(tree, 12) != 0
    let sums: usize = load<u32>(tree, 8)
    let first: usize = codes
    for (let group: i32 = 0; group < groups; group++) {
      let split: usize = tree + 16
      let out: usize = answers + 16384
      if (symmetric) {
        askLevels(split, splits, first, out)
        out += 64
      } else for (let s: i32 = 0; s < splits; s++) {
        const column: usize = first + load<u32>(split)
        const left: usize = answers + load<u16>(split, 4)
        const right: usize = answers + load<u16>(split, 6)
        const threshold: v128 = v128.load_splat<u8>(split, 8)
        const added: v128 = v128.load_splat<u8>(split, 9)
        choose(column, left, right, threshold, added, out, 0)
        choose(column, left, right, threshold, added, out, 16)
        choose(column, left, right, threshold, added, out, 32)
        choose(column, left, right, threshold, added, out, 48)
        split += 12
        out += 64
      }
      // The last split is the root; a tree without splits answers leaf 0.
      const answer: usize = splits > 0 ? out - 64 : answers
      if (round) addRounded(answer, values, sums)
      else add(answer, values, sums)
      sums += 512
      first += 64
    }
    tree += 16 + <usize>splits * 12
  }
}

/** Writes the leaf numbers of 64 rows. */
@inline
function askLevels(level: usize, levels: i32, codes: usize, out: usize): void {
  let a: v128 = i8x16.splat(0)
  let b: v128 = a
  let c: v128 = a
  let d: v128 = a
  for (let bit: i32 = 1 << (levels - 1); bit > 0; bit >>= 1) {
    const column: usize = codes + load<u32>(level)
    const threshold: v128 = v128.load_splat<u8>(level, 8)
    const added: v128 = v128.load_splat<u8>(level, 9)
    const bits: v128 = i8x16.splat(<i8>bit)
    a = v128.or(a, v128.andnot(bits, i8x16.le_u(i8x16.add(v128.load(column), added), threshold)))
    b = v128.or(b, v128.andnot(bits, i8x16.le_u(i8x16.add(v128.load(column, 16), added), threshold)))
    c = v128.or(c, v128.andnot(bits, i8x16.le_u(i8x16.add(v128.load(column, 32), added), threshold)))
    d = v128.or(d, v128.andnot(bits, i8x16.le_u(i8x16.add(v128.load(column, 48), added), threshold)))
    level += 12
  }
  v128.store(out, a)
  v128.store(out, b, 16)
  v128.store(out, c, 32)
  v128.store(out, d, 48)
}

@inline
function choose(column: usize, left: usize, right: usize, threshold: v128, added: v128, out: usize, at: usize): void {
  const goesLeft: v128 = i8x16.le_u(i8x16.add(v128.load(column + at), added), threshold)
  v128.store(out + at, v128.bitselect(v128.load(left + at), v128.load(right + at), goesLeft))
}

function add(answer: usize, values: usize, sums: usize): void {
  for (let row: usize = 0; row < 64; row += 4) {
    const leaves: u32 = load<u32>(answer + row)
    const at: usize = sums + (row << 3)
    store<f64>(at, load<f64>(at) + load<f64>(values + ((leaves & 255) << 3)))
    store<f64>(at, load<f64>(at, 8) + load<f64>(values + (((leaves >>> 8) & 255) << 3)), 8)
    store<f64>(at, load<f64>(at, 16) + load<f64>(values + (((leaves >>> 16) & 255) << 3)), 16)
    store<f64>(at, load<f64>(at, 24) + load<f64>(values + ((leaves >>> 24) << 3)), 24)
  }
}

function addRounded(answer: usize, values: usize, sums: usize): void {
  for (let row: usize = 0; row < 64; row++) {
    const at: usize = sums + (row << 3)
    const leaf: f32 = <f32>load<f64>(values + (<usize>load<u8>(answer + row) << 3))
    store<f64>(at, <f64>(<f32>load<f64>(at) + leaf))
  }
}
