/** Bytes back to the facts of a window; anything that was not written so is refused. */
import { paymentKinds } from '@pratibimba/contract'
import type { WindowFacts } from './customer-window.ts'
import { LATEST_DAY, LATEST_MS, MOST_ID_CHARACTERS } from './events.ts'
import { type PackedReader, packedReader } from './packed-bytes.ts'
import type { PaymentEntry } from './payment-log.ts'
import { emptyTransactions, type TransactionColumns } from './transaction-log.ts'
import { balanceForms, classRadix, crc32, HEADER_BYTES, signature } from './window-format.ts'

const MOST_ID_BYTES = 3 * MOST_ID_CHARACTERS

/** The bytes of a window are damaged, of another version, or no window at all. Build it again from its transactions. */
export class CorruptWindowError extends Error {
  override readonly name = 'CorruptWindowError'
}

/**
 * @param withIds false puts ranks in the place of ids of transactions, which take longest to read: they come in the order of
 *   time, then id, so that ranks tell which of two is the later
 * @throws CorruptWindowError when the bytes are not those that `packWindow` wrote
 */
export function unpackWindow(bytes: Uint8Array, withIds = true): WindowFacts {
  if (bytes.length < HEADER_BYTES || bytes[0] !== signature[0] || bytes[1] !== signature[1])
    return fail('they do not begin as one')
  if (bytes[2] !== signature[2]) return fail(`need version ${signature[2]}, got ${bytes[2]}`)
  const body = bytes.subarray(HEADER_BYTES)
  const sum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(signature.length, true)
  if (sum !== crc32(body)) return fail('the checksum does not fit')

  const reader = packedReader(body, fail)
  const day = optionalWhole(reader)
  const lostThrough = optionalWhole(reader)
  const transactions = readTransactions(reader, withIds)
  const payments = readPayments(reader)
  if (reader.left() > 0) return fail(`${reader.left()} bytes are left over`)
  return { day, lostThrough, transactions, payments }
}

function fail(why: string): never {
  throw new CorruptWindowError(`openWindow: need the bytes of a packed window: ${why}`)
}

function optionalWhole(reader: PackedReader): number {
  return reader.natural() === 0 ? -Infinity : reader.whole()
}

function readTransactions(reader: PackedReader, withIds: boolean): TransactionColumns {
  const columns = emptyTransactions()
  const count = countOf(reader)
  const unit = reader.natural()
  if (unit === 0) fail('instants have no unit')
  const expected = new Float64Array(classRadix.account)
  const readId = withIds ? idReader(reader) : undefined
  let timestamp = 0
  for (let row = 0; row < count; row++) {
    timestamp += reader.whole()
    const timestampMs = timestamp * unit
    const ingestedMs = (timestamp + reader.whole()) * unit
    let number = reader.natural()
    const digit = (radix: number): number => {
      const value = number % radix
      number = Math.floor(number / radix)
      return value
    }
    const form = digit(classRadix.balance)
    const status = digit(classRadix.status)
    const account = digit(classRadix.account)
    const channel = digit(classRadix.channel)
    const category = digit(classRadix.category)
    if (number > 0) fail('a class is none')
    const amount = reader.whole()
    if (form !== balanceForms.unknown)
      expected[account] =
        form === balanceForms.itself
          ? reader.whole()
          : expected[account] + amount + (form === balanceForms.unexpected ? reader.whole() : 0)
    const balance = form === balanceForms.unknown ? NaN : expected[account]
    if (Math.abs(timestampMs) > LATEST_MS || Math.abs(ingestedMs) > LATEST_MS) fail('an instant is none')
    if (Math.abs(balance) > Number.MAX_SAFE_INTEGER) fail('a balance is too large')
    if (readId === undefined) {
      reader.natural()
      reader.bytes(reader.natural())
      columns.ids.push(rankOf(row))
    } else columns.ids.push(readId())
    columns.timestampsMs.push(timestampMs)
    columns.ingestedMs.push(ingestedMs)
    columns.amounts.push(amount)
    columns.balances.push(balance)
    columns.categories.push(category)
    columns.channels.push(channel)
    columns.accounts.push(account)
    columns.statuses.push(status)
  }
  return columns
}

const ranks: string[] = []

/** Texts in the order of numbers, the same ones for all windows. */
function rankOf(row: number): string {
  while (ranks.length <= row) ranks.push(String(ranks.length).padStart(9, '0'))
  return ranks[row]
}

function readPayments(reader: PackedReader): PaymentEntry[] {
  const readId = idReader(reader)
  return Array.from({ length: countOf(reader) }, () => {
    const number = reader.natural()
    const kind = Math.floor(number / 2)
    if (kind > paymentKinds.length) fail('a kind of payment is none')
    const dueDay = reader.whole()
    const amountDue = reader.whole()
    const settled =
      number % 2 === 0 ? undefined : { paidDay: dueDay + reader.whole(), amountPaid: reader.whole() }
    if (Math.abs(dueDay) > LATEST_DAY || Math.abs(settled?.paidDay ?? 0) > LATEST_DAY) fail('a day is none')
    return { id: readId(), kind, dueDay, amountDue, settled }
  })
}

/** Nothing takes less than a byte, so that a wrong count cannot ask for more than there is. */
function countOf(reader: PackedReader): number {
  const count = reader.natural()
  return count > reader.left() ? fail('there is less than was counted') : count
}

function idReader(reader: PackedReader): () => string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const seen = new Set<string>()
  let before = ''
  let bytesBefore: Uint8Array | undefined
  return () => {
    const shared = reader.natural()
    const rest = reader.bytes(reader.natural())
    const lengthBefore = bytesBefore?.length ?? before.length
    if (shared > lengthBefore || shared + rest.length > MOST_ID_BYTES) fail('an id is cut off or too long')
    const ascii = bytesBefore === undefined ? asciiText(rest) : undefined
    if (ascii !== undefined) {
      before = before.slice(0, shared) + ascii
    } else {
      bytesBefore = joined((bytesBefore ?? new TextEncoder().encode(before)).subarray(0, shared), rest)
      before = textOf(decoder, bytesBefore)
    }
    if (before === '' || seen.has(before)) fail('an id is empty or comes twice')
    seen.add(before)
    return before
  }
}

/** Undefined where a byte is part of another character. */
function asciiText(bytes: Uint8Array): string | undefined {
  let text = ''
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] > 127) return undefined
    text += String.fromCharCode(bytes[i])
  }
  return text
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length)
  bytes.set(a)
  bytes.set(b, a.length)
  return bytes
}

function textOf(decoder: Pick<InstanceType<typeof TextDecoder>, 'decode'>, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    return fail('an id is no text')
  }
}
