/** How large the steps of a calculation can become, whatever its names stand for. */
import type { CellExpression } from './expression.ts'

/**
 * A bound on the magnitude of every step.
 *
 * @param largest magnitude that no name exceeds; derived ones have no bound
 * @returns infinite where there is none: behind a quotient, a power or a derived value
 */
export function largestStep(expression: CellExpression, largest: number): number {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'number' ? Math.abs(expression.value) : 0
    case 'path':
      return expression.path.startsWith('derived.') ? Number.POSITIVE_INFINITY : largest
    case 'unary':
      return largestStep(expression.operand, largest)
    case 'choice':
      return largestOf([expression.test, expression.then, expression.otherwise], largest)
    case 'list':
      return largestOf(expression.items, largest)
    case 'range':
      return largestOf([expression.from, expression.to], largest)
    case 'call':
      return largestOf(expression.args, largest) + 1
    case 'binary': {
      const left = largestStep(expression.left, largest)
      const right = largestStep(expression.right, largest)
      if (expression.operator === '+' || expression.operator === '-') return left + right
      if (expression.operator === '*') return Math.max(left, right, left * right)
      if (expression.operator !== '/' && expression.operator !== '^') return Math.max(left, right)
      const byNumber = expression.operator === '/' && expression.right.kind === 'literal' && right >= 1
      return byNumber ? Math.max(left, right) : Number.POSITIVE_INFINITY
    }
  }
}

const largestOf = (expressions: readonly CellExpression[], largest: number): number =>
  expressions.reduce((most, one) => Math.max(most, largestStep(one, largest)), 0)
