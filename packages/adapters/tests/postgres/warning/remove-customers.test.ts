import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openCustomerStore } from '../../../postgres/index.ts'
import { withTestDatabase } from '../../support/database.ts'
import { customers } from './bank.ts'

const test_ = withTestDatabase()

test('removing everyone beside a query that reads their tables in another order disturbs neither', async () => {
  const { kysely } = await test_.fresh()
  const store = openCustomerStore(kysely)
  await store.upsert(customers(3))
  const removal = await kysely.transaction().execute(async (reader) => {
    await sql`select count(*) from customers`.execute(reader)
    const removing = store.removeAll('imported')
    await wait(300)
    await sql`select count(*) from customer_windows`.execute(reader)
    return { removing }
  })
  expect(await removal.removing).toBe(3)
  expect(await store.count()).toBe(0)
})

test('removing everyone does not wait for a reader without end', async () => {
  const { kysely } = await test_.fresh()
  const store = openCustomerStore(kysely)
  await store.upsert(customers(3))
  await kysely.transaction().execute(async (reader) => {
    await sql`select count(*) from customers`.execute(reader)
    expect(await store.removeAll('imported')).toBe(3)
  })
  expect(await store.count()).toBe(0)
})
