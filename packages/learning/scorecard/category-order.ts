/** Categories in the order of their event rates, the rare ones set apart. */
import type { ClassWeights } from './column-rows.ts'

export interface OrderedCategories {
  /** Codes by ascending event rate; equal rates by code. */
  readonly order: readonly number[]
  /** Rare codes, ascending. */
  readonly others: readonly number[]
  readonly ofOthers: ClassWeights
  /** Rows of the codes that are not rare. */
  readonly rows: Uint32Array
  /** Position in `order` at those rows, shape [n]. */
  readonly rank: Float64Array
}

/** @param cutoff categories on fewer than ⌈cutoff · rows⌉ rows are rare */
export function orderCategories(
  values: Float64Array,
  rows: Uint32Array,
  label: Float64Array,
  weight: Float64Array | undefined,
  cutoff: number,
): OrderedCategories {
  const seen = new Map<number, { count: number; nonEvents: number; events: number }>()
  for (const i of rows) {
    let code = seen.get(values[i])
    if (code === undefined) {
      code = { count: 0, nonEvents: 0, events: 0 }
      seen.set(values[i], code)
    }
    code.count++
    const w = weight === undefined ? 1 : weight[i]
    if (label[i] === 1) code.events += w
    else code.nonEvents += w
  }
  const least = Math.ceil(cutoff * rows.length)
  const codes = [...seen.keys()].sort((a, b) => a - b)
  const rate = (code: number): number => {
    const { nonEvents, events } = seen.get(code)!
    return events === 0 ? 0 : events / (nonEvents + events)
  }
  const others = codes.filter((code) => seen.get(code)!.count < least)
  const order = codes
    .filter((code) => seen.get(code)!.count >= least)
    .sort((a, b) => rate(a) - rate(b) || a - b)
  const ofOthers = { nonEvents: 0, events: 0 }
  for (const code of others) {
    ofOthers.nonEvents += seen.get(code)!.nonEvents
    ofOthers.events += seen.get(code)!.events
  }
  const rankOf = new Map(order.map((code, rank) => [code, rank]))
  const rank = new Float64Array(values.length)
  const kept = new Uint32Array(rows.length)
  let at = 0
  for (const i of rows) {
    const position = rankOf.get(values[i])
    if (position === undefined) continue
    rank[i] = position
    kept[at++] = i
  }
  return { order, others, ofOthers, rows: kept.slice(0, at), rank }
}
