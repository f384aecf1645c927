/** Check digits of the numbers banks and states give out. */

/**
 * Luhn's sum over a string of digits: every second digit from the right doubled, digits added, 0 mod 10.
 *
 * @param digits decimal digits only, the check digit last
 * @see ISO/IEC 7812-1, annex B
 */
export function passesLuhn(digits: string): boolean {
  return luhnSum(digits, false) % 10 === 0
}

/** The digit that makes `digits` pass when it is put behind them. */
export function luhnCheckDigit(digits: string): number {
  return (10 - (luhnSum(digits, true) % 10)) % 10
}

function luhnSum(digits: string, doubleLast: boolean): number {
  let sum = 0
  let double = doubleLast
  for (let i = digits.length - 1; i >= 0; i--) {
    const digit = digits.charCodeAt(i) - 48
    const weighted = double ? digit * 2 : digit
    sum += weighted > 9 ? weighted - 9 : weighted
    double = !double
  }
  return sum
}

/**
 * ISO 7064 mod 97-10 of an IBAN: the first four characters moved to the end, letters as 10…35, remainder 1.
 *
 * @param iban upper case without blanks
 * @see ISO 13616-1
 */
export function passesMod97(iban: string): boolean {
  return mod97(iban.slice(4) + iban.slice(0, 4)) === 1
}

/** The two check digits of an IBAN of a country and its basic account number. */
export function ibanCheckDigits(country: string, account: string): string {
  return String(98 - mod97(`${account}${country}00`)).padStart(2, '0')
}

function mod97(text: string): number {
  let remainder = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    remainder = code >= 65 ? (remainder * 100 + code - 55) % 97 : (remainder * 10 + code - 48) % 97
  }
  return remainder
}

const DIHEDRAL = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
]
const PERMUTATION = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
]

/**
 * Verhoeff's check in the dihedral group D₅, as India's Aadhaar numbers use it.
 *
 * @param digits decimal digits only, the check digit last
 * @see Verhoeff 1969, "Error Detecting Decimal Codes"
 */
export function passesVerhoeff(digits: string): boolean {
  let check = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    check = DIHEDRAL[check].charCodeAt(PERMUTATION[i % 8].charCodeAt(digit) - 48) - 48
  }
  return check === 0
}
