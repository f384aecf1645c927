/** One row of cells to one transaction, or why not. */
import type { AccountKind, TransactionChannel, TransactionStatus } from '@pratibimba/contract'
import type { TransactionField } from '../mapping/fields.ts'
import type { TransactionMapping } from '../mapping/transaction-mapping.ts'
import { currencyExponent } from '../parsing/currencies.ts'
import { type Amount, type Fault, parseAmount } from '../parsing/parse-amount.ts'
import { dayOf, parseMoment } from '../parsing/parse-moment.ts'
import { zoneReader } from '../parsing/zone.ts'
import type { Convert } from './rates.ts'
import { accountKindWords, channelOf, directions, statuses, wordKey } from './words.ts'

/** What the row says; category and identifier come later. */
export interface ReadTransaction {
  readonly customerId: string
  readonly accountId: string
  readonly accountKind: AccountKind
  /** Instant, ms; of a date alone its beginning in UTC. */
  readonly timestampMs: number
  readonly amountMinor: number
  readonly description: string
  readonly categoryWord: string
  readonly merchantCode: string
  readonly channel: TransactionChannel
  readonly status: TransactionStatus
  readonly balanceMinor?: number
  /** As the file gives it; empty where it does not. */
  readonly transactionId: string
  readonly ingestedMs: number
}

/** Why a row was refused. */
interface RowFault {
  readonly field: TransactionField
  /** What stands there, what may, and what to do; never the cell itself. */
  readonly detail: string
}

/** Things worth counting that refuse no row. */
export interface RowTallies {
  converted: number
  /** Known before they happened by their own account; taken for known when they happened. */
  knownTooEarly: number
  channelGuessed: number
  directionDisagrees: number
}

export interface ReaderOptions {
  /** Nothing may happen after it. */
  readonly nowMs: number
  readonly convert?: Convert
}

export interface TransactionReader {
  /** @param cell of a field; empty where there is no column */
  read(cell: (field: TransactionField) => string): ReadTransaction | RowFault
  readonly tallies: RowTallies
}

const LONGEST_ID = 64
const LONGEST_DESCRIPTION = 200
const FIRST_MS = Date.UTC(1990, 0, 1)
const DAY_MS = 86_400_000

