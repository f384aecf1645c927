/** Customers a bank sends are its own: none of them takes the place of an invented one. */
import { type FieldError, ProblemError } from '@pratibimba/contract'
import type { CustomerStore } from '@pratibimba/risk/ports'

/** Errors that one answer lists. */
const MOST_ERRORS = 20

/**
 * A simulated customer whose record was replaced would be half invented: its transactions are. It would also outlive the
 * simulation, which the next one and the next import remove.
 *
 * @throws ProblemError `conflict` naming the rows whose id belongs to a simulated customer
 */
export async function requireNoneSimulated(
  store: Pick<CustomerStore, 'getMany'>,
  customers: readonly { readonly customer_id: string }[],
): Promise<void> {
  const known = await store.getMany(customers.map(({ customer_id }) => customer_id))
  const simulated = new Set(
    known.filter(({ origin }) => origin === 'simulated').map(({ customerId }) => customerId),
  )
  if (simulated.size === 0) return
  const errors: FieldError[] = customers.flatMap(({ customer_id }, row) =>
    simulated.has(customer_id)
      ? [
          {
            pointer: `/customers/${row}/customer_id`,
            detail: `Row ${row + 1}, customer_id: ${customer_id} is a simulated customer.`,
          },
        ]
      : [],
  )
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : ''
  throw new ProblemError(
    'conflict',
    `${errors[0]!.detail}${more} Nothing was taken. Use an id of your own, or import your bank, which removes the simulated customers.`,
    errors.slice(0, MOST_ERRORS),
  )
}
