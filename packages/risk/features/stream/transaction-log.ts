/** Transactions of one customer, each once, as columns that grow. */
import {
  accountKinds,
  transactionCategories,
  transactionChannels,
  transactionStatuses,
} from '@pratibimba/contract'
import { type CategoryColumn, type Frame, frameOf } from '@pratibimba/numerics/frame'
import type { TransactionEvent } from './events.ts'

/** In one order, whatever the order of arrival; codes are places in the vocabularies, the length for other words. */
export interface TransactionColumns {
  ids: string[]
  timestampsMs: number[]
  ingestedMs: number[]
  amounts: number[]
  /** NaN where unknown. */
  balances: number[]
  categories: number[]
  channels: number[]
  accounts: number[]
  statuses: number[]
}

export function emptyTransactions(): TransactionColumns {
  return {
    ids: [],
    timestampsMs: [],
    ingestedMs: [],
    amounts: [],
    balances: [],
    categories: [],
    channels: [],
    accounts: [],
    statuses: [],
  }
}

export function appendTransaction(to: TransactionColumns, event: TransactionEvent): void {
  to.ids.push(event.id)
  to.timestampsMs.push(event.timestampMs)
  to.ingestedMs.push(event.ingestedMs)
  to.amounts.push(event.amountMinor)
  to.balances.push(event.balanceMinor ?? NaN)
  to.categories.push(codeOf(transactionCategories, event.category))
  to.channels.push(codeOf(transactionChannels, event.channel))
  to.accounts.push(codeOf(accountKinds, event.accountKind))
  to.statuses.push(codeOf(transactionStatuses, event.status))
}

/** The rows at these places, in their order. */
export function pickTransactions(from: TransactionColumns, places: readonly number[]): TransactionColumns {
  const pick = <T>(values: readonly T[]): T[] => places.map((place) => values[place])
  return {
    ids: pick(from.ids),
    timestampsMs: pick(from.timestampsMs),
    ingestedMs: pick(from.ingestedMs),
    amounts: pick(from.amounts),
    balances: pick(from.balances),
    categories: pick(from.categories),
    channels: pick(from.channels),
    accounts: pick(from.accounts),
    statuses: pick(from.statuses),
  }
}

/** Rows from `start` on, as buckets take them. */
export function transactionFrame(from: TransactionColumns, start: number): Frame {
  const since = <T>(values: readonly T[]): readonly T[] => (start === 0 ? values : values.slice(start))
  const balances = since(from.balances)
  return frameOf({
    transaction_id: { kind: 'text', values: since(from.ids) },
    timestamp: { kind: 'timestamp', values: new Float64Array(since(from.timestampsMs)) },
    ingested_at: { kind: 'timestamp', values: new Float64Array(since(from.ingestedMs)) },
    amount_minor: { kind: 'int64', values: new Float64Array(since(from.amounts)) },
    balance_minor: {
      kind: 'int64',
      values: new Float64Array(balances),
      validity: Uint8Array.from(balances, (balance) => (Number.isNaN(balance) ? 0 : 1)),
    },
    category: coded(since(from.categories), withOther(transactionCategories)),
    channel: coded(since(from.channels), withOther(transactionChannels)),
    account_kind: coded(since(from.accounts), withOther(accountKinds)),
    status: coded(since(from.statuses), withOther(transactionStatuses)),
  })
}

const dictionaries = new Map<readonly string[], readonly string[]>()

/** The vocabulary and a word that is not of it; always the same array, so that it is resolved once. */
export function withOther(vocabulary: readonly string[]): readonly string[] {
  let dictionary = dictionaries.get(vocabulary)
  if (dictionary === undefined) {
    dictionary = [...vocabulary, '']
    dictionaries.set(vocabulary, dictionary)
  }
  return dictionary
}

function coded(codes: readonly number[], dictionary: readonly string[]): CategoryColumn {
  return { kind: 'category', values: new Int32Array(codes), dictionary }
}

/** Place in a vocabulary; its length for other words. */
export function codeOf(vocabulary: readonly string[], word: string): number {
  const place = vocabulary.indexOf(word)
  return place < 0 ? vocabulary.length : place
}
