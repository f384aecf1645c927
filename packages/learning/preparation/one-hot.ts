/** Categories as columns of 0 and 1. */
import type { Feature, Matrix } from '../data/index.ts'
import { requireColumns } from './columns.ts'

export interface OneHot {
  /** Codes of each category column seen in training, ascending, NaN last for missing; none for columns of numbers. */
  readonly codes: readonly (Float64Array | undefined)[]
  readonly features: readonly Feature[]
}

/**
 * Learns the codes of training rows; missing gets a column where it occurs.
 *
 * @throws RangeError when features and columns differ in number
 */
export function fitOneHot(train: Matrix, features: readonly Feature[]): OneHot {
  requireColumns('fitOneHot', train, features.length)
  const codes = features.map(({ kind }, c) =>
    kind === 'number' ? undefined : Float64Array.from(new Set(train.columns[c])).sort(),
  )
  const made = features.flatMap((feature, c): Feature[] =>
    codes[c] === undefined
      ? [feature]
      : Array.from(codes[c], (code) => ({
          name: `${feature.name} = ${labelOf(feature, code)}`,
          kind: 'number',
        })),
  )
  return { codes, features: made }
}

/**
 * Replaces category columns; a code that training never saw is 0 in all of them.
 *
 * @throws RangeError when the matrix has another number of columns
 */
export function applyOneHot<M extends Matrix>({ codes }: OneHot, matrix: M): M {
  requireColumns('applyOneHot', matrix, codes.length)
  const columns = matrix.columns.flatMap((column, c) => {
    const known = codes[c]
    if (known === undefined) return [column]
    return Array.from(known, (code) => column.map((value) => (Object.is(value, code) ? 1 : 0)))
  })
  return { ...matrix, columns }
}

function labelOf(feature: Feature, code: number): string {
  return Number.isNaN(code) ? '(missing)' : (feature.categories?.[code] ?? String(code))
}
