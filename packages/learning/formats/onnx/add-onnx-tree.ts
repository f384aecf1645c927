/** One tree of an ONNX model in the words of an ensemble: all comparisons as ≤, chains of equalities as sets. */
import type { Feature } from '../../data/index.ts'
import type { EnsembleBuilder, Split } from '../ensemble-builder.ts'
import { float32Below } from '../float32-neighbours.ts'
import { ModelFileError } from '../model-file-error.ts'
import type { BranchMode, OnnxTrees } from './tree-attributes.ts'

export interface OnnxTree {
  readonly size: number
  /** Targets that its leaves have weights for. */
  readonly targets: ReadonlySet<number>
  addTo(builder: EnsembleBuilder, target: number): void
}

export function isEquality(mode: BranchMode): boolean {
  return mode === 'BRANCH_EQ' || mode === 'BRANCH_NEQ'
}

interface PlacedNode {
  readonly node: number
  readonly parent: number
  readonly side: 'left' | 'right'
  /** Absent for leaves. */
  readonly split?: Split
}

/**
 * Reads a tree from its root on.
 *
 * @param codes the code of each value that splits by equality name, by feature
 * @throws ModelFileError when a node is reached twice: a circle, or a branch that two parents share
 */
export function addOnnxTree(
  trees: OnnxTrees,
  root: number,
  inputs: readonly Feature[],
  codes: ReadonlyMap<number, ReadonlyMap<number, number>>,
): OnnxTree {
  const placed: PlacedNode[] = []
  const reached = new Set<number>()
  const targets = new Set<number>()
  const waiting = [{ node: root, parent: -1, side: 'left' as 'left' | 'right' }]
  for (const { node, parent, side } of waiting) {
    reach(reached, node)
    const here = placed.length
    if (trees.mode[node] === 'LEAF') {
      for (const target of trees.weights.get(node)?.keys() ?? []) targets.add(target)
      placed.push({ node, parent, side })
      continue
    }
    const feature = trees.feature[node]
    if (!(feature >= 0 && feature < inputs.length))
      throw new ModelFileError(
        `ONNX model: a split reads feature ${feature}, and there are ${inputs.length}.`,
      )
    if (isEquality(trees.mode[node]) !== (inputs[feature].kind === 'category'))
      throw new ModelFileError(
        `ONNX model: feature ${feature} is compared both by size and by equality, which is not read here.`,
      )
    const { split, left, right } = isEquality(trees.mode[node])
      ? setSplit(trees, node, reached, codes.get(feature))
      : numberSplit(trees, node)
    placed.push({ node, parent, side, split })
    waiting.push({ node: left, parent: here, side: 'left' }, { node: right, parent: here, side: 'right' })
  }
  return {
    size: placed.length,
    targets,
    addTo(builder, target) {
      const added = new Int32Array(placed.length)
      placed.forEach(({ node, parent, side, split }, i) => {
        added[i] =
          split === undefined
            ? builder.addLeaf(trees.weights.get(node)?.get(target) ?? 0, coverOf(trees.hitRate[node]))
            : builder.addSplit(split, 0, coverOf(trees.hitRate[node]))
        if (parent >= 0) builder.join(added[parent], added[i], side)
      })
    },
  }
}

interface ReadSplit {
  readonly split: Split
  readonly left: number
  readonly right: number
}

function numberSplit(trees: OnnxTrees, node: number): ReadSplit {
  const mode = trees.mode[node]
  const value = trees.value[node]
  // x < v is x ≤ the next number below; ≥ and > are < and ≤ with the branches exchanged.
  const below = mode === 'BRANCH_LT' || mode === 'BRANCH_GTE'
  const exchanged = mode === 'BRANCH_GTE' || mode === 'BRANCH_GT'
  if (below && trees.double)
    throw new ModelFileError('ONNX model: strict comparisons of 64 bits are not read here.')
  // No comparison holds for NaN.
  const missingLeft = (trees.missingTrue[node] === 1) !== exchanged
  return {
    split: {
      feature: trees.feature[node],
      rule: below ? float32Below(value) : value,
      missing: missingLeft ? 'left' : 'right',
      gain: 0,
    },
    left: exchanged ? trees.whenFalse[node] : trees.whenTrue[node],
    right: exchanged ? trees.whenTrue[node] : trees.whenFalse[node],
  }
}

/** x = a, else x = b, … with the same branch for all is one set. */
function setSplit(
  trees: OnnxTrees,
  first: number,
  reached: Set<number>,
  codes: ReadonlyMap<number, number> | undefined,
): ReadSplit {
  const codeOf = (value: number): number => codes?.get(value) ?? value
  const feature = trees.feature[first]
  if (trees.mode[first] === 'BRANCH_NEQ')
    return {
      split: { feature, rule: knownCodes([codeOf(trees.value[first])]), missing: 'right', gain: 0 },
      left: trees.whenFalse[first],
      right: trees.whenTrue[first],
    }
  const set = [codeOf(trees.value[first])]
  let missingLeft = trees.missingTrue[first] === 1
  let last = first
  for (;;) {
    const next = trees.whenFalse[last]
    const continues =
      trees.mode[next] === 'BRANCH_EQ' &&
      trees.feature[next] === feature &&
      trees.whenTrue[next] === trees.whenTrue[first]
    if (!continues) break
    reach(reached, next)
    set.push(codeOf(trees.value[next]))
    missingLeft ||= trees.missingTrue[next] === 1
    last = next
  }
  return {
    split: { feature, rule: knownCodes(set), missing: missingLeft ? 'left' : 'right', gain: 0 },
    left: trees.whenTrue[first],
    right: trees.whenFalse[last],
  }
}

/** Codes below 0 are nobody's: they stand for empty sets. */
function knownCodes(codes: readonly number[]): readonly number[] {
  for (const code of codes)
    if (!(Number.isInteger(code) && code < 2 ** 24))
      throw new ModelFileError(`ONNX model: a split asks for category ${code}.`)
  return codes.filter((code) => code >= 0)
}

function reach(reached: Set<number>, node: number): void {
  if (reached.has(node))
    throw new ModelFileError('ONNX model: a node is reached on two ways; the nodes are no tree.')
  reached.add(node)
}

function coverOf(hitRate: number): number {
  return hitRate >= 0 && Number.isFinite(hitRate) ? hitRate : 0
}
