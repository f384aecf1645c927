/** As of which day the portfolio stands: the last one that events have reached, and never a day to come. */
import { ProblemError } from '@pratibimba/contract'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import type { TransactionStore } from '@pratibimba/risk/ports'

const DAY_MS = 86_400_000
/** How long answers of the store are good for; what is ingested here counts at once. */
const LATEST_FRESH_MS = 5_000
const FIRST_FRESH_MS = 600_000

export interface KnownDays {
  /** The last day something is known of, at most today; undefined while there is nothing. */
  latest(): Promise<number | undefined>
  /** The first day of which everything is kept online; −∞ where nothing was dropped. */
  keptFrom(): Promise<number>
  /** Tells of a day that events have reached. */
  reached(day: number): void
  today(): number
}

/** @param lakeFirstDay the first day of the lake, where there is one: what is older than the rows online is known there */
export function openKnownDays(
  store: Pick<TransactionStore, 'latestDay' | 'firstDay'>,
  lakeFirstDay: () => Promise<string | undefined>,
  clock: () => Date,
): KnownDays {
  let reachedHere = Number.NEGATIVE_INFINITY
  const today = () => Math.floor(clock().getTime() / DAY_MS)
  const latestDay = kept(async () => dayOrNever(await store.latestDay()), LATEST_FRESH_MS, clock)
  const keptFrom = kept(
    async () => {
      const [online, lake] = await Promise.all([store.firstDay(), lakeFirstDay()])
      return online !== undefined && lake !== undefined && lake < online
        ? parseDay(online)
        : Number.NEGATIVE_INFINITY
    },
    FIRST_FRESH_MS,
    clock,
  )
  return {
    async latest() {
      const day = Math.max(await latestDay(), reachedHere)
      return day === Number.NEGATIVE_INFINITY ? undefined : Math.min(day, today())
    },
    keptFrom,
    reached(day) {
      reachedHere = Math.max(reachedHere, day)
    },
    today,
  }
}

function dayOrNever(date: string | undefined): number {
  return date === undefined ? Number.NEGATIVE_INFINITY : parseDay(date)
}

/** Reads again once the last answer is old; those who ask meanwhile share the reading. */
function kept(read: () => Promise<number>, freshMs: number, clock: () => Date): () => Promise<number> {
  let last: { value: number; at: number } | undefined
  let reading: Promise<number> | undefined
  return async () => {
    const now = clock().getTime()
    if (last !== undefined && now - last.at <= freshMs) return last.value
    reading ??= read()
      .then((value) => {
        last = { value, at: now }
        return value
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }
}

/**
 * The as-of day of a request.
 *
 * @param pointer of the field, for the error
 * @throws ProblemError `out_of_range` for a day to come; `unusable_data` when nothing is known at all
 */
export async function asOfDayOf(
  days: KnownDays,
  date: string | undefined,
  pointer = '/as_of_date',
): Promise<number> {
  if (date === undefined) {
    const latest = await days.latest()
    if (latest === undefined)
      throw new ProblemError(
        'unusable_data',
        'No transaction is known of any customer yet; send some to POST /api/warning/events.',
      )
    return latest
  }
  const day = parseDay(date)
  if (day > days.today())
    throw new ProblemError('out_of_range', `The as-of date ${date} lies in the future.`, [
      { pointer, detail: `Need a day up to today, ${formatDay(days.today())} (UTC).` },
    ])
  return day
}
