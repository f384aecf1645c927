/** Expressions as SQL in steps: what is used more than once gets a column in an earlier step, so that texts do not multiply. */
import type { BinaryOperator, Expression as ExpressionOf, UnaryOperator } from '../expression.ts'
import type { SqlDialect } from './dialect.ts'

/** Attributes are columns of step 0, whatever their names. */
type Expression = ExpressionOf<string>

/** SQL over the columns of a step; step 0 holds atoms and attributes. */
export interface Term {
  readonly sql: string
  readonly step: number
  /** Whether it is a mere column or number. */
  readonly simple: boolean
}

/** What expressions refer to besides each other. */
export interface References {
  atom(expression: Expression): string | undefined
  feature(id: string): Term
  weekly(expression: Extract<Expression, { op: 'weekly' }>): Term
}

export interface Steps {
  term(expression: Expression, references: References): Term
  /** Gives the term a column. @param column a name of the caller's; else one is made, the same for the same term */
  named(term: Term, column?: string): Term
  /** New columns of step 1, 2, … */
  readonly columns: readonly (readonly { readonly column: string; readonly sql: string }[])[]
}

/** A double, however it is written. */
export function numberSql(value: number): string {
  if (Number.isNaN(value)) return 'CAST(NULL AS DOUBLE)'
  if (!Number.isFinite(value)) throw new RangeError(`featureSql: need a finite constant, got ${value}`)
  return value < 0 ? `(${value.toExponential()})` : value.toExponential()
}

/** A term of these parts, computable as soon as the last of them is. */
export function termOf(sql: string, ...parts: readonly Term[]): Term {
  return { sql, step: Math.max(0, ...parts.map(({ step }) => step)), simple: false }
}

/** Characters from which on a term gets a column of its own. */
const LONGEST_TERM = 1000

export function openSteps({ name }: SqlDialect): Steps {
  const columns: { column: string; sql: string }[][] = []
  const made = new Map<string, Term>()

  const named = (term: Term, column?: string): Term => {
    if (column === undefined && term.simple) return term
    const known = column === undefined ? made.get(term.sql) : undefined
    if (known !== undefined) return known
    const chosen = column ?? `part ${made.size}`
    while (columns.length <= term.step) columns.push([])
    columns[term.step].push({ column: chosen, sql: term.sql })
    const result: Term = { sql: name(chosen), step: term.step + 1, simple: true }
    if (column === undefined) made.set(term.sql, result)
    return result
  }

  const known = new WeakMap<References, Map<Expression, Term>>()
  const term = (expression: Expression, references: References): Term => {
    const terms = known.get(references) ?? new Map<Expression, Term>()
    known.set(references, terms)
    let made = terms.get(expression)
    if (made === undefined) {
      made = compiled(expression, references)
      if (made.sql.length > LONGEST_TERM) made = named(made)
      terms.set(expression, made)
    }
    return made
  }
  const compiled = (expression: Expression, references: References): Term => {
    const of = (operand: Expression): Term => term(operand, references)
    switch (expression.op) {
      case 'constant':
        return { sql: numberSql(expression.value), step: 0, simple: true }
      case 'attribute':
        return { sql: name(expression.name), step: 0, simple: true }
      case 'feature':
        return references.feature(expression.id)
      case 'weekly':
        return references.weekly(expression)
      case 'negate':
      case 'absolute':
      case 'log1p':
      case 'exponential':
      case 'square_root':
      case 'is_missing': {
        const operand =
          expression.op === 'square_root' || expression.op === 'exponential'
            ? named(of(expression.of))
            : of(expression.of)
        return termOf(unary[expression.op](operand.sql), operand)
      }
      case 'clip': {
        const operand = named(of(expression.of))
        const [low, high] = [numberSql(expression.low), numberSql(expression.high)]
        const { sql } = operand
        return termOf(
          `CASE WHEN ${sql} < ${low} THEN ${low} WHEN ${sql} > ${high} THEN ${high} ELSE ${sql} END`,
          operand,
        )
      }
      case 'coalesce': {
        const [first, second] = [of(expression.of), of(expression.otherwise)]
        return termOf(`COALESCE(${first.sql}, ${second.sql})`, first, second)
      }
      case 'choose': {
        const [condition, then, otherwise] = [
          named(of(expression.condition)),
          of(expression.then),
          of(expression.otherwise),
        ]
        return termOf(
          `CASE WHEN ${condition.sql} <> 0e0 THEN ${then.sql} WHEN ${condition.sql} = 0e0 THEN ${otherwise.sql} END`,
          condition,
          then,
          otherwise,
        )
      }
      default: {
        const atom = references.atom(expression)
        if (atom !== undefined) return { sql: name(atom), step: 0, simple: true }
        return binaryTerm(expression as Extract<Expression, { op: BinaryOperator }>, of)
      }
    }
  }

  const binaryTerm = (
    { op, left, right }: Extract<Expression, { op: BinaryOperator }>,
    of: (operand: Expression) => Term,
  ): Term => {
    const repeated = op === 'minimum' || op === 'maximum'
    const [l, r] = repeated ? [named(of(left)), named(of(right))] : [of(left), of(right)]
    return termOf(binary[op](l.sql, r.sql), l, r)
  }

  return { term, named, columns }
}

/** A guard stands inside the function, not around it: an optimiser may compute a function before it looks at a CASE. */
const unary: Readonly<Record<UnaryOperator, (x: string) => string>> = {
  negate: (x) => `(-${x})`,
  absolute: (x) => `ABS(${x})`,
  log1p: (x) => `LN(1e0 + NULLIF(GREATEST(${x}, -1e0), -1e0))`,
  exponential: (x) => `EXP(CASE WHEN ${x} <= 709e0 THEN ${x} END)`,
  square_root: (x) => `SQRT(CASE WHEN ${x} >= 0e0 THEN ${x} END)`,
  is_missing: (x) => `CASE WHEN ${x} IS NULL THEN 1e0 ELSE 0e0 END`,
}

/** NULL where an operand is. */
const binary: Readonly<Record<BinaryOperator, (l: string, r: string) => string>> = {
  add: (l, r) => `(${l} + ${r})`,
  subtract: (l, r) => `(${l} - ${r})`,
  multiply: (l, r) => `(${l} * ${r})`,
  divide: (l, r) => `(${l} / NULLIF(${r}, 0e0))`,
  minimum: (l, r) => `CASE WHEN ${l} <= ${r} THEN ${l} WHEN ${l} > ${r} THEN ${r} END`,
  maximum: (l, r) => `CASE WHEN ${l} >= ${r} THEN ${l} WHEN ${l} < ${r} THEN ${r} END`,
  greater: (l, r) => `CAST(${l} > ${r} AS DOUBLE)`,
  at_least: (l, r) => `CAST(${l} >= ${r} AS DOUBLE)`,
}
