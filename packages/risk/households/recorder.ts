/** Books that keep everything, as columns; the texts, times and delays that no decision depends on are drawn here. */
import {
  accountKinds,
  duePaymentStatuses,
  paymentKinds,
  transactionCategories,
  transactionChannels,
  transactionStatuses,
} from '@pratibimba/contract'
import { normalQuantile } from '@pratibimba/numerics/distributions'
import type { RandomStream } from '@pratibimba/numerics/random'
import type { Books } from './books.ts'
import { CARD_ACCOUNT, FIRST_LOAN_ACCOUNT } from './codes.ts'
import { CARD_SLOT, FIRST_UTILITY_SLOT, HOME_SLOT } from './layout.ts'
import { describeMerchants } from './merchants.ts'
import type { HouseholdParameters } from './parameters.ts'

const DAY_MS = 86_400_000
const CHANNELS = transactionChannels.length
const RENT_KIND = paymentKinds.indexOf('rent')
const [SCHEDULED, PAID, LATE, MISSED] = (['scheduled', 'paid', 'late', 'missed'] as const).map((status) =>
  duePaymentStatuses.indexOf(status),
)
const POSTED = transactionStatuses.indexOf('posted')
const FAILED = transactionStatuses.indexOf('failed')
const KIND_OF_ACCOUNT = ['current', 'savings', 'credit_card'].map((kind) =>
  accountKinds.indexOf(kind as (typeof accountKinds)[number]),
)
/** Seconds of the day in which the parts of a day lie: night, dawn, morning, daytime, evening. */
const PART_BEGIN = [900, 18_000, 25_200, 32_400, 75_600]
const PART_END = [17_900, 25_100, 32_300, 75_500, 86_100]
/** Accounts of one customer that codes of accounts leave room for. */
export const ACCOUNTS_EACH = 8
const TRANSACTIONS_EACH = 1_000_000
const PAYMENTS_EACH = 100_000

/** Rows of transactions and payments, reused batch after batch; the first `count` are filled. */
class TransactionRows {
  count = 0
  id = new Float64Array(0)
  customer = new Int32Array(0)
  account = new Int32Array(0)
  kind = new Int32Array(0)
  timestamp = new Float64Array(0)
  amount = new Float64Array(0)
  category = new Int32Array(0)
  channel = new Int32Array(0)
  status = new Int32Array(0)
  description = new Int32Array(0)
  balance = new Float64Array(0)
  ingested = new Float64Array(0)
}

export class PaymentRows {
  count = 0
  id = new Float64Array(0)
  customer = new Int32Array(0)
  account = new Int32Array(0)
  kind = new Int32Array(0)
  due = new Int32Array(0)
  amount = new Float64Array(0)
  paidOn = new Int32Array(0)
  paid = new Float64Array(0)
  hasPaid = new Uint8Array(0)
  status = new Int32Array(0)
}

/** Doubles the arrays of rows. */
function grow(rows: object, to: number): void {
  for (const [name, values] of Object.entries(rows)) {
    if (!ArrayBuffer.isView(values)) continue
    const old = values as Float64Array
    const larger = new (old.constructor as Float64ArrayConstructor)(to)
    larger.set(old)
    Object.assign(rows, { [name]: larger })
  }
}

const merchants = describeMerchants()
export const descriptionDictionary = merchants.dictionary
/** Categories of which a customer has one counterparty for good. */
const steady = new Set(
  ['salary', 'rent', 'instalment', 'utilities', 'telecom', 'insurance', 'card_payment', 'lending_app'].map(
    (name) => transactionCategories.indexOf(name as (typeof transactionCategories)[number]),
  ),
)
const isSteady = Uint8Array.from(transactionCategories, (_, category) => (steady.has(category) ? 1 : 0))

export class Recorder implements Books {
  readonly transactions = new TransactionRows()
  readonly payments = new PaymentRows()
  /** false: nothing is written, as before the first day of data. */
  isOpen = false
  private readonly random: RandomStream
  private readonly lateBelow: number
  private readonly lateMedianMs: number
  private parts = new Uint8Array(1024)
  private serial = 0
  private place = 0
  private dayStart = 0
  private day = 0
  private firstTransaction = 0
  private firstPayment = 0

  constructor(random: RandomStream, parameters: HouseholdParameters) {
    this.random = random
    this.lateBelow = parameters['late_row.share'] * 2 ** 32
    this.lateMedianMs = parameters['late_row.median_hours'] * 3_600_000
  }

  clear(): void {
    this.transactions.count = 0
    this.payments.count = 0
  }

  /** @param serial number of the customer from 1; @param place its place in the batch */
  beginCustomer(serial: number, place: number): void {
    this.serial = serial
    this.place = place
    this.isOpen = false
    this.firstTransaction = this.transactions.count
    this.firstPayment = this.payments.count
    this.random.at(serial)
  }

