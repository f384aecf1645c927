/** What the loads of a program read from the buckets of one customer. */
import type { CustomerDayBuckets } from '../buckets/index.ts'
import { BUCKET_DAYS } from '../feature-set.ts'
import { levels } from '../measures.ts'
import type { Executable } from './assemble.ts'

/** Fills the load registers of one customer; `lane` of `lanes` customers side by side. */
export type LoadCustomer = (
  buckets: CustomerDayBuckets,
  customer: number,
  asOfDay: number,
  registers: Float64Array,
  lane: number,
  lanes: number,
) => void

/**
 * A loader with scratch memory of its own.
 *
 * Sums are differences of sums from the first day on: whole numbers below 2⁵³, so that nothing is rounded.
 */
export function customerLoader({ loads }: Executable, width: number): LoadCustomer {
  const cumulated = new Float64Array((BUCKET_DAYS + 1) * width)
  const sumHighs = loads.sum.registers.map((_, k) => {
    const [measure, , to] = parametersOf(loads.sum.parameters, k)
    return (BUCKET_DAYS - to) * width + measure
  })
  const sumLows = loads.sum.registers.map((_, k) => {
    const [measure, from] = parametersOf(loads.sum.parameters, k)
    return (BUCKET_DAYS - 1 - from) * width + measure
  })
  const carried = new Float64Array(BUCKET_DAYS * levels.length)

  return (buckets, customer, asOfDay, registers, lane, lanes) => {
    const firstSlot = customer * buckets.days + asOfDay - BUCKET_DAYS + 1 - buckets.firstDay
    const { sums } = buckets
    const base = firstSlot * width
    const cells = BUCKET_DAYS * width
    for (let i = 0; i < cells; i++) cumulated[i + width] = cumulated[i] + sums[base + i]
    for (let i = cells; i < cells + width; i++)
      if (cumulated[i] > Number.MAX_SAFE_INTEGER)
        throw new RangeError(
          `evaluate: need sums of ${BUCKET_DAYS} days up to 2⁵³ − 1, got ${cumulated[i]} in customer ${customer}`,
        )

    const sumRegisters = loads.sum.registers
    for (let k = 0; k < sumRegisters.length; k++)
      registers[sumRegisters[k] * lanes + lane] = cumulated[sumHighs[k]] - cumulated[sumLows[k]]

    const active = loads.active_days
    for (let k = 0; k < active.registers.length; k++) {
      const measure = active.parameters[3 * k]
      const end = base + (BUCKET_DAYS - active.parameters[3 * k + 2]) * width
      let days = 0
      for (
        let i = base + (BUCKET_DAYS - 1 - active.parameters[3 * k + 1]) * width + measure;
        i < end;
        i += width
      )
        if (sums[i] !== 0) days++
      registers[active.registers[k] * lanes + lane] = days
    }

    const largest = loads.largest_day
    for (let k = 0; k < largest.registers.length; k++) {
      const measure = largest.parameters[3 * k]
      const end = base + (BUCKET_DAYS - largest.parameters[3 * k + 2]) * width
      let most = 0
      for (
        let i = base + (BUCKET_DAYS - 1 - largest.parameters[3 * k + 1]) * width + measure;
        i < end;
        i += width
      )
        if (sums[i] > most) most = sums[i]
      registers[largest.registers[k] * lanes + lane] = most
    }

    const lowest = loads.lowest
    if (lowest.registers.length > 0) {
      const { closing } = buckets
      const firstLevel = firstSlot * levels.length
      for (let i = 0; i < carried.length; i++) {
        const value = closing[firstLevel + i]
        carried[i] = !Number.isNaN(value) ? value : i < levels.length ? NaN : carried[i - levels.length]
      }
      for (let k = 0; k < lowest.registers.length; k++) {
        const level = lowest.parameters[3 * k]
        const last = (BUCKET_DAYS - 1 - lowest.parameters[3 * k + 2]) * levels.length + level
        let least = NaN
        for (
          let i = (BUCKET_DAYS - 1 - lowest.parameters[3 * k + 1]) * levels.length + level;
          i <= last;
          i += levels.length
        )
          if (!(carried[i] >= least) && !Number.isNaN(carried[i])) least = carried[i]
        registers[lowest.registers[k] * lanes + lane] = least
      }
    }

    const history = loads.history_days.registers
    if (history.length > 0) {
      let day = 0
      while (day < BUCKET_DAYS && sums[base + day * width + width - 1] === 0) day++
      registers[history[0] * lanes + lane] = BUCKET_DAYS - day
    }
  }
}

function parametersOf(parameters: Int32Array, k: number): [number, number, number] {
  return [parameters[3 * k], parameters[3 * k + 1], parameters[3 * k + 2]]
}
