/** What a feature is made of: a small language over customer-day buckets that every engine computes to the same number. */
import type { AttributeId, LevelId, MeasureId } from './measures.ts'

/** Days before the as-of date, both ends included: { from: 89, to: 0 } are the ninety days that end with it. */
export interface Window {
  /** The earliest day, at most 90. */
  readonly from: number
  /** The latest day, at least 0 and at most `from`. */
  readonly to: number
}

export type UnaryOperator =
  | 'negate'
  | 'absolute'
  /** Missing at −1 and below. */
  | 'log1p'
  /** Missing above 709, where it would be infinite. */
  | 'exponential'
  /** Missing below 0. */
  | 'square_root'
  /** 1 or 0. */
  | 'is_missing'
export type BinaryOperator =
  | 'add'
  | 'subtract'
  | 'multiply'
  /** Missing where the divisor is 0. */
  | 'divide'
  | 'minimum'
  | 'maximum'
  /** 1 or 0. */
  | 'greater'
  | 'at_least'

/**
 * How the values of the last weeks become one, over the weeks in which the signal is known:
 *
 *   mean, max, min   missing when no week is known
 *   std              of a sample (n − 1); missing under two known weeks; exactly 0 where they are all the same
 *   trend            slope of least squares per week, positive when rising towards the present; missing under three
 *                    known weeks; exactly 0 where they are all the same
 *   consec_high      most weeks in a row at or above `high`; an unknown week ends a run; missing when none is known
 */
export const weeklyAggregates = ['mean', 'max', 'min', 'std', 'trend', 'consec_high'] as const
export type WeeklyAggregate = (typeof weeklyAggregates)[number]

/**
 * A number for one customer on one as-of date, or missing.
 *
 * The operators mean the same whatever the attributes are: of customers here, of applications for credit elsewhere.
 *
 * Missing operands give a missing result, but for `is_missing`, `coalesce` and the branch that `choose` does not take.
 */
export type Expression<Attribute extends string = AttributeId> =
  | { readonly op: 'constant'; readonly value: number }
  /** Sum of a measure over a window; 0 where nothing happened. */
  | { readonly op: 'sum'; readonly measure: MeasureId; readonly window: Window }
  /** Days of the window on which the measure is not 0. */
  | { readonly op: 'active_days'; readonly measure: MeasureId; readonly window: Window }
  /** Largest daily value in the window; 0 where nothing happened. */
  | { readonly op: 'largest_day'; readonly measure: MeasureId; readonly window: Window }
  /** Closing level of a day, carried forward from the last day that has one (up to 90 days before the as-of date); missing before. */
  | { readonly op: 'closing'; readonly level: LevelId; readonly daysAgo: number }
  /** Lowest closing level of the window, days carried forward included; missing where no level is known. */
  | { readonly op: 'lowest'; readonly level: LevelId; readonly window: Window }
  /**
   * Days from the first event (at most 90 days back) to the as-of date, both included; 0 without events. An event is
   * a transaction, posted or failed, a payment falling due, or one being settled.
   */
  | { readonly op: 'history_days' }
  | { readonly op: 'attribute'; readonly name: Attribute }
  /** Another feature of the catalogue; only derived features refer to others, and never to themselves. */
  | { readonly op: 'feature'; readonly id: string }
  | { readonly op: 'weekly'; readonly aggregate: WeeklyAggregate; readonly signal: string }
  | { readonly op: UnaryOperator; readonly of: Expression<Attribute> }
  | {
      readonly op: BinaryOperator
      readonly left: Expression<Attribute>
      readonly right: Expression<Attribute>
    }
  | { readonly op: 'clip'; readonly of: Expression<Attribute>; readonly low: number; readonly high: number }
  | { readonly op: 'coalesce'; readonly of: Expression<Attribute>; readonly otherwise: Expression<Attribute> }
  /** `then` where the condition is not 0, else `otherwise`. */
  | {
      readonly op: 'choose'
      readonly condition: Expression<Attribute>
      readonly then: Expression<Attribute>
      readonly otherwise: Expression<Attribute>
    }

/**
 * What is watched week by week. Week 0 is the seven days that end with the as-of date, week 1 the seven before, …
 * The expression of a week may look further back than the week, but never past 90 days before the as-of date.
 */
export interface Signal {
  /** The users' name, such as `salary_delay_weeks`. */
  readonly id: string
  readonly title: string
  readonly unit: FeatureUnit
  /** From where on a week counts as high for `consec_high`. */
  readonly high: number
  /** @param week 0 … SIGNAL_WEEKS − 1 */
  readonly week: (week: number) => Expression
}

/** Weeks that weekly aggregates look at. */
export const SIGNAL_WEEKS = 8

export const featureGroups = [
  'salary',
  'savings',
  'spending',
  'payments',
  'cash',
  'transactions',
  'derived',
] as const
export type FeatureGroup = (typeof featureGroups)[number]
export type FeatureUnit = 'ratio' | 'percent' | 'days' | 'weeks' | 'count' | 'score' | 'money' | 'flag'
/** Which way the risk may go when the feature rises; also constrains the trees. */
export type Monotone = 'increasing' | 'decreasing' | 'free'

export interface FeatureDefinition {
  /** Wire name, snake_case. */
  readonly id: string
  readonly title: string
  readonly group: FeatureGroup
  readonly unit: FeatureUnit
  /** In words, such as "last 8 weeks". */
  readonly window: string
  /** Why it tells something of a payment to come. */
  readonly rationale: string
  readonly monotone: Monotone
  /** What it means when it is missing. */
  readonly missing: string
  readonly value: Expression
}
