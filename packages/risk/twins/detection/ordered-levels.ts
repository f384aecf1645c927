/** Texts with an order that everybody knows: scales, grades, and ranges written with their bounds. */

const SCALES: readonly (readonly string[])[] = [
  ['very low', 'low', 'medium low', 'medium', 'moderate', 'medium high', 'high', 'very high', 'critical'],
  ['very poor', 'poor', 'fair', 'acceptable', 'average', 'good', 'very good', 'excellent', 'exceptional'],
  ['none', 'minor', 'moderate', 'major', 'severe'],
  ['never', 'rarely', 'sometimes', 'often', 'always'],
  ['bronze', 'silver', 'gold', 'platinum', 'diamond'],
  ['xs', 's', 'm', 'l', 'xl', 'xxl'],
  [
    'aaa',
    'aa+',
    'aa',
    'aa-',
    'a+',
    'a',
    'a-',
    'bbb+',
    'bbb',
    'bbb-',
    'bb+',
    'bb',
    'bb-',
    'b+',
    'b',
    'b-',
    'ccc',
    'cc',
    'c',
    'd',
  ],
]
const RANGE =
  /^(?:(<=?|>=?|under|over|below|above|up to|less than|more than) ?)?[$€£₹]?(\d[\d,.]*)\s*(?:k|m|%|\+)?\s*(?:(?:-|–|to|and)\s*[$€£₹]?\d[\d,.]*\s*(?:k|m|%)?)?\s*(?:years?|yrs?|months?|days?|and (?:over|more|above)|\+)?$/i

/**
 * The levels in ascending order, or undefined when they have none that is known.
 *
 * @param levels different texts
 * @param isScaleName the column is named for a scale, so that single letters are grades
 */
export function knownOrder(levels: readonly string[], isScaleName: boolean): readonly string[] | undefined {
  if (levels.length < 3 || levels.length > 50) return undefined
  return wordOrder(levels) ?? (isScaleName ? gradeOrder(levels) : undefined) ?? rangeOrder(levels)
}

function wordOrder(levels: readonly string[]): readonly string[] | undefined {
  const plain = levels.map((level) =>
    level
      .trim()
      .toLowerCase()
      .replace(/[_-]+(?=\w)/g, ' '),
  )
  for (const scale of SCALES) {
    const places = plain.map((level) => scale.indexOf(level))
    const single = plain.every((level) => level.length === 1)
    if (!single && places.every((place) => place >= 0)) return sortedBy(levels, places)
  }
  return undefined
}

/** A, B, C … or A1, A2, B1 …: in the order of the alphabet. */
function gradeOrder(levels: readonly string[]): readonly string[] | undefined {
  return levels.every((level) => /^[A-Z]\d?$/i.test(level)) ? [...levels].sort() : undefined
}

/** `18-25`, `26-35`, `65+`; `< 1 year`, `1 year`, `10+ years`: by their first bound. At least one must be a range. */
function rangeOrder(levels: readonly string[]): readonly string[] | undefined {
  const starts: number[] = []
  let ranges = 0
  for (const level of levels) {
    const match = RANGE.exec(level.trim())
    if (match === null) return undefined
    const start = Number(match[2].replaceAll(',', ''))
    const below = match[1] !== undefined && /^(?:<|under|below|up|less)/i.test(match[1])
    if (!/^\d+$/.test(level)) ranges++
    starts.push(below ? start - 0.5 : start)
  }
  return ranges > 0 && new Set(starts).size === starts.length ? sortedBy(levels, starts) : undefined
}

function sortedBy(levels: readonly string[], places: readonly number[]): readonly string[] {
  return levels
    .map((level, i) => ({ level, place: places[i] }))
    .sort((a, b) => a.place - b.place)
    .map(({ level }) => level)
}
