/** Customers and their accounts. */
import {
  type AccountRecord,
  type CustomerRecord,
  type CustomerStore,
  RecordConflict,
  type SegmentFilter,
} from '@pratibimba/risk/ports'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { fromAccountRow, fromCustomerRow } from './customer-rows.ts'
import { customersForScoring } from './customers-for-scoring.ts'
import { columnList, givenRows, setFromExcluded } from './given-rows.ts'
import { removeAllOf } from './remove-customers.ts'

/** @param executor the database's `kysely`, or a transaction to take part in */
export function openCustomerStore(executor: Kysely<Schema>): CustomerStore {
  return {
    async upsert(customers, accounts = []) {
      const counts = await upsertCustomers(executor, customers)
      await upsertAccounts(executor, accounts)
      return counts
    },
    async get(customerId) {
      const row = await executor
        .selectFrom('customers')
        .selectAll()
        .where('customer_id', '=', customerId)
        .executeTakeFirst()
      return row && fromCustomerRow(row)
    },
    async getMany(customerIds) {
      const rows = await executor
        .selectFrom('customers')
        .selectAll()
        .where('customer_id', '=', sql<string>`any(${customerIds})`)
        .orderBy('customer_id')
        .execute()
      return rows.map(fromCustomerRow)
    },
    accountsOf: (customerIds) => accountsOf(executor, customerIds),
    forScoring: (customerIds) => customersForScoring(executor, customerIds),
    async list({ idPrefix, limit, offset, ...segments }) {
      const matching = executor
        .selectFrom('customers')
        .where((eb) =>
          eb.and([
            ...(idPrefix === undefined ? [] : [startsWith('customer_id', idPrefix)]),
            ...segmentConditions(segments),
          ]),
        )
      const { total } = await matching
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const rows = await matching.selectAll().orderBy('customer_id').limit(limit).offset(offset).execute()
      return { customers: rows.map(fromCustomerRow), total }
    },
    async count() {
      const { total } = await executor
        .selectFrom('customers')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      return total
    },
    async idsAfter(customerId, limit) {
      const rows = await executor
        .selectFrom('customers')
        .select('customer_id')
        .$if(customerId !== undefined, (query) => query.where('customer_id', '>', customerId!))
        .orderBy('customer_id')
        .limit(limit)
        .execute()
      return rows.map(({ customer_id }) => customer_id)
    },
    removeAll: (origin) => removeAllOf(executor, origin),
  }
}

const customerColumns = {
  customer_id: 'text',
  age: 'integer',
  employment_type: 'text',
  home_ownership: 'text',
  region: 'text',
  household_size: 'integer',
  declared_income_minor: 'bigint',
  opened_on: 'date',
  age_band: 'text',
  income_bracket: 'text',
  origin: 'text',
}
const segmentColumns = ['region', 'employment_type', 'home_ownership', 'age_band', 'income_bracket'] as const

async function upsertCustomers(executor: Kysely<Schema>, customers: readonly CustomerRecord[]) {
  if (customers.length === 0) return { inserted: 0, replaced: 0 }
  // The last record of an id stands, as if they had come one after the other.
  const rows = [...new Map(customers.map((customer) => [customer.customerId, customer])).values()].map(
    (customer) => ({
      customer_id: customer.customerId,
      age: customer.age,
      employment_type: customer.employmentType,
      home_ownership: customer.homeOwnership,
      region: customer.region,
      household_size: customer.householdSize,
      declared_income_minor: customer.declaredIncomeMinor,
      opened_on: customer.openedOn,
      age_band: customer.ageBand,
      income_bracket: customer.incomeBracket,
      origin: customer.origin ?? 'imported',
    }),
  )
  const names = Object.keys(customerColumns)
  const result = await sql<{ inserted: boolean }>`
    insert into customers (${columnList(names)})
    select * from ${givenRows(customerColumns, rows)} order by customer_id
    on conflict (customer_id) do update set ${setFromExcluded(names.slice(1))}, updated_at = now()
    returning xmax = 0 as inserted`.execute(executor)
  const inserted = result.rows.filter((row) => row.inserted).length
  const replaced = result.rows.length - inserted
  // Worklists carry the segments themselves.
  if (replaced > 0)
    await sql`
      update latest_scores l
      set ${sql.join(segmentColumns.map((name) => sql`${sql.ref(name)} = c.${sql.ref(name)}`))}
      from customers c
      where c.customer_id = l.customer_id and l.customer_id = any(${rows.map((row) => row.customer_id)})
        and (${sql.join(segmentColumns.map((name) => sql`l.${sql.ref(name)}`))})
          is distinct from (${sql.join(segmentColumns.map((name) => sql`c.${sql.ref(name)}`))})`.execute(
      executor,
    )
  return { inserted, replaced }
}

const accountColumns = {
  account_id: 'text',
  customer_id: 'text',
  kind: 'text',
  currency: 'text',
  opened_on: 'date',
  credit_limit_minor: 'bigint',
  outstanding_minor: 'bigint',
}

async function upsertAccounts(executor: Kysely<Schema>, accounts: readonly AccountRecord[]): Promise<void> {
  if (accounts.length === 0) return
  const rows = [...new Map(accounts.map((account) => [account.accountId, account])).values()].map(
    (account) => ({
      account_id: account.accountId,
      customer_id: account.customerId,
      kind: account.kind,
      currency: account.currency,
      opened_on: account.openedOn,
      credit_limit_minor: account.creditLimitMinor,
      outstanding_minor: account.outstandingMinor,
    }),
  )
  const names = Object.keys(accountColumns)
  const { rows: written } = await sql<{ account_id: string }>`
    insert into accounts (${columnList(names)})
    select * from ${givenRows(accountColumns, rows)} order by account_id
    on conflict (account_id) do update set ${setFromExcluded(names.slice(2))}
    where accounts.customer_id = excluded.customer_id
    returning account_id`.execute(executor)
  if (written.length === rows.length) return
  const done = new Set(written.map(({ account_id }) => account_id))
  const taken = rows.find(({ account_id }) => !done.has(account_id))!
  throw new RecordConflict(
    `The account ${taken.account_id} belongs to another customer than ${taken.customer_id}.`,
  )
}

export async function accountsOf(
  executor: Kysely<Schema>,
  customerIds: readonly string[],
): Promise<AccountRecord[]> {
  const rows = await executor
    .selectFrom('accounts')
    .selectAll()
    .where('customer_id', '=', sql<string>`any(${customerIds})`)
    .orderBy('customer_id')
    .orderBy('account_id')
    .execute()
  return rows.map(fromAccountRow)
}

/** An index range instead of a pattern, which would not use the index in every locale. */
export function startsWith(column: string, prefix: string) {
  // The greatest character there is closes the range.
  return sql<boolean>`(${sql.ref(column)} >= ${prefix} and ${sql.ref(column)} < ${`${prefix}\u{10ffff}`})`
}

const segmentFields = {
  region: 'region',
  employmentType: 'employment_type',
  homeOwnership: 'home_ownership',
  ageBand: 'age_band',
  incomeBracket: 'income_bracket',
} as const satisfies Record<keyof SegmentFilter, string>

export function segmentConditions(filter: SegmentFilter, prefix = '') {
  return Object.entries(segmentFields).flatMap(([field, column]) => {
    const values = filter[field as keyof SegmentFilter]
    return values === undefined ? [] : [sql<boolean>`${sql.ref(prefix + column)} = any(${values})`]
  })
}
