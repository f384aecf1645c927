/** What is read of customers before they are scored, many at a time. */
import type { CustomerForScoring } from '@pratibimba/risk/ports'
import type { WarningStores } from '../stores.ts'

export type CustomerInputs = CustomerForScoring

/** By id; customers that are not known are absent. */
export async function readInputs(
  { customers }: Pick<WarningStores, 'customers'>,
  customerIds: readonly string[],
): Promise<Map<string, CustomerInputs>> {
  const read = await customers.forScoring(customerIds)
  return new Map(read.map((each) => [each.customer.customerId, each]))
}
