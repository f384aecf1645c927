/** How leaves add up: base, tree 0, tree 1, …; in 32 bits where the ensemble says so; averages divided before the base. */
import type { TreeEnsemble } from '../tree-ensemble.ts'

/**
 * Makes the sum of one row.
 *
 * @returns adds the leaf values at `place`, shape [trees], up to the raw scores, shape [outputs]
 */
export function scoreSum(
  ensemble: TreeEnsemble,
): (leaves: Float64Array, place: Int32Array, out: Float64Array) => void {
  const { outputs, treeOutput } = ensemble
  const round = ensemble.summation === 'float32'
  const start = startOfSum(ensemble)
  const finish = endOfSum(ensemble)
  if (outputs === 1 && !round)
    return (leaves, place, out) => {
      let sum = start[0]
      for (let tree = 0; tree < place.length; tree++) sum += leaves[place[tree]]
      out[0] = sum
      finish(out)
    }
  return (leaves, place, out) => {
    out.set(start)
    for (let tree = 0; tree < place.length; tree++) {
      const output = treeOutput[tree]
      const leaf = leaves[place[tree]]
      out[output] = round ? Math.fround(out[output] + Math.fround(leaf)) : out[output] + leaf
    }
    finish(out)
  }
}

/** What sums begin with; shape [outputs]. */
export function startOfSum({ base, average, summation }: TreeEnsemble): Float64Array {
  if (average) return new Float64Array(base.length)
  return summation === 'float32' ? base.map(Math.fround) : base
}

/** What is done to the sums of rows at the end, in place; shape [rows × outputs]. */
export function endOfSum(ensemble: TreeEnsemble): (sums: Float64Array) => void {
  const { outputs, base, average } = ensemble
  if (!average) return () => undefined
  const round = ensemble.summation === 'float32' ? Math.fround : (x: number): number => x
  const trees = new Float64Array(outputs)
  for (const output of ensemble.treeOutput) trees[output]++
  return (sums) => {
    for (let i = 0; i < sums.length; i++) {
      const k = i % outputs
      sums[i] = round(round(base[k]) + (trees[k] > 0 ? round(sums[i] / trees[k]) : 0))
    }
  }
}
