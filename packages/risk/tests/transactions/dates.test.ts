import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOrderOf, newDateMarks, seeDate } from '../../transactions/parsing/date-marks.ts'
import { parseMoment } from '../../transactions/parsing/parse-moment.ts'
import { zoneReader } from '../../transactions/parsing/zone.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number): string => String(n).padStart(2, '0')

/** Ways to write a day; `order` is how those of numbers alone are read. */
const dates = [
  { order: 'day_first', of: (y: number, m: number, d: number) => `${y}-${two(m)}-${two(d)}` },
  { order: 'month_first', of: (y: number, m: number, d: number) => `${y}/${m}/${d}` },
  { order: 'day_first', of: (y: number, m: number, d: number) => `${y}${two(m)}${two(d)}` },
  { order: 'day_first', of: (y: number, m: number, d: number) => `${two(d)}.${two(m)}.${y}` },
  { order: 'day_first', of: (y: number, m: number, d: number) => `${d}/${m}/${two(y % 100)}` },
  { order: 'month_first', of: (y: number, m: number, d: number) => `${m}/${d}/${y}` },
  { order: 'day_first', of: (y: number, m: number, d: number) => `${d}-${months[m - 1]}-${two(y % 100)}` },
  {
    order: 'month_first',
    of: (y: number, m: number, d: number) => `${d} ${months[m - 1].toUpperCase()} ${y}`,
  },
  { order: 'day_first', of: (y: number, m: number, d: number) => `${months[m - 1]} ${d}, ${y}` },
] as const

describe('parseMoment', () => {
  it('reads back days and times in the ways of banks', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2089, 11, 31) })
          .map((ms) => Math.floor(ms / 1000) * 1000),
        fc.constantFrom(...dates),
        fc.constantFrom('none', '24', '12', 'zulu', 'offset'),
        (ms, style, clock) => {
          const at = new Date(ms)
          const day = style.of(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate())
          const [h, m, s] = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()]
          const time = `${two(m)}:${two(s)}`
          const text = {
            none: day,
            '24': `${day} ${two(h)}:${time}`,
            '12': `${day} ${h % 12 || 12}:${time} ${h < 12 ? 'AM' : 'pm'}`,
            zulu: `${day}T${two(h)}:${time}.250Z`,
            offset: `${day} ${two(h)}:${time}+05:30`,
          }[clock]
          expect(parseMoment(text, style.order)).toEqual({
            localMs: clock === 'none' ? ms - (ms % 86_400_000) : ms + (clock === 'zulu' ? 250 : 0),
            hasTime: clock !== 'none',
            ...(clock === 'zulu' ? { offsetMinutes: 0 } : clock === 'offset' ? { offsetMinutes: 330 } : {}),
          })
        },
      ),
      { numRuns: 500 },
    )
  })

  it.each([
    '30/02/2024',
    '2024-13-01',
    '2023-02-29',
    '12/12/2024 25:00',
    'yesterday',
    '',
    '2024-01-01 10:00+99:00',
  ])('refuses %s', (cell) => {
    expect(parseMoment(cell, 'day_first')).toBeUndefined()
  })

  it('takes seconds and milliseconds since 1970', () => {
    expect(parseMoment('1700000000', 'day_first')).toMatchObject({
      localMs: 1_700_000_000_000,
      offsetMinutes: 0,
    })
    expect(parseMoment('1700000000123', 'day_first')).toMatchObject({ localMs: 1_700_000_000_123 })
  })
})

describe('the order of a column', () => {
  const decide = (...cells: string[]): string => {
    const marks = newDateMarks()
    for (const cell of cells) seeDate(marks, cell)
    return dateOrderOf(marks)
  }

  it('is decided over all cells, and asked for otherwise', () => {
    expect(decide('03/04/2024', '13/04/2024')).toBe('day_first')
    expect(decide('03/04/2024', '04/13/2024')).toBe('month_first')
    expect(decide('03/04/2024', '05/06/2024')).toBe('ask')
    expect(decide('13/04/2024', '04/13/2024')).toBe('ask')
    expect(decide('2024-03-04', '04/04/2024')).toBe('day_first')
  })
})

describe('zoneReader', () => {
  const at = (zone: string, text: string): string =>
    new Date(zoneReader(zone)(Date.parse(`${text}Z`))).toISOString()

  it('knows summer time, its gap and its hour that comes twice', () => {
    expect(at('Europe/Berlin', '2024-01-15T12:00')).toBe('2024-01-15T11:00:00.000Z')
    expect(at('Europe/Berlin', '2024-07-15T12:00')).toBe('2024-07-15T10:00:00.000Z')
    expect(at('Europe/Berlin', '2024-03-31T01:30')).toBe('2024-03-31T00:30:00.000Z')
    expect(at('Europe/Berlin', '2024-03-31T02:30')).toBe('2024-03-31T01:30:00.000Z')
    expect(at('Europe/Berlin', '2024-10-27T02:30')).toBe('2024-10-27T00:30:00.000Z')
    expect(at('Europe/Berlin', '2024-10-27T03:30')).toBe('2024-10-27T02:30:00.000Z')
    expect(at('Asia/Kolkata', '2024-01-15T00:30')).toBe('2024-01-14T19:00:00.000Z')
  })

  it('refuses what is no zone', () => {
    expect(() => zoneReader('Mars/Olympus')).toThrow(/zone such as UTC/)
  })
})
