/** Identifiers of transactions that have none: the same for the same rows, whichever file they come in. */
import { sha256 } from '@noble/hashes/sha2.js'
import type { ReadTransaction } from './read-row.ts'

const encoder = new TextEncoder()
/** 96 bits: of a billion rows two share one with a chance of 10⁻¹¹. */
const BYTES = 12

export interface TransactionIds {
  /** @returns the id of the row, its own or one made of what it says */
  idOf(row: ReadTransaction): string
  /** How many were made. */
  readonly made: number
}

/**
 * The id of a row is a hash of account, moment, amount, status, description, and how many such rows came before in the file: two equal
 * coffees of one day stay two, and the same file read twice makes the same ids.
 */
export function openTransactionIds(): TransactionIds {
  const occurrences = new Map<string, number>()
  let made = 0
  return {
    idOf(row) {
      if (row.transactionId !== '') return row.transactionId
      made++
      const { customerId, accountId, timestampMs, amountMinor, status, description } = row
      const content = JSON.stringify([customerId, accountId, timestampMs, amountMinor, status, description])
      const occurrence = (occurrences.get(content) ?? 0) + 1
      occurrences.set(content, occurrence)
      return `X${hex(sha256(encoder.encode(`${content}#${occurrence}`)))}`
    },
    get made() {
      return made
    },
  }
}

function hex(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < BYTES; i++) text += bytes[i].toString(16).padStart(2, '0')
  return text
}
