/** Values from the bytes of a cell. Every parser answers in module state, so that no object is made per cell. */

/** What `parseNumber` saw. */
export const NOT_A_NUMBER = 0
/** An integer of magnitude ≤ 2⁵³. */
export const INTEGER = 1
export const FRACTIONAL = 2
/** An integer beyond 2⁵³: a double would change its digits. */
const WIDE_INTEGER = 3

/** The value of the last successful parse: a number, 0/1, days or milliseconds since 1970. */
export let parsed = 0

const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`))
const TWO_53 = 2 ** 53

/**
 * A decimal number: optional minus, digits with at most one point, optional exponent; `inf`, `infinity` in any case.
 * Correctly rounded: up to 2⁵³ and 10²² by one exact division, else by the runtime's own parser.
 *
 * @param lenient accept what is a number only because somebody said so: a plus sign, leading zeros
 */
export function parseNumber(bytes: Buffer, start: number, end: number, lenient: boolean): number {
  let i = start
  let negative = false
  if (bytes[i] === 45) {
    negative = true
    i++
  } else if (lenient && bytes[i] === 43) i++
  const first = i
  let mantissa = 0
  let byte = i < end ? bytes[i] : 0
  while (byte >= 48 && byte <= 57) {
    mantissa = mantissa * 10 + (byte - 48)
    byte = ++i < end ? bytes[i] : 0
  }
  const wholeDigits = i - first
  if (wholeDigits > 1 && bytes[first] === 48 && !lenient) return NOT_A_NUMBER
  if (i === end) {
    if (wholeDigits === 0) return NOT_A_NUMBER
    if (mantissa >= TWO_53) {
      // The running sum is inexact from here on; beyond 9.1e15 it is past 2⁵³ for certain.
      if (mantissa > 9.1e15 || BigInt(bytes.toString('latin1', first, end)) > 9_007_199_254_740_992n) {
        parsed = Number(bytes.toString('latin1', start, end))
        return WIDE_INTEGER
      }
      mantissa = TWO_53
    }
    parsed = negative ? -mantissa : mantissa
    return INTEGER
  }
  let fractionDigits = 0
  if (byte === 46) {
    const point = i
    byte = ++i < end ? bytes[i] : 0
    while (byte >= 48 && byte <= 57) {
      mantissa = mantissa * 10 + (byte - 48)
      byte = ++i < end ? bytes[i] : 0
    }
    fractionDigits = i - point - 1
  }
  if (wholeDigits + fractionDigits === 0) return parseInfinity(bytes, first, end, negative)
  if (i === end && mantissa <= TWO_53 && wholeDigits + fractionDigits <= 15) {
    const value = mantissa / POWERS[fractionDigits]
    parsed = negative ? -value : value
    return FRACTIONAL
  }
  if (i < end) {
    if (byte !== 101 && byte !== 69) return NOT_A_NUMBER
    byte = ++i < end ? bytes[i] : 0
    if (byte === 43 || byte === 45) byte = ++i < end ? bytes[i] : 0
    const exponent = i
    while (i < end && bytes[i] >= 48 && bytes[i] <= 57) i++
    if (i === exponent || i !== end) return NOT_A_NUMBER
  }
  parsed = Number(bytes.toString('latin1', start, end))
  // Beyond the largest double: taking it for infinity would change it silently.
  return Number.isFinite(parsed) ? FRACTIONAL : NOT_A_NUMBER
}

function parseInfinity(bytes: Buffer, start: number, end: number, negative: boolean): number {
  if (!matchesWord(bytes, start, end, 'inf') && !matchesWord(bytes, start, end, 'infinity'))
    return NOT_A_NUMBER
  parsed = negative ? -Infinity : Infinity
  return FRACTIONAL
}

/** Whether the bytes are the ASCII word, in any case. `word` is lower case. */
export function matchesWord(bytes: Uint8Array, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false
  for (let k = 0; k < word.length; k++) {
    const byte = bytes[start + k]
    if ((byte >= 65 && byte <= 90 ? byte + 32 : byte) !== word.charCodeAt(k)) return false
  }
  return true
}

/** `true` or `false` in any case; with `lenient` also 1 and 0. */
export function parseBoolean(bytes: Uint8Array, start: number, end: number, lenient: boolean): boolean {
  if (matchesWord(bytes, start, end, 'true')) parsed = 1
  else if (matchesWord(bytes, start, end, 'false')) parsed = 0
  else if (lenient && end - start === 1 && (bytes[start] === 48 || bytes[start] === 49))
    parsed = bytes[start] - 48
  else return false
  return true
}

/** YYYY-MM-DD of the proleptic Gregorian calendar; `parsed` in days since 1970-01-01. */
export function parseDate(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 10 || bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return false
  const year = digits(bytes, start, 4)
  const month = digits(bytes, start + 5, 2)
  const day = digits(bytes, start + 8, 2)
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return false
  parsed = daysSinceEpoch(year, month, day)
  return true
}

/**
 * YYYY-MM-DD, then `T` or a blank, then HH:MM, optionally :SS, a fraction to the microsecond, and `Z` or ±HH:MM.
 * Without a zone the time is taken as UTC. `parsed` in milliseconds since 1970-01-01T00:00:00Z, microseconds as fraction.
 */
export function parseTimestamp(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 16 || !parseDate(bytes, start, start + 10)) return false
  const separator = bytes[start + 10]
  if ((separator !== 84 && separator !== 32) || bytes[start + 13] !== 58) return false
  const days = parsed
  const hours = digits(bytes, start + 11, 2)
  const minutes = digits(bytes, start + 14, 2)
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false
  let seconds = 0
  let microseconds = 0
  let i = start + 16
  if (i < end && bytes[i] === 58) {
    if (i + 3 > end) return false
    seconds = digits(bytes, i + 1, 2)
    if (seconds < 0 || seconds > 59) return false
    i += 3
    if (i < end && bytes[i] === 46) {
      const point = i++
      let scale = 100_000
      while (i < end && bytes[i] >= 48 && bytes[i] <= 57) {
        if (scale < 1 && bytes[i] !== 48) return false
        microseconds += scale >= 1 ? (bytes[i] - 48) * scale : 0
        scale /= 10
        i++
      }
      if (i === point + 1) return false
    }
  }
  let offsetMinutes = 0
  if (i < end && (bytes[i] === 90 || bytes[i] === 122)) i++
  else if (i < end) {
    const sign = bytes[i] === 43 ? 1 : bytes[i] === 45 ? -1 : 0
    if (sign === 0 || end - i !== 6 || bytes[i + 3] !== 58) return false
    const offsetHours = digits(bytes, i + 1, 2)
    const rest = digits(bytes, i + 4, 2)
    if (offsetHours < 0 || offsetHours > 23 || rest < 0 || rest > 59) return false
    offsetMinutes = sign * (offsetHours * 60 + rest)
    i += 6
  }
  if (i !== end) return false
  const whole = days * 86_400_000 + (hours * 60 + minutes - offsetMinutes) * 60_000 + seconds * 1000
  parsed = microseconds % 1000 === 0 ? whole + microseconds / 1000 : (whole * 1000 + microseconds) / 1000
  return true
}

function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0
  for (let k = start; k < start + count; k++) {
    const digit = bytes[k] - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days from civil date (Hinnant), years 0–9999. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
