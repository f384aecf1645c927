/** Buckets of a block of customers over a range of days: what every windowed feature is read from. */
import { paymentKinds } from '@pratibimba/contract'
import { columnOf, type Frame } from '@pratibimba/numerics/frame'
import { BUCKET_DAYS, type FeatureSet } from '../feature-set.ts'
import { levels } from '../measures.ts'
import { openClosingLevels } from './closing-levels.ts'
import { codesOf, placesIn, presentColumn, textReader, wholeMinor } from './event-columns.ts'
import { openLateRows } from './late-rows.ts'
import { type MeasureTable, measureTable } from './measure-table.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export interface BucketSettings {
  readonly set: FeatureSet
  /** Customers of the block, 0 … customers − 1. */
  readonly customers: number
  /** Days since 1970-01-01. Features on a date need it and the 90 days before it. */
  readonly firstDay: number
  readonly days: number
  /** The only dates features will be asked for, ascending; by default any. The fewer, the less is kept aside as late. */
  readonly asOfDays?: readonly number[]
  /** Buckets that are not needed any more, to take the memory of: fresh memory costs more than the sums. */
  readonly inPlaceOf?: CustomerDayBuckets
  /** Whether ids may come more than once, each then counted once. Lakes have none that do. */
  readonly distinct?: boolean
}

/**
 * Sums of whole numbers, exact up to 2⁵³, and closing levels, by customer and day.
 *
 * A day's measures lie side by side: a row adds to several measures of one day, and a customer's window is one piece
 * of memory.
 */
export interface CustomerDayBuckets {
  readonly table: MeasureTable
  readonly customers: number
  readonly firstDay: number
  readonly days: number
  /** Shape [customer][day][table.width]: the measures in their order, then the number of events. */
  readonly sums: Float64Array
  /** Minor units, shape [customer][day][level]; NaN where no transaction closed the day. */
  readonly closing: Float64Array
  /**
   * Adds transactions, in any order; those of other days are passed over.
   *
   * @param rows columns timestamp, amount_minor, account_kind, category, channel, status, balance_minor, ingested_at;
   *   transaction_id may be absent where those of equal timestamp come in the order of their ids
   * @param customerIndex place of each row's customer in the block, −1 for rows to leave out
   * @param knownBefore milliseconds since 1970; rows that became known then or later are left out
   * @throws RangeError naming the row when a value is missing or no whole number
   */
  readonly addTransactions: (rows: Frame, customerIndex: Int32Array, knownBefore?: number) => void
  /**
   * Adds payments: each on its due date and, once settled, on its paid date. `payment_id` is needed where `distinct`.
   *
   * @param rows columns kind, due_date, amount_due_minor, paid_date, amount_paid_minor
   */
  readonly addPayments: (rows: Frame, customerIndex: Int32Array) => void
  /**
   * Makes sums and levels hold what was known at the end of a date, neither more nor less, on the days up to it.
   *
   * @throws RangeError when the date or its 90 days before are not covered, or it is not one of `asOfDays`
   */
  readonly knowAsOf: (asOfDay: number) => void
}

