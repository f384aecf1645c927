/**
 * The layout of a packed window, version 1:
 *
 *   "PW", version                         3 bytes
 *   CRC-32 of all that follows            4 bytes, lowest first
 *   day, lostThrough                      1 and the day, or 0 for none
 *   number of transactions, unit          unit: greatest common divisor of all instants, in milliseconds
 *   each transaction, by (timestamp, id)  timestamp since the one before, ingestion since it (in units), class, amount,
 *                                         balance where it is not as expected, id
 *   number of payments
 *   each payment, by id                   kind and whether settled, due day, amount, paid day since, amount paid, id
 *
 * An id is the number of leading bytes it shares with the one before, and the bytes that follow. The class is the mixed
 * radix number of (category, channel, account kind, status, form of the balance). A balance is expected to be the one before
 * on an account of the kind, plus the amount.
 */
import {
  accountKinds,
  transactionCategories,
  transactionChannels,
  transactionStatuses,
} from '@pratibimba/contract'

export const signature = Uint8Array.of(0x50, 0x57, 1)
/** Bytes before what the checksum covers. */
export const HEADER_BYTES = 7

/** Places of each part of a class: one more than words, for others. */
export const classRadix = {
  category: transactionCategories.length + 1,
  channel: transactionChannels.length + 1,
  account: accountKinds.length + 1,
  status: transactionStatuses.length + 1,
  balance: 4,
}
/** How the balance after a transaction is written: not at all, as expected, as a difference to that, or itself. */
export const balanceForms = { unknown: 0, expected: 1, unexpected: 2, itself: 3 }

const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1
  return remainder
})

/** CRC-32 as in IEEE 802.3: finds every single burst of up to 32 bits. */
export function crc32(bytes: Uint8Array): number {
  let remainder = 0xffffffff
  for (let i = 0; i < bytes.length; i++)
    remainder = remainders[(remainder ^ bytes[i]) & 255] ^ (remainder >>> 8)
  return (remainder ^ 0xffffffff) >>> 0
}
