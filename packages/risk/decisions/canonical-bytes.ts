/** One text for one value, so that bytes and hashes can be compared: JSON after RFC 8785, and numbers that JSON lacks. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** Canonical JSON in UTF-8. @throws TypeError naming the place of a value that is not JSON */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8ToBytes(canonicalText(value))
}

export function sha256Of(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}

/**
 * Keys in order of their UTF-16 code units, no white space, numbers in their shortest form. Members that are undefined
 * are left out; −0 is 0.
 *
 * @throws TypeError naming the place of a value that is not JSON
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalText(value: unknown, pointer = ''): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse(pointer, value)
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\u0000'))
      refuse(pointer, 'text with a NUL or half a character')
    return JSON.stringify(value)
  }
  if (Array.isArray(value))
    return `[${value.map((one, index) => canonicalText(one, `${pointer}/${index}`)).join()}]`
  if (isRecord(value)) {
    const members = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${canonicalText(key, pointer)}:${canonicalText(value[key], child(pointer, key))}`)
    return `{${members.join()}}`
  }
  return refuse(pointer, value)
}

/** Numbers that JSON has no words for, by what stands for them. */
const oddNumbers: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
}

/**
 * Data in which every number survives JSON: NaN, infinities and −0 are `{"$number": "NaN"}`; an object that has a name
 * beginning with `$` is `{"$object": [[name, value], …]}`.
 */
export function withOddNumbers(value: unknown): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? '-0' : String(value) }
  if (Array.isArray(value)) return value.map(withOddNumbers)
  if (!isRecord(value)) return value
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => [name, withOddNumbers(member)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return entries.some(([name]) => name.startsWith('$')) ? { $object: entries } : Object.fromEntries(entries)
}

/** The data back. @throws TypeError for a mark that is not known */
export function fromOddNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromOddNumbers)
  if (!isRecord(value)) return value
  const entries = Object.entries(value)
  const [first] = entries
  if (entries.length === 1 && first[0] === '$number' && Object.hasOwn(oddNumbers, String(first[1])))
    return oddNumbers[String(first[1])]
  if (entries.length === 1 && first[0] === '$object' && Array.isArray(first[1]))
    return Object.fromEntries(
      first[1].map((entry) => {
        if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== 'string')
          throw new TypeError('fromOddNumbers: need names with values in $object')
        return [entry[0], fromOddNumbers(entry[1])]
      }),
    )
  if (entries.some(([name]) => name.startsWith('$')))
    throw new TypeError(`fromOddNumbers: need a known mark, got ${first[0].slice(0, 40)}`)
  return Object.fromEntries(entries.map(([name, member]) => [name, fromOddNumbers(member)]))
}

/**
 * `canonicalText(withOddNumbers(value))` in one pass.
 *
 * @throws TypeError naming the place of a value that is not JSON
 */
export function oddCanonicalText(value: unknown): string {
  try {
    return oddText(value)
  } catch (error) {
    // With the place, which nobody needs where all is well.
    if (error instanceof TypeError) canonicalText(withOddNumbers(value))
    throw error
  }
}

function oddText(value: unknown): string {
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? JSON.stringify(value)
      : `{"$number":"${Object.is(value, -0) ? '-0' : value}"}`
  if (typeof value !== 'object' || value === null) return canonicalText(value)
  if (Array.isArray(value)) return `[${value.map(oddText).join()}]`
  if (!isRecord(value)) return canonicalText(value)
  const names = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .sort()
  if (names.some((name) => name.startsWith('$')))
    return `{"$object":[${names.map((name) => `[${canonicalText(name)},${oddText(value[name])}]`).join()}]}`
  return `{${names.map((name) => `${canonicalText(name)}:${oddText(value[name])}`).join()}}`
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null)
  )
}

/** JSON pointer of a member. */
export function child(pointer: string, key: string): string {
  return `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`
}

function refuse(pointer: string, value: unknown): never {
  const shown = typeof value === 'object' ? (value?.constructor?.name ?? 'object') : String(value)
  throw new TypeError(`canonicalText: need JSON at ${pointer || '/'}, got ${shown}`)
}
