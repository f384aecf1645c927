/** Weights as learners read them: relative to each other, and no row that counts for nothing. */
import { takeRows } from '../data/index.ts'
import type { TrainingRequest } from './training-request.ts'

/**
 * Leaves out rows of weight 0 and divides weights by their mean; equal ones are none.
 *
 * Penalties, least weights of leaves, significance tests and smoothed outcomes all take a weight of 1 for one row.
 * Exposures in millions would switch them off, shares that sum to 1 would leave nothing to be learnt.
 */
export function countedRows(request: TrainingRequest): TrainingRequest {
  const { data, group, time } = request
  const { weight, ...unweighted } = data
  if (weight === undefined) return request
  if (weight.every((each) => each === weight[0])) return { ...request, data: unweighted }
  const counted = Int32Array.from(weight.keys()).filter((row) => weight[row] > 0)
  const mean = counted.reduce((sum, row) => sum + weight[row] / counted.length, 0)
  const kept = takeRows(data, counted)
  return {
    ...request,
    data: { ...kept, weight: kept.weight!.map((each) => each / mean) },
    ...(group ? { group: Array.from(counted, (row) => group[row]) } : {}),
    ...(time ? { time: Float64Array.from(counted, (row) => time[row]) } : {}),
  }
}
