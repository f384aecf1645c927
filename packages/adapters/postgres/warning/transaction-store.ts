/** Reading what happened on the accounts. */
import type { CalendarDate, DailyBalance, LabelRecord, TransactionStore } from '@pratibimba/risk/ports'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { present } from './given-rows.ts'
import { partsOf } from './retention.ts'
import type { WarningSchema } from './tables.ts'
import { fromPaymentRow, fromTransactionRow } from './transaction-rows.ts'
import { readWindows } from './windows.ts'

/** @param executor the database's `kysely`, or a transaction to take part in */
export function openTransactionStore(executor: Kysely<Schema>): TransactionStore {
  return {
    async window(customerId) {
      const [window] = await readWindows(executor, [customerId])
      return window
    },
    windows: (customerIds) => readWindows(executor, customerIds),

    async transactions({ customerId, categories, from, until, before, limit, offset = 0 }) {
      const matching = executor
        .selectFrom('transactions')
        .where('customer_id', '=', customerId)
        .$if(categories !== undefined, (query) =>
          query.where('category', '=', sql<never>`any(${categories})`),
        )
        .$if(from !== undefined, (query) => query.where('timestamp', '>=', from!))
        .$if(until !== undefined, (query) => query.where('timestamp', '<', until!))
      const { total } = await matching
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const rows = await matching
        .$if(before !== undefined, (query) =>
          query.where(
            sql<boolean>`(timestamp, transaction_id) < (${before?.timestamp}::timestamptz, ${before?.transactionId})`,
          ),
        )
        .selectAll()
        .orderBy('timestamp', 'desc')
        .orderBy('transaction_id', 'desc')
        .limit(limit + 1)
        .offset(offset)
        .execute()
      const page = rows.slice(0, limit).map(fromTransactionRow)
      const last = page.at(-1)
      const next = rows.length > limit && last !== undefined
      return {
        transactions: page,
        total,
        ...(next && { next: { timestamp: last.timestamp, transactionId: last.transactionId } }),
      }
    },

    async history(customerId, from, knownBefore) {
      const transactions = await executor
        .selectFrom('transactions')
        .selectAll()
        .where('customer_id', '=', customerId)
        .where('timestamp', '>=', from)
        .$if(knownBefore !== undefined, (query) => query.where('ingested_at', '<', knownBefore!))
        .orderBy('timestamp')
        .orderBy('transaction_id')
        .execute()
      const payments = await paymentsOf(executor, customerId)
        .orderBy('due_date')
        .orderBy('payment_id')
        .execute()
      return {
        transactions: transactions.map(fromTransactionRow),
        payments: payments.map(fromPaymentRow),
      }
    },

    async payments(customerId, from, through) {
      const rows = await paymentsOf(executor, customerId)
        .$if(from !== undefined, (query) => query.where('due_date', '>=', from!))
        .$if(through !== undefined, (query) => query.where('due_date', '<=', through!))
        .orderBy('due_date', 'desc')
        .orderBy('payment_id', 'desc')
        .execute()
      return rows.map(fromPaymentRow)
    },

    async dailyBalances(customerId, from, through) {
      const rows = await executor
        .selectFrom('daily_balances')
        .selectAll()
        .where('customer_id', '=', customerId)
        .where('date', '>=', from)
        .where('date', '<=', through)
        .orderBy('date')
        .execute()
      return rows.map(
        (row): DailyBalance => ({
          customerId: row.customer_id,
          date: row.date,
          ...present({
            currentMinor: row.current_minor,
            savingsMinor: row.savings_minor,
            creditCardMinor: row.credit_card_minor,
          }),
        }),
      )
    },

    async labels(customerId) {
      const rows = await executor
        .selectFrom('labels')
        .selectAll()
        .where('customer_id', '=', customerId)
        .orderBy('as_of_date')
        .execute()
      return rows.map(fromLabelRow)
    },

    async labelsAsOf(asOfDate) {
      const rows = await executor
        .selectFrom('labels')
        .selectAll()
        .where('as_of_date', '=', asOfDate)
        .orderBy('customer_id')
        .execute()
      return rows.map(fromLabelRow)
    },

    async latestDay() {
      const { latest } = await executor
        .selectFrom('customer_windows')
        .select(({ fn }) => fn.max('through').as('latest'))
        .executeTakeFirstOrThrow()
      return latest ?? undefined
    },

    async firstDay() {
      for (const { part } of await partsOf(executor, 'transactions')) {
        const { rows } = await sql<{ first: Date | null }>`
          select min(timestamp) as first from ${sql.table(part)}`.execute(executor)
        const [{ first }] = rows as [{ first: Date | null }]
        if (first !== null) return first.toISOString().slice(0, 10)
      }
      return undefined
    },

    async figures() {
      const { rows } = await sql<{
        customers: number
        windows: number
        payments: number
        latest: CalendarDate | null
      }>`
        select (select count(*) from customers) as customers,
               (select count(*) from customer_windows) as windows,
               (select count(*) from payments) as payments,
               (select max(through) from customer_windows) as latest`.execute(executor)
      const { latest, ...counts } = rows[0]!
      const parts = await partsOf(executor, 'transactions')
      return {
        ...counts,
        transactionsEstimate: parts.reduce((sum, { rowsEstimate }) => sum + rowsEstimate, 0),
        ...(latest !== null && { latestDay: latest }),
      }
    },
  }
}

function paymentsOf(executor: Kysely<Schema>, customerId: string) {
  return executor.selectFrom('payments').selectAll().where('customer_id', '=', customerId)
}

function fromLabelRow(row: Selectable<WarningSchema['labels']>): LabelRecord {
  return {
    customerId: row.customer_id,
    asOfDate: row.as_of_date,
    missedWithin30d: row.missed_within_30d,
    knownOn: row.known_on,
    ...present({ firstMissedOn: row.first_missed_on }),
  }
}
