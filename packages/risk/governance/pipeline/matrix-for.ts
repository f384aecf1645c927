/** The rows of a prepared table as another model reads them. */
import { DataError, type Matrix, UNKNOWN_CATEGORY } from '@pratibimba/learning/data'
import type { CreditModelBundle } from '../../decisions/index.ts'
import type { PreparedTable } from './prepare-table.ts'

/**
 * Columns in the order of the model, categories by the model's own codes. What a table of applications has left out as empty
 * is missing.
 *
 * @throws DataError naming what the table does not have, or when the model was made for another catalogue
 */
export function matrixFor(
  { kind, data, features, featureSet }: Pick<PreparedTable, 'kind' | 'data' | 'features' | 'featureSet'>,
  bundle: Pick<CreditModelBundle, 'features' | 'featureSet'>,
): Matrix {
  const ofApplications = kind === 'applications' && bundle.featureSet.hash === featureSet.hash
  if (kind === 'applications' && !ofApplications)
    throw new DataError(
      `The model was made for the features ${bundle.featureSet.name} (${bundle.featureSet.hash.slice(0, 12)}), and the table has ${featureSet.name} (${featureSet.hash.slice(0, 12)}).`,
    )
  const columns = bundle.features.map((wanted) => {
    const place = features.findIndex(({ id }) => id === wanted.id)
    if (place < 0) {
      if (ofApplications) return new Float64Array(data.rows).fill(Number.NaN)
      throw new DataError(
        `The model reads ${wanted.id}, and the table has no such column to learn from.`,
        wanted.id,
      )
    }
    const own = features[place]
    if (own.kind !== wanted.kind)
      throw new DataError(
        `${wanted.id} is a ${own.kind} in the table, and the model reads a ${wanted.kind}.`,
        wanted.id,
      )
    if (own.kind === 'number') return data.columns[place]
    const codes = new Map(wanted.categories?.map((label, code) => [label, code]))
    return data.columns[place].map((code) =>
      code >= 0 ? (codes.get(own.categories![code]) ?? UNKNOWN_CATEGORY) : code,
    )
  })
  return { rows: data.rows, columns }
}
