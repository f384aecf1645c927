/** Numbers of phones, accounts, cards, taxpayers and computers that pass for well formed and belong to nobody. */
import { ibanCheckDigits, luhnCheckDigit } from './check-digits.ts'
import type { PersonalLocale } from './word-lists.ts'

/** How many different values there are, and the one of each number below that. */
export interface NumberFormat {
  readonly capacity: number
  readonly write: (number: number) => string
}

const AREA_CODES = [
  201, 202, 206, 212, 213, 214, 215, 216, 301, 302, 303, 304, 305, 312, 313, 314, 401, 402, 404, 405, 406,
  410, 412, 414, 415, 501, 502, 503, 504, 505, 512, 513, 515, 602, 603, 605, 612, 614, 615, 617, 701, 702,
  713, 716, 717, 801, 802, 803, 804, 808, 812, 816, 901, 904, 907, 913, 914, 916, 918, 919,
]

/** 555-0100…0199 is kept for fiction by the North American plan; Ofcom keeps 07700 900000–900999, the Bundesnetzagentur 0171 39200–99. */
export function phoneFormat(locale: PersonalLocale): NumberFormat {
  switch (locale) {
    case 'en_US':
      return {
        capacity: AREA_CODES.length * 100,
        write: (n) => `+1 ${AREA_CODES[Math.floor(n / 100)]}-555-01${digits(n % 100, 2)}`,
      }
    case 'en_GB':
      return { capacity: 1000, write: (n) => `+44 7700 900${digits(n, 3)}` }
    case 'de_DE':
      return { capacity: 100, write: (n) => `+49 171 39200${digits(n, 2)}` }
    // No Indian mobile number begins with 5.
    case 'en_IN':
      return {
        capacity: 10_000_000,
        write: (n) => `+91 555${digits(Math.floor(n / 100_000), 2)} ${digits(n % 100_000, 5)}`,
      }
  }
}

/** IBANs with valid check digits at a bank that does not exist: bank code TEST in Britain, 00000000 in Germany. */
export function accountFormat(locale: PersonalLocale): NumberFormat {
  if (locale === 'de_DE') {
    return {
      capacity: 10_000_000_000,
      write: (n) => {
        const account = `00000000${digits(n, 10)}`
        return `DE${ibanCheckDigits('DE', account)}${account}`
      },
    }
  }
  return {
    capacity: 100_000_000,
    write: (n) => {
      const account = `TEST000000${digits(n, 8)}`
      return `GB${ibanCheckDigits('GB', account)}${account}`
    },
  }
}

/** First six digits that payment companies use in their test suites. */
const TEST_RANGES = ['400000', '411111', '424242', '555555']

/** Sixteen digits in a test range that pass Luhn. */
export const CARD_FORMAT: NumberFormat = {
  capacity: TEST_RANGES.length * 1_000_000_000,
  write: (n) => {
    const stem = TEST_RANGES[n % TEST_RANGES.length] + digits(Math.floor(n / TEST_RANGES.length), 9)
    return stem + luhnCheckDigit(stem)
  },
}

/**
 * Numbers in the form of the country that were never issued: US 9xx with groups 01–49 (neither a social security nor a
 * taxpayer number), UK prefix QQ, German tax numbers beginning 000. India reserves no range: PAN in a plain pattern.
 */
export function taxFormat(locale: PersonalLocale): NumberFormat {
  switch (locale) {
    case 'en_US':
      return {
        capacity: 100 * 49 * 9999,
        write: (n) => {
          const area = 900 + (n % 100)
          const group = 1 + (Math.floor(n / 100) % 49)
          return `${area}-${digits(group, 2)}-${digits(1 + Math.floor(n / 4900), 4)}`
        },
      }
    case 'en_GB':
      return { capacity: 4_000_000, write: (n) => `QQ${digits(n >>> 2, 6)}${'ABCD'[n & 3]}` }
    case 'en_IN':
      return { capacity: 260_000, write: (n) => `XXXPX${digits(Math.floor(n / 26), 4)}${letter(n % 26)}` }
    case 'de_DE':
      return { capacity: 100_000_000, write: (n) => `000${digits(n, 8)}` }
  }
}

/** Postal codes of areas that do not exist: US below 00500, UK area ZZ, Indian and German codes that begin with 0 or 00. */
export function postalFormat(locale: PersonalLocale): NumberFormat {
  switch (locale) {
    case 'en_US':
      return { capacity: 500, write: (n) => digits(n, 5) }
    case 'en_GB':
      return {
        capacity: 90 * 10 * 26 * 26,
        write: (n) => {
          const area = Math.floor(n / 6760)
          return `ZZ${10 + area} ${Math.floor(n / 676) % 10}${letter(Math.floor(n / 26) % 26)}${letter(n % 26)}`
        },
      }
    case 'en_IN':
      return { capacity: 100_000, write: (n) => `0${digits(n, 5)}` }
    case 'de_DE':
      return { capacity: 1000, write: (n) => `00${digits(n, 3)}` }
  }
}

/** The three networks kept for documentation (RFC 5737). */
export const IP_V4_FORMAT: NumberFormat = {
  capacity: 3 * 254,
  write: (n) => `${['192.0.2', '198.51.100', '203.0.113'][n % 3]}.${1 + Math.floor(n / 3)}`,
}

/** The network kept for documentation (RFC 3849). */
export const IP_V6_FORMAT: NumberFormat = {
  capacity: 2 ** 32,
  write: (n) => `2001:db8::${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}`,
}

/** An opaque token. */
export const TOKEN_FORMAT: NumberFormat = {
  capacity: 36 ** 8,
  write: (n) => `x-${n.toString(36).padStart(8, '0')}`,
}

function digits(number: number, width: number): string {
  return String(number).padStart(width, '0')
}

function letter(number: number): string {
  return String.fromCharCode(65 + number)
}
