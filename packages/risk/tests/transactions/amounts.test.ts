import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalOf, newAmountMarks, seeAmount } from '../../transactions/parsing/amount-marks.ts'
import { currencyExponent } from '../../transactions/parsing/currencies.ts'
import { parseAmount } from '../../transactions/parsing/parse-amount.ts'

/** How a bank may write an amount; each knows its decimal mark. */
const grouped = (whole: string, mark: string): string => whole.replaceAll(/\B(?=(\d{3})+$)/g, mark)
const lakhs = (whole: string): string =>
  whole.length <= 3 ? whole : `${whole.slice(0, -3).replaceAll(/\B(?=(\d{2})+$)/g, ',')},${whole.slice(-3)}`
const marks = [
  { decimal: '.', whole: (text: string) => text },
  { decimal: '.', whole: (text: string) => grouped(text, ',') },
  { decimal: '.', whole: lakhs },
  { decimal: '.', whole: (text: string) => grouped(text, "'") },
  { decimal: ',', whole: (text: string) => text },
  { decimal: ',', whole: (text: string) => grouped(text, '.') },
  { decimal: ',', whole: (text: string) => grouped(text, '\u202f') },
] as const
const signs: readonly ((text: string, negative: boolean) => string)[] = [
  (text, negative) => (negative ? `-${text}` : text),
  (text, negative) => (negative ? `\u2212${text}` : `+${text}`),
  (text, negative) => (negative ? `${text}-` : text),
  (text, negative) => (negative ? `(${text})` : text),
  (text, negative) => (negative ? `(€${text})` : `€ ${text}`),
  (text, negative) => (negative ? `-${text} EUR` : `EUR ${text}`),
  (text, negative) => (negative ? `${text} DR` : `${text} Cr.`),
  (text, negative) => (negative ? `${text}DR` : `${text}CR`),
]

function written(
  minor: number,
  exponent: number,
  mark: (typeof marks)[number],
  sign: (typeof signs)[number],
): string {
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0')
  const whole = mark.whole(exponent === 0 ? digits : digits.slice(0, -exponent))
  return sign(exponent === 0 ? whole : `${whole}${mark.decimal}${digits.slice(-exponent)}`, minor < 0)
}

describe('parseAmount', () => {
  it('reads back what banks write, to the minor unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 14), max: 10 ** 14 }),
        fc.constantFrom(0, 2, 3),
        fc.constantFrom(...marks),
        fc.constantFrom(...signs),
        (minor, exponent, mark, sign) => {
          const found = parseAmount(written(minor, exponent, mark, sign), mark.decimal, exponent)
          expect(found).toMatchObject({ minor })
        },
      ),
      { numRuns: 500 },
    )
  })

  it.each([
    ['1,23,456.78', '.', 2, 12_345_678],
    ['.50', '.', 2, 50],
    ['1 234', '.', 0, 1234],
    ['12.30', '.', 3, 12_300],
    ['12.3000', '.', 2, 1230],
    ['₹ 1,000.00 DR', '.', 2, -100_000],
    ['0', '.', 2, 0],
    ['-0.00', '.', 2, 0],
  ] as const)('reads %s', (cell, decimal, exponent, minor) => {
    expect(parseAmount(cell, decimal, exponent)).toMatchObject({ minor })
  })

  it.each([
    ['NaN', '.'],
    ['12,34,5', '.'],
    ['1.2.3', '.'],
    ['1e5', '.'],
    ['abc', '.'],
    ['--5', '.'],
    ['12.345', '.'],
    ['-5 CR', '.'],
    ['99999999999999999999', '.'],
    ['1,234.50', ','],
    ['', '.'],
  ] as const)('refuses %s', (cell, decimal) => {
    expect(parseAmount(cell, decimal, 2)).toHaveProperty('fault')
  })

  it('knows what a cell says of its currency', () => {
    expect(parseAmount('£5.00', '.', 2)).toMatchObject({ currency: 'GBP' })
    expect(parseAmount('$5.00', '.', 2)).not.toHaveProperty('currency')
    expect([currencyExponent('JPY'), currencyExponent('KWD'), currencyExponent('EUR')]).toEqual([0, 3, 2])
    expect(currencyExponent('XXQ')).toBeUndefined()
  })
})

describe('the decimal mark of a column', () => {
  const decide = (...cells: string[]): string => {
    const marks = newAmountMarks()
    for (const cell of cells) seeAmount(marks, cell)
    return decimalOf(marks)
  }

  it('is decided by any cell that leaves no doubt', () => {
    expect(decide('1,234', '12.5')).toBe('.')
    expect(decide('1.234', '12,50')).toBe(',')
    expect(decide('1.234.567')).toBe(',')
    expect(decide('0.125')).toBe('.')
    expect(decide('5', '17')).toBe('.')
  })

  it('is asked for where nothing decides or cells contradict', () => {
    expect(decide('1,234', '5,678')).toBe('ask')
    expect(decide('1,23', '1.23')).toBe('ask')
  })
})
