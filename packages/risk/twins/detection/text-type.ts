/** What a column of texts is: a yes or no, dates, a scale, a key, prose, or groups. */
import { isIdentifierName, isScaleName } from './column-name.ts'
import type { ColumnProfile } from './column-profile.ts'
import { knownOrder } from './ordered-levels.ts'
import { matchingShare } from './shares.ts'
import { MEAN_REPEATS_OF_KEYS, repeatsInWords, type TypeVerdict } from './type-verdict.ts'
import { type DayPlace, writtenMoment } from './written-values.ts'

const BOOLEAN_PAIRS: readonly (readonly string[])[] = [
  ['0', '1'],
  ['false', 'true'],
  ['f', 't'],
  ['n', 'y'],
  ['no', 'yes'],
]

/** @see docs/methods/schema-detection.md */
export function textType(profile: ColumnProfile): TypeVerdict {
  const { texts, distinct, rows, missing, words } = profile
  const present = rows - missing
  const meanRepeats = present / distinct
  const pair = texts.map((text) => text.trim().toLowerCase()).sort()
  if (distinct === 2 && BOOLEAN_PAIRS.some(([no, yes]) => pair[0] === no && pair[1] === yes))
    return { type: 'boolean', confidence: 0.97, reason: `two values, ${texts.join(' and ')}` }
  const dayPlace = writtenDates(texts)
  if (dayPlace !== undefined) return dateType(texts, dayPlace)
  const order = distinct === texts.length ? knownOrder(texts, isScaleName(words)) : undefined
  if (order !== undefined)
    return {
      type: 'ordered_category',
      confidence: 0.85,
      reason: `${order.length} values of a known order`,
      order,
    }

  const named = isIdentifierName(words)
  const spaced = matchingShare(texts, (text) => /\S\s+\S/.test(text))
  const meanLength = texts.reduce((sum, text) => sum + text.length, 0) / texts.length
  if (named && (distinct === present || (distinct > 20 && meanRepeats < MEAN_REPEATS_OF_KEYS)))
    return {
      type: 'identifier',
      confidence: distinct === present ? 0.98 : 0.9,
      reason: `named as a key, ${repeatsInWords(profile)}`,
    }
  if (distinct === present && present >= 10 && spaced < 0.1 && sameShape(texts))
    return { type: 'identifier', confidence: 0.9, reason: 'no value comes twice and all are built alike' }
  if (isProse(spaced, meanLength, meanRepeats, distinct))
    return {
      type: 'free_text',
      confidence: meanRepeats < 2 ? 0.9 : 0.7,
      reason: `${distinct.toLocaleString('en')} different texts of several words, about ${Math.round(meanLength)} characters long`,
    }
  if (distinct === present && present > 100)
    return { type: 'identifier', confidence: 0.6, reason: 'no value comes twice' }
  if (profile.paddedDigits !== undefined)
    return {
      type: 'category',
      confidence: 0.75,
      reason: `codes of ${profile.paddedDigits} digits with leading zeros`,
    }
  return {
    type: 'category',
    confidence: distinct <= 50 ? 0.95 : meanRepeats >= 20 ? 0.8 : 0.6,
    reason:
      distinct === 1 ? 'one text in every row' : `${distinct.toLocaleString('en')} texts that come back`,
  }
}

/** Several words, long or hardly ever repeated. */
function isProse(spaced: number, meanLength: number, meanRepeats: number, distinct: number): boolean {
  if (spaced < 0.3 || distinct <= 50) return false
  return meanRepeats < 2 ? meanLength >= 10 : meanRepeats < 20 && meanLength >= 12 && distinct > 500
}

/** How dates are written, when every sampled text is one: day first unless only month first can be read. */
export function writtenDates(texts: readonly string[]): DayPlace | undefined {
  if (texts.length === 0) return undefined
  for (const dayPlace of ['day-first', 'month-first'] as const)
    if (texts.every((text) => !Number.isNaN(writtenMoment(text, dayPlace)))) return dayPlace
  return undefined
}

function dateType(texts: readonly string[], dayPlace: DayPlace): TypeVerdict {
  const timed = texts.some((text) => /\d:\d\d/.test(text))
  const numeric = texts.some((text) => /^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}/.test(text.trim()))
  const ambiguous =
    numeric &&
    dayPlace === 'day-first' &&
    texts.every((text) => !Number.isNaN(writtenMoment(text, 'month-first')))
  const written = !numeric
    ? ''
    : ambiguous
      ? '; day or month first cannot be told, day is assumed'
      : `, ${dayPlace.replace('-', ' ')}`
  return {
    type: timed ? 'timestamp' : 'date',
    confidence: ambiguous ? 0.5 : 0.95,
    reason: `dates written as text${written}`,
  }
}

/** Letters and digits stand in the same places, as in `C-00417` or a UUID. */
function sameShape(texts: readonly string[]): boolean {
  const hexadecimal = /^[0-9a-f-]{16,}$/i
  if (texts.every((text) => hexadecimal.test(text))) return true
  const shapes = new Set(texts.map((text) => text.replace(/\d+/g, '9').replace(/\p{L}+/gu, 'a')))
  return shapes.size <= 3 && texts.every((text) => /\d/.test(text))
}
