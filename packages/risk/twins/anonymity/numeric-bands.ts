/** First pass: values of numbers and dates that too few rows share are drawn together into bands. */
import { codeSizes, type NumericCoded } from './coded-column.ts'

/** Share of rows that must lie in calendar periods of k rows or more for a period to be fine enough. */
const COVERED_SHARE = 0.95
const DAY_MS = 86_400_000

/**
 * Joins neighbouring values until each band holds at least k rows; values that k rows share stay as they are.
 * A band is shown by its lower median, so that whole numbers stay whole; dates go to the start of the finest of
 * day, month, quarter and year in which 95% of the rows are with k or more, before rare periods are joined.
 *
 * @returns the column in bands, or the column itself when no value was rare
 */
export function bandNumbers(coded: NumericCoded, k: number): NumericCoded {
  const sizes = codeSizes(coded.codes, coded.values.length)
  if (!hasRare(sizes, k)) return coded
  const calendar = toPeriods(coded, k, sizes)
  const periodSizes = calendar === coded ? sizes : codeSizes(calendar.codes, calendar.values.length)
  return hasRare(periodSizes, k) ? joinNeighbours(calendar, periodSizes, k) : calendar
}

/** Code 0, missing, is no number to be joined. */
function hasRare(sizes: Int32Array, k: number): boolean {
  for (let code = 1; code < sizes.length; code++) if (sizes[code] < k) return true
  return false
}

function joinNeighbours(coded: NumericCoded, sizes: Int32Array, k: number): NumericCoded {
  const ends = bandEnds(coded.values, sizes, k)
  const bandOf = new Int32Array(sizes.length)
  const values = new Float64Array(ends.length + 1)
  values[0] = Number.NaN
  let first = 1
  for (let band = 0; band < ends.length; band++) {
    for (let code = first; code <= ends[band]; code++) bandOf[code] = band + 1
    values[band + 1] = coded.values[medianCode(sizes, first, ends[band])]
    first = ends[band] + 1
  }
  return { ...coded, codes: coded.codes.map((code) => bandOf[code]), values }
}

/** Last code of each band: a run of rare values is closed at k rows; what is left of a run goes to the nearer band. */
function bandEnds(values: Float64Array, sizes: Int32Array, k: number): number[] {
  const ends: number[] = []
  let held = 0
  for (let code = 1; code < sizes.length; code++) {
    const previousEnd = ends.at(-1) ?? 0
    const first = previousEnd + 1
    if (held > 0 && sizes[code] >= k && previousEnd > 0) {
      const below = values[first] - values[previousEnd]
      const above = values[code] - values[code - 1]
      if (below <= above) {
        ends[ends.length - 1] = code - 1
        held = 0
      }
    }
    held += sizes[code]
    if (held >= k) {
      ends.push(code)
      held = 0
    }
  }
  if (held > 0 && ends.length > 0) ends[ends.length - 1] = sizes.length - 1
  else if (held > 0) ends.push(sizes.length - 1)
  return ends
}

/** The code that holds the lower middle row of codes first…last. */
function medianCode(sizes: Int32Array, first: number, last: number): number {
  let rows = 0
  for (let code = first; code <= last; code++) rows += sizes[code]
  let before = 0
  for (let code = first; code <= last; code++) {
    before += sizes[code]
    if (2 * before >= rows) return code
  }
  return last
}

type PeriodStart = (dayOrMs: number) => number

function toPeriods(coded: NumericCoded, k: number, sizes: Int32Array): NumericCoded {
  const { kind } = coded.column
  if (kind !== 'date' && kind !== 'timestamp') return coded
  const unitMs = kind === 'date' ? DAY_MS : 1
  const starts: readonly PeriodStart[] = [
    (value) => value,
    (value) => (Math.floor((value * unitMs) / DAY_MS) * DAY_MS) / unitMs,
    ...[1, 3, 12].map((months) => monthStart(months, unitMs)),
  ]
  let candidate = coded
  let candidateSizes = sizes
  for (const start of starts) {
    candidate = regroup(coded, start)
    candidateSizes = codeSizes(candidate.codes, candidate.values.length)
    let covered = 0
    let present = 0
    for (let code = 1; code < candidateSizes.length; code++) {
      present += candidateSizes[code]
      if (candidateSizes[code] >= k) covered += candidateSizes[code]
    }
    if (covered >= COVERED_SHARE * present) break
  }
  return candidate
}

function monthStart(months: number, unitMs: number): PeriodStart {
  return (value) => {
    const moment = new Date(value * unitMs)
    const month = Math.floor(moment.getUTCMonth() / months) * months
    return new Date(0).setUTCFullYear(moment.getUTCFullYear(), month, 1) / unitMs
  }
}

/** The column with each value replaced by a monotone function of it. */
function regroup(coded: NumericCoded, start: PeriodStart): NumericCoded {
  const newCode = new Int32Array(coded.values.length)
  const values = [Number.NaN]
  for (let code = 1; code < coded.values.length; code++) {
    const value = start(coded.values[code])
    if (value !== values[values.length - 1]) values.push(value)
    newCode[code] = values.length - 1
  }
  return { ...coded, codes: coded.codes.map((code) => newCode[code]), values: Float64Array.from(values) }
}
