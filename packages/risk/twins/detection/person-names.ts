/** Columns that hold names of people, told by dictionaries and by what the header speaks of. */
import { hasPhrase, hasWord, isIdentifierName } from './column-name.ts'
import type { ColumnProfile } from './column-profile.ts'
import { nameDictionaries } from './name-dictionaries.ts'
import type { PersonalEvidence } from './personal-detectors.ts'
import { isWordsOfLetters } from './personal-patterns.ts'
import { matchingShare, percent } from './shares.ts'

/** Words of names that name something else than a person. */
const NOT_A_PERSON = [
  'merchant',
  'company',
  'product',
  'bank',
  'branch',
  'employer',
  'file',
  'scenario',
  'plan',
  'shop',
  'store',
  'state',
  'country',
  'county',
  'region',
  'event',
  'column',
  'table',
  'type',
  'status',
  'brand',
  'organisation',
  'organization',
  'business',
  'vendor',
  'supplier',
  'department',
  'directorate',
  'model',
  'campaign',
  'series',
]
const PEOPLE = [
  'customer',
  'client',
  'borrower',
  'applicant',
  'holder',
  'cardholder',
  'person',
  'contact',
  'guarantor',
  'full',
  'employee',
  'spouse',
  'manager',
  'officer',
  'fullname',
  'beneficiary',
]

/** Given, family or full names; undefined where the column does not hold any. */
export function personNames({ texts, words, numbers }: ColumnProfile): PersonalEvidence | undefined {
  if (numbers !== undefined || hasWord(words, ...NOT_A_PERSON) || isIdentifierName(words)) return undefined
  const lettered = matchingShare(texts, isWordsOfLetters)
  if (lettered < 0.8) return undefined
  const { givenNames, familyNames } = nameDictionaries()
  const parts = texts.map((text) => text.trim().toLowerCase().split(/,? +/))
  const twoWords = parts.filter((part) => part.length >= 2).length / parts.length
  const given = parts.filter((part) => part.some((word) => givenNames.has(word))).length / parts.length
  const family = parts.filter((part) => part.some((word) => familyNames.has(word))).length / parts.length
  const known = Math.max(given, family)

  const saysGiven =
    hasWord(words, 'firstname', 'forename', 'fname', 'vorname', 'given') || hasPhrase(words, 'first name')
  const saysFamily =
    hasWord(words, 'surname', 'lastname', 'lname', 'nachname') ||
    hasPhrase(words, 'last name') ||
    hasPhrase(words, 'family name')
  const saysName = hasWord(words, 'name', 'fullname')
  const saysPerson = saysName && hasWord(words, ...PEOPLE)
  const found = `${percent(known)} of the values hold a known given or family name`
  if (saysGiven)
    return { kind: 'given_name', confidence: 0.8 + 0.19 * given, reason: `the name says so; ${found}` }
  if (saysFamily)
    return { kind: 'family_name', confidence: 0.8 + 0.19 * family, reason: `the name says so; ${found}` }
  if (saysPerson && (twoWords >= 0.5 || known >= 0.3))
    return {
      kind: 'full_name',
      confidence: 0.75 + 0.24 * known,
      reason: `the name speaks of a person; ${found}`,
    }
  if (saysName && words.length === 1 && known >= 0.4)
    return {
      kind: twoWords >= 0.5 ? 'full_name' : 'given_name',
      confidence: 0.6 + 0.35 * known,
      reason: found,
    }
  if (texts.length >= 20 && twoWords >= 0.9 && given >= 0.6 && family >= 0.2)
    return { kind: 'full_name', confidence: 0.5 + 0.4 * given, reason: `${found}, in two words or more` }
  if (texts.length >= 50 && twoWords < 0.1 && known >= 0.8) {
    const kind = given >= family ? 'given_name' : 'family_name'
    return { kind, confidence: 0.75 * known, reason: found }
  }
  return undefined
}