/** @throws RangeError when the mapping lacks a rule or names no zone */
export function openTransactionReader(
  mapping: TransactionMapping,
  { nowMs, convert }: ReaderOptions,
): TransactionReader {
  const { date_order: order, decimal, zone = 'UTC', currency: home, positive = 'came' } = mapping
  if (order === undefined || decimal === undefined || home === undefined)
    throw new RangeError(
      'openTransactionReader: need date_order, decimal and currency, got a mapping without',
    )
  const homeExponent = currencyExponent(home)
  if (homeExponent === undefined)
    throw new RangeError(`openTransactionReader: need a currency of ISO 4217, got "${home}"`)
  const toInstant = zoneReader(zone)
  const tallies: RowTallies = { converted: 0, knownTooEarly: 0, channelGuessed: 0, directionDisagrees: 0 }
  // A day of grace: clocks of banks and of servers differ, and so do their zones.
  const lastMs = nowMs + DAY_MS

  /** @param endOfDay of a date alone, its last millisecond in place of its first */
  const instantOf = (text: string, time: string, endOfDay: boolean): number | undefined => {
    const joined = time === '' ? text : `${text.trim()} ${time.trim()}`
    const moment = parseMoment(joined, order) ?? (time === '' ? undefined : parseMoment(text, order))
    if (moment === undefined) return undefined
    if (!moment.hasTime) return moment.localMs + (endOfDay ? DAY_MS - 1 : 0)
    if (moment.offsetMinutes !== undefined) return moment.localMs - moment.offsetMinutes * 60_000
    return toInstant(moment.localMs)
  }

  const amountOf = (
    cell: (field: TransactionField) => string,
    exponent: number,
  ): (Amount & { field: TransactionField }) | RowFault => {
    const parse = (field: TransactionField): Amount | Fault => parseAmount(cell(field), decimal, exponent)
    if (mapping.amount === undefined) {
      const went = cell('debit').trim() === '' ? { minor: 0 } : parse('debit')
      if ('fault' in went) return { field: 'debit', detail: `${went.fault}.` }
      const came = cell('credit').trim() === '' ? { minor: 0 } : parse('credit')
      if ('fault' in came) return { field: 'credit', detail: `${came.fault}.` }
      if (went.minor !== 0 && came.minor !== 0)
        return { field: 'debit', detail: 'An amount in both debit and credit; one of them must be empty.' }
      if (cell('debit').trim() === '' && cell('credit').trim() === '')
        return { field: 'debit', detail: 'No amount in debit nor credit; one of them is needed.' }
      const field = went.minor !== 0 ? 'debit' : 'credit'
      const { currency } = (field === 'debit' ? went : came) as Amount
      return { minor: went.minor === 0 ? came.minor : -Math.abs(went.minor), currency, field }
    }
    if (cell('amount').trim() === '') return { field: 'amount', detail: 'Empty; an amount is needed.' }
    const amount = parse('amount')
    if ('fault' in amount) return { field: 'amount', detail: `${amount.fault}.` }
    if (mapping.direction === undefined) {
      const minor = positive === 'went' && amount.direction === undefined ? -amount.minor : amount.minor
      return { ...amount, minor: minor === 0 ? 0 : minor, field: 'amount' }
    }
    const word = cell('direction')
    const direction = directions.get(wordKey(word)) ?? directions.get(word.trim())
    if (direction === undefined)
      return {
        field: 'direction',
        detail:
          'Neither a word for money that went (DR, debit, out) nor for money that came (CR, credit, in).',
      }
    if (direction === 'came' && amount.minor < 0)
      return { field: 'amount', detail: 'Negative, and marked as money that came; give one sign.' }
    const size = Math.abs(amount.minor)
    return { ...amount, minor: direction === 'came' || size === 0 ? size : -size, field: 'amount' }
  }

  const read: TransactionReader['read'] = (cell) => {
    const account = cell('account_id').trim()
    const customerId = mapping.customer_id === undefined ? account : cell('customer_id').trim()
    const idField = mapping.customer_id === undefined ? 'account_id' : 'customer_id'
    if (!isId(customerId)) return { field: idField, detail: idFault(customerId) }
    if (mapping.account_id !== undefined && !isId(account))
      return { field: 'account_id', detail: idFault(account) }

    const timestampMs = instantOf(cell('timestamp'), cell('time'), false)
    if (timestampMs === undefined)
      return {
        field: 'timestamp',
        detail: `Not a date that exists, read ${order === 'day_first' ? 'day' : 'month'} first; write YYYY-MM-DD.`,
      }
    if (timestampMs < FIRST_MS || timestampMs > lastMs)
      return {
        field: 'timestamp',
        detail: `Before 1990-01-01 or after ${new Date(nowMs).toISOString().slice(0, 10)}, the present; correct the date or leave the row out.`,
      }

    const currencyCell = cell('currency_column').trim().toUpperCase()
    if (currencyCell !== '' && currencyExponent(currencyCell) === undefined)
      return { field: 'currency_column', detail: 'Not a code of ISO 4217, such as EUR.' }
    const currency = currencyCell === '' ? home : currencyCell
    const exponent = currencyExponent(currency)!
    const amount = amountOf(cell, exponent)
    if ('detail' in amount) return amount
    if (amount.currency !== undefined && amount.currency !== currency)
      return {
        field: amount.field,
        detail: `Written in ${amount.currency}, in a row of ${currency}; one of them is wrong.`,
      }
    let amountMinor = amount.minor
    if (currency !== home) {
      const converted = convert?.(amountMinor, currency, dayOf(timestampMs))
      if (converted === undefined)
        return {
          field: 'currency_column',
          detail: `In ${currency}, where ${home} was chosen; leave it out, or declare a rate for its day.`,
        }
      amountMinor = converted
      tallies.converted++
    }

    const kindWord = cell('account_kind').trim()
    const accountKind = kindWord === '' ? 'current' : accountKindWords.get(wordKey(kindWord))
    if (accountKind === undefined)
      return {
        field: 'account_kind',
        detail: 'Not a known kind of account; write current, savings, credit_card or loan.',
      }
    const statusWord = cell('status').trim()
    const status = statusWord === '' ? 'posted' : statuses.get(wordKey(statusWord))
    if (status === undefined)
      return {
        field: 'status',
        detail:
          'Neither a word for booked (posted, settled) nor for refused (failed, returned); leave pending rows out until they are booked.',
      }

    const balanceCell = cell('balance').trim()
    let balanceMinor: number | undefined
    if (balanceCell !== '' && currency === home) {
      const balance = parseAmount(balanceCell, decimal, homeExponent)
      if ('fault' in balance) return { field: 'balance', detail: `${balance.fault}.` }
      balanceMinor = balance.minor
    }

    const ingestedCell = cell('ingested_at')
    let ingestedMs = timestampMs
    if (ingestedCell.trim() !== '') {
      // Of a date alone: known at its end, so that nothing is seen too early.
      const known = instantOf(ingestedCell, '', true)
      if (known === undefined)
        return {
          field: 'ingested_at',
          detail: 'Not a date that exists; write YYYY-MM-DD, or leave it empty.',
        }
      if (known < timestampMs) tallies.knownTooEarly++
      ingestedMs = Math.max(known, timestampMs)
    }

    const description = cell('description').trim().replaceAll(/\s+/g, ' ').slice(0, LONGEST_DESCRIPTION)
    const { channel, isKnown } = channelOf(cell('channel'), description, accountKind)
    if (!isKnown) tallies.channelGuessed++
    const transactionId = cell('transaction_id').trim()
    if (transactionId !== '' && !isId(transactionId))
      return { field: 'transaction_id', detail: idFault(transactionId) }
    return {
      customerId,
      accountId: account === '' ? `${customerId}-${accountKind}` : account,
      accountKind,
      timestampMs,
      amountMinor,
      description,
      categoryWord: cell('category').trim(),
      merchantCode: cell('mcc').trim(),
      channel,
      status,
      ...(balanceMinor === undefined ? {} : { balanceMinor }),
      transactionId,
      ingestedMs,
    }
  }
  return { read, tallies }
}

function isId(text: string): boolean {
  return text.length > 0 && text.length <= LONGEST_ID && !/\p{Cc}/u.test(text)
}

function idFault(text: string): string {
  return text === ''
    ? 'Empty; an identifier is needed.'
    : `Longer than ${LONGEST_ID} characters, or with control characters; shorten it.`
}
