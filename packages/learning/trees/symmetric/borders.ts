/** Where numbers are cut into bins: the greedy choice that keeps the bins' sizes most even in the logarithm. */

interface Part {
  readonly from: number
  readonly to: number
  /** Where the part is best cut, and what the cut wins; the cut equals an end when all its values are one. */
  readonly cut: number
  readonly win: number
}

/**
 * Borders by greedy maximisation of Σ log(rows in bin).
 *
 * Beginning with one bin, the bin whose cut near its middle wins most, log(l) + log(r) − log(l + r), is cut, until
 * there are enough bins or no two values are left to part. A border lies halfway between the two values it parts.
 *
 * @param sorted ascending, without NaN; shape [values]
 * @returns ascending, at most `most`
 */
export function greedyLogBorders(sorted: Float64Array, most: number): Float64Array {
  if (sorted.length === 0 || most <= 0) return new Float64Array(0)
  const heap: Part[] = [part(sorted, 0, sorted.length)]
  const borders: number[] = []
  while (borders.length < most) {
    const best = heap[0]
    if (best.cut === best.from || best.cut === best.to) break
    const below = sorted[best.cut - 1]
    const above = sorted[best.cut]
    const middle = below / 2 + above / 2
    borders.push(middle >= above || middle < below ? below : middle)
    heap[0] = part(sorted, best.from, best.cut)
    sink(heap)
    heap.push(part(sorted, best.cut, best.to))
    rise(heap)
  }
  return Float64Array.from(borders).sort()
}

function part(sorted: Float64Array, from: number, to: number): Part {
  const middle = from + ((to - from) >>> 1)
  const value = sorted[middle]
  const first = bound(sorted, from, middle, (x) => x < value)
  const next = bound(sorted, middle, to, (x) => x <= value)
  const left = win(from, first, to)
  const right = win(from, next, to)
  return left >= right ? { from, to, cut: first, win: left } : { from, to, cut: next, win: right }
}

function win(from: number, cut: number, to: number): number {
  if (cut === from || cut === to) return Number.NEGATIVE_INFINITY
  return Math.log(cut - from) + Math.log(to - cut) - Math.log(to - from)
}

/** First place in [low, high) whose value is not below, or `high`. */
function bound(sorted: Float64Array, low: number, high: number, below: (x: number) => boolean): number {
  while (low < high) {
    const middle = (low + high) >>> 1
    if (below(sorted[middle])) low = middle + 1
    else high = middle
  }
  return low
}

/** Of two parts that win the same the earlier goes first, so that the borders do not depend on the heap. */
function before(a: Part, b: Part): boolean {
  return a.win > b.win || (a.win === b.win && a.from < b.from)
}

function sink(heap: Part[]): void {
  for (let at = 0; ; ) {
    let best = at
    for (const child of [2 * at + 1, 2 * at + 2])
      if (child < heap.length && before(heap[child], heap[best])) best = child
    if (best === at) return
    ;[heap[at], heap[best]] = [heap[best], heap[at]]
    at = best
  }
}

function rise(heap: Part[]): void {
  for (let at = heap.length - 1; at > 0; ) {
    const parent = (at - 1) >>> 1
    if (!before(heap[at], heap[parent])) return
    ;[heap[at], heap[parent]] = [heap[parent], heap[at]]
    at = parent
  }
}
