/** A window as bytes: some ten bytes a transaction. */
import type { CustomerWindow } from './customer-window.ts'
import { type PackedWriter, packedWriter } from './packed-bytes.ts'
import type { PaymentEntry } from './payment-log.ts'
import type { TransactionColumns } from './transaction-log.ts'
import { balanceForms, classRadix, crc32, HEADER_BYTES, signature } from './window-format.ts'

/**
 * Everything `openWindow` needs; the same events give the same bytes, in whatever order they came.
 *
 * @see docs/methods/feature-engines.md
 */
export function packWindow(window: CustomerWindow): Uint8Array {
  const { day, lostThrough, transactions, payments } = window.facts()
  const writer = packedWriter()
  for (const each of [day, lostThrough]) {
    writer.natural(each === -Infinity ? 0 : 1)
    if (each !== -Infinity) writer.whole(each)
  }
  writeTransactions(writer, transactions)
  writePayments(writer, payments)

  const body = writer.written()
  const bytes = new Uint8Array(HEADER_BYTES + body.length)
  bytes.set(signature)
  new DataView(bytes.buffer).setUint32(signature.length, crc32(body), true)
  bytes.set(body, HEADER_BYTES)
  return bytes
}

function writeTransactions(writer: PackedWriter, columns: Readonly<TransactionColumns>): void {
  const { ids, timestampsMs, ingestedMs, amounts, balances } = columns
  const order = Array.from(ids.keys()).sort(
    (a, b) => timestampsMs[a] - timestampsMs[b] || (ids[a] < ids[b] ? -1 : 1),
  )
  let unit = 0
  for (const row of order) unit = commonDivisor(commonDivisor(unit, timestampsMs[row]), ingestedMs[row])
  unit ||= 1
  writer.natural(order.length)
  writer.natural(unit)
  const expected = new Float64Array(classRadix.account)
  const writeId = idWriter(writer)
  let before = 0
  for (const row of order) {
    const timestamp = timestampsMs[row] / unit
    writer.whole(timestamp - before)
    writer.whole(ingestedMs[row] / unit - timestamp)
    before = timestamp
    const account = columns.accounts[row]
    const form = balanceForm(balances[row], expected[account], amounts[row])
    let number = columns.categories[row]
    number = number * classRadix.channel + columns.channels[row]
    number = number * classRadix.account + account
    number = number * classRadix.status + columns.statuses[row]
    writer.natural(number * classRadix.balance + form)
    writer.whole(amounts[row])
    if (form === balanceForms.unexpected) writer.whole(balances[row] - expected[account] - amounts[row])
    if (form === balanceForms.itself) writer.whole(balances[row])
    if (form !== balanceForms.unknown) expected[account] = balances[row]
    writeId(ids[row])
  }
}

function balanceForm(balance: number, expected: number, amount: number): number {
  if (Number.isNaN(balance)) return balanceForms.unknown
  const isExact = Math.max(Math.abs(balance), Math.abs(expected), Math.abs(amount)) < 2 ** 50
  if (!isExact) return balanceForms.itself
  return balance === expected + amount ? balanceForms.expected : balanceForms.unexpected
}

function writePayments(writer: PackedWriter, payments: readonly PaymentEntry[]): void {
  const writeId = idWriter(writer)
  writer.natural(payments.length)
  for (const { id, kind, dueDay, amountDue, settled } of payments.toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  )) {
    writer.natural(2 * kind + (settled === undefined ? 0 : 1))
    writer.whole(dueDay)
    writer.whole(amountDue)
    if (settled !== undefined) {
      writer.whole(settled.paidDay - dueDay)
      writer.whole(settled.amountPaid)
    }
    writeId(id)
  }
}

function idWriter(writer: PackedWriter): (id: string) => void {
  const encoder = new TextEncoder()
  let before: Uint8Array = new Uint8Array(0)
  return (id) => {
    const bytes = encoder.encode(id)
    let shared = 0
    while (shared < bytes.length && shared < before.length && bytes[shared] === before[shared]) shared++
    writer.natural(shared)
    writer.natural(bytes.length - shared)
    writer.bytes(bytes.subarray(shared))
    before = bytes
  }
}

function commonDivisor(a: number, b: number): number {
  let larger = Math.abs(a)
  let smaller = Math.abs(b)
  while (smaller > 0) {
    const rest = larger % smaller
    larger = smaller
    smaller = rest
  }
  return larger
}
