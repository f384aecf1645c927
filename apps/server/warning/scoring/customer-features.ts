/** Features of a known customer on a day: from the window that is kept ready, or from the rows where it cannot tell. */
import { accountKinds, ProblemError, transactionStatuses } from '@pratibimba/contract'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import {
  applyPaymentRecord,
  applyTransactionRecord,
  BUCKET_DAYS,
  CorruptWindowError,
  type CustomerWindow,
  type FeatureProgram,
  type LevelId,
  levels,
  type OneCustomerAttributes,
  openWindow,
  type ReadableWindow,
  readStoredWindow,
} from '@pratibimba/risk/features'
import type {
  AccountRecord,
  PaymentRecord,
  CustomerWindow as StoredWindow,
  TransactionRecord,
  TransactionStore,
} from '@pratibimba/risk/ports'
import type { CustomerInputs } from './customer-inputs.ts'
import type { KnownDays } from './known-days.ts'

const DAY_MS = 86_400_000
/** Days that the weekly aggregates look at. */
const FULL_HISTORY_DAYS = 56

/** A customer as of a day, ready to be asked for features. */
export interface CustomerAsOf {
  readonly customerId: string
  readonly asOfDay: number
  readonly window: ReadableWindow
  readonly attributes: OneCustomerAttributes
  /** Closing balances, by kind of account; those that are not known are absent. */
  readonly balancesMinor: Readonly<Partial<Record<LevelId, number>>>
  /** What limits features on this day. */
  readonly warnings: readonly string[]
}

/** Limits are added up over accounts, and missing where none has one. */
export function attributesOf(
  accounts: readonly AccountRecord[],
  declaredIncomeMinor: number | undefined,
): OneCustomerAttributes {
  const limits = accounts.flatMap(({ creditLimitMinor }) => creditLimitMinor ?? [])
  return {
    accounts: accounts.length,
    ...(limits.length > 0 && { credit_limit_minor: limits.reduce((sum, limit) => sum + limit, 0) }),
    ...(declaredIncomeMinor !== undefined && { declared_income_minor: declaredIncomeMinor }),
  }
}

/**
 * One of whom nothing is known that features look at is scored as the batch scores them, with a warning.
 *
 * @throws ProblemError `out_of_range` for a day before the first event or before what is kept
 */
export async function customerAsOf(
  transactions: Pick<TransactionStore, 'history'>,
  days: KnownDays,
  { customer, accounts, window: stored }: CustomerInputs,
  asOfDay: number,
): Promise<CustomerAsOf> {
  const { customerId } = customer
  // Of days before the last one it knows, a window may have been packed without all that they look back to.
  let window = stored && asOfDay >= parseDay(stored.through) ? openOrUndefined(stored) : undefined
  if (window === undefined || asOfDay < window.earliestAsOfDay()) {
    await requireKept(days, asOfDay)
    window = await windowFromRows(transactions, customerId, asOfDay)
  }
  return {
    ...standingOf(customerId, window, asOfDay, await days.latest()),
    attributes: attributesOf(accounts, customer.declaredIncomeMinor),
  }
}

/** Values in the order of the set. */
export function featuresOf(program: FeatureProgram, { window, asOfDay, attributes }: CustomerAsOf) {
  return window.featuresAt(program, asOfDay, attributes)
}

