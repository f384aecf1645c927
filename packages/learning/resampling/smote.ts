/** SMOTE: smaller classes filled up with rows between neighbours. For the training part of a fold only. */
import { openStream, shuffle } from '@pratibimba/numerics/random'
import type { Feature, LabelledMatrix } from '../data/index.ts'
import { type BalanceOptions, type ClassRows, classRows, lacking } from './class-rows.ts'
import { type NeighbourScale, neighbourSpace } from './neighbour-space.ts'
import { neighbourTree } from './neighbour-tree.ts'
import { syntheticRows, withSyntheticRows } from './synthetic-rows.ts'

export interface NeighbourOptions extends BalanceOptions {
  /** Nearest rows of the class to choose from; 5 when absent. */
  readonly neighbours?: number
  /** What distances are measured in: standard deviations, or the columns' own units. `standardised` when absent. */
  readonly scale?: NeighbourScale
}

/**
 * Fills smaller classes up with synthetic rows; with columns of categories it is SMOTE-NC.
 *
 * Each row of the class serves as a base equally often, to within one. Whole numbers do not stay whole. Probabilities
 * of a model trained on the result are those of the balanced population, not of the real one: calibrate them on rows
 * that were not resampled. Never resample before splitting.
 *
 * @param features of the matrix's columns
 * @returns the rows of the matrix, then the new ones
 * @throws RangeError when there is one class only, a class has too few rows for its neighbours, there is no column of
 *   numbers, a number is infinite, or an option lies outside its range
 * @see Chawla, Bowyer, Hall, Kegelmeyer 2002
 * @see docs/methods/resampling.md
 */
export function smote(
  matrix: LabelledMatrix,
  features: readonly Feature[],
  { seed, ratio = 1, neighbours = 5, scale = 'standardised' }: NeighbourOptions,
): LabelledMatrix {
  const classes = classRows('smote', matrix, ratio)
  requireNeighbours('smote', neighbours)
  const wanted = lacking(classes, ratio)
  const parts = classes.flatMap((own, c) => {
    if (wanted[c] === 0) return []
    requireEnough('smote', own, neighbours)
    const space = neighbourSpace('smote', matrix, features, scale, own.rows)
    const order = shuffle(own.rows.slice(), openStream(seed, `smote-order-${own.label}`))
    const bases = Int32Array.from({ length: wanted[c] }, (_, made) => order[made % order.length])
    const tree = neighbourTree(space, own.rows)
    return [syntheticRows(matrix, features, tree, bases, neighbours, seed, `smote-${own.label}`)]
  })
  return withSyntheticRows(matrix, parts)
}

export function requireNeighbours(name: string, neighbours: number): void {
  if (!(Number.isInteger(neighbours) && neighbours >= 1))
    throw new RangeError(`${name}: need a whole number of neighbours >= 1, got ${neighbours}`)
}

export function requireEnough(name: string, { label, rows }: ClassRows, neighbours: number): void {
  if (rows.length <= neighbours)
    throw new RangeError(
      `${name}: need more than ${neighbours} rows of class ${label} for ${neighbours} neighbours, got ${rows.length}`,
    )
}
