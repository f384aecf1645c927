/** An ensemble as `score-blocks.assembly.ts` reads it: stretches of trees over columns of one-byte codes. */
import type { TreeEnsemble } from '../tree-ensemble.ts'
import { type CodedColumn, CodedColumns } from './coded-columns.ts'
import type { MemoryImage } from './memory-image.ts'
import { type WalkPlan, walkPlan } from './walk-plan.ts'

/** Rows that are coded together: the codes of many columns stay in the first-level cache. */
export const BLOCK_ROWS = 256
/** Rows that a split decides together. */
export const ROWS_TOGETHER = 64
/** Leaves and splits of a tree: what one byte can name. */
const MOST_ANSWERS = 256
const MOST_LEAVES = 255
/** A symmetric tree numbers its leaves by as many bits. */
const MOST_LEVELS = 8
export const ANSWER_BYTES = 2 * MOST_ANSWERS * ROWS_TOGETHER

export type Stretch =
  | {
      readonly kind: 'blocks'
      readonly columns: readonly CodedColumn[]
      readonly trees: number
      /** Address of the first tree. */
      readonly at: number
    }
  /** Trees of too many leaves. */
  | { readonly kind: 'walk'; readonly walk: WalkPlan; readonly trees: readonly number[] }

/**
 * Writes an ensemble into an image.
 *
 * @param sums where sums lie: BLOCK_ROWS numbers for each output
 */
export function blockPlan(ensemble: TreeEnsemble, image: MemoryImage, sums: number): readonly Stretch[] {
  const stretches: Stretch[] = []
  let columns = new CodedColumns(ensemble)
  let coded: (readonly number[])[] = []
  let walked: number[] = []
  let first = 0
  const closeCoded = (): void => {
    if (coded.length > 0) {
      const written = columns.write(image)
      const at = writeTrees(ensemble, coded, first, columns, image, sums)
      stretches.push({ kind: 'blocks', columns: written, trees: coded.length, at })
    }
    columns = new CodedColumns(ensemble)
    coded = []
  }
  const closeWalked = (): void => {
    if (walked.length > 0)
      stretches.push({ kind: 'walk', walk: walkPlan(ensemble, walked, image), trees: walked })
    walked = []
  }
  for (let tree = 0; tree < ensemble.treeOutput.length; tree++) {
    const nodes = nodesOf(ensemble, tree)
    if (nodes.length > 2 * MOST_LEAVES - 1 && levelsOf(ensemble, nodes).length === 0) {
      closeCoded()
      walked.push(tree)
      continue
    }
    closeWalked()
    const splits = nodes.filter((node) => ensemble.feature[node] >= 0)
    if (!columns.take(splits)) {
      closeCoded()
      columns.take(splits)
    }
    if (coded.length === 0) first = tree
    coded.push(nodes)
  }
  closeCoded()
  closeWalked()
  return stretches
}

/** Nodes that rows can reach, parents first. */
function nodesOf({ treeStart, feature, left, right }: TreeEnsemble, tree: number): number[] {
  const nodes = [treeStart[tree]]
  for (let i = 0; i < nodes.length; i++)
    if (feature[nodes[i]] >= 0) nodes.push(left[nodes[i]], right[nodes[i]])
  return nodes
}

/** A split of each level, the root's first, where all of a level are the same and all leaves lie below the last; else none. */
function levelsOf(ensemble: TreeEnsemble, nodes: readonly number[]): number[] {
  const { feature, threshold, missing, categories } = ensemble
  const levels: number[] = []
  let first = 0
  for (; feature[nodes[first]] >= 0; first = 2 * first + 1) {
    const one = nodes[first]
    if (levels.push(one) > MOST_LEVELS || nodes.length < 4 * first + 3) return []
    for (let i = first; i <= 2 * first; i++) {
      const other = nodes[i]
      const same =
        feature[other] === feature[one] &&
        threshold[other] === threshold[one] &&
        missing[other] === missing[one] &&
        categories[other] === categories[one]
      if (!same) return []
    }
  }
  return nodes.length === 2 * first + 1 ? levels : []
}

function writeTrees(
  ensemble: TreeEnsemble,
  trees: readonly (readonly number[])[],
  first: number,
  columns: CodedColumns,
  image: MemoryImage,
  sums: number,
): number {
  const values = trees.map((nodes) =>
    image.add(
      Float64Array.from(
        nodes.filter((node) => ensemble.feature[node] < 0),
        (node) => ensemble.value[node],
      ),
    ),
  )
  const words: number[] = []
  trees.forEach((nodes, index) => {
    const sumsAt = sums + 8 * BLOCK_ROWS * ensemble.treeOutput[first + index]
    const levels = levelsOf(ensemble, nodes)
    if (levels.length > 0) {
      words.push(levels.length, values[index], sumsAt, 1)
      for (const node of levels) {
        const { column, threshold, added } = columns.codeOf(node)
        words.push(BLOCK_ROWS * column, 0, threshold | (added << 8))
      }
      return
    }
    const splits = nodes.filter((node) => ensemble.feature[node] >= 0).reverse()
    const answer = new Map<number, number>()
    let leaf = 0
    for (const node of nodes) if (ensemble.feature[node] < 0) answer.set(node, ROWS_TOGETHER * leaf++)
    words.push(splits.length, values[index], sumsAt, 0)
    splits.forEach((node, split) => {
      const { column, threshold, added } = columns.codeOf(node)
      const left = answer.get(ensemble.left[node])!
      const right = answer.get(ensemble.right[node])!
      words.push(BLOCK_ROWS * column, left | (right << 16), threshold | (added << 8))
      answer.set(node, ROWS_TOGETHER * (MOST_ANSWERS + split))
    })
  })
  return image.add(Uint32Array.from(words))
}
