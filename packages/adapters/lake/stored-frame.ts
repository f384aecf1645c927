/** Frames as a lake stores them: identifiers that repeat are dictionary-coded, so that readers get numbers instead of strings. */
import {
  type CategoryColumn,
  type Column,
  columnOf,
  type Frame,
  frameOf,
  type SerialColumn,
  serialText,
  type TextColumn,
} from '@pratibimba/numerics/frame'
import { bucketOf, type LakeTable, lakeTables } from '@pratibimba/risk/households'
import type { ColumnSchema } from '@pratibimba/risk/ports'

/** The table's own key is written as text; every other identifier repeats. */
const keyOf: Readonly<Partial<Record<LakeTable, string>>> = {
  customers: 'customer_id',
  accounts: 'account_id',
  transactions: 'transaction_id',
  payments: 'payment_id',
}

/**
 * Columns as they are written. Either way they are strings of the file; a code is how they are stored.
 *
 * @param like a frame of the rows to come: where its own key is made of numbers, it is written from them
 */
export function storedSchema(table: LakeTable, like?: Frame): ColumnSchema[] {
  const key = keyOf[table]
  const isSerial = key !== undefined && like?.columns.get(key)?.kind === 'serial'
  return lakeTables[table].map(({ name, kind }) => {
    if (name === key) return { name, kind: isSerial ? 'serial' : kind }
    return { name, kind: kind === 'text' ? 'category' : kind }
  })
}

/**
 * @throws RangeError when a column is absent or of another kind, or a customer belongs to another bucket
 */
export function storedFrame(
  table: LakeTable,
  frame: Frame,
  { bucket, buckets }: { readonly bucket: number; readonly buckets: number },
): Frame {
  const stored = frameOf(
    storedSchema(table, frame).map(
      ({ name, kind }) => [name, storedColumn(table, frame, name, kind)] as const,
    ),
  )
  for (const id of customersIn(columnOf(stored, 'customer_id')))
    if (bucketOf(id, buckets) !== bucket)
      throw new RangeError(
        `BucketWriter.write: need customers of bucket ${bucket} in ${table}, got ${id} of bucket ${bucketOf(id, buckets)}`,
      )
  return stored
}

function storedColumn(table: LakeTable, frame: Frame, name: string, kind: ColumnSchema['kind']): Column {
  const column = frame.columns.get(name)
  if (column === undefined)
    throw new RangeError(`BucketWriter.write: need a column "${name}" in ${table}, got none`)
  if (column.kind === kind) return column
  if (kind === 'category' && (column.kind === 'text' || column.kind === 'serial')) return coded(column)
  if (kind === 'text' && (column.kind === 'serial' || column.kind === 'category')) return texts(column)
  throw new RangeError(`BucketWriter.write: need ${kind} in column "${name}" of ${table}, got ${column.kind}`)
}

function coded(column: TextColumn | SerialColumn): CategoryColumn {
  const codes = new Map<string | number, number>()
  const dictionary: string[] = []
  const values = new Int32Array(column.values.length)
  for (let row = 0; row < values.length; row++) {
    if (column.validity?.[row] === 0) continue
    const value = column.values[row]
    let code = codes.get(value)
    if (code === undefined) {
      code = dictionary.length
      codes.set(value, code)
      dictionary.push(column.kind === 'serial' ? serialText(column, row) : column.values[row])
    }
    values[row] = code
  }
  return { kind: 'category', values, dictionary, ...(column.validity && { validity: column.validity }) }
}

function texts(column: SerialColumn | CategoryColumn): TextColumn {
  const values = Array.from({ length: column.values.length }, (_, row) =>
    column.kind === 'serial' ? serialText(column, row) : (column.dictionary[column.values[row]] ?? ''),
  )
  return { kind: 'text', values, ...(column.validity && { validity: column.validity }) }
}

/** Every customer of the column once, if it is coded. */
function* customersIn(column: Column): Iterable<string> {
  if (column.kind === 'text') yield* column.values
  if (column.kind !== 'category') return
  const used = new Uint8Array(column.dictionary.length)
  for (const code of column.values) used[code] = 1
  for (const [code, id] of column.dictionary.entries()) if (used[code] === 1) yield id
}
