/** Computes a cell with missing values in mind: every step says whether it can be answered. */
import type { CellExpression, CellValue } from './expression.ts'

/** What a cell cannot be answered for: a missing value, a wrong type, a division by zero. */
export const UNANSWERABLE: unique symbol = Symbol('unanswerable')
/** A calculation that leaves the range in which numbers are exact enough to be trusted with money. */
export const OUT_OF_RANGE: unique symbol = Symbol('out of range')
export type Trouble = typeof UNANSWERABLE | typeof OUT_OF_RANGE

/** Largest magnitude a step of a calculation may reach. */
export const LARGEST_STEP = 1e26

/** @returns the value of a name; null where it is missing */
export type Lookup = (path: string) => CellValue | undefined

/** A cell as a function of the values of its names. */
export type CellProgram = (lookup: Lookup) => CellValue | Trouble

const isTrouble = (value: unknown): value is Trouble => typeof value === 'symbol'

/** Compiles an expression into closures; `and`, `or`, `??` and `? :` look at their right side only where needed. */
export function compileCell(expression: CellExpression): CellProgram {
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression
      return () => value
    }
    case 'path': {
      const { path } = expression
      return (lookup) => lookup(path) ?? null
    }
    case 'unary':
      return compileUnary(expression.operator, compileCell(expression.operand))
    case 'choice':
      return compileChoice(expression)
    case 'binary':
      return compileBinary(expression)
    case 'call':
      return compileCall(expression)
    case 'list':
    case 'range':
      return () => UNANSWERABLE
  }
}

function compileUnary(operator: '-' | 'not', operand: CellProgram): CellProgram {
  return (lookup) => {
    const value = operand(lookup)
    if (isTrouble(value)) return value
    if (operator === '-') return typeof value === 'number' ? -value : UNANSWERABLE
    return typeof value === 'boolean' ? !value : UNANSWERABLE
  }
}

function compileChoice(expression: CellExpression & { kind: 'choice' }): CellProgram {
  const test = compileCell(expression.test)
  const then = compileCell(expression.then)
  const otherwise = compileCell(expression.otherwise)
  return (lookup) => {
    const chosen = test(lookup)
    if (isTrouble(chosen)) return chosen
    if (typeof chosen !== 'boolean') return UNANSWERABLE
    return chosen ? then(lookup) : otherwise(lookup)
  }
}

function compileBinary(expression: CellExpression & { kind: 'binary' }): CellProgram {
  const { operator } = expression
  const left = compileCell(expression.left)
  if (operator === 'in' || operator === 'not in') {
    const within = compileMembership(left, expression.right)
    return operator === 'in' ? within : compileUnary('not', within)
  }
  const right = compileCell(expression.right)
  if (operator === 'and' || operator === 'or')
    return (lookup) => {
      const first = left(lookup)
      if (isTrouble(first)) return first
      if (typeof first !== 'boolean') return UNANSWERABLE
      if (first === (operator === 'or')) return first
      const second = right(lookup)
      return isTrouble(second) || typeof second === 'boolean' ? second : UNANSWERABLE
    }
  if (operator === '??') return (lookup) => left(lookup) ?? right(lookup)
  return (lookup) => {
    const a = left(lookup)
    if (isTrouble(a)) return a
    const b = right(lookup)
    if (isTrouble(b)) return b
    if (operator === '==') return a === b
    if (operator === '!=') return a !== b
    if (typeof a !== 'number' || typeof b !== 'number') return UNANSWERABLE
    return onNumbers(operator, a, b)
  }
}

function onNumbers(operator: string, a: number, b: number): CellValue | Trouble {
  switch (operator) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '+':
      return inRange(a + b)
    case '-':
      return inRange(a - b)
    case '*':
      return inRange(a * b)
    case '/':
      return b === 0 ? UNANSWERABLE : inRange(a / b)
    case '%':
      return b === 0 ? UNANSWERABLE : inRange(a % b)
    default:
      return a === 0 && b < 0 ? UNANSWERABLE : inRange(a ** b)
  }
}

const inRange = (value: number): number | Trouble => (Math.abs(value) <= LARGEST_STEP ? value : OUT_OF_RANGE)

function compileMembership(left: CellProgram, right: CellExpression): CellProgram {
  if (right.kind === 'range') {
    const from = compileCell(right.from)
    const to = compileCell(right.to)
    const { fromClosed, toClosed } = right
    return (lookup) => {
      const [value, low, high] = [left(lookup), from(lookup), to(lookup)]
      for (const one of [value, low, high]) if (isTrouble(one)) return one
      if (typeof value !== 'number' || typeof low !== 'number' || typeof high !== 'number')
        return UNANSWERABLE
      return (fromClosed ? value >= low : value > low) && (toClosed ? value <= high : value < high)
    }
  }
  if (right.kind !== 'list') return () => UNANSWERABLE
  const items = right.items.map(compileCell)
  return (lookup) => {
    const value = left(lookup)
    if (isTrouble(value)) return value
    let found = false
    for (const item of items) {
      const one = item(lookup)
      if (isTrouble(one)) return one
      found ||= one === value
    }
    return found
  }
}

function compileCall(expression: CellExpression & { kind: 'call' }): CellProgram {
  const { name, args } = expression
  const first = args[0]
  if (name === 'min' || name === 'max') {
    const items = first.kind === 'list' ? first.items.map(compileCell) : []
    return (lookup) => {
      let best = Number.NaN
      for (const item of items) {
        const value = item(lookup)
        if (isTrouble(value)) return value
        if (typeof value !== 'number') return UNANSWERABLE
        if (!(name === 'min' ? best <= value : best >= value)) best = value
      }
      return Number.isNaN(best) ? UNANSWERABLE : best
    }
  }
  const programs = args.map(compileCell)
  return (lookup) => {
    const a = programs[0](lookup)
    if (isTrouble(a)) return a
    if (name === 'abs' || name === 'floor' || name === 'ceil' || name === 'round')
      return typeof a === 'number' ? Math[name](a) : UNANSWERABLE
    if (typeof a !== 'string') return UNANSWERABLE
    if (name === 'lower') return a.toLowerCase()
    if (name === 'upper') return a.toUpperCase()
    const b = programs[1](lookup)
    if (isTrouble(b)) return b
    if (typeof b !== 'string') return UNANSWERABLE
    if (name === 'startsWith') return a.startsWith(b)
    return name === 'endsWith' ? a.endsWith(b) : a.includes(b)
  }
}
