/** Which kind of personal data a column holds, by its name and by its values. */
import type { PersonalKind } from '../schema.ts'
import { hasPhrase, hasWord, isIdentifierName } from './column-name.ts'
import type { ColumnProfile } from './column-profile.ts'
import { nameDictionaries } from './name-dictionaries.ts'
import * as patterns from './personal-patterns.ts'

export interface PersonalEvidence {
  readonly kind: PersonalKind
  /** 0–1. */
  readonly confidence: number
  readonly reason: string
}

interface Detector {
  readonly kind: PersonalKind
  /** What is found, for a person: "e-mail addresses". */
  readonly what: string
  readonly matches: (text: string) => boolean
  readonly named: (words: readonly string[]) => boolean
  /** Share of values that must match where the name says so too. */
  readonly shareNamed: number
  /** Share and number of different values that must match where the name is silent; absent when the name is needed. */
  readonly alone?: { readonly share: number; readonly values: number }
}

const DETECTORS: readonly Detector[] = [
  {
    kind: 'email',
    what: 'e-mail addresses',
    matches: patterns.isEmail,
    named: (words) => hasWord(words, 'email', 'mail'),
    shareNamed: 0.5,
    alone: { share: 0.8, values: 1 },
  },
  {
    kind: 'account_number',
    what: 'IBANs with valid check digits',
    matches: patterns.isIban,
    named: (words) => hasWord(words, 'iban', 'account', 'acct'),
    shareNamed: 0.5,
    alone: { share: 0.8, values: 3 },
  },
  {
    kind: 'tax_number',
    what: 'US social security numbers',
    matches: patterns.isSocialSecurityNumber,
    named: (words) => hasWord(words, 'ssn', 'social', 'tax', 'tin'),
    shareNamed: 0.5,
    alone: { share: 0.9, values: 5 },
  },
  {
    kind: 'tax_number',
    what: 'Indian PAN numbers',
    matches: patterns.isIndianPan,
    named: (words) => hasWord(words, 'pan', 'tax'),
    shareNamed: 0.5,
    alone: { share: 0.9, values: 5 },
  },
  {
    kind: 'tax_number',
    what: 'Aadhaar numbers with valid check digits',
    matches: patterns.isAadhaar,
    named: (words) => hasWord(words, 'aadhaar', 'aadhar', 'uidai'),
    shareNamed: 0.5,
    alone: { share: 0.98, values: 30 },
  },
  {
    kind: 'tax_number',
    what: 'UK national insurance numbers',
    matches: patterns.isNationalInsuranceNumber,
    named: (words) => hasWord(words, 'nino', 'ni', 'insurance', 'tax'),
    shareNamed: 0.5,
    alone: { share: 0.9, values: 5 },
  },
  {
    kind: 'card_number',
    what: 'card numbers with valid check digits',
    matches: patterns.isCardNumber,
    named: (words) => hasWord(words, 'card', 'pan', 'cc', 'creditcard'),
    shareNamed: 0.7,
    alone: { share: 0.98, values: 20 },
  },
  {
    kind: 'card_number',
    what: 'masked card numbers',
    matches: patterns.isMaskedNumber,
    named: (words) => hasWord(words, 'card', 'pan', 'cc', 'creditcard'),
    shareNamed: 0.5,
    alone: { share: 0.9, values: 5 },
  },
  {
    kind: 'ip_address',
    what: 'IP addresses',
    matches: patterns.isIpAddress,
    named: (words) => hasWord(words, 'ip', 'ipaddress', 'ipv4', 'ipv6'),
    shareNamed: 0.7,
    alone: { share: 0.95, values: 5 },
  },
  {
    kind: 'phone',
    what: 'telephone numbers',
    matches: patterns.isWrittenPhone,
    named: isPhoneName,
    shareNamed: 0.5,
    alone: { share: 0.9, values: 5 },
  },
  {
    kind: 'phone',
    what: 'telephone digits',
    matches: patterns.hasPhoneDigits,
    named: isPhoneName,
    shareNamed: 0.8,
  },
  {
    kind: 'tax_number',
    what: 'tax or social security numbers',
    matches: patterns.isAccountNumber,
    named: (words) =>
      hasWord(words, 'ssn', 'tin', 'aadhaar', 'aadhar', 'nino', 'itin', 'vat') ||
      ['tax id', 'tax number', 'tax no', 'social security', 'pan number', 'pan no', 'national id'].some(
        (phrase) => hasPhrase(words, phrase),
      ),
    shareNamed: 0.7,
  },
  {
    kind: 'account_number',
    what: 'account numbers',
    matches: patterns.isAccountNumber,
    named: (words) =>
      hasWord(words, 'iban') ||
      (hasWord(words, 'account', 'acct', 'acc') && hasWord(words, 'number', 'no', 'nr', 'num', 'nbr')),
    shareNamed: 0.7,
  },
  {
    kind: 'postal_code',
    what: 'postal codes',
    matches: patterns.isPostalCode,
    named: isPostalName,
    shareNamed: 0.7,
  },
  {
    kind: 'street_address',
    what: 'street addresses',
    matches: patterns.isStreetAddress,
    named: (words) =>
      hasWord(words, 'address', 'addr', 'street') && !hasWord(words, 'email', 'ip', 'mac', 'web'),
    shareNamed: 0.3,
    alone: { share: 0.8, values: 10 },
  },
  {
    kind: 'city',
    what: 'names of towns',
    matches: patterns.isWordsOfLetters,
    named: (words) => hasWord(words, 'city', 'town', 'village', 'municipality', 'ort', 'ville'),
    shareNamed: 0.8,
  },
]

export function isPostalName(words: readonly string[]): boolean {
  return (
    hasWord(words, 'zip', 'zipcode', 'postal', 'postcode', 'postalcode', 'pincode', 'plz', 'eircode') ||
    hasPhrase(words, 'post code') ||
    hasPhrase(words, 'pin code')
  )
}

function isPhoneName(words: readonly string[]): boolean {
  return hasWord(
    words,
    'phone',
    'telephone',
    'mobile',
    'cell',
    'tel',
    'fax',
    'phonenumber',
    'cellphone',
    'telefon',
    'handy',
  )
}

/** The evidence for personal data in a column, or undefined where there is none. */
export function personalEvidence(profile: ColumnProfile): PersonalEvidence | undefined {
  const { texts, words, distinct } = profile
  if (texts.length === 0) return undefined
  for (const detector of DETECTORS) {
    const named = detector.named(words)
    if (!named && (detector.alone === undefined || distinct < detector.alone.values)) continue
    const share = matchingShare(texts, detector.matches)
    if (named ? share < detector.shareNamed : share < detector.alone!.share) continue
    const found = `${percent(share)} of the values look like ${detector.what}`
    return {
      kind: detector.kind,
      confidence: named ? 0.7 + 0.29 * share : 0.9 * share,
      reason: named ? `the name says so and ${found}` : `${found}`,
    }
  }
  return personNames(profile)
}

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

function personNames({ texts, words, numbers }: ColumnProfile): PersonalEvidence | undefined {
  if (numbers !== undefined || hasWord(words, ...NOT_A_PERSON) || isIdentifierName(words)) return undefined
  const lettered = matchingShare(texts, patterns.isWordsOfLetters)
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

function matchingShare(texts: readonly string[], matches: (text: string) => boolean): number {
  let count = 0
  for (const text of texts) if (matches(text)) count++
  return count / texts.length
}

function percent(share: number): string {
  const rounded = Math.round(share * 100)
  return `${rounded === 100 && share < 1 ? 99 : rounded}%`
}
