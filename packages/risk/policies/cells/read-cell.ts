/** Reads cells: conditions against a column, and expressions that set one. */
import {
  type BinaryOperator,
  CellError,
  type CellExpression,
  type CellFunction,
  cellFunctions,
} from './expression.ts'
import { type Token, tokensOf } from './tokens.ts'

const MAX_DEPTH = 40
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>='])
const LEVELS: readonly (readonly string[])[] = [['??'], ['or'], ['and'], [], ['+', '-'], ['*', '/', '%']]
const COMPARING = 3

/** Whether a cell holds for everything. */
export const isEmptyCell = (text: string | undefined): boolean =>
  text === undefined || text.trim() === '' || text.trim() === '-'

/**
 * A condition on a column.
 *
 * With `$` (the column's value) in it, it is an expression as it stands; without, it is a list of comparisons
 * (`>= 3`), ranges (`[18..75)`), `in [...]`, `not in [...]` and values, joined by `,` or `or`, and `and`.
 *
 * @param field what the column is held against
 * @throws CellError saying what is not understood, and where
 */
export function readCondition(field: string, text: string): CellExpression {
  const subject = readExpression(field)
  const tokens = tokensOf(text)
  const reader = new Reader(tokens, text, subject)
  const whole = tokens.some((token) => token.kind === 'name' && token.value === '$')
    ? reader.expression()
    : reader.alternatives()
  reader.end()
  return whole
}

/**
 * An expression.
 *
 * @throws CellError saying what is not understood, and where
 */
export function readExpression(text: string): CellExpression {
  const reader = new Reader(tokensOf(text), text)
  const whole = reader.expression()
  reader.end()
  return whole
}

class Reader {
  private readonly tokens: readonly Token[]
  private readonly text: string
  private readonly subject: CellExpression | undefined
  private next = 0
  private depth = 0

  constructor(tokens: readonly Token[], text: string, subject?: CellExpression) {
    this.tokens = tokens
    this.text = text
    this.subject = subject
  }

  end(): void {
    if (this.next < this.tokens.length) this.refuse()
  }

  alternatives(): CellExpression {
    let left = this.both()
    while (this.take('sign', ',') || this.take('name', 'or'))
      left = { kind: 'binary', operator: 'or', left, right: this.both() }
    return left
  }

  private both(): CellExpression {
    let left = this.comparison()
    while (this.take('name', 'and'))
      left = { kind: 'binary', operator: 'and', left, right: this.comparison() }
    return left
  }

  private comparison(): CellExpression {
    const left = this.subject as CellExpression
    const operator = this.comparing()
    if (operator !== undefined) return { kind: 'binary', operator, left, right: this.binary(COMPARING + 1) }
    const right = this.binary(COMPARING + 1)
    return { kind: 'binary', operator: right.kind === 'range' ? 'in' : '==', left, right }
  }

  private comparing(): BinaryOperator | undefined {
    const token = this.tokens[this.next]
    if (token?.kind === 'sign' && COMPARISONS.has(token.value)) {
      this.next += 1
      return token.value as BinaryOperator
    }
    if (this.take('name', 'in')) return 'in'
    const after = this.tokens[this.next + 1]
    if (token?.kind === 'name' && token.value === 'not' && after?.kind === 'name' && after.value === 'in') {
      this.next += 2
      return 'not in'
    }
    return undefined
  }

  expression(): CellExpression {
    this.deeper()
    const test = this.binary(0)
    let whole = test
    if (this.take('sign', '?')) {
      const then = this.expression()
      this.need(':')
      whole = { kind: 'choice', test, then, otherwise: this.expression() }
    }
    this.depth -= 1
    return whole
  }

