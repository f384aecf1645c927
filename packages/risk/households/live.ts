/** A household's day, from midnight to midnight. */
import { payDues } from './dues.ts'
import type { Household } from './household.ts'
import { receiveIncome } from './income.ts'
import { REGION, REGION_FACTOR, WEEK_FACTOR } from './layout.ts'
import { betByDay, closeDay, passNight, type SpendingTables, spend } from './spending.ts'
import { passTrouble } from './trouble.ts'

const MONDAY = 1

/** Lives one day. The state is that of the evening before, and becomes that of the day's end. */
export function liveDay(h: Household, day: number, tables: SpendingTables): void {
  const { world } = h
  h.day = day
  h.at = day - world.calendar.from
  if (world.calendar.weekday[h.at] === MONDAY || day === world.warmUpDay) passWeek(h)
  passTrouble(h)
  passNight(h)
  receiveIncome(h)
  payDues(h)
  spend(h, tables)
  betByDay(h)
  closeDay(h)
}

/** The household's own week, and the region's shock: known from the run's table, or drawn from the last one on. */
function passWeek(h: Household): void {
  const { world, state, traits } = h
  const sigma = world.parameters['spending.week_sigma']
  state[WEEK_FACTOR] = Math.exp(sigma * h.normal() - 0.5 * sigma * sigma)
  if (h.knownShocks) {
    const week = Math.floor((h.day - world.warmUpDay) / 7)
    state[REGION_FACTOR] = world.regionShocks[traits[REGION] * world.weeks + week]
    return
  }
  const persistence = world.parameters['region.persistence']
  state[REGION_FACTOR] =
    persistence * state[REGION_FACTOR] + Math.sqrt(1 - persistence * persistence) * h.normal()
}
