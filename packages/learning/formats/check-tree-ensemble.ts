/** Proves an ensemble safe to walk: nothing read out of range, no loop, no number that is none. */
import { missingRules, type TreeEnsemble } from '../trees/tree-ensemble.ts'
import { ModelFileError } from './model-file-error.ts'

const links = ['identity', 'logistic', 'softmax', 'exponential']
const precisions = ['float64', 'float32']
/** Words that the sets of all splits may take: 64 MB. */
const mostSetWords = 1 << 24
const lastRule = Math.max(...Object.values(missingRules))

/**
 * Checks every index, size and number of an ensemble that came from outside.
 *
 * Children after their parent within their tree, each node reached at most once: a walk ends after as many steps as the
 * tree has nodes at most.
 *
 * @param columns number of columns that splits may read
 * @throws ModelFileError that names the tree or node and what is wrong with it
 */
export function checkTreeEnsemble(ensemble: TreeEnsemble, columns: number): void {
  checkShape(ensemble)
  const trees = ensemble.treeStart.length - 1
  const reached = new Uint8Array(ensemble.feature.length)
  let setWords = 0
  for (let tree = 0; tree < trees; tree++) {
    const start = ensemble.treeStart[tree]
    const end = ensemble.treeStart[tree + 1]
    if (!(start < end)) fail(`tree ${tree} has no nodes`)
    const output = ensemble.treeOutput[tree]
    if (!(output >= 0 && output < ensemble.outputs))
      fail(`tree ${tree} adds to output ${output}, and there are ${ensemble.outputs}`)
    for (let node = start; node < end; node++) {
      checkNumbers(ensemble, node)
      if (ensemble.feature[node] < 0) checkLeaf(ensemble, node)
      else setWords += checkSplit(ensemble, node, end, columns, reached)
      if (setWords > mostSetWords) fail('sets of categories take more than 64 MB')
    }
  }
}

function checkShape(ensemble: TreeEnsemble): void {
  const { outputs, base, treeStart, treeOutput, feature, slope = 1 } = ensemble
  if (!(Number.isInteger(outputs) && outputs >= 1)) fail(`${outputs} outputs`)
  if (base.length !== outputs) fail(`${base.length} base scores for ${outputs} outputs`)
  if (!base.every(Number.isFinite)) fail('a base score is not finite')
  if (!links.includes(ensemble.link)) fail(`unknown link ${ensemble.link}`)
  if (!(Number.isFinite(slope) && slope > 0)) fail(`the slope of the link is ${slope}, not a positive number`)
  for (const precision of [ensemble.comparison, ensemble.summation])
    if (!precisions.includes(precision)) fail(`unknown precision ${precision}`)
  if (typeof ensemble.average !== 'boolean') fail('it does not say whether it averages')
  if (treeStart.length !== treeOutput.length + 1)
    fail(`${treeOutput.length} trees with ${treeStart.length} starts`)
  if (treeStart[0] !== 0 || treeStart[treeStart.length - 1] !== feature.length)
    fail(
      `trees from node ${treeStart[0]} to ${treeStart[treeStart.length - 1]}, and there are ${feature.length}`,
    )
  for (let tree = 1; tree < treeStart.length; tree++)
    if (!(treeStart[tree] > treeStart[tree - 1])) fail(`tree ${tree - 1} has no nodes`)
  for (const name of [
    'threshold',
    'left',
    'right',
    'missing',
    'categories',
    'value',
    'cover',
    'gain',
  ] as const)
    if (ensemble[name].length !== feature.length)
      fail(`${ensemble[name].length} numbers of "${name}" for ${feature.length} nodes`)
}

function checkNumbers(ensemble: TreeEnsemble, node: number): void {
  if (!Number.isFinite(ensemble.value[node])) fail(`the value of node ${node} is ${ensemble.value[node]}`)
  if (!(ensemble.cover[node] >= 0 && ensemble.cover[node] < Number.POSITIVE_INFINITY))
    fail(`the cover of node ${node} is ${ensemble.cover[node]}`)
  if (!Number.isFinite(ensemble.gain[node])) fail(`the gain of node ${node} is ${ensemble.gain[node]}`)
}

function checkLeaf(ensemble: TreeEnsemble, node: number): void {
  if (ensemble.feature[node] !== -1) fail(`node ${node} reads column ${ensemble.feature[node]}`)
  if (ensemble.left[node] !== -1 || ensemble.right[node] !== -1) fail(`leaf ${node} has children`)
  if (ensemble.categories[node] !== -1) fail(`leaf ${node} has a set of categories`)
}

/** @returns words of its set of categories */
function checkSplit(
  ensemble: TreeEnsemble,
  node: number,
  end: number,
  columns: number,
  reached: Uint8Array,
): number {
  if (!(ensemble.feature[node] < columns))
    fail(`node ${node} reads column ${ensemble.feature[node]}, and there are ${columns}`)
  if (Number.isNaN(ensemble.threshold[node])) fail(`the threshold of node ${node} is not a number`)
  if (!(ensemble.missing[node] <= lastRule))
    fail(`node ${node} has the unknown rule ${ensemble.missing[node]} for missing values`)
  for (const child of [ensemble.left[node], ensemble.right[node]]) {
    if (!(child > node && child < end))
      fail(`node ${node} leads to ${child}, not to a later node of its tree`)
    if (reached[child] === 1) fail(`node ${child} is reached twice`)
    reached[child] = 1
  }
  const set = ensemble.categories[node]
  const { length } = ensemble.categoryWords
  if (set !== -1 && !(set >= 0 && set < length && set + 1 + ensemble.categoryWords[set] <= length))
    fail(`the set of categories of node ${node} lies beyond the sets there are`)
  return set === -1 ? 0 : ensemble.categoryWords[set]
}

function fail(what: string): never {
  throw new ModelFileError(`The trees do not hold together: ${what}.`)
}
