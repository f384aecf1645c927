/** Raw scores the plain way, node by node: what every faster way must agree with. */
import type { Matrix } from '../../data/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { applyColumnSources } from '../../trees/target-statistics/index.ts'
import { missingRules, NEARLY_ZERO } from '../../trees/tree-ensemble.ts'

/** @returns shape [rows × outputs] */
export function plainScores(model: TreeModel, inputs: Matrix): Float64Array {
  const { ensemble } = model
  const { outputs, treeOutput, base } = ensemble
  const { columns, rows } = applyColumnSources(model.columns, inputs)
  const round = (value: number): number => (ensemble.summation === 'float32' ? Math.fround(value) : value)
  const scores = new Float64Array(rows * outputs)
  const perOutput = treeOutput.length / outputs
  for (let row = 0; row < rows; row++) {
    const sum = Float64Array.from(ensemble.average ? new Float64Array(outputs) : base, round)
    for (let tree = 0; tree < treeOutput.length; tree++)
      sum[treeOutput[tree]] = round(sum[treeOutput[tree]] + ensemble.value[leafOf(model, tree, columns, row)])
    for (let output = 0; output < outputs; output++)
      scores[row * outputs + output] = ensemble.average ? sum[output] / perOutput + base[output] : sum[output]
  }
  return scores
}

function leafOf(
  { ensemble }: TreeModel,
  tree: number,
  columns: readonly Float64Array[],
  row: number,
): number {
  let node = ensemble.treeStart[tree]
  while (ensemble.feature[node] >= 0) {
    const value = columns[ensemble.feature[node]][row]
    const rule = ensemble.missing[node]
    const isZero = rule >= missingRules['zero-left'] && Math.abs(value) <= NEARLY_ZERO
    let goesLeft: boolean
    if ((Number.isNaN(value) && rule !== missingRules.zero) || isZero)
      goesLeft = rule === missingRules.left || rule === missingRules['zero-left']
    else goesLeft = decide(Number.isNaN(value) ? 0 : value, node)
    node = goesLeft ? ensemble.left[node] : ensemble.right[node]
  }
  return node

  function decide(value: number, at: number): boolean {
    const start = ensemble.categories[at]
    if (start < 0)
      return (ensemble.comparison === 'float32' ? Math.fround(value) : value) <= ensemble.threshold[at]
    if (value < 0 || value >= 32 * ensemble.categoryWords[start]) return false
    return (ensemble.categoryWords[start + 1 + (value >>> 5)] & (1 << (value & 31))) !== 0
  }
}
