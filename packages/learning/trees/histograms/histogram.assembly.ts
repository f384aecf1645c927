// Histograms of gradients over bins: for every feature and bin, the sums of (gradient, hessian) of the rows in it.
// cells: u8, blocks of 8 features × rows; gradients: f32 pairs in the order of the positions; positions: u32 rows;
// histogram: f64 pairs, 256 per feature. Plain reference: packages/learning/tests/trees/histograms.
// @ts-nocheck

@inline function pair(gradients: usize, i: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(gradients + (i << 3)))
}

/** Four features whose bins are the bytes of `bins`. A histogram is 4096 bytes, a bin 16. */
@inline function addFour(out: usize, bins: u32, v: v128): void {
  const first = out + ((bins << 4) & 0xff0)
  v128.store(first, f64x2.add(v128.load(first), v))
  const second = out + ((bins >> 4) & 0xff0)
  v128.store(second, f64x2.add(v128.load(second, 4096), v), 4096)
  const third = out + ((bins >> 12) & 0xff0)
  v128.store(third, f64x2.add(v128.load(third, 8192), v), 8192)
  const fourth = out + ((bins >> 20) & 0xff0)
  v128.store(fourth, f64x2.add(v128.load(fourth, 12288), v), 12288)
}

/** The other four features of a block. */
@inline function addNextFour(out: usize, bins: u32, v: v128): void {
  const fifth = out + ((bins << 4) & 0xff0)
  v128.store(fifth, f64x2.add(v128.load(fifth, 16384), v), 16384)
  const sixth = out + ((bins >> 4) & 0xff0)
  v128.store(sixth, f64x2.add(v128.load(sixth, 20480), v), 20480)
  const seventh = out + ((bins >> 12) & 0xff0)
  v128.store(seventh, f64x2.add(v128.load(seventh, 24576), v), 24576)
  const eighth = out + ((bins >> 20) & 0xff0)
  v128.store(eighth, f64x2.add(v128.load(eighth, 28672), v), 28672)
}

/** Rows of a leaf whose cells are fetched before they are summed up: many reads under way at once hide what each takes. */
const FETCHED: usize = 256

/**
 * All 8 features of a block. block: its cells; positions: 0 for the rows 0 … count − 1; out: 8 histograms;
 * fetched: room for 2048 bytes.
 */
export function buildEight(
  block: usize, positions: usize, gradients: usize, count: u32, out: usize, fetched: usize,
): void {
  memory.fill(out, 0, 32768)
  if (positions == 0) {
    addRows(block, gradients, count, out)
    return
  }
  for (let start: usize = 0; start < <usize>count; start += FETCHED) {
    const rows = min<usize>(FETCHED, <usize>count - start)
    const from = positions + (start << 2)
    for (let i: usize = 0; i < rows; i++)
      store<u64>(fetched + (i << 3), load<u64>(block + (<usize>load<u32>(from + (i << 2)) << 3)))
    addRows(fetched, gradients + (start << 3), <u32>rows, out)
  }
}

@inline function addRows(cells: usize, gradients: usize, count: u32, out: usize): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const v = pair(gradients, i)
    const cell = cells + (i << 3)
    addFour(out, load<u32>(cell), v)
    addNextFour(out, load<u32>(cell, 4), v)
  }
}

/** Half a block: `block` points at the first of the 4 features; out: 4 histograms; else as buildEight. */
export function buildFour(
  block: usize, positions: usize, gradients: usize, count: u32, out: usize, fetched: usize,
): void {
  memory.fill(out, 0, 16384)
  if (positions == 0) {
    for (let i: usize = 0; i < <usize>count; i++) addFour(out, load<u32>(block + (i << 3)), pair(gradients, i))
    return
  }
  for (let start: usize = 0; start < <usize>count; start += FETCHED) {
    const rows = min<usize>(FETCHED, <usize>count - start)
    const from = positions + (start << 2)
    for (let i: usize = 0; i < rows; i++)
      store<u32>(fetched + (i << 2), load<u32>(block + (<usize>load<u32>(from + (i << 2)) << 3)))
    for (let i: usize = 0; i < rows; i++)
      addFour(out, load<u32>(fetched + (i << 2)), pair(gradients, start + i))
  }
}

/** The larger child is the parent without the smaller: parent −= child, for `bins` bins of one feature and the missing one. */
export function subtract(parent: usize, child: usize, bins: u32): void {
  const end = <usize>bins << 4
  for (let at: usize = 0; at < end; at += 16)
    v128.store(parent + at, f64x2.sub(v128.load(parent + at), v128.load(child + at)))
  v128.store(parent, f64x2.sub(v128.load(parent, 4080), v128.load(child, 4080)), 4080)
}
