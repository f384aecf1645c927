/** Short words for expressions, so that a definition reads like its formula. */
import type { BinaryOperator, Expression, WeeklyAggregate, Window } from '../expression.ts'
import { BUCKET_DAYS } from '../feature-set.ts'
import type { AttributeId, LevelId } from '../measures.ts'
import type { CatalogueMeasure } from './measures.ts'

/** Numbers stand for constants. */
export type Operand = Expression | number

/** `count` days that end `shift` days before the as-of date: days(7) is the last week, days(7, 7) the one before. */
export const days = (count: number, shift = 0): Window => ({ from: shift + count - 1, to: shift })
/** All days that a feature may look at. */
export const allDays: Window = { from: BUCKET_DAYS - 1, to: 0 }

const constant = (value: number): Expression => ({ op: 'constant', value })
const expressionOf = (operand: Operand): Expression =>
  typeof operand === 'number' ? constant(operand) : operand

export const sum = (measure: CatalogueMeasure, window: Window): Expression => ({ op: 'sum', measure, window })
export const activeDays = (measure: CatalogueMeasure, window: Window): Expression => ({
  op: 'active_days',
  measure,
  window,
})
export const closing = (level: LevelId, daysAgo = 0): Expression => ({ op: 'closing', level, daysAgo })
export const lowest = (level: LevelId, window: Window): Expression => ({ op: 'lowest', level, window })
export const historyDays: Expression = { op: 'history_days' }
export const attribute = (name: AttributeId): Expression => ({ op: 'attribute', name })
export const feature = (id: string): Expression => ({ op: 'feature', id })
export const weekly = (aggregate: WeeklyAggregate, signal: string): Expression => ({
  op: 'weekly',
  aggregate,
  signal,
})

const binary =
  (op: BinaryOperator) =>
  (left: Operand, right: Operand): Expression => ({
    op,
    left: expressionOf(left),
    right: expressionOf(right),
  })
const add = binary('add')
export const minus = binary('subtract')
export const times = binary('multiply')
/** Missing where the divisor is 0. */
export const ratio = binary('divide')
export const smaller = binary('minimum')
export const larger = binary('maximum')
/** 1 or 0. */
export const above = binary('greater')
/** 1 or 0. */
export const atLeast = binary('at_least')

export const plus = (first: Operand, ...rest: Operand[]): Expression =>
  rest.reduce<Expression>((total, term) => add(total, term), expressionOf(first))
/** The smallest of all, as a tree of pairs, so that the steps of an engine stay few. */
export const smallest = (...of: readonly Expression[]): Expression =>
  of.length === 1
    ? of[0]!
    : smaller(smallest(...of.slice(0, of.length >> 1)), smallest(...of.slice(of.length >> 1)))
/** 1 where all conditions hold, else 0. */
export const all = (first: Expression, ...rest: Expression[]): Expression =>
  rest.reduce<Expression>((product, condition) => times(product, condition), first)
/** 1 where a condition is 0, and the other way round. */
export const not = (condition: Expression): Expression => minus(1, condition)
export const negative = (of: Expression): Expression => ({ op: 'negate', of })
export const absolute = (of: Expression): Expression => ({ op: 'absolute', of })
export const isMissing = (of: Expression): Expression => ({ op: 'is_missing', of })
export const clip = (of: Expression, low: number, high: number): Expression => ({ op: 'clip', of, low, high })
export const or = (of: Expression, otherwise: Operand): Expression => ({
  op: 'coalesce',
  of,
  otherwise: expressionOf(otherwise),
})

/** Never known. */
const missing = ratio(0, 0)
/** `then` where the condition is not 0; missing elsewhere, where nothing else is said. */
export const when = (condition: Expression, then: Operand, otherwise: Operand = missing): Expression => ({
  op: 'choose',
  condition,
  // biome-ignore lint/suspicious/noThenProperty: the language's word; nothing awaits an expression
  then: expressionOf(then),
  otherwise: expressionOf(otherwise),
})

/** 1 where the measure is 0 in the whole window. */
export const nothing = (measure: CatalogueMeasure, window: Window): Expression =>
  not(above(sum(measure, window), 0))

/**
 * Whole days without the measure, up to and with the last day of `shift`, rounded down to a mark; 0 before the first.
 *
 *   Σ_i (mark_i − mark_{i−1}) · [nothing in the last mark_i days],   mark_0 = 0
 *
 * @param marks ascending; those that would look past the buckets are left out
 */
export function daysWithout(measure: CatalogueMeasure, marks: readonly number[], shift = 0): Expression {
  const reachable = marks.filter((mark) => shift + mark <= BUCKET_DAYS)
  const steps = reachable.map((mark, i) =>
    times(mark - (reachable[i - 1] ?? 0), nothing(measure, days(mark, shift))),
  )
  return plus(steps[0]!, ...steps.slice(1))
}

/** Days of history that a month's average is taken over at least, so that one busy day is not a month. */
const MONTH_DAYS = 30
/** What a month of it comes to, from all days that are known. */
export const perMonth = (measure: CatalogueMeasure): Expression =>
  ratio(times(MONTH_DAYS, sum(measure, allDays)), larger(historyDays, MONTH_DAYS))

/** A part of a score: 0 at `calm` or before, 1 at `full` or beyond, a straight line between; 0 where missing. */
export const part = (of: Expression, calm: number, full: number): Expression =>
  or(clip(ratio(minus(of, calm), full - calm), 0, 1), 0)
/** Σ weight · part: between 0 and 1 where the weights sum to 1. */
export const score = (first: readonly [number, Expression], ...rest: (readonly [number, Expression])[]) =>
  plus(times(first[0], first[1]), ...rest.map(([weight, of]) => times(weight, of)))
