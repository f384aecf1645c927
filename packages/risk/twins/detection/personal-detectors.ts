/** Kinds of personal data with the forms and the names they are told by; the first that fits decides. */
import type { PersonalKind } from '../schema.ts'
import { hasPhrase, hasWord, isPostalName } from './column-name.ts'
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

export const DETECTORS: readonly Detector[] = [
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
