/** Cuts rows into groups of at least k that are alike in their quasi-identifiers. */
import { type CodedColumn, codeCount, codeSizes } from './coded-column.ts'

/** A wrong category is worse than a number that has moved a little, so categories are cut earlier. */
const CATEGORY_WEIGHT = 2

/** Calls back with each group, rows in no particular order. */
export type GroupVisitor = (rows: Int32Array) => void

/**
 * Multi-dimensional partitioning from the top: a group is cut along the column in which it is most spread out, numbers
 * at the median, categories into their frequent values, as long as every part keeps k rows.
 *
 *   spread of numbers = share of all rows between the smallest and the largest,  of categories = 2 · (1 − Σ p²)
 *
 * Deterministic; O(n log n) for a fixed number of columns.
 *
 * @param rows at least k row numbers; reordered in place
 * @see LeFevre, DeWitt, Ramakrishnan 2006, "Mondrian multidimensional k-anonymity"
 * @see docs/methods/k-anonymity.md
 */
export function partitionRows(
  rows: Int32Array,
  columns: readonly CodedColumn[],
  k: number,
  visit: GroupVisitor,
): void {
  const dimensions = columns.map((column) => new Dimension(column, rows.length))
  const pending: (readonly [start: number, end: number])[] = [[0, rows.length]]
  while (pending.length > 0) {
    const [start, end] = pending.pop()!
    const group = rows.subarray(start, end)
    const parts = end - start >= 2 * k ? cut(group, dimensions, k) : [end - start]
    if (parts.length === 1) visit(group)
    let last = end
    for (let i = parts.length - 1; parts.length > 1 && i >= 0; i--) {
      pending.push([last - parts[i], last])
      last -= parts[i]
    }
  }
}

/** Sizes of the parts after the rows were reordered; one part when no cut leaves k rows on every side. */
function cut(group: Int32Array, dimensions: readonly Dimension[], k: number): number[] {
  const spreads = dimensions.map((dimension) => dimension.spread(group))
  const order = dimensions.map((_, j) => j).sort((a, b) => spreads[b] - spreads[a] || a - b)
  for (const j of order) {
    if (spreads[j] === 0) break
    const parts = dimensions[j].cut(group, k)
    if (parts.length > 1) return parts
  }
  return [group.length]
}

class Dimension {
  readonly #codes: Int32Array
  readonly #nominal: boolean
  /** Share of rows with a code up to this one. */
  readonly #cumulative: Float64Array
  readonly #counts: Int32Array
  readonly #scratch: Int32Array

  constructor(column: CodedColumn, rows: number) {
    this.#codes = column.codes
    this.#nominal = column.scale === 'nominal'
    this.#counts = new Int32Array(codeCount(column))
    this.#cumulative = cumulativeShares(column.codes, this.#counts.length)
    this.#scratch = new Int32Array(rows)
  }

  spread(group: Int32Array): number {
    return this.#nominal ? this.#nominalSpread(group) : this.#numericSpread(group)
  }

