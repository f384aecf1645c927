/** Figures with their intervals as text. */
import type { CreditModel } from '@pratibimba/contract'
import { formatShare } from '@pratibimba/reports/charts'

type Interval = NonNullable<CreditModel['auc']>

/** 0.812, then 0.790 – 0.833. */
export function figureWithInterval(interval: Interval | null, digits = 3): readonly [string, string?] {
  return parts(interval, (value) => value.toFixed(digits))
}

/** 41.2%, then 39.0% – 43.4%. */
export function shareWithInterval(interval: Interval | null, digits = 1): readonly [string, string?] {
  return parts(interval, (value) => formatShare(value, digits))
}

/** 0.812 (0.790 – 0.833). */
export function figureInOneLine(interval: Interval | null, digits = 3): string {
  const [value, span] = figureWithInterval(interval, digits)
  return span === undefined ? value : `${value} (${span})`
}

function parts(interval: Interval | null, write: (value: number) => string): readonly [string, string?] {
  if (interval === null) return ['–']
  return [write(interval.value), `${write(interval.low)} – ${write(interval.high)}`]
}
