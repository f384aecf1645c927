/**
 * One row down many trees, eight at a time: while one waits for memory, the others move.
 *
 * A node takes 16 bytes: its threshold (f64), the offset of its cell in the row (u32), the address of its left child
 * (u32); the right child lies 16 bytes behind the left one. The cell goes left when it is ≤ the threshold. A split of
 * categories has a 1 in the last bit of its child's address and, in place of the threshold, the address of a set of bits
 * (u32) and their number (u32); bit i of the set says that index i goes left, and the cell holds the index. A leaf leads to itself: its cell is the
 * first one, which holds 0, and its threshold +Infinity. Values of leaves lie in an array beside the nodes, 8 bytes for
 * each 16.
 */

/**
 * @param roots  addresses of roots (u32), a multiple of eight; the last ones may repeat
 * @param nodes  address of the first node
 * @param values address of the first node's value
 * @param leaves out: value of the leaf of each tree (f64)
 */
export function walkNumbers(roots: usize, trees: i32, cells: usize, nodes: usize, values: usize, leaves: usize): void {
  for (let tree: i32 = 0; tree < trees; tree += 8) {
    let a: usize = load<u32>(roots)
    let b: usize = load<u32>(roots, 4)
    let c: usize = load<u32>(roots, 8)
    let d: usize = load<u32>(roots, 12)
    let e: usize = load<u32>(roots, 16)
    let f: usize = load<u32>(roots, 20)
    let g: usize = load<u32>(roots, 24)
    let h: usize = load<u32>(roots, 28)
    for (;;) {
      const a1 = step(a, cells)
      const b1 = step(b, cells)
      const c1 = step(c, cells)
      const d1 = step(d, cells)
      const e1 = step(e, cells)
      const f1 = step(f, cells)
      const g1 = step(g, cells)
      const h1 = step(h, cells)
      const moved: usize = (a ^ a1) | (b ^ b1) | (c ^ c1) | (d ^ d1) | (e ^ e1) | (f ^ f1) | (g ^ g1) | (h ^ h1)
      a = a1
      b = b1
      c = c1
      d = d1
      e = e1
      f = f1
      g = g1
      h = h1
      if (!moved) break
    }
    store<f64>(leaves, valueOf(a, nodes, values))
    store<f64>(leaves, valueOf(b, nodes, values), 8)
    store<f64>(leaves, valueOf(c, nodes, values), 16)
    store<f64>(leaves, valueOf(d, nodes, values), 24)
    store<f64>(leaves, valueOf(e, nodes, values), 32)
    store<f64>(leaves, valueOf(f, nodes, values), 40)
    store<f64>(leaves, valueOf(g, nodes, values), 48)
    store<f64>(leaves, valueOf(h, nodes, values), 56)
    roots += 32
    leaves += 64
  }
}

/** The same for trees with splits of categories, one at a time. */
export function walkCategories(roots: usize, trees: i32, cells: usize, nodes: usize, values: usize, leaves: usize): void {
  for (let tree: i32 = 0; tree < trees; tree++) {
    let at: usize = load<u32>(roots)
    for (;;) {
      const left: usize = load<u32>(at, 12)
      const cell: f64 = load<f64>(cells + load<u32>(at, 8))
      let next: usize
      if (left & 1) {
        const index: u32 = <u32>cell
        let bit: u32 = 0
        if (index < load<u32>(at, 4))
          bit = (load<u32>(<usize>load<u32>(at) + ((index >>> 5) << 2)) >>> (index & 31)) & 1
        next = left - 1 + <usize>(16 - (bit << 4))
      } else next = left + (<usize>!(cell <= load<f64>(at)) << 4)
      if (next == at) break
      at = next
    }
    store<f64>(leaves, valueOf(at, nodes, values))
    roots += 4
    leaves += 8
  }
}

@inline
function step(at: usize, cells: usize): usize {
  const right: usize = <usize>!(load<f64>(cells + load<u32>(at, 8)) <= load<f64>(at))
  return load<u32>(at, 12) + (right << 4)
}

@inline
function valueOf(at: usize, nodes: usize, values: usize): f64 {
  return load<f64>(values + ((at - nodes) >>> 1))
}