  beginDay(day: number): void {
    this.day = day
    this.dayStart = this.transactions.count
  }

  transaction(
    account: number,
    amount: number,
    category: number,
    channel: number,
    part: number,
    failed: boolean,
    balance: number,
  ): void {
    if (!this.isOpen) return
    const rows = this.transactions
    const row = rows.count++
    if (row >= rows.id.length) grow(rows, Math.max(65_536, rows.id.length * 2))
    const ofDay = row - this.dayStart
    if (ofDay >= this.parts.length) {
      const larger = new Uint8Array(this.parts.length * 2)
      larger.set(this.parts)
      this.parts = larger
    }
    this.parts[ofDay] = part
    rows.id[row] = this.serial * TRANSACTIONS_EACH + (row - this.firstTransaction + 1)
    rows.customer[row] = this.place
    rows.account[row] = this.place * ACCOUNTS_EACH + account
    rows.kind[row] = KIND_OF_ACCOUNT[account]
    rows.amount[row] = amount
    rows.category[row] = category
    rows.channel[row] = channel
    rows.status[row] = failed ? FAILED : POSTED
    rows.balance[row] = balance
  }

  /** Gives the day's rows their times, in the order in which they were made. */
  endDay(): void {
    const { transactions: rows, random, parts, dayStart } = this
    const midnight = this.day * DAY_MS
    let left = 0
    let part = -1
    let begin = 0
    for (let row = dayStart; row < rows.count; row++) {
      const own = parts[row - dayStart]
      if (own !== part) {
        part = own
        begin = PART_BEGIN[part]
        left = 1
        while (row + left < rows.count && parts[row + left - dayStart] === part) left++
      }
      // The least of `left` uniforms on what remains of the part: sorted times without sorting.
      const u = (random.uint32() + 0.5) * 2 ** -32
      begin += Math.floor((PART_END[part] - begin) * (left === 1 ? u : 1 - u ** (1 / left)))
      left--
      const time = midnight + begin * 1000
      rows.timestamp[row] = time
      rows.ingested[row] = this.ingestion(time, midnight)
      rows.description[row] = this.describe(rows.category[row], rows.channel[row])
    }
  }

  private ingestion(time: number, midnight: number): number {
    const word = this.random.uint32()
    if (word < this.lateBelow) {
      const u = (this.random.uint32() + 0.5) * 2 ** -32
      return time + Math.round((this.lateMedianMs * Math.exp(normalQuantile(u))) / 1000) * 1000
    }
    return Math.min(time + (5 + (word % 600)) * 1000, midnight + DAY_MS - 1000)
  }

  private describe(category: number, channel: number): number {
    const cell = category * CHANNELS + channel
    const count = merchants.count[cell]
    const word = this.random.uint32()
    // Three in four go to one of the customer's four usual merchants of the kind.
    const usual = isSteady[category] === 1 ? 0 : word & 3
    const isUsual = isSteady[category] === 1 || word >>> 30 !== 0
    const pick = isUsual
      ? Math.imul(
          Math.imul(this.serial, 0x9e3779b1) ^ Math.imul(category * 4 + usual + 1, 0x85ebca6b),
          0xc2b2ae35,
        ) >>> 8
      : (word >>> 2) & 0xffffff
    return merchants.first[cell] + (pick % count)
  }

  paymentDue(slot: number, kind: number, day: number, amount: number): number {
    if (!this.isOpen) return -1
    const rows = this.payments
    const row = rows.count++
    if (row >= rows.id.length) grow(rows, Math.max(8_192, rows.id.length * 2))
    rows.id[row] = this.serial * PAYMENTS_EACH + (row - this.firstPayment + 1)
    rows.customer[row] = this.place
    rows.account[row] = this.place * ACCOUNTS_EACH + accountOfSlot(slot, kind)
    rows.kind[row] = kind
    rows.due[row] = day
    rows.amount[row] = amount
    rows.hasPaid[row] = 0
    rows.paidOn[row] = 0
    rows.paid[row] = 0
    rows.status[row] = SCHEDULED
    return row
  }

  paymentSettled(row: number, day: number, amount: number): void {
    if (row < 0) return
    const rows = this.payments
    rows.hasPaid[row] = 1
    rows.paidOn[row] = day
    rows.paid[row] = amount
    rows.status[row] = day > rows.due[row] ? LATE : PAID
  }

  paymentMissed(row: number): void {
    if (row < 0) return
    this.payments.status[row] = MISSED
  }
}

function accountOfSlot(slot: number, kind: number): number {
  if (slot === CARD_SLOT) return CARD_ACCOUNT
  if (slot >= FIRST_UTILITY_SLOT || (slot === HOME_SLOT && kind === RENT_KIND)) return 0
  return FIRST_LOAN_ACCOUNT + slot
}
