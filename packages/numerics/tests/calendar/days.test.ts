import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const years = { min: -719_528, max: 2_932_896 }

describe('days', () => {
  test.each([
    [0, '1970-01-01'],
    [-1, '1969-12-31'],
    [11_016, '2000-02-29'],
    [20_513, '2026-03-01'],
    [years.min, '0000-01-01'],
    [years.max, '9999-12-31'],
  ])('%i is %s', (day, date) => {
    expect(formatDay(day)).toBe(date)
    expect(parseDay(date)).toBe(day)
  })

  test('a day is read back as it was written', () => {
    fc.assert(
      fc.property(fc.integer(years), (day) => {
        expect(parseDay(formatDay(day))).toBe(day)
      }),
    )
  })

  test('dates are in the order of their days', () => {
    fc.assert(
      fc.property(fc.integer(years), fc.integer(years), (a, b) => {
        expect(formatDay(a) < formatDay(b)).toBe(a < b)
      }),
    )
  })

  test('agrees with calendar arithmetic', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (at) => {
          expect(formatDay(Math.floor(at.getTime() / 86_400_000))).toBe(at.toISOString().slice(0, 10))
        },
      ),
    )
  })

  test.each([Number.NaN, Infinity, -Infinity, 0.5, years.min - 1, years.max + 1])('%d is no day', (day) => {
    expect(() => formatDay(day)).toThrow(RangeError)
  })

  test.each([
    '',
    'today',
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '+010000-01-01',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '２０２６-01-01',
  ])('%j is no date', (text) => {
    expect(() => parseDay(text)).toThrow(RangeError)
  })

  test('any text is a date that is written the same, or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d\d-\d\d$/)), (text) => {
        let day: number
        try {
          day = parseDay(text)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
          return
        }
        expect(formatDay(day)).toBe(text)
      }),
    )
  })
})
