/** What a cell of a decision table says, once it is read. */

export type CellValue = number | string | boolean | null

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not in'
  | 'and'
  | 'or'
  | '??'

export type CellExpression =
  | { readonly kind: 'literal'; readonly value: CellValue }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'unary'; readonly operator: '-' | 'not'; readonly operand: CellExpression }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: CellExpression
      readonly right: CellExpression
    }
  | {
      readonly kind: 'choice'
      readonly test: CellExpression
      readonly then: CellExpression
      readonly otherwise: CellExpression
    }
  | { readonly kind: 'list'; readonly items: readonly CellExpression[] }
  | {
      readonly kind: 'range'
      readonly from: CellExpression
      readonly to: CellExpression
      /** Whether the ends belong to it. */
      readonly fromClosed: boolean
      readonly toClosed: boolean
    }
  | { readonly kind: 'call'; readonly name: CellFunction; readonly args: readonly CellExpression[] }

/** Functions a cell may call, with how many arguments they take. Nothing that reads a clock or draws at random. */
export const cellFunctions = {
  abs: 1,
  floor: 1,
  ceil: 1,
  round: 1,
  min: 1,
  max: 1,
  lower: 1,
  upper: 1,
  startsWith: 2,
  endsWith: 2,
  contains: 2,
} as const
export type CellFunction = keyof typeof cellFunctions

/** A cell that is no expression. */
export class CellError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CellError'
  }
}

/** Every name an expression refers to, each once, in order of appearance. */
export function cellPaths(expression: CellExpression, into: Set<string> = new Set()): Set<string> {
  switch (expression.kind) {
    case 'literal':
      break
    case 'path':
      into.add(expression.path)
      break
    case 'unary':
      cellPaths(expression.operand, into)
      break
    case 'binary':
      cellPaths(expression.left, into)
      cellPaths(expression.right, into)
      break
    case 'choice':
      cellPaths(expression.test, into)
      cellPaths(expression.then, into)
      cellPaths(expression.otherwise, into)
      break
    case 'list':
      for (const item of expression.items) cellPaths(item, into)
      break
    case 'range':
      cellPaths(expression.from, into)
      cellPaths(expression.to, into)
      break
    case 'call':
      for (const arg of expression.args) cellPaths(arg, into)
      break
  }
  return into
}
