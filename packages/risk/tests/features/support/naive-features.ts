/** Features straight from their meaning: every event an object, every window a filter, nothing shared or kept. */
import {
  type Expression,
  type FeatureSet,
  type Measure,
  SIGNAL_WEEKS,
  type TransactionFilter,
  type WeeklyAggregate,
  type Window,
} from '@pratibimba/risk/features'
import { DAY_MS, type Payment, type Transaction } from './events.ts'

export type Attributes = Readonly<Record<string, number>>

/** The features of one customer at the end of a day, NaN = missing. */
export function naiveFeatures(
  set: FeatureSet,
  transactions: readonly Transaction[],
  payments: readonly Payment[],
  asOfDay: number,
  attributes: Attributes = {},
): number[] {
  const view = viewOf(set, transactions, payments, asOfDay, attributes)
  return set.features.map(({ value }) => view.value(value))
}

/** The weeks of each signal, week 0 first. */
export function naiveWeeks(
  set: FeatureSet,
  transactions: readonly Transaction[],
  payments: readonly Payment[],
  asOfDay: number,
  attributes: Attributes = {},
): Map<string, number[]> {
  const view = viewOf(set, transactions, payments, asOfDay, attributes)
  return new Map(set.signals.map(({ id }) => [id, view.weeks(id)]))
}

const dayOf = (ms: number) => Math.floor(ms / DAY_MS)

function viewOf(
  set: FeatureSet,
  everyTransaction: readonly Transaction[],
  everyPayment: readonly Payment[],
  asOfDay: number,
  attributes: Attributes,
) {
  const inReach = (day: number) => day <= asOfDay && day >= asOfDay - 90
  const known = firstOfEach(everyTransaction).filter(
    ({ timestampMs, ingestedMs }) => inReach(dayOf(timestampMs)) && ingestedMs < (asOfDay + 1) * DAY_MS,
  )
  const payments = [...new Map(everyPayment.map((payment) => [payment.id, payment])).values()]
  const due = payments.filter(({ dueDay }) => inReach(dueDay))
  const settled = payments.filter(({ paidDay }) => paidDay !== null && inReach(paidDay))

  const onDay = (measure: Measure, daysAgo: number): number => {
    const day = asOfDay - daysAgo
    switch (measure.event) {
      case 'transaction':
        return total(
          known.filter((e) => dayOf(e.timestampMs) === day && accepts(measure.where, e)),
          (e) => (measure.value === 'count' ? 1 : Math.abs(e.amountMinor)),
        )
      case 'payment_due':
        return total(
          due.filter((p) => p.dueDay === day && ofKind(measure.kinds, p.kind)),
          (p) => (measure.value === 'count' ? 1 : p.amountDueMinor),
        )
      case 'payment_settled':
        return total(
          settled.filter((p) => p.paidDay === day && ofKind(measure.kinds, p.kind)),
          (p) =>
            ({
              count: 1,
              amount_due: p.amountDueMinor,
              amount_paid: p.amountPaidMinor,
              days_late: Math.max(0, p.paidDay! - p.dueDay),
            })[measure.value],
        )
    }
  }
  const daily = (id: string, window: Window): number[] => {
    const measure = set.measures.find((each) => each.id === id)!
    return daysOf(window).map((daysAgo) => onDay(measure, daysAgo))
  }
  const closing = (level: string, daysAgo: number): number => {
    const candidates = known.filter(
      (e) =>
        e.accountKind === level &&
        e.status === 'posted' &&
        e.balanceMinor !== null &&
        dayOf(e.timestampMs) <= asOfDay - daysAgo,
    )
    const last = candidates.reduce<Transaction | undefined>(
      (best, e) =>
        best === undefined ||
        e.timestampMs > best.timestampMs ||
        (e.timestampMs === best.timestampMs && e.id > best.id)
          ? e
          : best,
      undefined,
    )
    return last?.balanceMinor ?? NaN
  }
  const weeks = (id: string): number[] => {
    const signal = set.signals.find((each) => each.id === id)!
    return Array.from({ length: SIGNAL_WEEKS }, (_, week) => value(signal.week(week)))
  }

  const value = (e: Expression): number => {
    switch (e.op) {
      case 'constant':
        return e.value
      case 'sum':
        return total(daily(e.measure, e.window), (x) => x)
      case 'active_days':
        return daily(e.measure, e.window).filter((x) => x !== 0).length
      case 'largest_day':
        return Math.max(...daily(e.measure, e.window))
      case 'closing':
        return closing(e.level, e.daysAgo)
      case 'lowest': {
        const all = daysOf(e.window)
          .map((daysAgo) => closing(e.level, daysAgo))
          .filter((x) => !Number.isNaN(x))
        return all.length === 0 ? NaN : Math.min(...all)
      }
      case 'history_days': {
        const days = [
          ...known.map(({ timestampMs }) => dayOf(timestampMs)),
          ...due.map(({ dueDay }) => dueDay),
          ...settled.map(({ paidDay }) => paidDay!),
        ]
        return days.length === 0 ? 0 : asOfDay - Math.min(...days) + 1
      }
      case 'attribute':
        return attributes[e.name] ?? NaN
      case 'feature':
        return value(set.features.find(({ id }) => id === e.id)!.value)
      case 'weekly':
        return aggregate(e.aggregate, weeks(e.signal), set.signals.find(({ id }) => id === e.signal)!.high)
      case 'negate':
        return -value(e.of)
      case 'absolute':
        return Math.abs(value(e.of))
      case 'log1p':
        return value(e.of) <= -1 ? NaN : Math.log1p(value(e.of))
      case 'exponential':
        return value(e.of) <= 709 ? Math.exp(value(e.of)) : NaN
      case 'square_root':
        return Math.sqrt(value(e.of))
      case 'is_missing':
        return Number.isNaN(value(e.of)) ? 1 : 0
      case 'clip':
        return Math.min(e.high, Math.max(e.low, value(e.of)))
      case 'coalesce':
        return Number.isNaN(value(e.of)) ? value(e.otherwise) : value(e.of)
      case 'choose': {
        const condition = value(e.condition)
        return Number.isNaN(condition) ? NaN : value(condition === 0 ? e.otherwise : e.then)
      }
      default:
        return binary(e.op, value(e.left), value(e.right))
    }
  }
  return { value, weeks }
}

