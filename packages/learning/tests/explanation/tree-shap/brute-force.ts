/** Shapley values by their definition, over all subsets of columns; and raw scores by walking. */
import type { Matrix } from '../../../data/index.ts'
import { missingRules, NEARLY_ZERO, type TreeEnsemble } from '../../../trees/tree-ensemble.ts'

const rules = Object.keys(missingRules) as (keyof typeof missingRules)[]

export function goesLeft(ensemble: TreeEnsemble, node: number, given: number): boolean {
  const rule = rules[ensemble.missing[node]]
  const set = ensemble.categories[node]
  let x = ensemble.comparison === 'float32' && set < 0 ? Math.fround(given) : given
  if (rule === 'zero' && Number.isNaN(x)) x = 0
  if (Number.isNaN(x)) return rule.endsWith('left')
  if (rule.startsWith('zero-') && Math.abs(x) <= NEARLY_ZERO) return rule.endsWith('left')
  if (set < 0) return x <= ensemble.threshold[node]
  const words = ensemble.categoryWords
  return x >= 0 && x < words[set] * 32 && ((words[set + 1 + Math.floor(x / 32)] >>> (x % 32)) & 1) === 1
}

type Value = (known: (column: number) => boolean) => Float64Array

function sumOfTrees(ensemble: TreeEnsemble, tree: (root: number) => number): Float64Array {
  const sum = new Float64Array(ensemble.outputs)
  const count = new Float64Array(ensemble.outputs)
  ensemble.treeOutput.forEach((output, index) => {
    sum[output] += tree(ensemble.treeStart[index])
    count[output]++
  })
  return sum.map(
    (total, k) => ensemble.base[k] + (ensemble.average && count[k] > 0 ? total / count[k] : total),
  )
}

/** Raw scores of a row whose columns are read by `at`. */
export function rawScore(ensemble: TreeEnsemble, at: (column: number) => number): Float64Array {
  return sumOfTrees(ensemble, (root) => {
    let node = root
    while (ensemble.feature[node] >= 0)
      node = goesLeft(ensemble, node, at(ensemble.feature[node])) ? ensemble.left[node] : ensemble.right[node]
    return ensemble.value[node]
  })
}

/** What is expected of a row when some of its columns are known: unknown splits are averaged by cover. */
export function pathDependentValue(ensemble: TreeEnsemble, matrix: Matrix, row: number): Value {
  return (known) => {
    const walk = (node: number): number => {
      const column = ensemble.feature[node]
      if (column < 0) return ensemble.value[node]
      const left = ensemble.left[node]
      const right = ensemble.right[node]
      if (known(column)) return walk(goesLeft(ensemble, node, matrix.columns[column][row]) ? left : right)
      const both = ensemble.cover[left] + ensemble.cover[right]
      const share = both > 0 ? ensemble.cover[left] / both : 0.5
      return share * walk(left) + (1 - share) * walk(right)
    }
    return sumOfTrees(ensemble, walk)
  }
}

/** Mean score over the background with the known columns taken from the row. */
export function interventionalValue(
  ensemble: TreeEnsemble,
  matrix: Matrix,
  row: number,
  background: Matrix,
): Value {
  return (known) => {
    const mean = new Float64Array(ensemble.outputs)
    for (let b = 0; b < background.rows; b++)
      rawScore(ensemble, (column) =>
        known(column) ? matrix.columns[column][row] : background.columns[column][b],
      ).forEach((score, k) => {
        mean[k] += score / background.rows
      })
    return mean
  }
}

/** φ_j = Σ_S |S|! (d − |S| − 1)! / d! · (v(S ∪ j) − v(S)); shape [columns × outputs]. */
export function shapley(value: Value, columns: number, outputs: number): Float64Array {
  const factorial = [1]
  for (let k = 1; k <= columns; k++) factorial.push(factorial[k - 1] * k)
  const scores = Array.from({ length: 2 ** columns }, (_, set) =>
    value((column) => ((set >> column) & 1) === 1),
  )
  const phi = new Float64Array(columns * outputs)
  scores.forEach((score, set) => {
    const size = set.toString(2).replaceAll('0', '').length
    for (let column = 0; column < columns; column++) {
      if ((set >> column) & 1) continue
      const weight = (factorial[size] * factorial[columns - size - 1]) / factorial[columns]
      for (let k = 0; k < outputs; k++)
        phi[column * outputs + k] += weight * (scores[set | (1 << column)][k] - score[k])
    }
  })
  return phi
}
