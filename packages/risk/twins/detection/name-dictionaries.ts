/** Given names, family names and towns of several countries, as evidence that a column holds people. */
import { faker as german } from '@faker-js/faker/locale/de'
import { faker as english } from '@faker-js/faker/locale/en'
import { faker as indian } from '@faker-js/faker/locale/en_IN'
import { faker as spanish } from '@faker-js/faker/locale/es'
import { faker as french } from '@faker-js/faker/locale/fr'
import { faker as italian } from '@faker-js/faker/locale/it'

interface Dictionaries {
  readonly givenNames: ReadonlySet<string>
  readonly familyNames: ReadonlySet<string>
  readonly cities: ReadonlySet<string>
}

let built: Dictionaries | undefined

/** Lower-case entries of all locales together; built at first use. */
export function nameDictionaries(): Dictionaries {
  built ??= buildDictionaries()
  return built
}

function buildDictionaries(): Dictionaries {
  const givenNames = new Set<string>()
  const familyNames = new Set<string>()
  const cities = new Set<string>()
  for (const { rawDefinitions } of [english, indian, german, spanish, french, italian]) {
    addTexts(givenNames, rawDefinitions.person?.first_name)
    addTexts(familyNames, rawDefinitions.person?.last_name)
    addTexts(cities, rawDefinitions.location?.city_name)
  }
  return { givenNames, familyNames, cities }
}

/** Adds every text found in nested lists. */
function addTexts(target: Set<string>, entries: unknown): void {
  if (typeof entries === 'string') target.add(entries.toLowerCase())
  else if (typeof entries === 'object' && entries !== null)
    for (const entry of Object.values(entries)) addTexts(target, entry)
}
