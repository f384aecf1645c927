/** Features from wherever they come, as a model reads them: by name, complete, finite or missing. */
import { absentColumn, DataError, type Matrix } from '@pratibimba/learning/data'
import type { FeatureMatrix } from './panel.ts'
import type { WarningBundle } from './warning-bundle.ts'

type Named = Pick<WarningBundle, 'features'>

/**
 * The columns of a model in its order; others are left aside.
 *
 * @throws DataError naming the feature that is not there, or that holds an infinite value
 */
export function modelColumns({ features }: Named, { features: names, matrix }: FeatureMatrix): Matrix {
  const place = new Map(names.map((name, index) => [name, index]))
  const columns = features.map(({ id }) => {
    const index = place.get(id)
    if (index === undefined)
      throw new DataError(
        `The model reads ${id}, and there is ${absentColumn(id, names)} Compute the features with the set the model was trained on.`,
        id,
      )
    const values = matrix.columns[index]
    const odd = values.findIndex(
      (value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY,
    )
    if (odd >= 0)
      throw new DataError(`${id} is infinite in row ${odd + 1}: a feature is a number or missing.`, id)
    return values
  })
  return { rows: matrix.rows, columns }
}

/**
 * One customer's features in the model's order.
 *
 * @param values by feature id; null, or not there, is missing
 * @throws DataError naming a feature that the model does not know, or a value that is no number
 */
export function modelRow({ features }: Named, values: Readonly<Record<string, number | null>>): Float64Array {
  const place = new Map(features.map(({ id }, index) => [id, index]))
  const row = new Float64Array(features.length).fill(Number.NaN)
  let known = 0
  for (const [id, value] of Object.entries(values)) {
    const index = place.get(id)
    if (index === undefined)
      throw new DataError(
        `The model has ${absentColumn(
          id,
          features.map((feature) => feature.id),
        )}`,
        id,
      )
    if (value === null) continue
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new DataError(`${id}: need a finite number or null, got ${String(value)}.`, id)
    row[index] = value
    known++
  }
  if (known === 0) throw new DataError('No feature has a value: there is nothing to score.')
  return row
}
