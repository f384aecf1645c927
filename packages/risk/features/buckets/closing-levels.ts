/** With which balance each day of a customer closed, by kind of account. */
import { levels } from '../measures.ts'

export interface ClosingLevels {
  /** Minor units, [customer × days + day][level]; NaN where no transaction closed the day. */
  readonly values: Float64Array
  /** A posted transaction of the day; the last by timestamp, then id, closes it. Without ids a later row is the later. */
  readonly close: (
    slot: number,
    level: number,
    balance: number,
    timestampMs: number,
    id: string | undefined,
  ) => void
  /** The same, and a way back to before. */
  readonly closeForNow: (
    slot: number,
    level: number,
    balance: number,
    timestampMs: number,
    id: string | undefined,
  ) => () => void
}

/** @param slots customers × days */
export function openClosingLevels(slots: number): ClosingLevels {
  const values = new Float64Array(slots * levels.length).fill(NaN)
  const times = new Float64Array(slots * levels.length).fill(-Infinity)
  /** Only where ids are given. */
  let ids: (string | undefined)[] | undefined

  const close: ClosingLevels['close'] = (slot, level, balance, timestampMs, id) => {
    const place = slot * levels.length + level
    if (timestampMs < times[place]) return
    if (id !== undefined) {
      ids ??= new Array(values.length)
      const other = timestampMs === times[place] ? ids[place] : undefined
      if (other !== undefined && id < other) return
      ids[place] = id
    }
    values[place] = balance
    times[place] = timestampMs
  }

  return {
    values,
    close,
    closeForNow(slot, level, balance, timestampMs, id) {
      const place = slot * levels.length + level
      const value = values[place]
      const time = times[place]
      const before = ids?.[place]
      close(slot, level, balance, timestampMs, id)
      return () => {
        values[place] = value
        times[place] = time
        if (ids !== undefined) ids[place] = before
      }
    },
  }
}
