/** Small tables for tests of trees: seeded, with every kind of column. */
import { openStream } from '@pratibimba/numerics/random'
import type { Feature, LabelledMatrix } from '../../../data/index.ts'

export interface Table {
  readonly features: readonly Feature[]
  readonly data: LabelledMatrix
}

/**
 * Columns: 0 normal, 1 rounded, 2 normal with missing values, 3 skewed, 4 a category of seven, 5 noise, 6 constant,
 * 7 missing everywhere. The outcome depends on 0, 1, 2 (and whether it is missing), and 4.
 */
export function mixedTable(rows: number, seed = 1): Table {
  const stream = openStream(seed, 'mixed-table').at(0)
  const columns = Array.from({ length: 8 }, () => new Float64Array(rows))
  const label = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    columns[0][i] = stream.normal()
    columns[1][i] = Math.round(stream.normal() * 3)
    columns[2][i] = stream.uniform() < 0.2 ? Number.NaN : stream.normal()
    columns[3][i] = Math.exp(stream.normal())
    columns[4][i] = stream.below(7)
    columns[5][i] = stream.normal()
    columns[6][i] = 5
    columns[7][i] = Number.NaN
    const x2 = columns[2][i]
    const logOdds =
      1.2 * columns[0][i] -
      0.3 * columns[1][i] +
      (Number.isNaN(x2) ? 1.5 : Math.sin(2 * x2)) +
      [0, 2, -1, 0.5, 0, -2, 1][columns[4][i]] -
      0.5
    label[i] = stream.uniform() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0
  }
  const features: Feature[] = columns.map((_, i) =>
    i === 4
      ? { name: 'branch', kind: 'category', categories: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }
      : { name: `x${i}`, kind: 'number' },
  )
  return { features, data: { rows, columns, label } }
}

/** A table of numbers only, given column by column. */
export function numberTable(columns: readonly (readonly number[])[], label: readonly number[]): Table {
  return {
    features: columns.map((_, i) => ({ name: `x${i}`, kind: 'number' })),
    data: {
      rows: label.length,
      columns: columns.map((column) => Float64Array.from(column)),
      label: Float64Array.from(label),
    },
  }
}

/** Everything of an ensemble that a test can compare. */
export function plain(ensemble: object): unknown {
  return JSON.parse(
    JSON.stringify(ensemble, (_, value) =>
      ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value,
    ),
  )
}