/** Empty buckets. */
export function openBuckets(settings: BucketSettings): CustomerDayBuckets {
  const { customers, firstDay, days, distinct = false } = settings
  for (const [name, value] of Object.entries({ customers, days }))
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`openBuckets: need a whole number of ${name}, got ${value}`)
  if (!Number.isSafeInteger(firstDay))
    throw new RangeError(`openBuckets: need firstDay in days since 1970, got ${firstDay}`)
  const table = measureTable(settings.set)
  const { width } = table
  const sums = zeros(customers * days * width, settings.inPlaceOf?.sums)
  const closing = openClosingLevels(customers * days)
  for (const [i, day] of (settings.asOfDays ?? []).entries())
    if (!Number.isSafeInteger(day) || day <= (settings.asOfDays?.[i - 1] ?? -Infinity))
      throw new RangeError(
        `openBuckets: need asOfDays in ascending order, got ${settings.asOfDays?.join(', ')}`,
      )
  const asOfDays = settings.asOfDays === undefined ? undefined : new Set(settings.asOfDays)
  const nextAsOfEnds = endsOfNextAsOf(firstDay, days, settings.asOfDays)
  const lastAsOfEnd = (Math.max(-Infinity, ...(settings.asOfDays ?? [firstDay + days - 1])) + 1) * DAY_MS
  /** Of each customer, the ids met: −1, or the late row it is. */
  const transactionIds: Map<string, number>[] = []
  const dueIds: Set<string>[] = []
  const settledIds: Set<string>[] = []

  const { knownTargets } = table
  /** Read again on every entry: others may have made the table's longer. */
  let targets = table.targets()
  const addToDay = (slot: number, transactionClass: number, amount: number, times: 1 | -1) => {
    let place = knownTargets[transactionClass]
    if (place < 0) {
      place = table.targetsOf(transactionClass)
      targets = table.targets()
    }
    const base = slot * width
    const counts = place + 2 + targets[place]
    const end = counts + targets[place + 1]
    const value = times * amount
    for (let k = place + 2; k < counts; k++) sums[base + targets[k]] += value
    for (let k = counts; k < end; k++) sums[base + targets[k]] += times
    sums[base + width - 1] += times
  }
  const late = openLateRows(addToDay, closing)

  const addTransactions = (rows: Frame, customerIndex: Int32Array, knownBefore = Infinity) => {
    needIndex('addTransactions', rows, customerIndex, customers)
    const timestamps = presentColumn(rows, 'timestamp', 'timestamp').values
    const ingested = presentColumn(rows, 'ingested_at', 'timestamp').values
    const amounts = presentColumn(rows, 'amount_minor', 'int64').values
    const { values: balances, validity: hasBalance } = columnOf(rows, 'balance_minor', 'int64')
    const category = codesOf(rows, 'category')
    const channel = codesOf(rows, 'channel')
    const account = codesOf(rows, 'account_kind')
    const status = codesOf(rows, 'status')
    const categorySteps = table.categorySteps(category.dictionary)
    const channelSteps = table.channelSteps(channel.dictionary)
    const accountSteps = table.accountSteps(account.dictionary)
    const statusSteps = table.statusSteps(status.dictionary)
    const levelOf = placesIn(levels, account.dictionary)
    const posted = status.dictionary.indexOf('posted')
    const idOf = textReader(rows, 'transaction_id', distinct)
    const { hourGroups, hourGroupCount, directionStep } = table
    targets = table.targets()
    const endKnown = Math.min(knownBefore, lastAsOfEnd)

    for (let row = 0; row < rows.rows; row++) {
      const customer = customerIndex[row]
      if (customer < 0) continue
      const timestampMs = timestamps[row]
      const day = Math.floor(timestampMs / DAY_MS)
      const dayIndex = day - firstDay
      if (!(dayIndex >= 0 && dayIndex < days)) continue
      const knownMs = ingested[row]
      if (knownMs >= endKnown) continue
      const amount = amounts[row]
      let transactionClass =
        categorySteps[category.codes[row]] +
        channelSteps[channel.codes[row]] +
        accountSteps[account.codes[row]] +
        statusSteps[status.codes[row]] +
        (amount < 0 ? 0 : amount > 0 ? 2 : 1) * directionStep
      if (hourGroupCount > 1)
        transactionClass += hourGroups[Math.floor((timestampMs - day * DAY_MS) / HOUR_MS)]
      const size = wholeMinor(amount, 'amount_minor', row)
      const slot = customer * days + dayIndex
      const closes = status.codes[row] === posted && (hasBalance === undefined || hasBalance[row] === 1)
      const level = closes ? levelOf[account.codes[row]] : -1
      const id = idOf?.(row)
      const isLate = knownMs >= nextAsOfEnds[dayIndex]
      if (distinct) {
        transactionIds[customer] ??= new Map()
        const met = transactionIds[customer]
        const before = met.get(id!)
        if (before !== undefined) {
          if (before >= 0) late.knownEarlier(before, Math.floor(knownMs / DAY_MS))
          continue
        }
        met.set(id!, isLate ? late.size() : -1)
      }
      if (isLate) {
        late.keep(
          Math.floor(knownMs / DAY_MS),
          slot,
          transactionClass,
          size,
          level,
          balances[row],
          timestampMs,
          id,
        )
        continue
      }
      addToDay(slot, transactionClass, size, 1)
      if (level >= 0) closing.close(slot, level, balances[row], timestampMs, id)
    }
  }

  const addPayments = (rows: Frame, customerIndex: Int32Array) => {
    needIndex('addPayments', rows, customerIndex, customers)
    const dueDates = presentColumn(rows, 'due_date', 'date').values
    const amountsDue = presentColumn(rows, 'amount_due_minor', 'int64').values
    const { values: paidDates, validity: isPaid } = columnOf(rows, 'paid_date', 'date')
    const { values: amountsPaid, validity: hasAmount } = columnOf(rows, 'amount_paid_minor', 'int64')
    const kind = codesOf(rows, 'kind')
    const kindOf = placesIn(paymentKinds, kind.dictionary, paymentKinds.length)
    const idOf = textReader(rows, 'payment_id', distinct)

    for (let row = 0; row < rows.rows; row++) {
      const customer = customerIndex[row]
      if (customer < 0) continue
      const dueDay = dueDates[row]
      const due = wholeMinor(amountsDue[row], 'amount_due_minor', row)
      const kindPlace = kindOf[kind.codes[row]]
      const id = idOf?.(row)
      if (isNew(dueIds, customer, id)) {
        const base = baseOf(customer, dueDay)
        if (base >= 0) {
          const to = table.due[kindPlace]
          for (const k of to.counts) sums[base + k] += 1
          for (const k of to.amountsDue) sums[base + k] += due
          sums[base + width - 1] += 1
        }
      }
      if (isPaid !== undefined && isPaid[row] === 0) continue
      if (hasAmount !== undefined && hasAmount[row] === 0)
        throw new RangeError(
          `addPayments: need amount_paid_minor where there is a paid_date, got none in row ${row}`,
        )
      const paid = wholeMinor(amountsPaid[row], 'amount_paid_minor', row)
      if (!isNew(settledIds, customer, id)) continue
      const base = baseOf(customer, paidDates[row])
      if (base < 0) continue
      const to = table.settled[kindPlace]
      for (const k of to.counts) sums[base + k] += 1
      for (const k of to.amountsDue) sums[base + k] += due
      for (const k of to.amountsPaid) sums[base + k] += paid
      const daysLate = Math.max(0, paidDates[row] - dueDay)
      for (const k of to.daysLate) sums[base + k] += daysLate
      sums[base + width - 1] += 1
    }
  }
  const baseOf = (customer: number, day: number): number =>
    day >= firstDay && day < firstDay + days ? (customer * days + day - firstDay) * width : -1
  const isNew = (met: Set<string>[], customer: number, id: string | undefined): boolean => {
    if (!distinct) return true
    met[customer] ??= new Set()
    if (met[customer].has(id!)) return false
    met[customer].add(id!)
    return true
  }

  return {
    table,
    customers,
    firstDay,
    days,
    sums,
    closing: closing.values,
    addTransactions,
    addPayments,
    knowAsOf(asOfDay) {
      if (asOfDays !== undefined && !asOfDays.has(asOfDay))
        throw new RangeError(`knowAsOf: need one of the dates the buckets were opened for, got ${asOfDay}`)
      if (!(asOfDay - BUCKET_DAYS + 1 >= firstDay && asOfDay < firstDay + days))
        throw new RangeError(
          `knowAsOf: need a date of ${firstDay + BUCKET_DAYS - 1}…${firstDay + days - 1}, got ${asOfDay}`,
        )
      targets = table.targets()
      late.know(asOfDay)
    },
  }
}

