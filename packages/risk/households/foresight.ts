/** The chance of a missed payment given everything: the household is copied and lived on, many times over. */
import { openStream } from '@pratibimba/numerics/random'
import { LABEL_DAYS, LABEL_KNOWN_DAYS } from '../warning/missed-payment.ts'
import { noBooks } from './books.ts'
import { Household } from './household.ts'
import { liveDay } from './live.ts'
import type { World } from './run.ts'
import { spendingTables } from './spending.ts'

/** Days and paths that an entity's index leaves room for. */
const DAYS_ROOM = 4_096
const PATHS_ROOM = 4_096

/**
 * Opens the forward simulation of a run.
 *
 *   p = (1/M) · #{paths on which a payment due within 30 days is missed, as `isMissed` says}
 *
 * A path starts from the exact state of the evening and draws everything afresh, the shocks of the region included.
 *
 * @returns `(household, index, day)` → p; the household is left as it was
 */
export function openForesight(world: World): (household: Household, index: number, day: number) => number {
  const { run } = world
  const stream = openStream(run.seed, 'household-foresight')
  const future = new Household(world, stream, noBooks, false)
  const tables = spendingTables(world)
  return (household, index, day) => {
    let misses = 0
    for (let path = 0; path < run.truthPaths; path++) {
      future.traits.set(household.traits) // a loan taken on the way changes them
      future.state.set(household.state)
      future.missed = false
      future.watchedAfter = day
      future.watchedThrough = day + LABEL_DAYS
      stream.at((index * DAYS_ROOM + day - run.firstDay) * PATHS_ROOM + path)
      for (let ahead = 1; ahead <= LABEL_KNOWN_DAYS && !future.missed; ahead++)
        liveDay(future, day + ahead, tables)
      if (future.missed) misses++
    }
    return misses / run.truthPaths
  }
}
