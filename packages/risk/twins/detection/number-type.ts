/** What a column of numbers is: a measure, a count, a code, a scale, a yes or no, or a key. */
import {
  isCountName,
  isIdentifierName,
  isMeasureName,
  isNominalName,
  isPostalName,
  isScaleName,
} from './column-name.ts'
import type { ColumnProfile, NumberFacts } from './column-profile.ts'
import { MEAN_REPEATS_OF_KEYS, repeatsInWords, type TypeVerdict } from './type-verdict.ts'

/** Codes with a speaking name have at most this many levels. */
const MOST_NAMED_CODES = 50
/** Codes without a speaking name have at most this many. */
const MOST_UNNAMED_CODES = 15
const MOST_SCALE_STEPS = 12

/** @see docs/methods/schema-detection.md */
export function numberType(profile: ColumnProfile, facts: NumberFacts): TypeVerdict {
  const written = profile.numbersAsText ? ', written as text' : ''
  const verdict = facts.whole ? wholeNumberType(profile, facts) : fractionType(profile)
  return { ...verdict, reason: verdict.reason + written }
}

function fractionType({ distinct }: ColumnProfile): TypeVerdict {
  return {
    type: 'continuous',
    confidence: 0.98,
    reason: `${distinct.toLocaleString('en')} numbers with fractions`,
  }
}

function wholeNumberType(profile: ColumnProfile, { min, max, levels }: NumberFacts): TypeVerdict {
  const { words, distinct, rows, missing } = profile
  const present = rows - missing
  const flagged = words[0] === 'flag' || words[0] === 'is' || words[0] === 'has'
  if (min >= 0 && max <= 1 && (distinct === 2 || flagged))
    return {
      type: 'boolean',
      confidence: distinct === 2 ? 0.95 : 0.7,
      reason: distinct === 2 ? 'two values, 0 and 1' : `named as a flag, ${max} in every row`,
    }
  const key = keyType(profile, min, max, present)
  if (key !== undefined) return key
  if (distinct === 1) return { type: 'integer', confidence: 0.6, reason: `${min} in every row` }
  if (isPostalName(words)) return { type: 'category', confidence: 0.8, reason: 'named as postal codes' }

  const steps = levels?.length ?? Infinity
  const gapless = (min === 0 || min === 1) && max - min + 1 <= 1.25 * steps
  const counted = isCountName(words)
  if (min >= 0 && steps <= MOST_SCALE_STEPS && steps > 2 && gapless && isScaleName(words) && !counted)
    return {
      type: 'ordered_category',
      confidence: 0.75,
      reason: `${steps} steps from ${min} to ${max}, named as a scale`,
      order: levels!.map(String),
    }
  if (min >= 0 && steps <= MOST_NAMED_CODES && isNominalName(words) && !counted)
    return { type: 'category', confidence: 0.9, reason: `${steps} codes, named as a group` }
  if (steps === 2 && max - min === 1 && !counted && !isMeasureName(words))
    return { type: 'category', confidence: 0.85, reason: `two codes, ${min} and ${max}` }
  if (steps <= MOST_UNNAMED_CODES && gapless && present >= 10 * steps && !counted && !isMeasureName(words))
    return {
      type: 'category',
      confidence: 0.6,
      reason: `${steps} values from ${min} to ${max} without a gap, as codes have them; the name does not tell whether they are counts`,
    }
  const few = steps <= MOST_UNNAMED_CODES && !counted && !isMeasureName(words)
  return {
    type: 'integer',
    confidence: few ? 0.7 : 0.95,
    reason: `${distinct.toLocaleString('en')} whole numbers from ${min} to ${max}`,
  }
}

function keyType(profile: ColumnProfile, min: number, max: number, present: number): TypeVerdict | undefined {
  const { words, distinct } = profile
  if (distinct < 2 || min < 0) return undefined
  if (isIdentifierName(words)) {
    if (distinct === present)
      return { type: 'identifier', confidence: 0.98, reason: 'named as a key and no value comes twice' }
    if (distinct > 20 && present / distinct < MEAN_REPEATS_OF_KEYS)
      return { type: 'identifier', confidence: 0.9, reason: `named as a key, ${repeatsInWords(profile)}` }
  }
  if (
    distinct === present &&
    present >= 20 &&
    max - min + 1 === present &&
    !isMeasureName(words) &&
    !isCountName(words)
  )
    return { type: 'identifier', confidence: 0.85, reason: `numbered without a gap from ${min} to ${max}` }
  return undefined
}
