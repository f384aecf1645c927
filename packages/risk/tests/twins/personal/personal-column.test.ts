import { personalKinds } from '@pratibimba/contract'
import type { TextColumn } from '@pratibimba/numerics/frame'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passesLuhn, passesMod97 } from '../../../twins/personal/check-digits.ts'
import { type PersonalLocale, type PersonalOptions, personalColumn } from '../../../twins/personal/index.ts'
import type { PersonalKind } from '../../../twins/schema.ts'

const KINDS = personalKinds
const LOCALES: readonly PersonalLocale[] = ['en_US', 'en_GB', 'en_IN', 'de_DE']

function texts(kind: PersonalKind, start: number, end: number, options?: PersonalOptions): readonly string[] {
  return (personalColumn(kind, 11, start, end, options) as TextColumn).values
}

describe('value i is a function of seed and i', () => {
  it.each(KINDS)('%s comes out the same in any chunks', (kind) => {
    const whole = personalColumn(kind, 5, 0, 200, { missingShare: 0.2 }) as TextColumn
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (a, b) => {
        const [start, end] = a < b ? [a, b] : [b, a]
        const part = personalColumn(kind, 5, start, end, { missingShare: 0.2 }) as TextColumn
        expect(part.values).toEqual(whole.values.slice(start, end))
        expect([...part.validity!]).toEqual([...whole.validity!.slice(start, end)])
      }),
    )
  })

  it('another seed or variant gives other values', () => {
    for (const kind of KINDS) {
      const one = personalColumn(kind, 1, 0, 50).values
      expect(personalColumn(kind, 2, 0, 50).values).not.toEqual(one)
      expect(personalColumn(kind, 1, 0, 50, { variant: 'second' }).values).not.toEqual(one)
    }
  })
})

describe('made-up values are well formed and belong to nobody', () => {
  const rows = 2000
  const everywhere = (kind: PersonalKind, pattern: RegExp, locale: PersonalLocale) => {
    for (const text of texts(kind, 0, rows, { locale })) expect(text).toMatch(pattern)
  }

  it.each(LOCALES)('e-mail addresses at domains kept for examples, %s', (locale) => {
    everywhere('email', /^[a-z]+\.[a-z]+\d+@example\.(com|net|org)$/, locale)
  })

  it('telephone numbers kept for fiction', () => {
    everywhere('phone', /^\+1 \d{3}-555-01\d\d$/, 'en_US')
    everywhere('phone', /^\+44 7700 900\d{3}$/, 'en_GB')
    everywhere('phone', /^\+91 555\d\d \d{5}$/, 'en_IN')
    everywhere('phone', /^\+49 171 39200\d\d$/, 'de_DE')
  })

  it('card numbers of test ranges that pass Luhn', () => {
    for (const text of texts('card_number', 0, rows)) {
      expect(text).toMatch(/^(400000|411111|424242|555555)\d{10}$/)
      expect(passesLuhn(text)).toBe(true)
    }
  })

  it.each(LOCALES)('IBANs with valid check digits at a bank that does not exist, %s', (locale) => {
    for (const text of texts('account_number', 0, rows, { locale })) {
      expect(text).toMatch(/^(GB\d\dTEST000000\d{8}|DE\d\d00000000\d{10})$/)
      expect(passesMod97(text)).toBe(true)
    }
  })

  it('tax numbers that were never issued', () => {
    everywhere('tax_number', /^9\d\d-(0[1-9]|[1-4]\d)-(?!0000)\d{4}$/, 'en_US')
    everywhere('tax_number', /^QQ\d{6}[A-D]$/, 'en_GB')
    everywhere('tax_number', /^XXXPX\d{4}[A-Z]$/, 'en_IN')
    everywhere('tax_number', /^000\d{8}$/, 'de_DE')
  })

  it('addresses of networks kept for documentation', () => {
    everywhere('ip_address', /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/, 'en_US')
    for (const text of texts('ip_address', 0, rows, { unique: true })) expect(text).toMatch(/^2001:db8::/)
  })

  it('postal codes of areas that do not exist', () => {
    everywhere('postal_code', /^00[0-4]\d\d$/, 'en_US')
    everywhere('postal_code', /^ZZ\d\d \d[A-Z]{2}$/, 'en_GB')
    everywhere('postal_code', /^0\d{5}$/, 'en_IN')
    everywhere('postal_code', /^00\d{3}$/, 'de_DE')
  })
})

describe('one person a row', () => {
  it.each(LOCALES)('names and e-mail address agree, %s', (locale) => {
    const given = texts('given_name', 0, 300, { locale })
    const family = texts('family_name', 0, 300, { locale })
    const plain = (text: string) =>
      text
        .toLowerCase()
        .replaceAll('ß', 'ss')
        .normalize('NFD')
        .replace(/[^a-z]/g, '')
    expect(texts('full_name', 0, 300, { locale })).toEqual(given.map((name, i) => `${name} ${family[i]}`))
    texts('email', 0, 300, { locale }).forEach((address, i) => {
      expect(address.replace(/\d+@.*/, '')).toBe(`${plain(given[i])}.${plain(family[i])}`)
    })
  })
})

describe('unique values', () => {
  const kinds: readonly PersonalKind[] = [
    'email',
    'phone',
    'account_number',
    'card_number',
    'tax_number',
    'ip_address',
    'other',
  ]
  it.each(kinds)('%s never comes twice', (kind) => {
    expect(new Set(texts(kind, 0, 20_000, { unique: true })).size).toBe(20_000)
  })

  it('are refused where there are not enough of them', () => {
    expect(() => personalColumn('full_name', 1, 0, 10, { unique: true })).toThrow(/got full_name/)
    expect(() => personalColumn('tax_number', 1, 0, 300_000, { unique: true, locale: 'en_IN' })).toThrow(
      /at most 260,000 rows/,
    )
  })
})

describe('gaps', () => {
  it('come in the share asked for', () => {
    const column = personalColumn('phone', 3, 0, 20_000, { missingShare: 0.3 })
    const present = column.validity!.reduce((sum, value) => sum + value, 0)
    expect(Math.abs(present / 20_000 - 0.7)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 20_000))
  })

  it('are all or none at the ends', () => {
    expect(personalColumn('phone', 3, 0, 5, { missingShare: 1 }).validity).toEqual(new Uint8Array(5))
    expect(personalColumn('phone', 3, 0, 5).validity).toBeUndefined()
  })
})

describe('bad input', () => {
  it.each([
    [-1, 3, {}],
    [3, 1, {}],
    [0.5, 3, {}],
    [0, 3, { missingShare: 1.5 }],
    [0, 3, { missingShare: Number.NaN }],
  ])('rows %s to %s, %j are refused', (start, end, options) => {
    expect(() => personalColumn('email', 1, start, end, options)).toThrow(RangeError)
  })
})
