/** Results as frames: customer_id, as_of_date and one column a feature. */
import { type Float64Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import type { FeatureSet } from '@pratibimba/risk/features'
import type { ColumnSchema } from '@pratibimba/risk/ports'

/** Names and kinds of the columns. */
export function featureColumns({ features }: Pick<FeatureSet, 'features'>): ColumnSchema[] {
  return [
    { name: 'customer_id', kind: 'text' },
    { name: 'as_of_date', kind: 'date' },
    ...features.map(({ id }) => ({ name: id, kind: 'float64' as const })),
  ]
}

/** @param columns one a feature, NaN = missing */
export function featureFrame(
  { features }: Pick<FeatureSet, 'features'>,
  asOfDay: number,
  customers: readonly string[],
  columns: readonly Float64Array[],
): Frame {
  return frameOf([
    ['customer_id', { kind: 'text', values: customers }],
    ['as_of_date', { kind: 'date', values: new Int32Array(customers.length).fill(asOfDay) }],
    ...features.map(({ id }, k) => [id, numberColumn(columns[k])] as const),
  ])
}

function numberColumn(values: Float64Array): Float64Column {
  let validity: Uint8Array | undefined
  for (let i = 0; i < values.length; i++)
    if (Number.isNaN(values[i])) {
      validity ??= new Uint8Array(values.length).fill(1)
      validity[i] = 0
    }
  return { kind: 'float64', values, ...(validity && { validity }) }
}
