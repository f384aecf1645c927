/** Customers as a caller sends them: each once, each account once, and opened on a day that was. */
import { type CustomerRecord, type FieldError, ProblemError } from '@pratibimba/contract'

const FIRST_DAY = '1900-01-01'
/** Errors that one answer lists. */
const MOST_ERRORS = 20

/** @throws ProblemError `out_of_range` naming the row and the field of each fault */
export function requirePlausibleCustomers(customers: readonly CustomerRecord[], now: Date): void {
  const errors: FieldError[] = []
  const today = now.toISOString().slice(0, 10)
  const customerRows = new Map<string, number>()
  const accountPlaces = new Map<string, string>()
  const day = (pointer: string, date: string | undefined) => {
    if (date !== undefined && (date < FIRST_DAY || date > today))
      errors.push({
        pointer,
        detail: `${pointer.slice(1)}: need a day from ${FIRST_DAY} to ${today}, got ${date}.`,
      })
  }
  for (const [row, { customer_id, opened_on, accounts = [] }] of customers.entries()) {
    const at = `/customers/${row}`
    const before = customerRows.get(customer_id)
    if (before === undefined) customerRows.set(customer_id, row)
    else
      errors.push({
        pointer: `${at}/customer_id`,
        detail: `Row ${row + 1}, customer_id: ${customer_id} is in row ${before + 1} already; give each customer once.`,
      })
    day(`${at}/opened_on`, opened_on)
    for (const [place, account] of accounts.entries()) {
      const pointer = `${at}/accounts/${place}`
      const other = accountPlaces.get(account.account_id)
      if (other === undefined) accountPlaces.set(account.account_id, pointer)
      else
        errors.push({
          pointer: `${pointer}/account_id`,
          detail: `Row ${row + 1}, account_id: ${account.account_id} is in ${other.slice(1)} already; give each account once.`,
        })
      day(`${pointer}/opened_on`, account.opened_on)
    }
  }
  const [first] = errors
  if (first === undefined) return
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : ''
  throw new ProblemError('out_of_range', first.detail + more, errors.slice(0, MOST_ERRORS))
}
