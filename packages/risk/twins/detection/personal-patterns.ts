/** Texts that identify a person, told by their form and their check digits. */
import { passesLuhn, passesMod97, passesVerhoeff } from '../personal/check-digits.ts'

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[A-Za-z]{2,}$/
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/
const MASKED = /^(?=.*[*xX•#]{4})[\d*xX•# -]{8,}\d{2,4}$/
const SSN = /^(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/
const INDIAN_PAN = /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/
const UK_NATIONAL_INSURANCE =
  /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]$/
const IP_V4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/
const IP_V6 = /^(?=.*:.*:)[0-9a-f:]{3,39}$/i
const WRITTEN_PHONE =
  /^(?:\+\d[\d ().-]{7,18}\d|\(\d{3}\) ?\d{3}[-. ]\d{4}|\d{3}[-. ]\d{3}[-. ]\d{4})(?: ?(?:x|ext\.?) ?\d+)?$/
const STREET_WORD =
  /\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|way|place|pl|square|sq|terrace|close|crescent|highway|hwy|marg|nagar|stra(?:ß|ss)e|str|weg|platz|allee|rue|via|calle)\b\.?/i
const PERSON = /^\p{L}[\p{L}'’.-]*(?:,? \p{L}[\p{L}'’.-]*){0,4}$/u

export function isEmail(text: string): boolean {
  return EMAIL.test(text.trim())
}

export function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '').toUpperCase()
  return IBAN.test(compact) && passesMod97(compact)
}

/** 13–19 digits of a payment network (first digit 2–6) that pass Luhn. */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/[ -]/g, '')
  return /^[2-6]\d{12,18}$/.test(digits) && passesLuhn(digits)
}

/** A number of which all but the last digits are hidden: `************7557`. */
export function isMaskedNumber(text: string): boolean {
  return MASKED.test(text.trim())
}

export function isSocialSecurityNumber(text: string): boolean {
  return SSN.test(text.trim())
}

export function isIndianPan(text: string): boolean {
  return INDIAN_PAN.test(text.trim().toUpperCase())
}

/** Twelve digits, the first not 0 or 1, that pass Verhoeff. */
export function isAadhaar(text: string): boolean {
  const digits = text.replace(/[ -]/g, '')
  return /^[2-9]\d{11}$/.test(digits) && passesVerhoeff(digits)
}

export function isNationalInsuranceNumber(text: string): boolean {
  return UK_NATIONAL_INSURANCE.test(text.trim().toUpperCase())
}

export function isIpAddress(text: string): boolean {
  const trimmed = text.trim()
  return IP_V4.test(trimmed) || IP_V6.test(trimmed)
}

/** A telephone number as people write it: with a country code, or in groups. Bare digits are not one. */
export function isWrittenPhone(text: string): boolean {
  return WRITTEN_PHONE.test(text.trim())
}

/** Nothing but 7–15 digits and the signs between them: a telephone number only where the name says so. */
export function hasPhoneDigits(text: string): boolean {
  if (!/^\+?[\d ().-]+$/.test(text) || /^-/.test(text)) return false
  const digits = text.replace(/\D/g, '').length
  return digits >= 7 && digits <= 15
}

/** A house number and a word for a street. */
export function isStreetAddress(text: string): boolean {
  return /\d/.test(text) && / /.test(text.trim()) && STREET_WORD.test(text)
}

export function isPostalCode(text: string): boolean {
  return /^(?=.*\d)[A-Za-z0-9][A-Za-z0-9 -]{1,9}$/.test(text.trim())
}

/** One to five words of letters: how a name of a person or a town looks. */
export function isWordsOfLetters(text: string): boolean {
  return PERSON.test(text.trim())
}

/** At least six letters and digits, half of them digits. */
export function isAccountNumber(text: string): boolean {
  const compact = text.replace(/[ ./-]/g, '')
  if (!/^[A-Za-z0-9]{6,34}$/.test(compact)) return false
  return compact.replace(/\D/g, '').length * 2 >= compact.length
}
