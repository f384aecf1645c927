/** Columns by which an outsider could recognise a person although none of them names one. */
import type { Frame } from '@pratibimba/numerics/frame'
import type { ColumnType } from '../schema.ts'
import { hasPhrase, hasWord, isOutcomeName, isPostalName } from './column-name.ts'
import type { ColumnProfile } from './column-profile.ts'

export interface Candidate {
  readonly profile: ColumnProfile
  readonly type: ColumnType
}

/** Rows looked at when columns are weighed by what they add to uniqueness. */
const WEIGHED_ROWS = 50_000
/** A class of fewer rows than this is small. */
const SMALL_CLASS = 5
/** Share of rows a less telling column must move into small classes to be proposed. */
const LEAST_ADDED_SHARE = 0.01

/**
 * The columns proposed as quasi-identifiers: those whose names outsiders know people by (age, birth, sex, marital
 * status, education, employment, place), and of the less telling ones (job, housing, children, citizenship, income
 * type) each that moves at least 1% of the rows into classes of fewer than five. Outcomes are never proposed.
 *
 * @see docs/methods/schema-detection.md
 */
export function proposeQuasiIdentifiers(frame: Frame, candidates: readonly Candidate[]): ReadonlySet<string> {
  const usable = candidates.filter(({ profile, type }) => canIdentify(profile, type))
  const strong = usable.filter(({ profile }) => isTelling(profile.words))
  const proposed = new Set(strong.map(({ profile }) => profile.name))
  let classes = startClasses(frame.rows)
  for (const { profile } of strong) classes = refine(classes, profile)
  let small = smallShare(classes)
  for (const { profile } of usable) {
    if (proposed.has(profile.name) || !isLessTelling(profile.words)) continue
    const finer = refine(classes, profile)
    const finerSmall = smallShare(finer)
    if (finerSmall - small < LEAST_ADDED_SHARE) continue
    proposed.add(profile.name)
    classes = finer
    small = finerSmall
  }
  return proposed
}

function canIdentify({ words, distinct }: ColumnProfile, type: ColumnType): boolean {
  if (distinct < 2 || (isOutcomeName(words) && !isTelling(words))) return false
  return type !== 'identifier' && type !== 'personal' && type !== 'free_text'
}

function isTelling(words: readonly string[]): boolean {
  if (hasWord(words, 'age', 'dob', 'birth', 'birthday', 'birthdate', 'birthyear')) return true
  if (hasWord(words, 'sex', 'gender', 'marital', 'marriage', 'married', 'ethnicity', 'race', 'religion'))
    return true
  if (hasPhrase(words, 'family status') || hasPhrase(words, 'civil status')) return true
  if (hasWord(words, 'education', 'degree', 'qualification')) return true
  if (hasWord(words, 'employment', 'employed', 'employer', 'occupation', 'profession')) return true
  if (isPostalName(words)) return true
  return hasWord(words, 'state', 'province', 'county', 'district', 'region', 'city', 'town', 'country')
}

function isLessTelling(words: readonly string[]): boolean {
  return (
    hasWord(
      words,
      'job',
      'housing',
      'home',
      'ownership',
      'children',
      'dependents',
      'dependants',
      'nationality',
    ) ||
    hasWord(words, 'citizenship', 'foreign', 'residence', 'language') ||
    hasPhrase(words, 'income type') ||
    hasPhrase(words, 'family size')
  )
}

/** Class of each looked-at row, and how many classes there are. */
interface Classes {
  readonly rows: Int32Array
  readonly ids: Int32Array
  readonly count: number
}

function startClasses(rows: number): Classes {
  const looked = Math.min(rows, WEIGHED_ROWS)
  const picked = Int32Array.from({ length: looked }, (_, i) => Math.floor((i * rows) / looked))
  return { rows: picked, ids: new Int32Array(looked), count: 1 }
}

function refine(classes: Classes, { column }: ColumnProfile): Classes {
  const levels = new Map<number | string, number>()
  const pairs = new Map<number, number>()
  const ids = new Int32Array(classes.ids.length)
  for (let i = 0; i < ids.length; i++) {
    const row = classes.rows[i]
    const value = column.validity?.[row] === 0 ? '' : column.values[row]
    const level = numbered(levels, value)
    ids[i] = numbered(pairs, level * classes.count + classes.ids[i])
  }
  return { rows: classes.rows, ids, count: Math.max(1, pairs.size) }
}

/** The number of an entry in the order of first sight. */
function numbered<T>(numbers: Map<T, number>, entry: T): number {
  const known = numbers.get(entry)
  if (known !== undefined) return known
  numbers.set(entry, numbers.size)
  return numbers.size - 1
}

function smallShare({ ids, count }: Classes): number {
  const sizes = new Int32Array(count)
  for (const id of ids) sizes[id]++
  let small = 0
  for (const id of ids) if (sizes[id] < SMALL_CLASS) small++
  return ids.length === 0 ? 0 : small / ids.length
}
