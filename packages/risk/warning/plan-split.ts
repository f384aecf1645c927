/** Who is learnt from and who is tested, and when: divided by customer and by time, with a gap for labels to become known. */
import { DataError } from '@pratibimba/learning/data'
import { type Fold, holdout, stratifiedGroupedFolds } from '@pratibimba/learning/splitting'
import { formatDay } from '@pratibimba/numerics/calendar'
import { LABEL_KNOWN_DAYS } from './missed-payment.ts'
import type { PanelRows } from './panel.ts'

export interface SplitOptions {
  readonly seed: number
  /** Default 5. */
  readonly folds?: number
  /** Share of the customers that are never learnt from; default .25. */
  readonly testShare?: number
}

export interface WarningSplit {
  /** The last as-of date: what is tested. */
  readonly testDay: number
  /** Rows to learn from, ascending: other customers, labels known on or before the test's as-of date. */
  readonly train: Int32Array
  /** Rows of the test, ascending: one a customer. */
  readonly test: Int32Array
  /** As-of days learnt from, ascending. */
  readonly trainDays: readonly number[]
  /** As-of days that folds are tried on. */
  readonly foldDays: readonly number[]
  /** Divisions of customers learnt from: indices into the panel. */
  readonly folds: readonly Fold[]
  /** Whether folds too learn only from labels known on or before the days they are tried on. */
  readonly purged: boolean
  /** The division in words. */
  readonly description: string
}

/** Fewer missed payments to learn from than this, and folds are not purged. */
const EVENTS_OF_A_FOLD = 50

/**
 * Divides a panel.
 *
 * Test: rows of the last as-of date T, of customers drawn by outcome on that date, who are never learnt from. Learnt
 * from: rows of the others with label known on or before T. Folds divide these customers; a fold is tried on the later of
 * their dates and learns, of the other customers, what was known on or before the first of these. Where dates lie too close
 * together for that, folds divide customers alone, and `purged` is false. No label counts as known before
 * `LABEL_KNOWN_DAYS` after its date, whatever its row says: until then a payment may still be made good.
 *
 * @throws DataError when there are too few dates, customers or outcomes
 * @see docs/methods/early-warning-model.md
 */
export function planSplit(rows: Omit<PanelRows, 'firstMissedDay'>, options: SplitOptions): WarningSplit {
  const { seed, folds: wanted = 5, testShare = 0.25 } = options
  const { customer, asOfDay, label } = rows
  const knownOnDay = knownDays(rows)
  if (!(testShare > 0 && testShare < 1))
    throw new RangeError(`planSplit: need a test share in (0, 1), got ${testShare}`)
  requireOneRowADate(rows)
  const days = [...new Set(asOfDay)].sort((a, b) => a - b)
  const testDay = days[days.length - 1]
  const last = where(asOfDay.length, (row) => asOfDay[row] === testDay)
  if (!bothOutcomes(label, last))
    throw new DataError(
      `On the last as-of date, ${formatDay(testDay)}, every customer has the same outcome: it cannot be tested on. Use more customers, or an earlier last date.`,
    )
  const drawn = holdout(
    last.length,
    { train: 1 - testShare, test: testShare },
    { seed, label: Float64Array.from(last, (row) => label[row]) },
  )
  const test = drawn.test.map((place) => last[place])
  const tested = new Uint8Array(rows.customerIds.length)
  for (const row of test) tested[customer[row]] = 1
  const train = where(
    asOfDay.length,
    (row) => tested[customer[row]] === 0 && asOfDay[row] < testDay && knownOnDay[row] <= testDay,
  )
  if (!bothOutcomes(label, train) || !bothOutcomes(label, test))
    throw new DataError(
      `No as-of date has outcomes that were known on ${formatDay(testDay)}, the last one: labels take ${Math.min(...knownOnDay) - days[0]} days to become known, and the first as-of date is ${formatDay(days[0])}. Add earlier as-of dates.`,
    )
  const trainDays = [...new Set(train.map((row) => asOfDay[row]))].sort((a, b) => a - b)
  const { folds, foldDays } = divideCustomers({ ...rows, knownOnDay }, train, trainDays, wanted, seed)
  const purged = foldDays !== undefined
  const list = (of: readonly number[]): string => of.map(formatDay).join(', ')
  return {
    testDay,
    train,
    test,
    trainDays,
    foldDays: foldDays ?? trainDays,
    folds,
    purged,
    description: `Tested on ${formatDay(testDay)} with ${test.length.toLocaleString('en')} customers who were never learnt from. Learnt from ${list(trainDays)}, labels known on or before ${formatDay(testDay)}. ${
      purged
        ? `Folds divide customers, learn from labels known on or before ${formatDay(foldDays[0])} and are tried on ${list(foldDays)}.`
        : 'Folds divide customers; the as-of dates lie too close together for folds to be divided in time as well.'
    }`,
  }
}