function zeros(length: number, memory: Float64Array | undefined): Float64Array {
  if (memory === undefined || memory.buffer.byteLength < 8 * length) return new Float64Array(length)
  return new Float64Array(memory.buffer, 0, length).fill(0)
}

function needIndex(caller: string, rows: Frame, customerIndex: Int32Array, customers: number): void {
  if (customerIndex.length !== rows.rows)
    throw new RangeError(`${caller}: need a customer index of ${rows.rows} rows, got ${customerIndex.length}`)
  for (let row = 0; row < customerIndex.length; row++)
    if (customerIndex[row] >= customers)
      throw new RangeError(
        `${caller}: need a customer of 0…${customers - 1} or −1, got ${customerIndex[row]} in row ${row}`,
      )
}

/** By day: the end of the next as-of date that sees it, in milliseconds; Infinity where there is none. */
function endsOfNextAsOf(
  firstDay: number,
  days: number,
  asOfDays: readonly number[] | undefined,
): Float64Array {
  const ends = new Float64Array(days)
  if (asOfDays === undefined) {
    for (let i = 0; i < days; i++) ends[i] = (firstDay + i + 1) * DAY_MS
    return ends
  }
  let next = asOfDays.length - 1
  let end = Infinity
  for (let i = days - 1; i >= 0; i--) {
    while (next >= 0 && asOfDays[next] >= firstDay + i) end = (asOfDays[next--] + 1) * DAY_MS
    ends[i] = end
  }
  return ends
}
