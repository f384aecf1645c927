/** Nearest neighbours by a tree of boxes: exact, without a table of all pairs. */
import type { NeighbourSpace } from './neighbour-space.ts'

const LEAF_POINTS = 32

export interface NeighbourTree {
  /**
   * The nearest other members of a point, nearest first.
   *
   * @param point index into the space
   * @param found receives as many indices as it is long, or as there are other members
   * @returns number of indices written
   */
  nearest(point: number, found: Int32Array): number
}

/**
 * Builds a k-d tree over some points of a space.
 *
 * Boxes are split at the median of their widest dimension; a box that lies farther than the worst neighbour found so
 * far is never opened. Of equally far points either may be found; the answer is the same in every run.
 *
 * @param members indices of the points to be found
 * @see Friedman, Bentley, Finkel 1977
 */
export function neighbourTree(space: NeighbourSpace, members: Int32Array): NeighbourTree {
  const { width, categoryWidth, numbers, categories, penalty } = space
  const order = members.slice()
  const nodes: { start: number; end: number; left: number; right: number }[] = []
  const boxes: number[] = []
  const value = new Float64Array(order.length)
  build(0, order.length)
  const start = Int32Array.from(nodes, (node) => node.start)
  const end = Int32Array.from(nodes, (node) => node.end)
  const left = Int32Array.from(nodes, (node) => node.left)
  const right = Int32Array.from(nodes, (node) => node.right)
  const box = Float64Array.from(boxes)
  const packed = new Float64Array(order.length * width)
  for (let place = 0; place < order.length; place++)
    packed.set(numbers.subarray(order[place] * width, (order[place] + 1) * width), place * width)

  let query = 0
  let wanted = 0
  let held = 0
  let worst = Number.POSITIVE_INFINITY
  let distances = new Float64Array(8)
  let out: Int32Array = new Int32Array(0)
  return {
    nearest(point, found) {
      query = point
      wanted = found.length
      if (distances.length < wanted) distances = new Float64Array(wanted)
      held = 0
      worst = Number.POSITIVE_INFINITY
      out = found
      if (order.length > 0 && wanted > 0) visit(0)
      return held
    },
  }

  function visit(node: number): void {
    if (left[node] < 0) {
      scan(start[node], end[node])
      return
    }
    const toLeft = boxDistance(left[node])
    const toRight = boxDistance(right[node])
    const [near, far, toNear, toFar] =
      toLeft <= toRight
        ? [left[node], right[node], toLeft, toRight]
        : [right[node], left[node], toRight, toLeft]
    if (toNear < worst) visit(near)
    if (toFar < worst) visit(far)
  }

  function scan(from: number, to: number): void {
    const at = query * width
    for (let place = from; place < to; place++) {
      const member = order[place]
      if (member === query) continue
      const base = place * width
      let distance = 0
      for (let d = 0; d < width; d++) {
        const gap = packed[base + d] - numbers[at + d]
        distance += gap * gap
        if ((d & 3) === 3 && distance >= worst) break
      }
      if (distance >= worst) continue
      for (let c = 0; c < categoryWidth; c++)
        if (categories[member * categoryWidth + c] !== categories[query * categoryWidth + c])
          distance += penalty
      if (distance < worst) insert(member, distance)
    }
  }

  function insert(member: number, distance: number): void {
    let place = held < wanted ? held++ : wanted - 1
    while (place > 0 && distances[place - 1] > distance) {
      distances[place] = distances[place - 1]
      out[place] = out[place - 1]
      place--
    }
    distances[place] = distance
    out[place] = member
    if (held === wanted) worst = distances[wanted - 1]
  }

  function boxDistance(node: number): number {
    const at = query * width
    const base = node * 2 * width
    let distance = 0
    for (let d = 0; d < width; d++) {
      const x = numbers[at + d]
      const low = box[base + d] - x
      const gap = low > 0 ? low : Math.max(0, x - box[base + width + d])
      distance += gap * gap
      if (distance >= worst) return distance
    }
    return distance
  }

  /** Builds the node over order[from, to) and answers its number. */
  function build(from: number, to: number): number {
    const node = nodes.length
    const made = { start: from, end: to, left: -1, right: -1 }
    nodes.push(made)
    const low = new Float64Array(width).fill(Number.POSITIVE_INFINITY)
    const high = new Float64Array(width).fill(Number.NEGATIVE_INFINITY)
    for (let place = from; place < to; place++)
      for (let d = 0; d < width; d++) {
        const x = numbers[order[place] * width + d]
        if (x < low[d]) low[d] = x
        if (x > high[d]) high[d] = x
      }
    boxes.push(...low, ...high)
    let widest = 0
    for (let d = 1; d < width; d++) if (high[d] - low[d] > high[widest] - low[widest]) widest = d
    if (to - from <= LEAF_POINTS || !(high[widest] > low[widest])) return node
    for (let place = from; place < to; place++) value[place] = numbers[order[place] * width + widest]
    const middle = (from + to) >> 1
    partition(from, to - 1, middle)
    made.left = build(from, middle)
    made.right = build(middle, to)
    return node
  }

  /** Puts the value of rank `middle` at its place, smaller ones before and larger ones behind (Hoare's selection). */
  function partition(from: number, to: number, middle: number): void {
    let low = from
    let high = to
    while (low < high) {
      const pivot = value[(low + high) >> 1]
      let i = low
      let j = high
      while (i <= j) {
        while (value[i] < pivot) i++
        while (value[j] > pivot) j--
        if (i <= j) {
          const keptValue = value[i]
          value[i] = value[j]
          value[j] = keptValue
          const keptPoint = order[i]
          order[i++] = order[j]
          order[j--] = keptPoint
        }
      }
      if (middle <= j) high = j
      else if (middle >= i) low = i
      else return
    }
  }
}
