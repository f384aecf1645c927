/** Columns of made-up personal data, in place of the real ones. */
import type { Column } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import type { PersonalKind } from '../schema.ts'
import {
  accountFormat,
  CARD_FORMAT,
  IP_V4_FORMAT,
  IP_V6_FORMAT,
  type NumberFormat,
  phoneFormat,
  postalFormat,
  TOKEN_FORMAT,
  taxFormat,
} from './made-up-numbers.ts'
import { rowNumbers } from './row-numbers.ts'
import { type PersonalLocale, wordLists } from './word-lists.ts'

export interface PersonalOptions {
  /** Whose names and number formats. Default `en_US`. */
  readonly locale?: PersonalLocale
  /** No value twice. For kinds that have enough values: not names, towns, streets and postal codes. */
  readonly unique?: boolean
  /** Share of rows without a value, 0–1. Default 0. */
  readonly missingShare?: number
  /** Tells a second column of the same kind from the first (`work phone`); columns without one belong to the same person. */
  readonly variant?: string
}

/** People and places share their names. */
const NEVER_UNIQUE: readonly PersonalKind[] = [
  'full_name',
  'given_name',
  'family_name',
  'city',
  'street_address',
  'postal_code',
]
const DOMAINS = ['example.com', 'example.net', 'example.org']

/**
 * Rows [start, end) of a column of made-up personal data. Value i is a function of (kind, seed, i, options) alone: the
 * function never sees the original, and any cut into chunks gives the same rows. The names in `full_name`,
 * `given_name`, `family_name` and `email` of one row are the same person's.
 *
 * @param seed integer in [0, 2⁵³ − 1]
 * @returns a text column of end − start rows
 * @throws RangeError when the rows are no range, a share is outside 0–1, or there are not as many different values
 * @see docs/methods/personal-data.md
 */
export function personalColumn(
  kind: PersonalKind,
  seed: number,
  start: number,
  end: number,
  options: PersonalOptions = {},
): Column {
  const { missingShare = 0, variant = '' } = options
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start)
    throw new RangeError(`personalColumn: need rows 0 ≤ start ≤ end, got ${start} to ${end}`)
  if (!(missingShare >= 0 && missingShare <= 1))
    throw new RangeError(`personalColumn: need a missingShare between 0 and 1, got ${missingShare}`)
  const write = writer(kind, seed, end, options)
  const values = new Array<string>(end - start)
  if (missingShare === 0) {
    for (let row = start; row < end; row++) values[row - start] = write(row)
    return { kind: 'text', values }
  }
  const stream = openStream(seed, `personal-missing-${kind}-${variant}`)
  const validity = new Uint8Array(end - start)
  for (let row = start; row < end; row++) {
    const present = stream.at(row).uniform() >= missingShare
    values[row - start] = present ? write(row) : ''
    validity[row - start] = present ? 1 : 0
  }
  return { kind: 'text', values, validity }
}

type RowWriter = (row: number) => string

function writer(kind: PersonalKind, seed: number, end: number, options: PersonalOptions): RowWriter {
  const { locale = 'en_US', unique = false, variant = '' } = options
  if (unique && NEVER_UNIQUE.includes(kind))
    throw new RangeError(
      `personalColumn: need one of email, phone, account_number, card_number, tax_number, ip_address, other for unique values, got ${kind}`,
    )
  const numbered = (format: NumberFormat) => numberWriter(format, kind, seed, end, options)
  switch (kind) {
    case 'full_name':
    case 'given_name':
    case 'family_name':
      return nameWriter(kind, seed, locale, variant)
    case 'email':
      return emailWriter(seed, locale, unique, variant)
    case 'city':
    case 'street_address':
      return placeWriter(kind, seed, locale, variant)
    case 'phone':
      return phoneWriter(seed, locale, unique, variant)
    case 'postal_code':
      return numbered(postalFormat(locale))
    case 'account_number':
      return numbered(accountFormat(locale))
    case 'card_number':
      return numbered(CARD_FORMAT)
    case 'tax_number':
      return numbered(taxFormat(locale))
    case 'ip_address':
      return numbered(unique ? IP_V6_FORMAT : IP_V4_FORMAT)
    case 'other':
      return numbered(TOKEN_FORMAT)
  }
}

function numberWriter(
  { capacity, write }: NumberFormat,
  kind: PersonalKind,
  seed: number,
  end: number,
  { unique = false, variant = '', locale = 'en_US' }: PersonalOptions,
): RowWriter {
  if (unique && end > capacity)
    throw new RangeError(
      `personalColumn: need at most ${capacity.toLocaleString('en')} rows for unique ${kind} in ${locale}, got ${end.toLocaleString('en')}`,
    )
  const number = rowNumbers(seed, `personal-${kind}-${variant}`, capacity, unique)
  return (row) => write(number(row))
}

/** Beyond the few numbers kept for fiction, unique ones get an extension. */
function phoneWriter(seed: number, locale: PersonalLocale, unique: boolean, variant: string): RowWriter {
  const { capacity, write } = phoneFormat(locale)
  const number = rowNumbers(seed, `personal-phone-${variant}`, capacity, unique)
  if (!unique) return (row) => write(number(row))
  return (row) => {
    const round = Math.floor(row / capacity)
    return round === 0 ? write(number(row)) : `${write(number(row))} x${round}`
  }
}

/** The person of a row: the same given and family name in every column without a variant of its own. */
function nameWriter(
  kind: 'full_name' | 'given_name' | 'family_name',
  seed: number,
  locale: PersonalLocale,
  variant: string,
): RowWriter {
  const stream = openStream(seed, `personal-person-${variant}`)
  const { givenNames, familyNames } = wordLists(locale)
  return (row) => {
    const given = givenNames[stream.at(row).below(givenNames.length)]
    if (kind === 'given_name') return given
    const family = familyNames[stream.below(familyNames.length)]
    return kind === 'full_name' ? `${given} ${family}` : family
  }
}

/** `given.family12@example.com`; unique ones carry the row number instead of two drawn digits. */
function emailWriter(seed: number, locale: PersonalLocale, unique: boolean, variant: string): RowWriter {
  const stream = openStream(seed, `personal-person-${variant}`)
  const { plainGivenNames, plainFamilyNames } = wordLists(locale)
  return (row) => {
    const given = plainGivenNames[stream.at(row).below(plainGivenNames.length)]
    const family = plainFamilyNames[stream.below(plainFamilyNames.length)]
    const draw = stream.uint32()
    return `${given}.${family}${unique ? row + 1 : draw % 100}@${DOMAINS[(draw >>> 8) % 3]}`
  }
}

/** Streets and towns called after family names: `417 Hartmann Lane`, `Hartmannville`. */
function placeWriter(
  kind: 'city' | 'street_address',
  seed: number,
  locale: PersonalLocale,
  variant: string,
): RowWriter {
  const stream = openStream(seed, `personal-${kind}-${variant}`)
  const { familyNames, cityEndings, streetWords } = wordLists(locale)
  return (row) => {
    const family = familyNames[stream.at(row).below(familyNames.length)]
    if (kind === 'city') return family + cityEndings[stream.below(cityEndings.length)]
    const word = streetWords[stream.below(streetWords.length)]
    const house = 1 + stream.below(locale === 'de_DE' ? 150 : 1999)
    return locale === 'de_DE' ? `${family}-${word} ${house}` : `${house} ${family} ${word}`
  }
}
