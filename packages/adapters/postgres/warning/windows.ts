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

const windowTypes = {
  customer_id: 'text',
  first: 'integer',
  length: 'integer',
  layout: 'text',
  through: 'date',
}

export async function writeWindows(
  executor: Kysely<Schema>,
  windows: readonly CustomerWindow[],
): Promise<void> {
  if (windows.length === 0) return
  // One parameter for all bytes: as an array they would travel as text, each byte as two digits.
  const all = Buffer.concat(windows.map(({ bytes }) => bytes))
  let first = 1
  const rows = windows.map(({ customerId, bytes, layout, through }) => {
    const row = { customer_id: customerId, first, length: bytes.length, layout, through }
    first += bytes.length
    return row
  })
  await sql`
    insert into customer_windows (customer_id, bytes, layout, through)
    select customer_id, substring(${all}::bytea from first for length), layout, through
    from ${givenRows(windowTypes, rows)} order by customer_id
    on conflict (customer_id) do update set bytes = excluded.bytes, layout = excluded.layout,
      through = excluded.through, version = customer_windows.version + 1, updated_at = now()`.execute(
    executor,
  )
}
