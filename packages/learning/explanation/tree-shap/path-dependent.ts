/** Path-dependent TreeSHAP: what each column adds to the raw score, against the training rows that the trees remember. */
import { kernelMemory, loadKernel } from '@pratibimba/numerics/wasm'
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { addBlock, BLOCK_ROWS, writeSides } from './blocks.ts'
import { wasm } from './compiled/path-dependent.ts'
import { coverShares, expectedLeaf, featureShares } from './cover-shares.ts'
import { rowsExplainer, type TreeExplainer, usedColumns } from './explanation.ts'
import { FACTORS, pathFactors, quadraturePoints, STATES } from './path-factors.ts'
import { type TreeSplits, treeSplits, treeWeights } from './tree-splits.ts'

interface PathKernel {
  /** @see path-dependent.assembly.ts */
  explainTree(
    tree: number,
    splits: number,
    points: number,
    rows: number,
    sides: number,
    stride: number,
    values: number,
    width: number,
    work: number,
  ): void
}

interface PathTree {
  readonly splits: TreeSplits
  readonly points: number
  /** Of what a leaf counts. */
  readonly weight: number
  /** Where its records and factors lie. */
  readonly address: number
  readonly bytes: number
}

const RECORD_WORDS = 8
const FIRST_ADDRESS = 1024
const KEPT_BYTES = 2 ** 28

/**
 * An explainer by path-dependent Shapley values of the raw score (Lundberg 2020, algorithm 2; shap's
 * `tree_path_dependent`): what a column is worth when unknown columns are averaged over the training rows of each split.
 *
 * Values of a row and `expected` add up to its raw score. Exact at any depth.
 *
 * @param keptBytes factors of trees kept between calls; a larger ensemble is prepared in parts within every call
 * @throws RangeError when nodes do not form trees, or a cover is negative or not finite
 * @see docs/methods/tree-shap.md
 */
export function pathDependentShap(ensemble: TreeEnsemble, keptBytes = KEPT_BYTES): TreeExplainer {
  const used = usedColumns(ensemble)
  const weights = treeWeights(ensemble)
  const expected = Float64Array.from(ensemble.base)
  const parts: PathTree[][] = []
  let end = Number.POSITIVE_INFINITY
  let largest = FIRST_ADDRESS
  treeSplits(ensemble).forEach((splits, index) => {
    const root = ensemble.treeStart[index]
    expected[splits.output] +=
      weights[index] * expectedLeaf(ensemble, splits, root, coverShares(ensemble, splits))
    if (splits.node.length === 0) return
    const points = quadraturePoints(splits.distinct)
    const bytes = splits.node.length * (RECORD_WORDS * 4 + STATES * FACTORS * points * 8)
    if (end + bytes > FIRST_ADDRESS + keptBytes) {
      parts.push([])
      end = FIRST_ADDRESS
    }
    parts.at(-1)!.push({ splits, points, weight: weights[index], address: end, bytes })
    end += bytes
    largest = Math.max(largest, end)
  })

  const trees = parts.flat()
  const mostSplits = trees.reduce((most, { splits }) => Math.max(most, splits.node.length), 0)
  const mostWork = trees.reduce(
    (most, { splits, points }) => Math.max(most, splits.node.length * (8 * points + 1)),
    0,
  )
  const width = used.columns.length * ensemble.outputs
  const sidesAddress = largest
  const valuesAddress = sidesAddress + mostSplits * BLOCK_ROWS
  const workAddress = valuesAddress + width * BLOCK_ROWS * 8
  const memory = kernelMemory(workAddress + mostWork)
  const kernel = loadKernel<PathKernel>(wasm, memory)
  const sides = new Uint8Array(memory.buffer, sidesAddress, mostSplits * BLOCK_ROWS)
  const values = new Float64Array(memory.buffer, valuesAddress, width * BLOCK_ROWS)
  const load = (part: readonly PathTree[]): void => {
    for (const tree of part) writeTree(ensemble, used.place, tree, memory.buffer)
  }
  if (parts.length === 1) load(parts[0])

  return rowsExplainer(ensemble, expected, (matrix, start, stop, out) => {
    for (const part of parts) {
      if (parts.length > 1) load(part)
      for (let from = start; from < stop; from += BLOCK_ROWS) {
        const rows = Math.min(BLOCK_ROWS, stop - from)
        values.fill(0, 0, rows * width)
        for (const { splits, points, address } of part) {
          writeSides(ensemble, splits, matrix, from, rows, sides)
          kernel.explainTree(
            address,
            splits.node.length,
            points,
            rows,
            sidesAddress,
            BLOCK_ROWS,
            valuesAddress,
            width * 8,
            workAddress,
          )
        }
        addBlock(values, used.columns, ensemble.outputs, matrix, from, rows, out)
      }
    }
  })
}

/** Records, then factors, as the kernel reads them. */
function writeTree(
  ensemble: TreeEnsemble,
  place: Int32Array,
  { splits, points, weight, address }: PathTree,
  buffer: SharedArrayBuffer,
): void {
  const count = splits.node.length
  const factorsAddress = address + count * RECORD_WORDS * 4
  const each = STATES * FACTORS * points
  const records = new Int32Array(buffer, address, count * RECORD_WORDS)
  for (let s = 0; s < count; s++) {
    const at = s * RECORD_WORDS
    records[at] = splits.earlier[s]
    records[at + 1] = splits.child[2 * s]
    records[at + 2] = splits.child[2 * s + 1]
    records[at + 3] = (place[ensemble.feature[splits.node[s]]] * ensemble.outputs + splits.output) * 8
    records[at + 4] = factorsAddress + s * each * 8
  }
  const leaf = Float64Array.from(splits.child, (child) =>
    child < 0 ? weight * ensemble.value[-1 - child] : 1,
  )
  const shares = featureShares(splits, coverShares(ensemble, splits))
  pathFactors(splits, shares, leaf, points, new Float64Array(buffer, factorsAddress, count * each))
}
