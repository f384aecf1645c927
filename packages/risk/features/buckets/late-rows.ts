/** Transactions that became known after a date that must not see them: kept aside, put in and taken out again. */
import type { ClosingLevels } from './closing-levels.ts'

/** Adds a transaction to the sums of a customer's day, or takes it away. */
export type AddToDay = (slot: number, transactionClass: number, amount: number, times: 1 | -1) => void

export interface LateRows {
  readonly size: () => number
  /**
   * @param knownOn day on which it became known
   * @param slot customer × days + day
   * @param level position of the level it closes, or −1
   * @returns a number to name it by
   */
  readonly keep: (
    knownOn: number,
    slot: number,
    transactionClass: number,
    amount: number,
    level: number,
    balance: number,
    timestampMs: number,
    id: string | undefined,
  ) => number
  /** It was known earlier than had been said. */
  readonly knownEarlier: (row: number, knownOn: number) => void
  /** Makes the buckets hold exactly the late rows that are known at the end of the day. */
  readonly know: (day: number) => void
}

/** Rows in the order of becoming known form a stack: later days put on top, earlier days take off. */
export function openLateRows(add: AddToDay, levels: ClosingLevels): LateRows {
  const knownOns: number[] = []
  const slots: number[] = []
  const classes: number[] = []
  const amounts: number[] = []
  const levelOf: number[] = []
  const balances: number[] = []
  const timestamps: number[] = []
  const ids: (string | undefined)[] = []
  /** Rows by the day of becoming known; the first `applied` are in the buckets. */
  let order: number[] = []
  let sorted = true
  let applied = 0
  const undos: (() => void)[] = []

  const putIn = (row: number) => {
    add(slots[row], classes[row], amounts[row], 1)
    const level = levelOf[row]
    undos.push(
      level < 0 ? nothing : levels.closeForNow(slots[row], level, balances[row], timestamps[row], ids[row]),
    )
  }
  const takeOut = (row: number) => {
    undos.pop()!()
    add(slots[row], classes[row], amounts[row], -1)
  }
  const takeOutAll = () => {
    while (applied > 0) takeOut(order[--applied])
  }

  return {
    size: () => slots.length,
    keep(knownOn, slot, transactionClass, amount, level, balance, timestampMs, id) {
      takeOutAll()
      sorted = false
      knownOns.push(knownOn)
      slots.push(slot)
      classes.push(transactionClass)
      amounts.push(amount)
      levelOf.push(level)
      balances.push(balance)
      timestamps.push(timestampMs)
      ids.push(id)
      return slots.length - 1
    },
    knownEarlier(row, knownOn) {
      if (knownOn >= knownOns[row]) return
      takeOutAll()
      sorted = false
      knownOns[row] = knownOn
    },
    know(day) {
      if (!sorted) {
        order = Array.from(slots.keys()).sort((a, b) => knownOns[a] - knownOns[b])
        sorted = true
      }
      while (applied < order.length && knownOns[order[applied]] <= day) putIn(order[applied++])
      while (applied > 0 && knownOns[order[applied - 1]] > day) takeOut(order[--applied])
    },
  }
}

function nothing(): void {
  // The row closed no level.
}
