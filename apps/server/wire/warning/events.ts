/** Transactions on the wire. */
import type { Transaction } from '@pratibimba/contract'
import type { TransactionRecord } from '@pratibimba/risk/ports'

export function transactionToWire(transaction: TransactionRecord): Transaction {
  return {
    transaction_id: transaction.transactionId,
    account_id: transaction.accountId ?? null,
    account_kind: transaction.accountKind,
    timestamp: transaction.timestamp.toISOString(),
    amount_minor: transaction.amountMinor,
    currency: transaction.currency,
    category: transaction.category,
    channel: transaction.channel ?? null,
    status: transaction.status,
    description: transaction.description ?? null,
    balance_minor: transaction.balanceMinor ?? null,
    ingested_at: transaction.ingestedAt.toISOString(),
  }
}
