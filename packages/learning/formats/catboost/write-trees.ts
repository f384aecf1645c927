/** Trees in CatBoost's words: symmetric ones as the questions of their levels, others as nested nodes. */
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { ModelFileError } from '../model-file-error.ts'

/** Nested nodes may go this deep: readers follow them by recursion. */
const mostLevels = 1000

export interface WrittenTrees {
  readonly key: 'oblivious_trees' | 'trees'
  readonly json: string
}

/**
 * @param splitIndex CatBoost's number of each node's question, −1 for leaves; shape [nodes]
 * @param splitJson  what a split says besides, by that number
 */
export function writeTrees(
  ensemble: TreeEnsemble,
  splitIndex: Int32Array,
  splitJson: (index: number) => string,
  scale: number,
): WrittenTrees {
  const groups = groupTrees(ensemble, splitIndex)
  const levels = groups.map(([tree]) => levelsOf(ensemble, splitIndex, ensemble.treeStart[tree]))
  const values = (nodes: readonly number[], trees: readonly number[]): number[] => {
    const numbers = new Array<number>(ensemble.outputs).fill(0)
    for (const [i, tree] of trees.entries())
      numbers[ensemble.treeOutput[tree]] = ensemble.value[nodes[i]] * scale
    return numbers
  }
  const leavesOf = (tree: number): number[] => {
    const leaves: number[] = []
    const nodes = [ensemble.treeStart[tree]]
    for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
      if (ensemble.feature[node] < 0) leaves.push(node)
      else nodes.push(ensemble.right[node], ensemble.left[node])
    }
    return leaves
  }
  if (levels.every((splits) => splits !== undefined)) {
    const trees = groups.map((group, index) => {
      const leaves = group.map(leavesOf)
      const cells = leaves[0].map((_, leaf) =>
        values(
          leaves.map((nodes) => nodes[leaf]),
          group,
        ),
      )
      const weights = leaves[0].map((node) => ensemble.cover[node])
      const splits = [...levels[index]!].reverse().map(splitJson)
      return `{"leaf_values":${numberList(cells.flat())},"leaf_weights":${numberList(weights)},"splits":[${splits.join(',')}]}`
    })
    return { key: 'oblivious_trees', json: `[${trees.join(',')}]` }
  }
  const nested = (nodes: readonly number[], trees: readonly number[], level = 0): string => {
    if (level > mostLevels)
      throw new ModelFileError(
        `CatBoost reads nested trees level by level, and tree ${trees[0]} has more than ${mostLevels}. Write this model in our own format.`,
      )
    const [node] = nodes
    if (ensemble.feature[node] < 0) {
      const cell = values(nodes, trees)
      const value = cell.length === 1 ? numberText(cell[0]) : numberList(cell)
      return `{"value":${value},"weight":${numberText(ensemble.cover[node])}}`
    }
    const left = nested(
      nodes.map((place) => ensemble.left[place]),
      trees,
      level + 1,
    )
    const right = nested(
      nodes.map((place) => ensemble.right[place]),
      trees,
      level + 1,
    )
    return `{"left":${left},"right":${right},"split":${splitJson(splitIndex[node])}}`
  }
  const trees = groups.map((group) =>
    nested(
      group.map((tree) => ensemble.treeStart[tree]),
      group,
    ),
  )
  return { key: 'trees', json: `[${trees.join(',')}]` }
}

/** Neighbouring trees that ask the same and add to different outputs are one tree of CatBoost's. */
function groupTrees(ensemble: TreeEnsemble, splitIndex: Int32Array): number[][] {
  const groups: number[][] = []
  let shape = ''
  for (let tree = 0; tree < ensemble.treeOutput.length; tree++) {
    const own = ensemble.outputs === 1 ? '' : shapeOf(ensemble, splitIndex, ensemble.treeStart[tree])
    const last = groups[groups.length - 1]
    const fits =
      ensemble.outputs > 1 &&
      last !== undefined &&
      own === shape &&
      last.every((other) => ensemble.treeOutput[other] !== ensemble.treeOutput[tree])
    if (fits) last.push(tree)
    else groups.push([tree])
    shape = own
  }
  return groups
}

function shapeOf(ensemble: TreeEnsemble, splitIndex: Int32Array, root: number): string {
  const asked: number[] = []
  const nodes = [root]
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    asked.push(splitIndex[node])
    if (ensemble.feature[node] >= 0) nodes.push(ensemble.right[node], ensemble.left[node])
  }
  return asked.join(' ')
}

/** The question of each level where all of its nodes ask the same, root first; nothing otherwise. */
function levelsOf(ensemble: TreeEnsemble, splitIndex: Int32Array, root: number): number[] | undefined {
  const levels: number[] = []
  for (let nodes = [root]; ensemble.feature[nodes[0]] >= 0; ) {
    const asked = splitIndex[nodes[0]]
    if (nodes.some((node) => splitIndex[node] !== asked)) return undefined
    levels.push(asked)
    nodes = nodes.flatMap((node) => [ensemble.left[node], ensemble.right[node]])
    if (ensemble.feature[nodes[0]] < 0 && nodes.some((node) => ensemble.feature[node] >= 0)) return undefined
  }
  return levels
}

export function numberList(values: readonly number[]): string {
  return `[${values.map(numberText).join(',')}]`
}

/** Whole numbers beyond 2⁵³ get an exponent: CatBoost reads others as integers of 64 bits. */
export function numberText(value: number): string {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER ? value.toExponential() : String(value)
}
