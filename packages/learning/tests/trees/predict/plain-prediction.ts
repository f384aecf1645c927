/** Predictions in the plainest words: what the fast ways must equal to the bit. */
import type { Matrix } from '../../../data/index.ts'
import type { TreeEnsemble } from '../../../trees/tree-ensemble.ts'

/** Raw scores, shape [rows × outputs], row-major. */
export function plainScores(ensemble: TreeEnsemble, { rows, columns }: Matrix): Float64Array {
  const { outputs } = ensemble
  const scores = new Float64Array(rows * outputs)
  for (let row = 0; row < rows; row++) {
    const cells = columns.map((column) => column[row])
    for (let k = 0; k < outputs; k++) scores[row * outputs + k] = plainScore(ensemble, cells, k)
  }
  return scores
}

function plainScore(ensemble: TreeEnsemble, cells: readonly number[], output: number): number {
  const round = ensemble.summation === 'float32' ? Math.fround : (x: number): number => x
  const leaves: number[] = []
  for (let tree = 0; tree < ensemble.treeOutput.length; tree++)
    if (ensemble.treeOutput[tree] === output)
      leaves.push(round(ensemble.value[plainLeaf(ensemble, ensemble.treeStart[tree], cells)]))
  const base = round(ensemble.base[output])
  if (!ensemble.average) return leaves.reduce((sum, leaf) => round(sum + leaf), base)
  const sum = leaves.reduce((sum, leaf) => round(sum + leaf), 0)
  return round(base + (leaves.length > 0 ? round(sum / leaves.length) : 0))
}

function plainLeaf(ensemble: TreeEnsemble, node: number, cells: readonly number[]): number {
  const feature = ensemble.feature[node]
  if (feature < 0) return node
  const left = plainSide(ensemble, node, cells[feature]) === 'left'
  return plainLeaf(ensemble, left ? ensemble.left[node] : ensemble.right[node], cells)
}

function plainSide(ensemble: TreeEnsemble, node: number, cell: number): 'left' | 'right' {
  const rule = ['zero', 'left', 'right', 'zero-left', 'zero-right'][ensemble.missing[node]]
  const ofCategories = ensemble.categories[node] >= 0
  let x = ensemble.comparison === 'float32' && !ofCategories ? Math.fround(cell) : cell
  if (Number.isNaN(x) && rule === 'zero') x = 0
  if (Number.isNaN(x)) return rule.endsWith('left') ? 'left' : 'right'
  if (rule === 'zero-left' && Math.abs(x) <= Math.fround(1e-35)) return 'left'
  if (rule === 'zero-right' && Math.abs(x) <= Math.fround(1e-35)) return 'right'
  if (!ofCategories) return x <= ensemble.threshold[node] ? 'left' : 'right'
  const [words, ...set] = ensemble.categoryWords.subarray(ensemble.categories[node])
  const code = Math.trunc(x)
  if (!(code >= 0 && code < 32 * words)) return 'right'
  return (set[Math.floor(code / 32)] & (1 << (code % 32))) !== 0 ? 'left' : 'right'
}
