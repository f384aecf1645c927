/** How much each input moves the scores of a population. */
import { openStream, shuffleFirst } from '@pratibimba/numerics/random'
import { type Matrix, takeRows } from '../../data/index.ts'
import { inputsOf, type Model } from '../../models/index.ts'
import { explainerOf } from './explainer.ts'

const MOST_ROWS = 2_000

/**
 * Mean |contribution| by input, over at most 2,000 rows drawn by the seed; largest first.
 *
 * @param matrix the model's inputs
 */
export function globalContributions(
  model: Model,
  matrix: Matrix,
  seed: number,
): { feature: string; value: number }[] {
  const inputs = inputsOf(model)
  const rows = sampleOf(matrix.rows, seed)
  const { values } = explainerOf(model).explain(
    takeRows({ rows: matrix.rows, columns: matrix.columns }, rows),
  )
  const sums = new Float64Array(inputs.length)
  const outputs = values.length / (rows.length * inputs.length)
  for (let i = 0; i < values.length; i++) sums[Math.floor(i / outputs) % inputs.length] += Math.abs(values[i])
  return inputs
    .map(({ name }, input) => ({ feature: name, value: sums[input] / rows.length }))
    .sort((a, b) => b.value - a.value)
}

/** Distinct rows, ascending. */
function sampleOf(rows: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: rows }, (_, row) => row)
  if (rows <= MOST_ROWS) return all
  return shuffleFirst(all, MOST_ROWS, openStream(seed, 'global-contributions')).slice(0, MOST_ROWS).sort()
}
