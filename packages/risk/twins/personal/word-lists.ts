/** Names, towns and streets to make people up from, by locale. */
import { faker as german } from '@faker-js/faker/locale/de'
import { faker as english } from '@faker-js/faker/locale/en'
import { faker as indian } from '@faker-js/faker/locale/en_IN'

export type PersonalLocale = 'en_US' | 'en_GB' | 'en_IN' | 'de_DE'

export interface WordLists {
  readonly givenNames: readonly string[]
  readonly familyNames: readonly string[]
  /** The same names as the local part of an e-mail address: a–z only. */
  readonly plainGivenNames: readonly string[]
  readonly plainFamilyNames: readonly string[]
  readonly cityEndings: readonly string[]
  readonly streetWords: readonly string[]
}

const CITY_ENDINGS = [
  'bury',
  'dale',
  'field',
  'ford',
  'ham',
  'haven',
  'mouth',
  'port',
  'stead',
  'ton',
  'view',
  'ville',
]
const STREET_WORDS = [
  'Avenue',
  'Close',
  'Court',
  'Crescent',
  'Drive',
  'Lane',
  'Place',
  'Road',
  'Square',
  'Street',
  'Way',
]
const built = new Map<PersonalLocale, WordLists>()

export function wordLists(locale: PersonalLocale): WordLists {
  let lists = built.get(locale)
  if (lists === undefined) {
    lists = buildLists(locale)
    built.set(locale, lists)
  }
  return lists
}

function buildLists(locale: PersonalLocale): WordLists {
  const source = locale === 'en_IN' ? indian : locale === 'de_DE' ? german : english
  const { first_name: first, last_name: last } = source.rawDefinitions.person ?? {}
  const givenNames = distinct([...(first?.female ?? []), ...(first?.male ?? [])])
  const familyNames = distinct(last?.generic ?? [])
  return {
    givenNames,
    familyNames,
    plainGivenNames: givenNames.map(plainLetters),
    plainFamilyNames: familyNames.map(plainLetters),
    cityEndings:
      locale === 'de_DE' ? ['au', 'berg', 'burg', 'dorf', 'heim', 'hausen', 'stadt', 'tal'] : CITY_ENDINGS,
    streetWords: locale === 'de_DE' ? ['Allee', 'Gasse', 'Platz', 'Ring', 'Straße', 'Weg'] : STREET_WORDS,
  }
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort()
}

function plainLetters(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z]/g, '')
}
