/** Grown trees become an ensemble: bins become thresholds and codes. */
import type { FeatureBins } from '../binning/feature-bins.ts'
import type { GrownNode, GrownTree } from '../growth/grown-tree.ts'
import { type Link, missingRules, type TreeEnsemble } from '../tree-ensemble.ts'

/** Above every value: a split of the missing from all others. */
const beyondValues = 1e300

export interface EnsembleShape {
  readonly outputs: number
  readonly base: Float64Array
  readonly link: Link
  readonly average: boolean
  /** Trees to begin with. */
  readonly startFrom?: TreeEnsemble
  /** What counts as the weight of a node's rows. */
  readonly cover: 'rows' | 'hessian'
}

export interface EnsembleBuilder {
  readonly trees: number
  /** @param value what each node adds, shape [nodes] */
  add(tree: GrownTree, value: Float64Array, output: number): void
  /** Cuts the ensemble back to so many trees. */
  build(trees: number): TreeEnsemble
}

export function openEnsemble(features: readonly FeatureBins[], shape: EnsembleShape): EnsembleBuilder {
  const start = shape.startFrom
  const treeStart = [...(start?.treeStart ?? [0])]
  const treeOutput = [...(start?.treeOutput ?? [])]
  const lists = {
    feature: [...(start?.feature ?? [])],
    threshold: [...(start?.threshold ?? [])],
    left: [...(start?.left ?? [])],
    right: [...(start?.right ?? [])],
    missing: [...(start?.missing ?? [])],
    categories: [...(start?.categories ?? [])],
    value: [...(start?.value ?? [])],
    cover: [...(start?.cover ?? [])],
    gain: [...(start?.gain ?? [])],
  }
  const categoryWords = [...(start?.categoryWords ?? [])]

  const addNode = (node: GrownNode, value: number, first: number): void => {
    const bins = features[node.feature]
    const isLeaf = node.feature < 0
    lists.feature.push(node.feature)
    lists.threshold.push(!isLeaf && bins.kind === 'number' ? (bins.edges[node.bin] ?? beyondValues) : 0)
    lists.left.push(isLeaf ? -1 : first + node.left)
    lists.right.push(isLeaf ? -1 : first + node.right)
    lists.missing.push(isLeaf ? 0 : node.missingLeft ? missingRules.left : missingRules.right)
    lists.categories.push(
      !isLeaf && bins.kind === 'category' ? addWords(categoryWords, bins.codes, node.set!) : -1,
    )
    lists.value.push(value)
    lists.cover.push(shape.cover === 'rows' ? node.rows : node.hessian)
    lists.gain.push(node.gain)
  }

  return {
    get trees() {
      return treeOutput.length
    },
    add({ nodes }, value, output) {
      const first = lists.feature.length
      for (let i = 0; i < nodes.length; i++) addNode(nodes[i], value[i], first)
      treeStart.push(lists.feature.length)
      treeOutput.push(output)
    },
    build(trees) {
      const nodes = treeStart[trees]
      return {
        outputs: shape.outputs,
        base: shape.base,
        link: shape.link,
        comparison: 'float64',
        summation: 'float64',
        average: shape.average,
        treeStart: Int32Array.from(treeStart.slice(0, trees + 1)),
        treeOutput: Int32Array.from(treeOutput.slice(0, trees)),
        feature: Int32Array.from(lists.feature.slice(0, nodes)),
        threshold: Float64Array.from(lists.threshold.slice(0, nodes)),
        left: Int32Array.from(lists.left.slice(0, nodes)),
        right: Int32Array.from(lists.right.slice(0, nodes)),
        missing: Uint8Array.from(lists.missing.slice(0, nodes)),
        categories: Int32Array.from(lists.categories.slice(0, nodes)),
        categoryWords: Uint32Array.from(categoryWords),
        value: Float64Array.from(lists.value.slice(0, nodes)),
        cover: Float64Array.from(lists.cover.slice(0, nodes)),
        gain: Float64Array.from(lists.gain.slice(0, nodes)),
      }
    },
  }
}

/** Appends the codes of a set of bins; answers where they begin. */
function addWords(categoryWords: number[], codes: Int32Array, set: Uint32Array): number {
  const chosen: number[] = []
  for (let bin = 0; bin < codes.length; bin++) if ((set[bin >> 5] >>> (bin & 31)) & 1) chosen.push(codes[bin])
  const words = new Uint32Array((Math.max(...chosen) >> 5) + 1)
  for (const code of chosen) words[code >> 5] |= 1 << (code & 31)
  return categoryWords.push(words.length, ...words) - words.length - 1
}