  #numericSpread(group: Int32Array): number {
    const codes = this.#codes
    let min = codes[group[0]]
    let max = min
    for (let i = 1; i < group.length; i++) {
      const code = codes[group[i]]
      if (code < min) min = code
      if (code > max) max = code
    }
    return this.#cumulative[max] - this.#cumulative[min]
  }

  #nominalSpread(group: Int32Array): number {
    this.#count(group)
    let squares = 0
    for (let i = 0; i < group.length; i++) squares += this.#counts[this.#codes[group[i]]]
    this.#clear(group)
    return CATEGORY_WEIGHT * (1 - squares / (group.length * group.length))
  }

  cut(group: Int32Array, k: number): number[] {
    return this.#nominal ? this.#cutLevels(group, k) : this.#cutMedian(group, k)
  }

  /** Two parts: up to a code near the median, and above it. */
  #cutMedian(group: Int32Array, k: number): number[] {
    const codes = this.#codes
    const size = group.length
    const copied = this.#scratch.subarray(0, size)
    for (let i = 0; i < size; i++) copied[i] = codes[group[i]]
    const middle = selectNth(copied, size >>> 1)
    let below = 0
    let upTo = 0
    for (let i = 0; i < size; i++) {
      if (copied[i] < middle) below++
      if (copied[i] <= middle) upTo++
    }
    const belowFits = below >= k && size - below >= k
    const upToFits = upTo >= k && size - upTo >= k
    if (!belowFits && !upToFits) return [size]
    const takeBelow = belowFits && (!upToFits || size - 2 * below <= 2 * upTo - size)
    const left = takeBelow ? below : upTo
    const lastLeft = takeBelow ? middle - 1 : middle
    let low = 0
    let high = left
    const scratch = this.#scratch
    for (let i = 0; i < size; i++) {
      if (codes[group[i]] <= lastLeft) scratch[low++] = group[i]
      else scratch[high++] = group[i]
    }
    group.set(scratch.subarray(0, size))
    return [left, size - left]
  }

  /** One part for each level of k rows or more, the first one joined by the rest when that has fewer. */
  #cutLevels(group: Int32Array, k: number): number[] {
    const codes = this.#codes
    const counts = this.#counts
    this.#count(group)
    const frequent: number[] = []
    let rest = group.length
    for (let i = 0; i < group.length; i++) {
      const code = codes[group[i]]
      if (counts[code] >= k) {
        frequent.push(code)
        rest -= counts[code]
        counts[code] = -counts[code]
      }
    }
    const joined = rest > 0 && rest < k
    frequent.sort((a, b) => counts[b] - counts[a] || a - b)
    const sizes = frequent.map((code) => -counts[code])
    this.#clear(group)
    if (joined && sizes.length > 0) sizes[0] += rest
    else if (rest > 0) sizes.push(rest)
    if (sizes.length > 1) this.#arrange(group, frequent, sizes, joined)
    return sizes.length > 1 ? sizes : [group.length]
  }

  /** Reorders the rows into parts; counts serve as the part of each code (1…), 0 being the rest. */
  #arrange(group: Int32Array, frequent: readonly number[], sizes: readonly number[], joined: boolean): void {
    const starts = [0]
    for (const size of sizes) starts.push(starts[starts.length - 1] + size)
    frequent.forEach((code, part) => {
      this.#counts[code] = part + 1
    })
    const restPart = joined ? 0 : frequent.length
    for (let i = 0; i < group.length; i++) {
      const part = this.#counts[this.#codes[group[i]]]
      this.#scratch[starts[part === 0 ? restPart : part - 1]++] = group[i]
    }
    this.#clear(group)
    group.set(this.#scratch.subarray(0, group.length))
  }

  #count(group: Int32Array): void {
    for (let i = 0; i < group.length; i++) this.#counts[this.#codes[group[i]]]++
  }

  #clear(group: Int32Array): void {
    for (let i = 0; i < group.length; i++) this.#counts[this.#codes[group[i]]] = 0
  }
}

/** The value that would stand at place n if the values were sorted; reorders them (Hoare's selection). */
function selectNth(values: Int32Array, n: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = middleOf(values[low], values[(low + high) >>> 1], values[high])
    let i = low
    let j = high
    while (i <= j) {
      while (values[i] < pivot) i++
      while (values[j] > pivot) j--
      if (i > j) break
      const swapped = values[i]
      values[i++] = values[j]
      values[j--] = swapped
    }
    if (n <= j) high = j
    else if (n >= i) low = i
    else return values[n]
  }
  return values[n]
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}

/** Share of rows whose code is at most this one, for every code. */
export function cumulativeShares(codes: Int32Array, count: number): Float64Array {
  const sizes = codeSizes(codes, count)
  const shares = new Float64Array(count)
  let before = 0
  for (let code = 0; code < count; code++) {
    before += sizes[code]
    shares[code] = before / codes.length
  }
  return shares
}
