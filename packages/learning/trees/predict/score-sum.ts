/** How leaves add up: base, tree 0, tree 1, …; in 32 bits where the ensemble says so; averages divided before the base. */
import type { TreeEnsemble } from '../tree-ensemble.ts'

export interface ScoreSum {
  begin(out: Float64Array): void
  add(out: Float64Array, output: number, value: number): void
  end(out: Float64Array): void
}

/** The sum of one row, shape [outputs]. */
export function scoreSum(ensemble: TreeEnsemble): ScoreSum {
  const { outputs, base, average } = ensemble
  const round = ensemble.summation === 'float32' ? Math.fround : (x: number): number => x
  const counts = treesPerOutput(ensemble)
  return {
    begin(out) {
      for (let k = 0; k < outputs; k++) out[k] = average ? 0 : round(base[k])
    },
    add(out, output, value) {
      out[output] = round(out[output] + round(value))
    },
    end(out) {
      if (!average) return
      for (let k = 0; k < outputs; k++)
        out[k] = round(round(base[k]) + (counts[k] > 0 ? round(out[k] / counts[k]) : 0))
    },
  }
}

function treesPerOutput({ treeOutput, outputs }: TreeEnsemble): Float64Array {
  const counts = new Float64Array(outputs)
  for (const output of treeOutput) counts[output]++
  return counts
}
