/** Numbers, dates and gaps as people write them into text columns. */

const NUMBER = /^[-+]?[$€£₹¥]? ?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:[eE][-+]?\d+)?%?$/
const MARKERS: ReadonlySet<string> = new Set(['', '?', '#n/a', 'n/a', 'null', 'nan'])
const MARKERS_AMONG_NUMBERS: ReadonlySet<string> = new Set([
  'na',
  'none',
  'nil',
  '-',
  '--',
  '.',
  'missing',
  'unknown',
])

/** Whether a text stands for "no value": `?`, `N/A`, `NULL`, `NaN`, `#N/A`, blanks; among numbers and dates also `-`, `NA`, `none`. */
export function isMissingMarker(text: string, amongNumbers: boolean): boolean {
  if (text.length > 9) return text.trim() === ''
  const word = text.trim().toLowerCase()
  return MARKERS.has(word) || (amongNumbers && MARKERS_AMONG_NUMBERS.has(word))
}

/** The number a text writes, with thousands commas, a currency sign or a percent sign allowed; NaN when it writes none, or one that no computer holds. */
export function writtenNumber(text: string): number {
  const trimmed = text.trim()
  if (!/\d/.test(trimmed) || !NUMBER.test(trimmed)) return Number.NaN
  const value = Number(trimmed.replace(/[$€£₹¥,% ]/g, ''))
  return Number.isFinite(value) ? value : Number.NaN
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?)?$/
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/
const MONTH_NAME = /^(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[-, ]+(\d{4})$/

/** Which of the two leading numbers of `03/04/2021` is the day. */
export type DayPlace = 'day-first' | 'month-first'

/**
 * The moment a text writes, in milliseconds since 1970-01-01T00:00:00Z, read as UTC; NaN when it writes none.
 * Knows YYYY-MM-DD, DD/MM/YYYY or MM/DD/YYYY (also with dots and dashes), 31-Jan-2021, each with a time of day.
 */
export function writtenMoment(text: string, dayPlace: DayPlace): number {
  const trimmed = text.trim()
  const yearFirst = YEAR_FIRST.exec(trimmed)
  if (yearFirst) return moment(+yearFirst[1], +yearFirst[2], +yearFirst[3], yearFirst, 4)
  const yearLast = YEAR_LAST.exec(trimmed)
  if (yearLast)
    return dayPlace === 'day-first'
      ? moment(+yearLast[3], +yearLast[2], +yearLast[1], yearLast, 4)
      : moment(+yearLast[3], +yearLast[1], +yearLast[2], yearLast, 4)
  const named = MONTH_NAME.exec(trimmed)
  if (named) return moment(+named[3], MONTHS.indexOf(named[2].toLowerCase()) + 1, +named[1], named, 4)
  return Number.NaN
}

function moment(year: number, month: number, day: number, match: RegExpExecArray, hourGroup: number): number {
  const hours = Number(match[hourGroup] ?? 0)
  const minutes = Number(match[hourGroup + 1] ?? 0)
  const seconds = Number(match[hourGroup + 2] ?? 0)
  if (hours > 23 || minutes > 59 || seconds > 59) return Number.NaN
  const midnight = new Date(0)
  midnight.setUTCFullYear(year, month - 1, day)
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return Number.NaN
  return midnight.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000
}
