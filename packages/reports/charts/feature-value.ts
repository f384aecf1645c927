/** Values of features as a person would write them. */
import { neverFrom } from '@pratibimba/contract'
import { formatCount, formatMoney } from './figures.ts'

interface WrittenFeature {
  readonly unit: string
  /** Id, where values of it may mean more than their number. */
  readonly feature?: string
  readonly currency?: string
}

/** `12 days`, `4 hours`, `−3.1%`, `yes`; counts, ratios and scores stand by themselves. */
export function formatFeature(value: number, { unit, feature = '', currency }: WrittenFeature): string {
  const longest = neverFrom[feature]
  if (longest !== undefined && value >= longest) return `never in ${longest} days`
  switch (unit) {
    case 'flag':
      return value === 0 ? 'no' : value === 1 ? 'yes' : rounded(value, 2)
    case 'percent':
      return `${rounded(value, 1)}%`
    case 'days':
      return inDays(value)
    case 'weeks':
      return Math.abs(value) < 1 ? inDays(7 * value) : counted(value, 'week')
    case 'months':
      return counted(value, 'month')
    case 'money':
      return formatMoney(value, currency)
    case 'count':
      return rounded(value, 1)
    default:
      return rounded(value, 2)
  }
}

/** Parts of a day in hours. */
function inDays(days: number): string {
  if (days === 0 || Math.abs(days) >= 1) return counted(days, 'day')
  const hours = Math.round(24 * days)
  return hours === 0 ? 'less than an hour' : counted(hours, 'hour')
}

function counted(value: number, one: string): string {
  const written = rounded(value, 1)
  return `${written} ${written === '1' ? one : `${one}s`}`
}

/** No minus before what is shown as 0. */
function rounded(value: number, decimals: number): string {
  const near = Number(value.toFixed(decimals)) + 0
  return Math.abs(near) >= 1000 ? formatCount(near) : String(near).replace('-', '−')
}
