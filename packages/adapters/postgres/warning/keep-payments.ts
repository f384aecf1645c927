/** Inserting payments that are new, and moving the others on. */
import type { PaymentRecord } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { columnList, givenRows, setFromExcluded } from './given-rows.ts'
import { conflictOf, type Progress } from './ingest-progress.ts'
import { comparePayments, fromPaymentRow, paymentTypes, toPaymentRow } from './transaction-rows.ts'

export interface KeptPayment {
  readonly before?: PaymentRecord
  readonly after: PaymentRecord
  /** How many of the given statements brought it here. */
  readonly steps: number
}

export async function keepPayments(
  transaction: Kysely<Schema>,
  given: readonly PaymentRecord[],
  progress: Progress,
): Promise<KeptPayment[]> {
  if (given.length === 0) return []
  const ids = [...new Set(given.map(({ paymentId }) => paymentId))]
  const rows = await transaction
    .selectFrom('payments')
    .selectAll()
    .where('payment_id', '=', sql<string>`any(${ids})`)
    .orderBy('payment_id')
    .forUpdate()
    .execute()
  const before = new Map(rows.map((row) => [row.payment_id, fromPaymentRow(row)]))
  const changed = new Map<string, KeptPayment>()
  for (const one of given) {
    const id = one.paymentId
    const was = before.get(id)
    const present = changed.get(id)?.after ?? was
    const steps = (changed.get(id)?.steps ?? 0) + 1
    const verdict = present === undefined ? { what: 'advanced' as const } : comparePayments(present, one)
    if (verdict.what === 'repeated') progress.repeated++
    else if (verdict.what === 'conflict') progress.conflicts.push(conflictOf('payment', id, verdict.fields))
    else changed.set(id, { ...(was && { before: was }), after: one, steps })
  }
  if (changed.size === 0) return []
  const names = Object.keys(paymentTypes)
  const { rows: written } = await sql<{ payment_id: string }>`
    insert into payments (${columnList(names)})
    select * from ${givenRows(
      paymentTypes,
      [...changed.values()].map(({ after }) => toPaymentRow(after)),
    )}
    order by payment_id
    on conflict (payment_id) do update set ${setFromExcluded(names.slice(2))}
    where payments.customer_id = excluded.customer_id
    returning payment_id`.execute(transaction)
  const done = new Set(written.map(({ payment_id }) => payment_id))
  for (const id of changed.keys())
    if (!done.has(id)) {
      changed.delete(id)
      progress.conflicts.push(conflictOf('payment', id, ['customerId']))
    }
  return [...changed.values()].sort(
    ({ after: a }, { after: b }) =>
      a.dueDate.localeCompare(b.dueDate) || (a.paymentId < b.paymentId ? -1 : 1),
  )
}
