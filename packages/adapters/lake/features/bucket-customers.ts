/** The customers of a bucket: their order, and what is known of them whatever the date. */
import { type Column, columnOf, type Frame } from '@pratibimba/numerics/frame'
import type { CustomerAttributes } from '@pratibimba/risk/features'
import type { Lake } from '../open-lake.ts'

export interface BucketCustomers {
  /** Ascending. */
  readonly ids: readonly string[]
  readonly attributes: Required<CustomerAttributes>
  /** The place of each row's customer, −1 for one that is not of the bucket. */
  placesOf(rows: Frame): Int32Array
}

export async function readCustomers(lake: Lake, bucket: number): Promise<BucketCustomers> {
  const incomes = new Map<string, number>()
  for await (const rows of lake.frames('customers', bucket, ['customer_id', 'declared_income_minor'])) {
    const { values } = columnOf(rows, 'customer_id', 'text')
    const income = columnOf(rows, 'declared_income_minor', 'int64')
    for (const [row, id] of values.entries())
      incomes.set(id, income.validity?.[row] === 0 ? Number.NaN : income.values[row])
  }
  const ids = [...incomes.keys()].sort()
  const places = new Map(ids.map((id, place) => [id, place]))
  const placesOf = (rows: Frame): Int32Array => placesOfColumn(columnOf(rows, 'customer_id'), places)

  const accounts = new Float64Array(ids.length)
  const limits = new Float64Array(ids.length).fill(Number.NaN)
  for await (const rows of lake.frames('accounts', bucket, ['customer_id', 'credit_limit_minor'])) {
    const customer = placesOf(rows)
    const limit = columnOf(rows, 'credit_limit_minor', 'int64')
    for (let row = 0; row < rows.rows; row++) {
      const place = customer[row]
      if (place < 0) continue
      accounts[place]++
      if (limit.validity?.[row] === 0) continue
      limits[place] = (Number.isNaN(limits[place]) ? 0 : limits[place]) + limit.values[row]
    }
  }
  return {
    ids,
    attributes: {
      declared_income_minor: Float64Array.from(ids, (id) => incomes.get(id)!),
      credit_limit_minor: limits,
      accounts,
    },
    placesOf,
  }
}

function placesOfColumn(column: Column, places: ReadonlyMap<string, number>): Int32Array {
  if (column.kind === 'text') return Int32Array.from(column.values, (id) => places.get(id) ?? -1)
  if (column.kind !== 'category')
    throw new RangeError(`placesOf: need customer_id as text or category, got ${column.kind}`)
  const placeOfCode = Int32Array.from(column.dictionary, (id) => places.get(id) ?? -1)
  const { values, validity } = column
  const out = new Int32Array(values.length)
  for (let row = 0; row < out.length; row++) out[row] = validity?.[row] === 0 ? -1 : placeOfCode[values[row]]
  return out
}
