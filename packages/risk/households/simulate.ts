/** Lives households through a run and answers their tables, batch by batch. */
import type { Frame } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import { drawTraits } from './draw-traits.ts'
import { openForesight } from './foresight.ts'
import { Household } from './household.ts'
import { batchFrames, CustomerRows } from './household-frames.ts'
import { DORMANT, HIDDEN, OPENED } from './layout.ts'
import { liveDay } from './live.ts'
import { Recorder } from './recorder.ts'
import { type HouseholdRun, openWorld } from './run.ts'
import { spendingTables } from './spending.ts'
import type { LakeTable } from './tables.ts'
import { startInLongRun } from './trouble.ts'

/** Rows of consecutive customers. The arrays are used again for the next batch. */
export type HouseholdBatch = Readonly<Record<LakeTable, Frame>>

/** A batch is full from so many transactions on. */
const BATCH_ROWS = 100_000
/** … or daily balances. */
const BATCH_DAYS = 100_000

/**
 * Simulates customers one after the other. What is drawn for a customer depends on (seed, customer) alone, so that the
 * rows are the same whoever simulates them and in whatever company.
 *
 * @param run       as `planHouseholds` answers it
 * @param customers indices from 0, in the order of the rows
 * @see docs/methods/household-simulator.md
 */
export function* simulateHouseholds(
  run: HouseholdRun,
  customers: Iterable<number>,
): Generator<HouseholdBatch, void, undefined> {
  const world = openWorld(run)
  const { firstDay, lastDay, labelDates, truthEvery } = run
  const traits = openStream(run.seed, 'household-traits')
  const days = openStream(run.seed, 'household-days')
  const recorder = new Recorder(openStream(run.seed, 'household-statements'), run.parameters)
  const household = new Household(world, traits, recorder, true)
  const tables = spendingTables(world)
  const foresee = openForesight(world)
  const rows = new CustomerRows(run)
  for (const index of customers) {
    recorder.beginCustomer(index + 1, rows.count)
    household.random = traits.at(index)
    household.day = world.warmUpDay
    household.at = 0
    drawTraits(household, world.warmUpDay)
    household.random = days.at(index)
    startInLongRun(household)
    const { traits: t, state } = household
    rows.begin(index, t)
    const recordsFrom = t[DORMANT] === 1 ? Infinity : Math.max(firstDay, t[OPENED])
    let label = 0
    for (let day = world.warmUpDay; day <= lastDay; day++) {
      const isRecorded = day >= recordsFrom
      recorder.isOpen = isRecorded
      if (isRecorded) recorder.beginDay(day)
      liveDay(household, day, tables)
      if (isRecorded) {
        recorder.endDay()
        rows.closeDay(day, t, state)
      }
      if (day !== labelDates[label]) continue
      label++
      if (day < t[OPENED]) continue
      const isForeseen = truthEvery > 0 && index % truthEvery === 0 && t[DORMANT] === 0
      rows.truth(day, state[HIDDEN], isForeseen ? foresee(household, index, day) : Number.NaN)
    }
    rows.end(t, state, recorder.payments)
    if (recorder.transactions.count < BATCH_ROWS && rows.balanceCount < BATCH_DAYS) continue
    yield batchFrames(rows, recorder)
    rows.clear()
    recorder.clear()
  }
  if (rows.count > 0) yield batchFrames(rows, recorder)
}
