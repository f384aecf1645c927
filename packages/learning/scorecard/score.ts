/** Rows → log-odds and points. */
import type { Matrix } from '../data/index.ts'
import { binFinder } from './apply-bins.ts'
import type { ScorecardAttribute, ScorecardModel } from './scorecard-model.ts'

/**
 * Log-odds of label 1, from the regression, without the rounding of points.
 *
 * @param matrix columns in the order of `model.inputs`
 * @returns shape [rows]
 * @throws RangeError when the matrix has another number of columns than the model has inputs
 */
export function scorecardRaw(model: ScorecardModel, matrix: Matrix): Float64Array {
  return total(model, matrix, model.intercept, (attribute) => attribute.logOdds)
}

/** The score: the sum of rounded points; shape [rows]. */
export function scorecardPoints(model: ScorecardModel, matrix: Matrix): Float64Array {
  return total(model, matrix, model.constantPoints, (attribute) => attribute.points)
}

/** The points of each attribute, shape [attributes] of [rows]. */
export function attributePoints(model: ScorecardModel, matrix: Matrix): readonly Float64Array[] {
  requireInputs(model, matrix)
  return model.attributes.map((attribute) => {
    const { find } = binFinder(attribute.binned)
    return matrix.columns[attribute.input].map((value) => attribute.points[find(value)])
  })
}

/** The same card with no inputs but those its attributes read, for a matrix of those columns. */
export function withUsedInputsOnly(model: ScorecardModel): ScorecardModel {
  return {
    ...model,
    inputs: model.attributes.map(({ input }) => model.inputs[input]),
    attributes: model.attributes.map((attribute, input) => ({ ...attribute, input })),
  }
}

function total(
  model: ScorecardModel,
  matrix: Matrix,
  constant: number,
  partsOf: (attribute: ScorecardAttribute) => readonly number[],
): Float64Array {
  requireInputs(model, matrix)
  const sums = new Float64Array(matrix.rows).fill(constant)
  for (const attribute of model.attributes) {
    const { find } = binFinder(attribute.binned)
    const parts = Float64Array.from(partsOf(attribute))
    const values = matrix.columns[attribute.input]
    for (let i = 0; i < sums.length; i++) sums[i] += parts[find(values[i])]
  }
  return sums
}

function requireInputs(model: ScorecardModel, matrix: Matrix): void {
  if (matrix.columns.length !== model.inputs.length)
    throw new RangeError(`scorecard: need ${model.inputs.length} columns, got ${matrix.columns.length}`)
}
