/** Amounts of money as banks write them, to exact minor units. */
import { currencyExponent, currencyOfSign } from './currencies.ts'

export type DecimalMark = '.' | ','

/** Sign, currency and digits of a cell, before anything is decided about its marks. */
export interface AmountParts {
  readonly negative: boolean
  /** From DR or CR in the cell. */
  readonly direction?: 'went' | 'came'
  /** From a code or an unmistakable sign in the cell. */
  readonly currency?: string
  /** Digits with their marks: `1 234.50`. */
  readonly digits: string
}

export interface Amount {
  /** Integer, in minor units of the currency, signed as written; DR is negative. */
  readonly minor: number
  readonly direction?: 'went' | 'came'
  readonly currency?: string
}

/** Why a cell is no amount, and what to do. */
export interface Fault {
  readonly fault: string
}

/** What most cells look like. */
const plain = /^-?\d+(?:[.,]\d+)?$/
const MOST_MINOR = Number.MAX_SAFE_INTEGER
const longSigns = Object.keys(currencyOfSign).sort((a, b) => b.length - a.length)
/** Signs of several currencies. */
const vagueSigns = ['Rs.', 'Rs', 'kr.', 'kr', '$', '¥', '元']

/**
 * Takes a cell apart: `(€1.234,50)`, `1,234.50-`, `₹ 1,23,456.00 DR`, `−5`.
 *
 * @returns undefined when it is no amount
 */
export function amountParts(cell: string): AmountParts | undefined {
  if (plain.test(cell)) {
    const negative = cell[0] === '-'
    return { negative, digits: negative ? cell.slice(1) : cell }
  }
  let text = cell
    .replaceAll(/[\u00a0\u2007\u2009\u202f]/g, ' ')
    .replaceAll(/[\u2212\u2012\u2013]/g, '-')
    .trim()
  let minuses = 0
  let direction: AmountParts['direction']
  let currency: string | undefined
  for (;;) {
    const before = text
    if (text.startsWith('(') && text.endsWith(')')) {
      text = text.slice(1, -1).trim()
      minuses++
    }
    const word = /^(dr|cr|db)\b\.?\s*|\s*\b(dr|cr|db)\.?$/i.exec(text) ?? /(?<=\d)(dr|cr|db)\.?$/i.exec(text)
    if (word !== null && direction === undefined) {
      direction = word[0].trim().toLowerCase().startsWith('c') ? 'came' : 'went'
      text = without(text, word).trim()
    }
    const code = /^[A-Z]{3}(?![A-Za-z])\s*|(?<![A-Za-z])\s*[A-Z]{3}$/.exec(text)
    if (code !== null && currency === undefined && currencyExponent(code[0].trim()) !== undefined) {
      currency = code[0].trim()
      text = without(text, code).trim()
    }
    const sign = [...longSigns, ...vagueSigns].find((mark) => text.startsWith(mark) || text.endsWith(mark))
    if (sign !== undefined) {
      currency ??= currencyOfSign[sign]
      text = (text.startsWith(sign) ? text.slice(sign.length) : text.slice(0, -sign.length)).trim()
    }
    if (/^[+-]|[+-]$/.test(text)) {
      const first = text[0] === '-' || text[0] === '+'
      if ((first ? text[0] : text.at(-1)) === '-') minuses++
      text = (first ? text.slice(1) : text.slice(0, -1)).trim()
    }
    if (text === before) break
  }
  if (minuses > 1 || !/^(?:\d[\d.,' ’]*|[.,]\d+)$/.test(text)) return undefined
  return {
    negative: minuses === 1,
    digits: text.replaceAll('’', "'"),
    ...(direction === undefined ? {} : { direction }),
    ...(currency === undefined ? {} : { currency }),
  }
}

function without(text: string, { index, 0: found }: RegExpExecArray): string {
  return text.slice(0, index) + text.slice(index + found.length)
}

/**
 * Minor units of a cell: digits are counted, never rounded.
 *
 * @param exponent decimals of its currency: 2 for EUR, 0 for JPY, 3 for KWD
 */
export function parseAmount(cell: string, decimal: DecimalMark, exponent: number): Amount | Fault {
  const parts = amountParts(cell)
  if (parts === undefined) return { fault: 'not an amount such as 1234.50, (1,234.50) or 12.30 DR' }
  const minor = minorOf(parts.digits, decimal, exponent)
  if (typeof minor !== 'number') return minor
  const { negative, direction, currency } = parts
  if (negative && direction === 'came') return { fault: 'both a minus and CR; give one sign' }
  return {
    minor: minor === 0 ? 0 : negative || direction === 'went' ? -minor : minor,
    ...(direction === undefined ? {} : { direction }),
    ...(currency === undefined ? {} : { currency }),
  }
}

function minorOf(digits: string, decimal: DecimalMark, exponent: number): number | Fault {
  const at = digits.indexOf(decimal)
  const whole = at < 0 ? digits : digits.slice(0, at)
  const fraction = at < 0 ? '' : digits.slice(at + 1)
  if (!/^\d*$/.test(fraction)) return { fault: `more than one decimal mark "${decimal}"` }
  if (
    !/^(?:\d*|\d{1,3}(?:([.,' ])\d{2,3})(?:\1\d{2,3})*)$/.test(whole) ||
    !/(?:^|[^\d])\d{3}$|^\d*$/.test(whole)
  )
    return { fault: 'digits that are not grouped by threes (or by the lakh)' }
  const kept = fraction.slice(0, exponent).padEnd(exponent, '0')
  if (/[1-9]/.test(fraction.slice(exponent)))
    return { fault: `${fraction.length} decimals where the currency has ${exponent}` }
  const minor = Number(whole.replaceAll(/[^\d]/g, '') + kept)
  if (!(minor <= MOST_MINOR)) return { fault: `an amount beyond ${MOST_MINOR} minor units` }
  return minor
}
