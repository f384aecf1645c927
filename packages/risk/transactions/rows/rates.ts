/** Rates of exchange that a user declares: dated, and never looked up. */
import { currencyExponent } from '../parsing/currencies.ts'
import { dayOf, parseMoment } from '../parsing/parse-moment.ts'

/** `per_unit` units of the lake's currency for one of `currency`, from `date` on until the next. */
interface DeclaredRate {
  readonly currency: string
  /** YYYY-MM-DD. */
  readonly date: string
  readonly per_unit: number
}

/** Minor units of the lake's currency; undefined where no rate is declared for the day. */
export type Convert = (minor: number, currency: string, day: number) => number | undefined

/**
 * Converts at the latest rate declared on or before the day, rounded half away from zero to the minor unit.
 *
 * @param target currency of the lake
 * @throws RangeError when a rate is not of the shape above
 */
export function rateTable(given: unknown, target: string): Convert {
  if (!Array.isArray(given))
    throw new RangeError('rateTable: need a list of {currency, date, per_unit}, got something else')
  const byCurrency = new Map<string, { day: number; perUnit: number }[]>()
  for (const [index, rate] of (given as DeclaredRate[]).entries()) {
    const { currency, date, per_unit: perUnit } = rate ?? {}
    const at =
      typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date)
        ? parseMoment(date, 'day_first')
        : undefined
    if (typeof currency !== 'string' || currencyExponent(currency) === undefined)
      throw new RangeError(
        `rateTable: need a currency of ISO 4217 in rate ${index + 1}, got ${JSON.stringify(currency)}`,
      )
    if (at === undefined)
      throw new RangeError(
        `rateTable: need a date YYYY-MM-DD in rate ${index + 1}, got ${JSON.stringify(date)}`,
      )
    if (!(typeof perUnit === 'number' && perUnit > 0 && Number.isFinite(perUnit)))
      throw new RangeError(
        `rateTable: need per_unit > 0 in rate ${index + 1}, got ${JSON.stringify(perUnit)}`,
      )
    const rates = byCurrency.get(currency) ?? []
    byCurrency.set(currency, rates)
    rates.push({ day: dayOf(at.localMs), perUnit })
  }
  for (const rates of byCurrency.values()) rates.sort((a, b) => a.day - b.day)
  const targetExponent = currencyExponent(target) ?? 2
  return (minor, currency, day) => {
    const rate = byCurrency.get(currency)?.findLast((declared) => declared.day <= day)
    if (rate === undefined) return undefined
    const value = (Math.abs(minor) / 10 ** currencyExponent(currency)!) * rate.perUnit * 10 ** targetExponent
    const rounded = Math.round(value)
    return rounded === 0 ? 0 : minor < 0 ? -rounded : rounded
  }
}
