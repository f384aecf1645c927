/** How numbers are written: thousands separated, minus as a minus, the unit with the number. */

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

export function formatCount(value: number): string {
  return minus(grouped.format(value))
}

/** A share as a percentage: 0.0312 → 3.12%. */
export function formatShare(share: number, digits = 1): string {
  return minus(`${(share * 100).toFixed(digits)}%`)
}

/** A number with its sign: +0.65, −0.80. */
export function formatSigned(value: number, digits = 2): string {
  const text = value.toFixed(digits)
  if (Number(text) === 0) return text.replace('-', '')
  return Number(text) > 0 ? `+${text}` : minus(text)
}

/** A number of any size in few characters: 1,234 · 12.3 · 0.0042. */
export function formatNumber(value: number): string {
  const size = Math.abs(value)
  if (size >= 1000 || Number.isInteger(value)) return formatCount(value)
  if (size >= 100) return minus(value.toFixed(1))
  if (size >= 1) return minus(value.toFixed(2))
  return minus(value === 0 ? '0' : String(Number(value.toPrecision(3))))
}

/** A number for an axis: 25k, 1.2M. */
export function formatCompact(value: number): string {
  return minus(compact.format(value))
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })

function minus(text: string): string {
  return text.replace('-', '−')
}

/** An amount in minor units, in whole units of the currency: $12,340. */
export function formatMoney(minor: number, currency = 'USD'): string {
  return minus(moneyFormat(currency, 'standard').format(minor / 100))
}

/** An amount in minor units in few characters: $1.2M, $897. */
export function formatCompactMoney(minor: number, currency = 'USD'): string {
  if (Math.abs(minor) < 99_950) return formatMoney(minor, currency)
  return minus(moneyFormat(currency, 'compact').format(minor / 100))
}

const moneyFormats = new Map<string, Intl.NumberFormat>()

function moneyFormat(currency: string, notation: 'standard' | 'compact'): Intl.NumberFormat {
  const key = `${currency} ${notation}`
  const known = moneyFormats.get(key)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    notation,
    maximumFractionDigits: notation === 'compact' ? 1 : 0,
  })
  moneyFormats.set(key, made)
  return made
}

/** A day from milliseconds since 1970: 2025-03-31. */
export function formatDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}
