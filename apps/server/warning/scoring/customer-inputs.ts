/** What is read of customers before they are scored, many at a time. */
import type { AccountRecord, CustomerRecord, CustomerWindow } from '@pratibimba/risk/ports'
import type { WarningStores } from '../stores.ts'

export interface CustomerInputs {
  readonly customer: CustomerRecord
  readonly accounts: readonly AccountRecord[]
  readonly window?: CustomerWindow
}

/** Three reads by key, beside each other; customers that are not known are absent. */
export async function readInputs(
  { customers, transactions }: Pick<WarningStores, 'customers' | 'transactions'>,
  customerIds: readonly string[],
): Promise<Map<string, CustomerInputs>> {
  const [records, accounts, windows] = await Promise.all([
    customers.getMany(customerIds),
    customers.accountsOf(customerIds),
    transactions.windows(customerIds),
  ])
  const accountsOf = Map.groupBy(accounts, ({ customerId }) => customerId)
  const windowOf = new Map(windows.map((window) => [window.customerId, window]))
  return new Map(
    records.map((customer) => {
      const { customerId } = customer
      const window = windowOf.get(customerId)
      return [customerId, { customer, accounts: accountsOf.get(customerId) ?? [], ...(window && { window }) }]
    }),
  )
}
