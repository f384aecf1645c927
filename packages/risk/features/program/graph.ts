/** Expressions as a graph in which the same computation is one node, however many features use it. */
import type { BinaryOperator, UnaryOperator, WeeklyAggregate } from '../expression.ts'

/** What reads buckets, attributes or nothing. Parameters are positions and days before the as-of date. */
export type LeafOperation =
  | 'constant'
  /** measure, from, to */
  | 'sum'
  | 'active_days'
  | 'largest_day'
  /** level, from, to */
  | 'lowest'
  | 'history_days'
  /** attribute */
  | 'attribute'
export type Operation = UnaryOperator | BinaryOperator | WeeklyAggregate | 'clip' | 'coalesce' | 'choose'

interface GraphNode {
  readonly op: LeafOperation | Operation
  /** Earlier nodes. */
  readonly operands: readonly number[]
  readonly parameters: readonly number[]
}

export interface Graph {
  readonly nodes: readonly GraphNode[]
  /** The node of this computation, there already or new. */
  readonly node: (op: GraphNode['op'], operands: readonly number[], parameters?: readonly number[]) => number
}

const commutative: readonly string[] = ['add', 'multiply', 'minimum', 'maximum'] satisfies BinaryOperator[]

export function openGraph(): Graph {
  const nodes: GraphNode[] = []
  const places = new Map<string, number>()
  return {
    nodes,
    node(op, operands, parameters = []) {
      const inOrder = commutative.includes(op) ? operands.toSorted((a, b) => a - b) : operands
      const key = `${op};${inOrder.join()};${parameters.join()}`
      let place = places.get(key)
      if (place === undefined) {
        place = nodes.push({ op, operands: inOrder, parameters }) - 1
        places.set(key, place)
      }
      return place
    },
  }
}
