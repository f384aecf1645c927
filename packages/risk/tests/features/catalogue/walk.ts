/** Every part of an expression, itself first. */
import type { Expression } from '../../../features/expression.ts'

export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression
  switch (expression.op) {
    case 'negate':
    case 'absolute':
    case 'log1p':
    case 'square_root':
    case 'is_missing':
    case 'clip':
      yield* partsOf(expression.of)
      break
    case 'coalesce':
      yield* partsOf(expression.of)
      yield* partsOf(expression.otherwise)
      break
    case 'choose':
      yield* partsOf(expression.condition)
      yield* partsOf(expression.then)
      yield* partsOf(expression.otherwise)
      break
    default:
      if ('left' in expression) {
        yield* partsOf(expression.left)
        yield* partsOf(expression.right)
      }
  }
}
