/** Customers with their latest score: lists, exports, and adding customers. */
import type { Operations, QueryOf } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { sendTable } from '../../routes/send-table.ts'
import { requireExportable } from '../../warning/export-limit.ts'
import { requireNoneSimulated } from '../../warning/own-customers.ts'
import { requirePlausibleCustomers } from '../../warning/plausible-customers.ts'
import { pageOf } from '../../wire/page.ts'
import { customerColumns } from '../../wire/warning/customer-columns.ts'
import { accountsFromWire, customerFromWire } from '../../wire/warning/customer-record.ts'
import { customerRowToWire } from '../../wire/warning/customer-row.ts'
import { worklistFilter, worklistOrder } from '../../wire/warning/worklist-filter.ts'

type WorklistOperations = Pick<
  Operations,
  'listCustomers' | 'exportCustomers' | 'highRiskCustomers' | 'putCustomers'
>

export const worklistHandlers: Handlers<WorklistOperations, Context> = {
  listCustomers: ({ query }, context) => listed(context, query, pageOf(query)),

  highRiskCustomers: ({ query }, context) =>
    listed(
      context,
      { min_score: query.min_score, level: query.level },
      { limit: query.limit ?? 10, offset: 0 },
    ),

  exportCustomers: async ({ query, reply }, context) => {
    const { stores, champion } = context.warning
    const filter = worklistFilter(query)
    const now = context.clock()
    requireExportable((await stores.scores.counts(filter, now)).customers)
    const pages = async function* () {
      const limit = 5_000
      for (let offset = 0; ; offset += limit) {
        const { rows } = await stores.scores.worklist({ filter, ...worklistOrder(query), limit, offset, now })
        yield rows.map((row) => customerRowToWire(row, champion.describe))
        if (rows.length < limit) return
      }
    }
    return sendTable(reply, 'customers', query.format ?? 'csv', customerColumns, pages())
  },

  putCustomers: async ({ body, caller }, context) => {
    requirePlausibleCustomers(body.customers, context.clock())
    const customers = body.customers.map(customerFromWire)
    const accounts = body.customers.flatMap(accountsFromWire)
    await context.record(async ({ warning }) => {
      await requireNoneSimulated(warning.customers, body.customers)
      const { inserted, replaced } = await warning.customers.upsert(customers, accounts)
      const metadata = { inserted, replaced, accounts: accounts.length }
      return { fact: { operation: 'CUSTOMERS_PUT', actor: caller.id, metadata }, result: undefined }
    })
    return { accepted: customers.length }
  },
}

async function listed(
  context: Context,
  query: QueryOf<Operations['listCustomers']>,
  page: { limit: number; offset: number },
) {
  const { stores, champion } = context.warning
  const { rows, total, asOfDate } = await stores.scores.worklist({
    filter: worklistFilter(query),
    ...worklistOrder(query),
    ...page,
    now: context.clock(),
  })
  return {
    customers: rows.map((row) => customerRowToWire(row, champion.describe)),
    total,
    as_of_date: asOfDate ?? null,
  }
}