  private binary(level: number): CellExpression {
    if (level === LEVELS.length) return this.power()
    let left = this.binary(level + 1)
    for (let chain = 0; ; chain++) {
      if (chain > 200) throw new CellError('more than 200 parts in a row')
      let operator: BinaryOperator | undefined
      if (level === COMPARING) operator = chain === 0 ? this.comparing() : undefined
      else
        operator = LEVELS[level].find(
          (sign) => this.take('sign', sign) || this.take('name', sign),
        ) as BinaryOperator
      if (operator === undefined) return left
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) }
    }
  }

  private power(): CellExpression {
    const left = this.prefixed()
    if (!this.take('sign', '^')) return left
    return { kind: 'binary', operator: '^', left, right: this.prefixed() }
  }

  private prefixed(): CellExpression {
    this.deeper()
    let whole: CellExpression
    if (this.take('sign', '-')) whole = { kind: 'unary', operator: '-', operand: this.prefixed() }
    else if (this.take('name', 'not')) whole = { kind: 'unary', operator: 'not', operand: this.prefixed() }
    else whole = this.primary()
    this.depth -= 1
    return whole
  }

  private primary(): CellExpression {
    const token = this.tokens[this.next]
    if (token === undefined) return this.refuse()
    this.next += 1
    if (token.kind === 'number' || token.kind === 'text') return { kind: 'literal', value: token.value }
    if (token.kind === 'name') return this.named(token)
    if (token.value === '[' || token.value === '(') return this.bracketed(token)
    this.next -= 1
    return this.refuse()
  }

  private named(token: Token & { kind: 'name' }): CellExpression {
    const { value: name } = token
    if (name === '$') return this.subject ?? this.refuse(token)
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' }
    if (name === 'null') return { kind: 'literal', value: null }
    if (['and', 'or', 'in', 'not'].includes(name)) return this.refuse(token)
    if (!this.take('sign', '(')) return { kind: 'path', path: name }
    if (!Object.hasOwn(cellFunctions, name))
      throw new CellError(
        `${name}() may not be called here; there are ${Object.keys(cellFunctions).join(', ')}`,
      )
    const args = this.list(')')
    const needed = cellFunctions[name as CellFunction]
    if (args.length !== needed)
      throw new CellError(`${name}() takes ${needed} argument(s), got ${args.length}`)
    return { kind: 'call', name: name as CellFunction, args }
  }

  /** `(a + b)`, `[1, 2]`, `[1..2]`, `(1..2]`. */
  private bracketed(token: Token & { kind: 'sign' }): CellExpression {
    if (token.value === '[' && this.take('sign', ']')) return { kind: 'list', items: [] }
    const first = this.expression()
    if (this.take('sign', '..')) {
      const to = this.expression()
      const toClosed = this.take('sign', ']')
      if (!toClosed) this.need(')')
      return { kind: 'range', from: first, to, fromClosed: token.value === '[', toClosed }
    }
    if (token.value === '(') {
      this.need(')')
      return first
    }
    if (!this.take('sign', ',')) {
      this.need(']')
      return { kind: 'list', items: [first] }
    }
    return { kind: 'list', items: [first, ...this.list(']')] }
  }

  private list(close: string): CellExpression[] {
    const items = [this.expression()]
    while (this.take('sign', ',')) items.push(this.expression())
    this.need(close)
    return items
  }

  private take(kind: 'sign' | 'name', value: string): boolean {
    const token = this.tokens[this.next]
    if (token?.kind !== kind || token.value !== value) return false
    this.next += 1
    return true
  }

  private need(sign: string): void {
    if (!this.take('sign', sign)) this.refuse(undefined, sign)
  }

  private deeper(): void {
    this.depth += 1
    if (this.depth > MAX_DEPTH) throw new CellError(`nested more than ${MAX_DEPTH} deep`)
  }

  private refuse(token: Token | undefined = this.tokens[this.next], needed?: string): never {
    const wanted = needed === undefined ? '' : `; ${JSON.stringify(needed)} is missing`
    throw new CellError(
      token === undefined
        ? `${JSON.stringify(this.text)} ends too early${wanted}`
        : `${JSON.stringify(String(token.value))} at ${token.at + 1} is not expected${wanted}`,
    )
  }
}
