/** Path-dependent TreeSHAP: what each column adds to the raw score, against training rows as the trees know them. */
import { kernelMemory, loadKernel } from '@pratibimba/numerics/wasm'
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { addBlock, BLOCK_ROWS, readBlock } from './blocks.ts'
import { wasm } from './compiled/tree-shap.ts'
import { coverShares, expectedLeaf, featureShares } from './cover-shares.ts'
import { rowsExplainer, type TreeExplainer, type UsedColumns, usedColumns } from './explanation.ts'
import { FACTORS, pathFactors, quadraturePoints, STATES } from './path-factors.ts'
import { FIRST_ADDRESS, PATH_RECORD_BYTES, type ShapKernel } from './shap-kernel.ts'
import { writeSplit } from './split-records.ts'
import { type TreeSplits, treeSplits, treeWeights } from './tree-splits.ts'

interface PathTree {
  readonly splits: TreeSplits
  readonly points: number
  /** Of what a leaf counts. */
  readonly weight: number
  /** Where its records and factors lie. */
  readonly address: number
  readonly bytes: number
}

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
  const treesAddress = FIRST_ADDRESS + Math.ceil(ensemble.categoryWords.byteLength / 16) * 16
  let largest = treesAddress
  treeSplits(ensemble).forEach((splits, index) => {
    const root = ensemble.treeStart[index]
    expected[splits.output] +=
      weights[index] * expectedLeaf(ensemble, splits, root, coverShares(ensemble, splits))
    if (splits.node.length === 0) return
    const points = quadraturePoints(splits.distinct)
    const bytes = splits.node.length * (PATH_RECORD_BYTES + STATES * FACTORS * points * 8)
    if (end + bytes > treesAddress + keptBytes) {
      parts.push([])
      end = treesAddress
    }
    parts.at(-1)!.push({ splits, points, weight: weights[index], address: end, bytes })
    end += bytes
    largest = Math.max(largest, end)
  })

  const trees = parts.flat()
  const mostWork = trees.reduce(
    (most, { splits, points }) => Math.max(most, splits.node.length * (8 * points + 1) + 8),
    0,
  )
  const width = used.columns.length * ensemble.outputs * 8
  const inputsAddress = largest
  const inputWidth = used.columns.length * 8
  const valuesAddress = inputsAddress + inputWidth * BLOCK_ROWS
  const workAddress = valuesAddress + width * BLOCK_ROWS
  const memory = kernelMemory(workAddress + mostWork)
  const kernel = loadKernel<ShapKernel>(wasm, memory)
  new Uint32Array(memory.buffer, FIRST_ADDRESS).set(ensemble.categoryWords)
  const inputs = new Float64Array(memory.buffer, inputsAddress, used.columns.length * BLOCK_ROWS)
  const values = new Float64Array(memory.buffer, valuesAddress, (width / 8) * BLOCK_ROWS)
  const load = (part: readonly PathTree[]): void => {
    for (const tree of part) writeTree(ensemble, used, tree, memory.buffer)
  }
  if (parts.length === 1) load(parts[0])

  return rowsExplainer(ensemble, expected, (matrix, start, stop, out) => {
    for (const part of parts) {
      if (parts.length > 1) load(part)
      for (let from = start; from < stop; from += BLOCK_ROWS) {
        const rows = Math.min(BLOCK_ROWS, stop - from)
        readBlock(ensemble, used.columns, matrix, from, rows, inputs)
        values.fill(0, 0, (rows * width) / 8)
        for (const { splits, points, address } of part)
          kernel.explainByPaths(
            address,
            splits.node.length,
            points,
            rows,
            inputsAddress,
            inputWidth,
            valuesAddress,
            width,
            workAddress,
          )
        addBlock(values, used.columns, ensemble.outputs, matrix, from, rows, out)
      }
    }
  })
}

/** Records, then factors, as the kernel reads them. */
function writeTree(
  ensemble: TreeEnsemble,
  used: UsedColumns,
  { splits, points, weight, address }: PathTree,
  buffer: SharedArrayBuffer,
): void {
  const count = splits.node.length
  const factorsAddress = address + count * PATH_RECORD_BYTES
  const each = STATES * FACTORS * points
  const words = new Int32Array(buffer)
  const floats = new Float64Array(buffer)
  for (let s = 0; s < count; s++) {
    const record = address + s * PATH_RECORD_BYTES
    writeSplit(words, floats, record, ensemble, splits, s, used, FIRST_ADDRESS)
    words[record / 4 + 9] = factorsAddress + s * each * 8
  }
  const leaf = Float64Array.from(splits.child, (child) =>
    child < 0 ? weight * ensemble.value[-1 - child] : 1,
  )
  const shares = featureShares(splits, coverShares(ensemble, splits))
  pathFactors(splits, shares, leaf, points, new Float64Array(buffer, factorsAddress, count * each))
}
