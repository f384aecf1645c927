/** Packed windows of customers: one row, one read. */
import type { CustomerWindow } from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { givenRows } from './given-rows.ts'

export async function readWindows(
  executor: Kysely<Schema>,
  customerIds: readonly string[],
): Promise<CustomerWindow[]> {
  const rows = await executor
    .selectFrom('customer_windows')
    .select(['customer_id', 'bytes', 'layout', 'through'])
    .where('customer_id', '=', sql<string>`any(${customerIds})`)
    .execute()
  return rows.map(({ customer_id, bytes, layout, through }) => ({
    customerId: customer_id,
    bytes,
    layout,
    through,
  }))
}

const windowTypes = { customer_id: 'text', bytes: 'bytea', layout: 'text', through: 'date' }

export async function writeWindows(
  executor: Kysely<Schema>,
  windows: readonly CustomerWindow[],
): Promise<void> {
  if (windows.length === 0) return
  const rows = windows.map(({ customerId, bytes, layout, through }) => ({
    customer_id: customerId,
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    layout,
    through,
  }))
  await sql`
    insert into customer_windows (customer_id, bytes, layout, through)
    select * from ${givenRows(windowTypes, rows)} order by customer_id
    on conflict (customer_id) do update set bytes = excluded.bytes, layout = excluded.layout,
      through = excluded.through, version = customer_windows.version + 1, updated_at = now()`.execute(
    executor,
  )
}
