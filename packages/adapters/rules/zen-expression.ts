/** Cells in the words of the engine: every part in brackets, so that both read them alike. */
import type { CellExpression } from '@pratibimba/risk/policies'

/** What a name is called in the engine. */
export type NameOf = (path: string) => string

/** A divisor that is zero becomes null, which the engine refuses to divide by; it would answer null instead. */
export function zenExpression(expression: CellExpression, nameOf: NameOf): string {
  const words = (part: CellExpression) => zenExpression(part, nameOf)
  switch (expression.kind) {
    case 'literal':
      return zenLiteral(expression.value)
    case 'path':
      return nameOf(expression.path)
    case 'unary':
      return `(${expression.operator} (${words(expression.operand)}))`
    case 'choice':
      return `(${words(expression.test)} ? ${words(expression.then)} : ${words(expression.otherwise)})`
    case 'list':
      return `[${expression.items.map(words).join(', ')}]`
    case 'range':
      return `${expression.fromClosed ? '[' : '('}${words(expression.from)}..${words(expression.to)}${expression.toClosed ? ']' : ')'}`
    case 'call':
      return `${expression.name}(${expression.args.map(words).join(', ')})`
    case 'binary': {
      const right = words(expression.right)
      const divides = expression.operator === '/' || expression.operator === '%'
      const safe =
        divides && expression.right.kind !== 'literal' ? `((${right}) == 0 ? null : (${right}))` : right
      return `(${words(expression.left)} ${expression.operator} ${safe})`
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