/** Folds of the training customers; purged in time where that leaves enough to learn from. */
function divideCustomers(
  { customer, asOfDay, knownOnDay, label }: Omit<PanelRows, 'firstMissedDay'>,
  train: Int32Array,
  trainDays: readonly number[],
  wanted: number,
  seed: number,
): { folds: Fold[]; foldDays?: number[] } {
  const inner = stratifiedGroupedFolds(
    Float64Array.from(train, (row) => label[row]),
    Int32Array.from(train, (row) => customer[row]),
    wanted,
    { seed },
  )
  const grouped = inner.map((fold) => ({
    train: fold.train.map((place) => train[place]),
    test: fold.test.map((place) => train[place]),
  }))
  const firstKnown = train.reduce((least, row) => Math.min(least, knownOnDay[row]), Number.POSITIVE_INFINITY)
  const foldDays = trainDays.filter((day) => day >= firstKnown)
  if (foldDays.length === 0) return { folds: grouped }
  const purged = grouped.map((fold) => ({
    train: fold.train.filter((row) => knownOnDay[row] <= foldDays[0]),
    test: fold.test.filter((row) => asOfDay[row] >= foldDays[0]),
  }))
  const enough = purged.every(
    (fold) =>
      fold.train.reduce((sum, row) => sum + label[row], 0) >= EVENTS_OF_A_FOLD &&
      bothOutcomes(label, fold.train) &&
      bothOutcomes(label, fold.test),
  )
  if (enough) return { folds: purged, foldDays }
  const lacking = grouped.some((fold) => !bothOutcomes(label, fold.train) || !bothOutcomes(label, fold.test))
  if (lacking)
    throw new DataError(
      `Too few missed payments for ${wanted} folds: one of them has none. Use fewer folds or more customers.`,
    )
  return { folds: grouped }
}

/** When labels were known: as their rows say, and not before anybody could. */
function knownDays({ asOfDay, knownOnDay }: Pick<PanelRows, 'asOfDay' | 'knownOnDay'>): Int32Array {
  return knownOnDay.map((day, row) => Math.max(day, asOfDay[row] + LABEL_KNOWN_DAYS))
}

function requireOneRowADate({ customer, asOfDay, customerIds }: Omit<PanelRows, 'firstMissedDay'>): void {
  const seen = new Set<number>()
  for (let row = 0; row < customer.length; row++) {
    const key = asOfDay[row] * customerIds.length + customer[row]
    if (seen.has(key))
      throw new DataError(
        `Customer ${customerIds[customer[row]]} is there twice on ${formatDay(asOfDay[row])}: one row a customer and as-of date is needed.`,
      )
    seen.add(key)
  }
}

function bothOutcomes(label: Float64Array, rows: Int32Array): boolean {
  let events = 0
  for (const row of rows) events += label[row]
  return events > 0 && events < rows.length
}

function where(rows: number, holds: (row: number) => boolean): Int32Array {
  const found = new Int32Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) if (holds(row)) found[count++] = row
  return found.slice(0, count)
}
