/** Drivers of a score in words: what it is, what is usual, and which way it moves the risk. */
import { neverFrom } from '@pratibimba/contract'
import type { WarningFeature } from './panel.ts'
import type { WarningBundle } from './warning-bundle.ts'

export interface WarningDriver {
  readonly feature: string
  readonly title: string
  readonly unit: WarningFeature['unit']
  /** Null where it is missing. */
  readonly value: number | null
  /** Median of the rows learnt from; null where most have none. */
  readonly typical: number | null
  /** Log-odds it adds to the score. */
  readonly contribution: number
  readonly direction: 'raises' | 'lowers'
  readonly text: string
}

/** What moves a score by less is noise of the last bits. */
const NOTHING = 1e-9

/**
 * The drivers of a row, largest |contribution| first.
 *
 * @param contributions in log-odds, shape [features]
 * @param value         of a feature
 */
export function driversOf(
  { features, median }: Pick<WarningBundle, 'features' | 'median'>,
  contributions: Float64Array,
  value: (feature: number) => number,
  most: number,
): WarningDriver[] {
  const order = Int32Array.from(contributions.keys())
    .filter((feature) => Math.abs(contributions[feature]) > NOTHING)
    .sort((a, b) => Math.abs(contributions[b]) - Math.abs(contributions[a]) || a - b)
  return Array.from(order.subarray(0, most), (feature) =>
    describeDriver(features[feature], median[feature], value(feature), contributions[feature]),
  )
}

/**
 * One feature's part in a score, in words.
 *
 * @param typical median of the rows learnt from; NaN where most have none
 * @param own     the customer's value; NaN where it is missing
 */
export function describeDriver(
  { id, title, unit }: Pick<WarningFeature, 'id' | 'title' | 'unit'>,
  typical: number,
  own: number,
  contribution: number,
): WarningDriver {
  return {
    feature: id,
    title,
    unit,
    value: orNull(own),
    typical: orNull(typical),
    contribution,
    direction: contribution > 0 ? 'raises' : 'lowers',
    text: `${title}: ${described({ id, unit }, own, typical)}; ${contribution > 0 ? 'raises' : 'lowers'} the risk.`,
  }
}

function described(feature: Pick<WarningFeature, 'id' | 'unit'>, own: number, typical: number): string {
  const usual = Number.isNaN(typical) ? 'usually not known' : `usually ${featureInWords(feature, typical)}`
  if (Number.isNaN(own)) return Number.isNaN(typical) ? 'not known, as usual' : `not known, ${usual}`
  const words = featureInWords(feature, own)
  return !Number.isNaN(typical) && words === featureInWords(feature, typical)
    ? `${words}, as usual`
    : `${words}, ${usual}`
}

function featureInWords({ id, unit }: Pick<WarningFeature, 'id' | 'unit'>, value: number): string {
  const longest = neverFrom[id]
  return longest !== undefined && value >= longest ? `never in ${longest} days` : inWords(value, unit)
}

/** A value with its unit: `3 days`, `12.5%`, `1,204.50`, `yes`. */
export function inWords(value: number, unit: WarningFeature['unit']): string {
  switch (unit) {
    case 'flag':
      return value === 0 ? 'no' : value === 1 ? 'yes' : number(value, 2)
    case 'percent':
      return `${number(value, 1)}%`
    case 'days':
      return daysInWords(value)
    case 'weeks':
      return Math.abs(value) < 1 ? daysInWords(7 * value) : counted(value, 'week')
    case 'count':
      return number(value, 1)
    case 'money':
      return inMoney.format(value / 100)
    case 'ratio':
    case 'score':
      return number(value, 2)
  }
}

/** Parts of a day in hours. */
function daysInWords(days: number): string {
  if (days === 0 || Math.abs(days) >= 1) return counted(days, 'day')
  const hours = Math.round(24 * days)
  return hours === 0 ? 'less than an hour' : counted(hours, 'hour')
}

function counted(value: number, one: string): string {
  const written = number(value, 1)
  return `${written} ${written === '1' ? one : `${one}s`}`
}

function number(value: number, decimals: 1 | 2): string {
  // No minus before what is shown as 0.
  return inDecimals[decimals].format(Number(value.toFixed(decimals)) + 0)
}

/** Made once: making one takes longer than all that it writes of a customer. */
const inMoney = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const inDecimals = {
  1: new Intl.NumberFormat('en', { maximumFractionDigits: 1 }),
  2: new Intl.NumberFormat('en', { maximumFractionDigits: 2 }),
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value)
