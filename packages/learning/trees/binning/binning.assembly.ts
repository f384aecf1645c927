// Binning: sorting doubles by radix, counting distinct ones, and finding the bin of a value. Plain reference:
// packages/learning/tests/trees/binning/binning-reference.ts.
// @ts-nocheck

const SIGN: u64 = 0x8000000000000000

/** Bits of a double as an unsigned integer of the same order; −0 as 0. */
@inline function orderedBits(x: f64): u64 {
  const bits = reinterpret<u64>(x + 0.0)
  return bits ^ (<u64>(<i64>bits >> 63) | SIGN)
}

@inline function fromOrderedBits(key: u64): f64 {
  return reinterpret<f64>(key ^ (<u64>(<i64>~key >> 63) | SIGN))
}

/**
 * Ordered bits of the values that are not NaN.
 * column: f64 [any]; sample: u32 [n] rows to take, 0 for the first n; keys: receives u64; returns how many.
 */
export function gatherKeys(column: usize, sample: usize, n: u32, keys: usize): u32 {
  let to = keys
  for (let i: usize = 0; i < <usize>n; i++) {
    const row = sample ? <usize>load<u32>(sample + (i << 2)) : i
    const x = load<f64>(column + (row << 3))
    if (x != x) continue
    store<u64>(to, orderedBits(x))
    to += 8
  }
  return <u32>((to - keys) >> 3)
}

/**
 * Sorts by radix of 11 bits, least first; digits that all keys share are skipped.
 * keys, scratch: u64 [n]; counters: u32 [6 × 2048]. Returns where the sorted keys are: `keys` or `scratch`.
 */
export function sortKeys(keys: usize, scratch: usize, n: u32, counters: usize): usize {
  memory.fill(counters, 0, 6 * 2048 * 4)
  const end = keys + (<usize>n << 3)
  for (let at = keys; at < end; at += 8) {
    const key = load<u64>(at)
    for (let digit: u32 = 0; digit < 6; digit++) {
      const counter = counters + (digit << 13) + ((<usize>(key >> (digit * 11)) & 2047) << 2)
      store<u32>(counter, load<u32>(counter) + 1)
    }
  }
  let from = keys
  let to = scratch
  for (let digit: u32 = 0; digit < 6; digit++) {
    const shift: u64 = digit * 11
    const table = counters + (digit << 13)
    const first = load<u64>(from)
    if (load<u32>(table + ((<usize>(first >> shift) & 2047) << 2)) == n) continue
    let place: u32 = 0
    for (let i: usize = 0; i < 2048 << 2; i += 4) {
      const count = load<u32>(table + i)
      store<u32>(table + i, place)
      place += count
    }
    const stop = from + (<usize>n << 3)
    for (let at = from; at < stop; at += 8) {
      const key = load<u64>(at)
      const counter = table + ((<usize>(key >> shift) & 2047) << 2)
      const position = load<u32>(counter)
      store<u32>(counter, position + 1)
      store<u64>(to + (<usize>position << 3), key)
    }
    const swap = from
    from = to
    to = swap
  }
  return from
}

/**
 * Distinct values of sorted keys; doubles next to each other count as one, the greater.
 * keys: u64 [n]; values: receives f64; counts: receives u32; returns how many. `values` may be `keys`.
 */
export function distinctKeys(keys: usize, n: u32, values: usize, counts: usize): u32 {
  let found: usize = 0
  let previous: u64 = 0
  let count: u32 = 0
  for (let i: usize = 0; i < <usize>n; i++) {
    const key = load<u64>(keys + (i << 3))
    if (i != 0 && key - previous > 1) {
      store<f64>(values + (found << 3), fromOrderedBits(previous))
      store<u32>(counts + (found << 2), count)
      found++
      count = 0
    }
    previous = key
    count++
  }
  if (n > 0) {
    store<f64>(values + (found << 3), fromOrderedBits(previous))
    store<u32>(counts + (found << 2), count)
    found++
  }
  return <u32>found
}

/**
 * Bins of a number's rows: how many edges lie below the value; 255 for NaN.
 * column: f64 [rows]; edges: f64 [255], padded with +∞; levels: halvings until one is left, ⌈log₂ bins⌉;
 * cells: receives u8, 8 apart; returns how many are missing.
 */
export function binNumbers(column: usize, from: u32, to: u32, edges: usize, levels: u32, cells: usize): u32 {
  let missing: u32 = 0
  for (let row: usize = from; row < <usize>to; row++) {
    const x = load<f64>(column + (row << 3))
    let below: usize = 0
    if (levels == 8) {
      below = below + (<usize>(load<f64>(edges, 127 << 3) < x) << 7)
      below = below + (<usize>(load<f64>(edges + (below << 3), 63 << 3) < x) << 6)
      below = below + (<usize>(load<f64>(edges + (below << 3), 31 << 3) < x) << 5)
      below = below + (<usize>(load<f64>(edges + (below << 3), 15 << 3) < x) << 4)
      below = below + (<usize>(load<f64>(edges + (below << 3), 7 << 3) < x) << 3)
      below = below + (<usize>(load<f64>(edges + (below << 3), 3 << 3) < x) << 2)
      below = below + (<usize>(load<f64>(edges + (below << 3), 1 << 3) < x) << 1)
      below = below + <usize>(load<f64>(edges + (below << 3)) < x)
    } else {
      for (let level: u32 = levels; level > 0; level--) {
        const half: usize = 1 << (level - 1)
        below += <usize>(load<f64>(edges + ((below + half - 1) << 3)) < x) << (level - 1)
      }
    }
    const absent = <usize>(x != x)
    missing += <u32>absent
    store<u8>(cells + (row << 3), <u8>(below | (0 - absent)))
  }
  return missing
}

/** Rows per code. column: f64 [rows] codes; counts: u32 [categories], added to. */
export function countCodes(column: usize, rows: u32, counts: usize, categories: u32): void {
  for (let row: usize = 0; row < <usize>rows; row++) {
    const x = load<f64>(column + (row << 3))
    if (x >= 0 && x < <f64>categories) {
      const counter = counts + (<usize>x << 2)
      store<u32>(counter, load<u32>(counter) + 1)
    }
  }
}

/** Bins of a category's rows. table: u8 [categories], the bin of each code; else as binNumbers. */
export function binCodes(column: usize, from: u32, to: u32, table: usize, categories: u32, cells: usize): u32 {
  let missing: u32 = 0
  for (let row: usize = from; row < <usize>to; row++) {
    const x = load<f64>(column + (row << 3))
    const bin: u32 = x >= 0 && x < <f64>categories ? <u32>load<u8>(table + <usize>x) : 255
    missing += <u32>(bin == 255)
    store<u8>(cells + (row << 3), <u8>bin)
  }
  return missing
}
