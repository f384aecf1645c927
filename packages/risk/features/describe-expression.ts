/** What a feature is, in words and signs that a validator can follow without reading code. */
import type { BinaryOperator, Expression as ExpressionOf, Window } from './expression.ts'
import { BUCKET_DAYS, type FeatureSet } from './feature-set.ts'

const customerAttributes = {
  credit_limit_minor: 'credit limit',
  declared_income_minor: 'declared income',
  accounts: 'number of accounts',
} as const
const levelWords = { current: 'current account', savings: 'savings', credit_card: 'credit card' } as const
const aggregateWords = {
  mean: 'mean',
  max: 'largest',
  min: 'smallest',
  std: 'standard deviation',
  trend: 'weekly trend',
  consec_high: 'most weeks in a row at or above the mark',
} as const
const signs: Readonly<Partial<Record<BinaryOperator, string>>> = {
  add: '+',
  subtract: '−',
  multiply: '·',
  divide: '÷',
  greater: '>',
  at_least: '≥',
}

type Expression = ExpressionOf<string>

/** Operands from which on one of them stands for all. */
const MANY = 20

/**
 * An expression in words: `sum of salaries over the last 30 days ÷ sum of salaries over days 31–60 back`. Parts are named
 * by the titles of the set.
 *
 * @param set measures, signals and features that the expression refers to
 * @param attributeWords what attributes are called, those of customers unless said otherwise
 */
export function describeExpression(
  expression: ExpressionOf<string>,
  set: Pick<FeatureSet, 'measures' | 'signals'> & {
    readonly features: readonly { readonly id: string; readonly title: string }[]
  },
  attributeWords: Readonly<Record<string, string>> = customerAttributes,
): string {
  const measure = (id: string): string => quoted(set.measures.find((one) => one.id === id)?.title ?? id)
  const signal = (id: string): string => quoted(set.signals.find((one) => one.id === id)?.title ?? id)
  const feature = (id: string): string => quoted(set.features.find((one) => one.id === id)?.title ?? id)

  const describe = (of: Expression): string => {
    switch (of.op) {
      case 'constant':
        return String(of.value)
      case 'sum':
        return `sum of ${measure(of.measure)} over ${span(of.window)}`
      case 'active_days':
        return `days with ${measure(of.measure)} in ${span(of.window)}`
      case 'largest_day':
        return `largest day of ${measure(of.measure)} in ${span(of.window)}`
      case 'closing':
        return `${levelWords[of.level]} balance ${of.daysAgo === 0 ? 'at the end of the day' : `${of.daysAgo} days before`}`
      case 'lowest':
        return `lowest ${levelWords[of.level]} balance in ${span(of.window)}`
      case 'history_days':
        return 'days of history'
      case 'attribute':
        return attributeWords[of.name] ?? of.name
      case 'feature':
        return feature(of.id)
      case 'weekly':
        return `${aggregateWords[of.aggregate]} of ${signal(of.signal)} by week`
      case 'add': {
        const terms = operandsOf(of, 'add')
        const waited = daysWithout(terms)
        if (waited !== undefined)
          return `days without ${measure(waited.measure)}, at most ${waited.most}, in steps that grow`
        if (terms.length > MANY) return `the sum of ${terms.length} such as ${part(terms.at(-1)!)}`
        return terms.map((term) => (term.op === 'subtract' ? describe(term) : part(term))).join(' + ')
      }
      case 'negate':
        return `−${part(of.of)}`
      case 'absolute':
        return `|${describe(of.of)}|`
      case 'log1p':
        return `log(1 + ${describe(of.of)})`
      case 'exponential':
        return `exp(${describe(of.of)})`
      case 'square_root':
        return `√${part(of.of)}`
      case 'is_missing':
        return `[${describe(of.of)} is missing]`
      case 'minimum':
      case 'maximum': {
        const among = operandsOf(of, of.op)
        if (among.length > MANY)
          return `the ${of.op === 'minimum' ? 'smallest' : 'largest'} of ${among.length} such as ${part(among.at(-1)!)}`
        return `the ${of.op === 'minimum' ? 'smaller' : 'larger'} of (${describe(of.left)}; ${describe(of.right)})`
      }
      case 'clip':
        return `(${describe(of.of)}), kept within ${of.low} and ${of.high}`
      case 'coalesce':
        return `(${describe(of.of)}), or ${describe(of.otherwise)} where missing`
      case 'choose':
        return `where ${describe(of.condition)}: ${part(of.then)}; else ${part(of.otherwise)}`
      case 'greater':
      case 'at_least':
        return `[${describe(of.left)} ${signs[of.op]} ${describe(of.right)}]`
      default:
        return isNever(of) ? 'missing' : `${part(of.left)} ${signs[of.op]} ${part(of.right)}`
    }
  }
  const part = (of: Expression): string => {
    const words = describe(of)
    return isCompound(of) ? `(${words})` : words
  }
  return describe(expression)
}

/** What a chain of the same operation joins. */
function operandsOf(of: Expression, op: 'add' | 'minimum' | 'maximum'): Expression[] {
  return of.op === op ? [...operandsOf(of.left, op), ...operandsOf(of.right, op)] : [of]
}

/** Steps of days, each counted where nothing of a measure was seen for so long: Σ step · (1 − [sum > 0]). */
function daysWithout(terms: readonly Expression[]): { measure: string; most: number } | undefined {
  let most = 0
  const measures = new Set<string>()
  for (const term of terms) {
    if (term.op !== 'multiply' || term.left.op !== 'constant' || term.right.op !== 'subtract')
      return undefined
    const seen = term.right.right
    if (seen.op !== 'greater' || seen.left.op !== 'sum') return undefined
    most += term.left.value
    measures.add(seen.left.measure)
  }
  const [measure] = measures
  return terms.length > 2 && measures.size === 1 ? { measure, most } : undefined
}

function quoted(title: string): string {
  return `“${title.charAt(0).toLowerCase()}${title.slice(1)}”`
}

/** 0 ÷ 0: how the language says that there is no value. */
function isNever(of: Expression): boolean {
  return (
    of.op === 'divide' &&
    of.left.op === 'constant' &&
    of.right.op === 'constant' &&
    of.left.value === 0 &&
    of.right.value === 0
  )
}

function isCompound({ op }: Expression): boolean {
  return ['add', 'subtract', 'multiply', 'divide', 'clip', 'coalesce', 'choose'].includes(op)
}

function span({ from, to }: Window): string {
  const days = from - to + 1
  if (from === BUCKET_DAYS - 1 && to === 0) return `all ${BUCKET_DAYS} days`
  if (to === 0) return days === 1 ? 'the last day' : `the last ${days} days`
  return days === 1 ? `the day ${from} days before` : `the ${days} days from ${from} to ${to} days before`
}
