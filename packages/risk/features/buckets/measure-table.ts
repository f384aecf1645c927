/** Which measures an event adds to, looked up by what kind of event it is; no word is compared twice. */
import {
  type AccountKind,
  accountKinds,
  type PaymentKind,
  paymentKinds,
  type TransactionCategory,
  type TransactionChannel,
  type TransactionStatus,
  transactionCategories,
  transactionChannels,
  transactionStatuses,
} from '@pratibimba/contract'
import type { FeatureSet } from '../feature-set.ts'
import type { Measure, MeasureId, TransactionFilter } from '../measures.ts'

const HOURS = 24
/** In, out, or an amount of 0. */
const DIRECTIONS = 3

/** Measures that a kind of event adds to, by the position of the measure. */
interface PaymentTargets {
  readonly counts: readonly number[]
  readonly amountsDue: readonly number[]
  readonly amountsPaid: readonly number[]
  readonly daysLate: readonly number[]
}

/**
 * The measures of a feature set, ready to be added to.
 *
 * A class of transactions is one combination of category, channel, kind of account, status, direction and group of
 * hours; a word that is not of the vocabulary has a place of its own, which only measures without a condition accept.
 */
export interface MeasureTable {
  readonly measures: readonly Measure[]
  readonly positions: ReadonlyMap<MeasureId, number>
  /** Numbers of a customer's day: one a measure, and the number of events. */
  readonly width: number
  /** Group of hours by hour, and how many there are. */
  readonly hourGroups: Uint8Array
  readonly hourGroupCount: number
  /** What each dictionary code adds to the number of the class, in the order of the dictionary, then for a missing word. */
  readonly categorySteps: (dictionary: readonly string[]) => Int32Array
  readonly channelSteps: (dictionary: readonly string[]) => Int32Array
  readonly accountSteps: (dictionary: readonly string[]) => Int32Array
  readonly statusSteps: (dictionary: readonly string[]) => Int32Array
  readonly directionStep: number
  /**
   * Where `targets` tells what a class adds to: the number of measures that take the amount, the number that count,
   * then the positions of the former and of the latter.
   */
  readonly targetsOf: (transactionClass: number) => number
  /** What `targetsOf` has answered, by class; −1 where it has not been asked. */
  readonly knownTargets: Int32Array
  /** Grows as classes are seen: read it again after `targetsOf`. */
  readonly targets: () => Int32Array
  /** By position of the kind in the vocabulary; last for other words. */
  readonly due: readonly PaymentTargets[]
  readonly settled: readonly PaymentTargets[]
}

const tables = new WeakMap<readonly Measure[], MeasureTable>()

/**
 * The table of a feature set's measures.
 *
 * @throws RangeError when two measures share an id, or the hours of one are not a range within the day
 */
export function measureTable(set: FeatureSet): MeasureTable {
  let table = tables.get(set.measures)
  if (table === undefined) {
    table = buildTable(set.measures)
    tables.set(set.measures, table)
  }
  return table
}

function buildTable(measures: readonly Measure[]): MeasureTable {
  const positions = new Map<MeasureId, number>()
  for (const [i, { id }] of measures.entries()) {
    if (positions.has(id)) throw new RangeError(`measureTable: need distinct measures, got "${id}" twice`)
    positions.set(id, i)
  }
  const { hourGroups, hourGroupCount, firstHours } = groupHours(measures)

  const directionStep = hourGroupCount
  const statusStep = DIRECTIONS * directionStep
  const accountStep = (transactionStatuses.length + 1) * statusStep
  const channelStep = (accountKinds.length + 1) * accountStep
  const categoryStep = (transactionChannels.length + 1) * channelStep
  const known = new Int32Array((transactionCategories.length + 1) * categoryStep).fill(-1)
  const lists = targetLists()

  const targetsOf = (transactionClass: number): number => {
    if (known[transactionClass] >= 0) return known[transactionClass]
    const place = (step: number, words: number) => Math.floor(transactionClass / step) % (words + 1)
    const event: TransactionClass = {
      category: transactionCategories[place(categoryStep, transactionCategories.length)],
      channel: transactionChannels[place(channelStep, transactionChannels.length)],
      account: accountKinds[place(accountStep, accountKinds.length)],
      status: transactionStatuses[place(statusStep, transactionStatuses.length)],
      direction: directions[Math.floor(transactionClass / directionStep) % DIRECTIONS],
      hour: firstHours[transactionClass % hourGroupCount],
    }
    const amounts: number[] = []
    const counts: number[] = []
    for (const [i, measure] of measures.entries())
      if (measure.event === 'transaction' && accepts(measure.where, event))
        (measure.value === 'amount' ? amounts : counts).push(i)
    known[transactionClass] = lists.add(amounts, counts)
    return known[transactionClass]
  }

  return {
    measures,
    positions,
    width: measures.length + 1,
    hourGroups,
    hourGroupCount,
    categorySteps: stepsOf(transactionCategories, categoryStep),
    channelSteps: stepsOf(transactionChannels, channelStep),
    accountSteps: stepsOf(accountKinds, accountStep),
    statusSteps: stepsOf(transactionStatuses, statusStep),
    directionStep,
    targetsOf,
    knownTargets: known,
    targets: lists.values,
    due: paymentTargets(measures, 'payment_due'),
    settled: paymentTargets(measures, 'payment_settled'),
  }
}

