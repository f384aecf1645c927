/** Cells in the words of the engine: every part in brackets, so that both read them alike. */
import type { CellExpression } from '@pratibimba/risk/policies'

/** A divisor that is zero becomes null, which the engine refuses to divide by; it would answer null instead. */
export function zenExpression(expression: CellExpression): string {
  switch (expression.kind) {
    case 'literal':
      return zenLiteral(expression.value)
    case 'path':
      return expression.path
    case 'unary':
      return `(${expression.operator} (${zenExpression(expression.operand)}))`
    case 'choice':
      return `(${zenExpression(expression.test)} ? ${zenExpression(expression.then)} : ${zenExpression(expression.otherwise)})`
    case 'list':
      return `[${expression.items.map(zenExpression).join(', ')}]`
    case 'range':
      return `${expression.fromClosed ? '[' : '('}${zenExpression(expression.from)}..${zenExpression(expression.to)}${expression.toClosed ? ']' : ')'}`
    case 'call':
      return `${expression.name}(${expression.args.map(zenExpression).join(', ')})`
    case 'binary': {
      const right = zenExpression(expression.right)
      const divides = expression.operator === '/' || expression.operator === '%'
      const safe =
        divides && expression.right.kind !== 'literal' ? `((${right}) == 0 ? null : (${right}))` : right
      return `(${zenExpression(expression.left)} ${expression.operator} ${safe})`
    }
  }
}

function zenLiteral(value: string | number | boolean | null): string {
  if (typeof value === 'string') return value.includes('"') ? `'${value}'` : `"${value}"`
  if (typeof value !== 'number') return String(value)
  return plainNumber(value)
}

/** Without an exponent. */
function plainNumber(value: number): string {
  const short = String(value)
  return short.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : short
}
