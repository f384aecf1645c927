/** The operators of the language as nodes, whatever the leaves are. */
import type { Expression } from '../expression.ts'
import type { Graph } from './graph.ts'

/**
 * The node of an expression that is no leaf, or a constant.
 *
 * @param inner the node of an operand
 * @param place what is compiled, for errors
 * @throws RangeError when it is no operator, or its constants do not fit
 */
export function flattenOperator<Attribute extends string>(
  graph: Graph,
  expression: Expression<Attribute>,
  inner: (of: Expression<Attribute>) => number,
  place: string,
): number {
  switch (expression.op) {
    case 'constant':
      return graph.node('constant', [], [finite(expression.value, place)])
    case 'negate':
    case 'absolute':
    case 'exponential':
    case 'log1p':
    case 'square_root':
    case 'is_missing':
      return graph.node(expression.op, [inner(expression.of)])
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'minimum':
    case 'maximum':
    case 'greater':
    case 'at_least':
      return graph.node(expression.op, [inner(expression.left), inner(expression.right)])
    case 'clip': {
      const bounds = [finite(expression.low, place), finite(expression.high, place)]
      if (bounds[0] > bounds[1]) refuse(place, 'low ≤ high in a clip', bounds.join(' > '))
      return graph.node('clip', [inner(expression.of)], bounds)
    }
    case 'coalesce':
      return graph.node('coalesce', [inner(expression.of), inner(expression.otherwise)])
    case 'choose':
      return graph.node('choose', [
        inner(expression.condition),
        inner(expression.then),
        inner(expression.otherwise),
      ])
    default:
      return refuse(place, 'an operation of the language', `"${(expression as { op: string }).op}"`)
  }
}

function finite(value: number, place: string): number {
  return Number.isFinite(value) ? value : refuse(place, 'finite numbers', String(value))
}

export function refuse(place: string, needed: string, got: string): never {
  throw new RangeError(`compileFeatures: ${place}: need ${needed}, got ${got}`)
}