/** An event that comes again is one event, known from its first coming. */
function firstOfEach(events: readonly Transaction[]): Transaction[] {
  const first = new Map<string, Transaction>()
  for (const event of events)
    if (event.ingestedMs < (first.get(event.id)?.ingestedMs ?? Infinity)) first.set(event.id, event)
  return [...first.values()]
}

function accepts(where: TransactionFilter, e: Transaction): boolean {
  const hour = new Date(e.timestampMs).getUTCHours()
  const [from, to] = where.hours ?? [0, 24]
  return (
    (where.status ?? 'posted') === e.status &&
    (where.categories === undefined || (where.categories as readonly string[]).includes(e.category)) &&
    (where.channels === undefined || (where.channels as readonly string[]).includes(e.channel)) &&
    (where.accounts === undefined || (where.accounts as readonly string[]).includes(e.accountKind)) &&
    (where.direction !== 'in' || e.amountMinor > 0) &&
    (where.direction !== 'out' || e.amountMinor < 0) &&
    (from < to ? from <= hour && hour < to : hour >= from || hour < to)
  )
}

function ofKind(kinds: readonly string[] | undefined, kind: string): boolean {
  return kinds === undefined || kinds.includes(kind)
}

function daysOf({ from, to }: Window): number[] {
  return Array.from({ length: from - to + 1 }, (_, i) => from - i)
}

function total<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0)
}

function binary(op: string, left: number, right: number): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return NaN
  switch (op) {
    case 'add':
      return left + right
    case 'subtract':
      return left - right
    case 'multiply':
      return left * right
    case 'divide':
      return right === 0 ? NaN : left / right
    case 'minimum':
      return Math.min(left, right)
    case 'maximum':
      return Math.max(left, right)
    case 'greater':
      return left > right ? 1 : 0
    case 'at_least':
      return left >= right ? 1 : 0
    default:
      throw new Error(`unknown operation ${op}`)
  }
}

/** Spread and slope from pairs of weeks, which need no mean. */
function aggregate(how: WeeklyAggregate, weeks: readonly number[], high: number): number {
  const known = weeks.flatMap((x, week) => (Number.isNaN(x) ? [] : [{ x, t: -week }]))
  const n = known.length
  if (n === 0) return NaN
  const values = known.map(({ x }) => x)
  const pairs = known.flatMap((a, i) => known.slice(i + 1).map((b) => [a, b] as const))
  switch (how) {
    case 'mean':
      return total(values, (x) => x) / n
    case 'max':
      return Math.max(...values)
    case 'min':
      return Math.min(...values)
    case 'std':
      return n < 2 ? NaN : Math.sqrt(total(pairs, ([a, b]) => (a.x - b.x) ** 2) / n / (n - 1))
    case 'trend':
      return n < 3
        ? NaN
        : total(pairs, ([a, b]) => (a.t - b.t) * (a.x - b.x)) / total(pairs, ([a, b]) => (a.t - b.t) ** 2)
    case 'consec_high': {
      const marks = weeks.map((x) => (x >= high ? 'h' : '-')).join('')
      return Math.max(...marks.split('-').map((run) => run.length))
    }
  }
}