/** Facts of a window on a day. @throws ProblemError as `customerAsOf` does */
export function standingOf(
  customerId: string,
  window: ReadableWindow,
  asOfDay: number,
  latestDay: number | undefined,
): Omit<CustomerAsOf, 'attributes'> {
  const { transactions, payments } = window.facts()
  const endMs = (asOfDay + 1) * DAY_MS
  const fromDay = asOfDay - BUCKET_DAYS + 1
  let firstDay = Number.POSITIVE_INFINITY
  let firstAfter = Number.POSITIVE_INFINITY
  let seen = 0
  const closing = new Map<LevelId, { at: number; id: string; balance: number }>()
  for (let row = 0; row < transactions.ids.length; row++) {
    const at = transactions.timestampsMs[row]!
    const day = Math.floor(at / DAY_MS)
    if (at >= endMs || transactions.ingestedMs[row]! >= endMs) {
      firstAfter = Math.min(firstAfter, Math.max(day, Math.floor(transactions.ingestedMs[row]! / DAY_MS)))
      continue
    }
    if (day < fromDay) continue
    seen++
    firstDay = Math.min(firstDay, day)
    const level = levels[levelPlaces[transactions.accounts[row]!] ?? -1]
    const balance = transactions.balances[row]!
    if (level === undefined || transactions.statuses[row] !== POSTED || Number.isNaN(balance)) continue
    const before = closing.get(level)
    const id = transactions.ids[row]!
    if (before === undefined || at > before.at || (at === before.at && id > before.id))
      closing.set(level, { at, id, balance })
  }
  for (const { dueDay, settled } of payments) {
    const day = dueDay <= asOfDay ? dueDay : (settled?.paidDay ?? dueDay)
    if (day > asOfDay) firstAfter = Math.min(firstAfter, day)
    else if (day >= fromDay) {
      seen++
      firstDay = Math.min(firstDay, day)
    }
  }
  if (seen === 0 && firstAfter < Number.POSITIVE_INFINITY) throw notYetKnown(customerId, asOfDay, firstAfter)
  const history = asOfDay - firstDay + 1
  const warnings: string[] = []
  // Scored all the same, as by the batch: such customers are among those the model learnt from.
  if (seen === 0)
    warnings.push(
      `No transaction and no payment in the ${BUCKET_DAYS} days up to ${formatDay(asOfDay)}: features that look at them are missing or 0.`,
    )
  else if (history < FULL_HISTORY_DAYS)
    warnings.push(
      `Only ${history} ${history === 1 ? 'day' : 'days'} of history by ${formatDay(asOfDay)}: features of longer spans are missing or see less.`,
    )
  if (latestDay !== undefined && asOfDay > latestDay)
    warnings.push(`Nothing is known of any customer after ${formatDay(latestDay)}.`)
  return {
    customerId,
    asOfDay,
    window,
    warnings,
    balancesMinor: Object.fromEntries([...closing].map(([level, { balance }]) => [level, balance])),
  }
}

const POSTED = transactionStatuses.indexOf('posted')
/** By place in the vocabulary of accounts: the level that its balance closes; −1 for none. */
const levelPlaces = accountKinds.map((kind) => (levels as readonly string[]).indexOf(kind))

/** @returns undefined where the rows have to be read: another layout, or damaged bytes */
function openOrUndefined(stored: StoredWindow): ReadableWindow | undefined {
  try {
    return readStoredWindow(stored)
  } catch (error) {
    if (error instanceof CorruptWindowError) return undefined
    throw error
  }
}

/** @throws ProblemError `out_of_range` where features would look back on days whose rows are not online any more */
async function requireKept(days: KnownDays, asOfDay: number): Promise<void> {
  const fromDay = asOfDay - BUCKET_DAYS + 1
  const keptFrom = await days.keptFrom()
  if (fromDay < keptFrom)
    throw new ProblemError(
      'out_of_range',
      `As of ${formatDay(asOfDay)}, features look back to ${formatDay(fromDay)}, and transactions are kept online from ${formatDay(keptFrom)} on.`,
      [{ pointer: '/as_of_date', detail: `Need ${formatDay(keptFrom + BUCKET_DAYS - 1)} or later.` }],
    )
}

/** What was known at the end of a day of the days that features look at. */
export async function windowFromRows(
  transactions: Pick<TransactionStore, 'history'>,
  customerId: string,
  asOfDay: number,
): Promise<CustomerWindow> {
  const fromDay = asOfDay - BUCKET_DAYS + 1
  const end = new Date((asOfDay + 1) * DAY_MS)
  const rows = await transactions.history(customerId, new Date(fromDay * DAY_MS), end)
  return windowOf(
    rows.transactions,
    rows.payments.filter(
      ({ dueDate, paidDate }) =>
        parseDay(dueDate) <= asOfDay && Math.max(parseDay(dueDate), parseDay(paidDate ?? dueDate)) >= fromDay,
    ),
  )
}

/** A window of rows, whatever their order. */
export function windowOf(
  transactions: readonly TransactionRecord[],
  payments: readonly PaymentRecord[],
): CustomerWindow {
  const window = openWindow()
  for (const transaction of transactions) applyTransactionRecord(window, transaction)
  for (const payment of payments) applyPaymentRecord(window, payment)
  return window
}

function notYetKnown(customerId: string, asOfDay: number, firstAfter: number): ProblemError {
  return new ProblemError('out_of_range', `Nothing is known of ${customerId} on ${formatDay(asOfDay)}.`, [
    {
      pointer: '/as_of_date',
      detail: `The first event was known on ${formatDay(firstAfter)}; need that day or later.`,
    },
  ])
}
