/** Interventional TreeSHAP: what each column adds to the raw score, against rows of a background. */
import { kernelMemory, loadKernel } from '@pratibimba/numerics/wasm'
import type { Matrix } from '../../data/index.ts'
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { PANEL_ROWS, satisfied, sumOfLeaves } from './background.ts'
import { addBlock, BLOCK_ROWS, readBlock } from './blocks.ts'
import { wasm } from './compiled/tree-shap.ts'
import { rowsExplainer, type TreeExplainer, usedColumns } from './explanation.ts'
import { Image } from './image.ts'
import { writeTree } from './leaf-tables.ts'
import { explainPair, pairWalk } from './pairwise.ts'
import { BACKGROUND_SLOT_BYTES, FIRST_ADDRESS, type ShapKernel } from './shap-kernel.ts'
import { splitSides } from './split-side.ts'
import { subsetWeights } from './subset-weights.ts'
import { type TreeSplits, treeSplits, treeWeights } from './tree-splits.ts'

/** A tree against at most 128 background rows. */
interface PanelTree {
  readonly splits: TreeSplits
  readonly rows: number
  /** A bit for each of them. */
  readonly everyRow: readonly [bigint, bigint]
  readonly leaf: Float64Array
  /** Where each split's value lies in a row of values. */
  readonly places: Int32Array
  /** Of its tables; or, where they did not fit, what the background rows satisfy. */
  readonly tables: { readonly address: number } | { readonly passes: Int32Array }
}

const TABLE_BYTES = 2 ** 28

/**
 * An explainer by interventional Shapley values of the raw score, averaged over a background (shap's `interventional`):
 * what a column is worth when the other columns are those of a background row. Reasons for decisions come from it.
 *
 * Values of a row and `expected`, the mean score of the background, add up to its raw score. Exact.
 *
 * @param background rows to compare with, about 100; tables and time grow with it
 * @param tableBytes what tables may take; trees beyond it are walked with every background row instead
 * @throws RangeError when the background is empty or lacks a column, or nodes do not form trees
 * @see docs/methods/tree-shap.md
 */
export function interventionalShap(
  ensemble: TreeEnsemble,
  background: Matrix,
  tableBytes = TABLE_BYTES,
): TreeExplainer {
  const used = usedColumns(ensemble)
  if (!(background.rows >= 1)) throw new RangeError(`interventionalShap: need a background row, got none`)
  if (background.columns.length < used.place.length)
    throw new RangeError(
      `interventionalShap: need ${used.place.length} columns of background, got ${background.columns.length}`,
    )
  const treeShare = treeWeights(ensemble)
  const expected = Float64Array.from(ensemble.base)
  const image = new Image(FIRST_ADDRESS)
  const categoriesAddress = image.room(ensemble.categoryWords.byteLength)
  image.words.set(ensemble.categoryWords, categoriesAddress / 4)
  const limit = image.end + tableBytes
  let full = false
  const tables = (
    splits: TreeSplits,
    passes: Int32Array,
    rows: number,
    leaf: Float64Array,
  ): PanelTree['tables'] => {
    // A set of features is one word, and once the room is used up, no later tree is tried.
    if (splits.distinct > 32 || full) return { passes }
    const address = writeTree(image, ensemble, splits, used, categoriesAddress, passes, rows, leaf, limit)
    full = address < 0
    return full ? { passes } : { address }
  }
  const trees: PanelTree[] = []
  treeSplits(ensemble).forEach((splits, index) => {
    const { output, node, child } = splits
    if (node.length === 0) {
      expected[output] += treeShare[index] * ensemble.value[ensemble.treeStart[index]]
      return
    }
    const share = treeShare[index] / background.rows
    const leaf = Float64Array.from(child, (below) => (below < 0 ? share * ensemble.value[-1 - below] : 0))
    const places = node.map((split) => used.place[ensemble.feature[split]] * ensemble.outputs + output)
    for (let from = 0; from < background.rows; from += PANEL_ROWS) {
      const rows = Math.min(PANEL_ROWS, background.rows - from)
      const sides = splitSides(ensemble, splits, background, from, rows)
      expected[output] += share * sumOfLeaves(ensemble, splits, sides, rows)
      const passes = satisfied(splits, sides, rows)
      trees.push({
        splits,
        rows,
        everyRow: [firstBits(rows), firstBits(rows - 64)],
        leaf,
        places,
        tables: tables(splits, passes, rows, leaf),
      })
    }
  })

  const mostSplits = trees.reduce((most, { splits }) => Math.max(most, splits.node.length), 0)
  const mostDistinct = trees.reduce((most, { splits }) => Math.max(most, splits.distinct), 0)
  const weights = subsetWeights(mostDistinct)
  const width = used.columns.length * ensemble.outputs
  const inputWidth = used.columns.length
  const weightsAddress = image.room(weights.byteLength)
  image.floats.set(weights, weightsAddress / 8)
  const valuesAddress = image.end
  const inputsAddress = valuesAddress + width * BLOCK_ROWS * 8
  const workAddress = inputsAddress + inputWidth * BLOCK_ROWS * 8
  const memory = kernelMemory(workAddress + (mostSplits + 1) * BACKGROUND_SLOT_BYTES)
  image.copyTo(memory.buffer)
  const kernel = loadKernel<ShapKernel>(wasm, memory)
  const values = new Float64Array(memory.buffer, valuesAddress, width * BLOCK_ROWS)
  const inputs = new Float64Array(memory.buffer, inputsAddress, inputWidth * BLOCK_ROWS)
  const walk = pairWalk(mostSplits)

  return rowsExplainer(ensemble, expected, (matrix, start, stop, out) => {
    for (let from = start; from < stop; from += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, stop - from)
      readBlock(ensemble, used.columns, matrix, from, rows, inputs)
      values.fill(0, 0, rows * width)
      for (const { splits, rows: others, everyRow, leaf, places, tables } of trees) {
        if ('address' in tables) {
          kernel.explainByBackground(
            tables.address,
            splits.node.length,
            rows,
            everyRow[0],
            everyRow[1],
            inputsAddress,
            inputWidth * 8,
            valuesAddress,
            width * 8,
            weightsAddress,
            mostDistinct + 1,
            workAddress,
          )
        } else {
          const mine = satisfied(splits, splitSides(ensemble, splits, matrix, from, rows), rows)
          for (let row = 0; row < rows; row++)
            for (let other = 0; other < others; other++)
              explainPair(
                splits,
                { passes: mine, row },
                { passes: tables.passes, row: other },
                leaf,
                weights,
                mostDistinct,
                places,
                values,
                row * width,
                walk,
              )
        }
      }
      addBlock(values, used.columns, ensemble.outputs, matrix, from, rows, out)
    }
  })
}

/** A word of 64 bits, the first `count` of them set. */
const firstBits = (count: number): bigint =>
  BigInt.asIntN(64, (1n << BigInt(Math.min(64, Math.max(0, count)))) - 1n)
