/** Leaves that wait to be split, best first: a heap. */

/** Whether a comes before b. */
export type Before<T> = (a: T, b: T) => boolean

export class OpenLeaves<T> {
  readonly #heap: T[] = []
  readonly #before: Before<T>

  constructor(before: Before<T>) {
    this.#before = before
  }

  /** In no particular order. */
  get items(): readonly T[] {
    return this.#heap
  }

  push(item: T): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(item)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#before(item, heap[parent])) break
      heap[at] = heap[parent]
      at = parent
    }
    heap[at] = item
  }

  pop(): T | undefined {
    const heap = this.#heap
    const best = heap[0]
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return best
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && this.#before(heap[child + 1], heap[child])) child++
      if (!this.#before(heap[child], last)) break
      heap[at] = heap[child]
      at = child
    }
    heap[at] = last
    return best
  }
}