interface TransactionClass {
  readonly category: TransactionCategory | undefined
  readonly channel: TransactionChannel | undefined
  readonly account: AccountKind | undefined
  readonly status: TransactionStatus | undefined
  readonly direction: 'in' | 'out' | undefined
  readonly hour: number
}

/** In the order of the steps: amounts below 0, of 0, above 0. */
const directions = ['out', undefined, 'in'] as const

function accepts(where: TransactionFilter, event: TransactionClass): boolean {
  return (
    includes(where.categories, event.category) &&
    includes(where.channels, event.channel) &&
    includes(where.accounts, event.account) &&
    (where.direction === undefined || where.direction === event.direction) &&
    (where.status ?? 'posted') === event.status &&
    (where.hours === undefined || withinHours(where.hours, event.hour))
  )
}

function includes<Word>(words: readonly Word[] | undefined, word: Word | undefined): boolean {
  return words === undefined || (word !== undefined && words.includes(word))
}

function withinHours([from, to]: readonly [number, number], hour: number): boolean {
  return from < to ? hour >= from && hour < to : hour >= from || hour < to
}

/** Hours that every measure treats alike have one number, so that there are fewer classes. */
function groupHours(measures: readonly Measure[]) {
  const ranges: (readonly [number, number])[] = []
  for (const measure of measures) {
    if (measure.event !== 'transaction' || measure.where.hours === undefined) continue
    const [from, to] = measure.where.hours
    if (![from, to].every((hour) => Number.isInteger(hour) && hour >= 0 && hour <= HOURS) || from === to)
      throw new RangeError(`measureTable: need two hours of 0…24 in "${measure.id}", got ${from} to ${to}`)
    ranges.push([from, to])
  }
  const numbers = new Map<string, number>()
  const firstHours: number[] = []
  const hourGroups = new Uint8Array(HOURS)
  for (let hour = 0; hour < HOURS; hour++) {
    const signature = ranges.map((range) => (withinHours(range, hour) ? 1 : 0)).join('')
    let group = numbers.get(signature)
    if (group === undefined) {
      group = numbers.size
      numbers.set(signature, group)
      firstHours.push(hour)
    }
    hourGroups[hour] = group
  }
  return { hourGroups, hourGroupCount: numbers.size, firstHours }
}

/** Steps by dictionary code, kept for each dictionary that was met. */
function stepsOf(words: readonly string[], step: number): (dictionary: readonly string[]) => Int32Array {
  const met = new WeakMap<readonly string[], Int32Array>()
  return (dictionary) => {
    let steps = met.get(dictionary)
    if (steps === undefined) {
      steps = new Int32Array(dictionary.length + 1).fill(words.length * step)
      for (const [code, word] of dictionary.entries()) {
        const place = words.indexOf(word)
        if (place >= 0) steps[code] = place * step
      }
      met.set(dictionary, steps)
    }
    return steps
  }
}

/** Lists of positions one after the other; classes with the same measures share one. */
function targetLists() {
  let values = new Int32Array(1024)
  let used = 0
  const places = new Map<string, number>()
  return {
    values: () => values,
    add(amounts: readonly number[], counts: readonly number[]): number {
      const list = [amounts.length, counts.length, ...amounts, ...counts]
      const key = list.join()
      const place = places.get(key)
      if (place !== undefined) return place
      if (used + list.length > values.length) {
        const larger = new Int32Array(2 * (values.length + list.length))
        larger.set(values)
        values = larger
      }
      values.set(list, used)
      places.set(key, used)
      used += list.length
      return used - list.length
    },
  }
}

function paymentTargets(
  measures: readonly Measure[],
  event: 'payment_due' | 'payment_settled',
): PaymentTargets[] {
  return [...paymentKinds, undefined].map((kind: PaymentKind | undefined) => {
    const of = (value: string) =>
      measures.flatMap((measure, i) =>
        measure.event === event && measure.value === value && includes(measure.kinds, kind) ? [i] : [],
      )
    return {
      counts: of('count'),
      amountsDue: of('amount_due'),
      amountsPaid: of('amount_paid'),
      daysLate: of('days_late'),
    }
  })
}
