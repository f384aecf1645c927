/** Values of features with their unit, where the unit says something. */
import { formatNumber } from '@pratibimba/reports/charts'

const written: Readonly<Record<string, string>> = {
  percent: '%',
  days: ' days',
  weeks: ' weeks',
  months: ' months',
}

/** `12 days`, `−3.1%`; counts, ratios, flags and scores stand by themselves. */
export function withUnit(value: number, unit: string): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
  return `${formatNumber(rounded)}${written[unit] ?? ''}`
}
