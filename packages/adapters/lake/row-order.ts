/** Whether the rows of a file come customer by customer, each by time and then by id: then readers need no ids to see what came last. */
import { columnOf, type Frame, valueAt } from '@pratibimba/numerics/frame'

/** Key of a file's metadata, and its value where the order holds. */
export const ORDER_KEY = 'pratibimba.order'
export const BY_CUSTOMER_AND_TIME = 'customer_id, timestamp, transaction_id'

export interface RowOrder {
  /** The next rows of the file. */
  see(rows: Frame): void
  readonly holds: boolean
}

export function openRowOrder(): RowOrder {
  const met = new Set<string>()
  let customer: string | undefined
  let time = Number.NEGATIVE_INFINITY
  /** Of the last row of the frame before. */
  let lastId = ''
  let holds = true
  const see = (rows: Frame): void => {
    const customers = columnOf(rows, 'customer_id', 'category')
    const { values: times } = columnOf(rows, 'timestamp', 'timestamp')
    const ids = columnOf(rows, 'transaction_id')
    const idAt = (row: number): string => (row < 0 ? lastId : String(valueAt(ids, row)))
    let code = -1
    for (let row = 0; row < rows.rows; row++) {
      if (customers.values[row] !== code) {
        code = customers.values[row]
        if (customers.dictionary[code] !== customer) {
          customer = customers.dictionary[code]
          if (met.has(customer)) holds = false
          met.add(customer)
          time = Number.NEGATIVE_INFINITY
        }
      }
      const at = times[row]
      if (at < time || (at === time && !(idAt(row) > idAt(row - 1)))) holds = false
      if (!holds) return
      time = at
    }
    lastId = idAt(rows.rows - 1)
  }
  return {
    see: (rows) => {
      if (holds) see(rows)
    },
    get holds() {
      return holds
    },
  }
}
