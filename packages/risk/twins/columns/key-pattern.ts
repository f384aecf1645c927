/** The form of an identifier, learnt so that new ones look alike and none of the old ones is made again. */
import type { Column } from '@pratibimba/numerics/frame'
import type { KeyPattern } from '../model.ts'

const LOOKED_AT = 5000
const FORM = /^(\D*)(\d{1,15})$/

/**
 * The pattern of a column of identifiers.
 *
 * Numbers and prefix-and-digits continue beyond the largest one seen, from the next round number on. Other strings of one
 * length keep, character by character, the kinds of characters seen there.
 */
export function keyPatternOf(column: Column): KeyPattern {
  if (column.kind === 'serial') {
    const first = nextRound(largest(column.values, column.validity))
    return { form: 'serial', prefix: column.prefix, width: column.width, first }
  }
  if (column.kind !== 'text' && column.kind !== 'category')
    return { form: 'number', first: nextRound(largest(column.values, column.validity)) }
  const texts = column.kind === 'text' ? column.values : column.dictionary
  return serialPattern(texts) ?? templatePattern(texts)
}

function largest(values: ArrayLike<number>, validity: Uint8Array | undefined): number {
  let most = 0
  for (let i = 0; i < values.length; i++)
    if (validity?.[i] !== 0 && values[i] > most) most = Math.trunc(values[i])
  return most
}

/** 1 above a power of ten or a multiple of it: 30,000 → 100,001, 431,234 → 500,001, so that no single key is stored. */
function nextRound(most: number): number {
  if (most < 1) return 1
  const magnitude = 10 ** Math.floor(Math.log10(most))
  const next = (Math.floor(most / magnitude) + 1) * magnitude
  return next + 1 < 2 ** 52 ? next + 1 : 1
}

function serialPattern(texts: readonly string[]): KeyPattern | null {
  let prefix: string | null = null
  let shortest = Number.POSITIVE_INFINITY
  let most = 0
  for (const text of texts) {
    if (text === '') continue
    const parts = FORM.exec(text)
    if (parts === null || (prefix !== null && parts[1] !== prefix)) return null
    prefix = parts[1]
    shortest = Math.min(shortest, parts[2].length)
    most = Math.max(most, Number(parts[2]))
  }
  return prefix === null ? null : { form: 'serial', prefix, width: shortest, first: nextRound(most) }
}

const KINDS = ['0123456789', 'abcdef', 'ABCDEF', 'ghijklmnopqrstuvwxyz', 'GHIJKLMNOPQRSTUVWXYZ'] as const

function templatePattern(texts: readonly string[]): KeyPattern {
  const length = texts.find((text) => text !== '')?.length ?? 0
  const looked = texts.slice(0, LOOKED_AT)
  const sameLength = looked.every((text) => text === '' || text.length === length)
  if (!sameLength || length === 0 || length > 128) return { form: 'serial', prefix: 'ID', width: 8, first: 1 }
  const alphabets = Array.from({ length }, (_, position) => alphabetAt(looked, position))
  const capacity = alphabets.reduce((product, alphabet) => product * alphabet.length, 1)
  // Too few new ones to stay unique: a plain serial instead.
  if (capacity < 1e12) return { form: 'serial', prefix: 'ID', width: 8, first: 1 }
  return { form: 'template', alphabets }
}

/** The kinds of characters seen at a position; a character that is no letter or digit stays when it is always the same. */
function alphabetAt(texts: readonly string[], position: number): string {
  const seen = new Set<string>()
  for (const text of texts) if (text !== '') seen.add(text[position])
  const kinds = KINDS.filter((kind) => [...seen].some((character) => kind.includes(character)))
  if (kinds.length === 0) return seen.size === 1 ? [...seen][0] : '-'
  return kinds.join('')
}
