/** Interventional TreeSHAP: what each column adds to the raw score, against rows of a background. */
import { kernelMemory, loadKernel } from '@pratibimba/numerics/wasm'
import type { Matrix } from '../../data/index.ts'
import type { TreeEnsemble } from '../../trees/tree-ensemble.ts'
import { backgroundSides, satisfied, sumOfLeaves } from './background.ts'
import { addBlock, BLOCK_ROWS, writeSides } from './blocks.ts'
import { wasm } from './compiled/interventional.ts'
import { rowsExplainer, type TreeExplainer, usedColumns } from './explanation.ts'
import { Image } from './image.ts'
import { writeTree } from './leaf-tables.ts'
import { explainPair, pairWalk } from './pairwise.ts'
import { subsetWeights } from './subset-weights.ts'
import { type TreeSplits, treeSplits, treeWeights } from './tree-splits.ts'

interface InterventionalKernel {
  /** @see interventional.assembly.ts */
  explainTree(
    tree: number,
    splits: number,
    rows: number,
    everyRow0: bigint,
    everyRow1: bigint,
    sides: number,
    stride: number,
    values: number,
    width: number,
    weights: number,
    weightStride: number,
    work: number,
  ): void
}

/** A tree against at most 128 background rows. */
interface PanelTree {
  readonly splits: TreeSplits
  readonly rows: number
  readonly leaf: Float64Array
  /** Where each split's value lies in a row of values. */
  readonly places: Int32Array
  /** Of its tables; or, where they did not fit, what the background rows satisfy. */
  readonly tables: { readonly address: number } | { readonly passes: Uint8Array }
}

const PANEL_ROWS = 128
const FIRST_ADDRESS = 1024
const SLOT_BYTES = 48
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
      const sides = backgroundSides(ensemble, splits, background, from, rows)
      expected[output] += share * sumOfLeaves(ensemble, splits, sides, rows)
      const passes = satisfied(splits, sides, rows)
      const address = writeTree(
        image,
        splits,
        passes,
        rows,
        leaf,
        places.map((place) => place * 8),
      )
      const fits = image.end <= FIRST_ADDRESS + tableBytes
      if (!fits) image.cut(address)
      trees.push({ splits, rows, leaf, places, tables: fits ? { address } : { passes } })
    }
  })

  const mostSplits = trees.reduce((most, { splits }) => Math.max(most, splits.node.length), 0)
  const mostDistinct = trees.reduce((most, { splits }) => Math.max(most, splits.distinct), 0)
  const weights = subsetWeights(mostDistinct)
  const width = used.columns.length * ensemble.outputs
  const weightsAddress = image.room(weights.byteLength)
  image.floats.set(weights, weightsAddress / 8)
  const valuesAddress = image.end
  const workAddress = valuesAddress + width * BLOCK_ROWS * 8
  const sidesAddress = workAddress + mostSplits * (SLOT_BYTES + 4)
  const memory = kernelMemory(sidesAddress + mostSplits * BLOCK_ROWS)
  image.copyTo(memory.buffer)
  const kernel = loadKernel<InterventionalKernel>(wasm, memory)
  const values = new Float64Array(memory.buffer, valuesAddress, width * BLOCK_ROWS)
  const sides = new Uint8Array(memory.buffer, sidesAddress, mostSplits * BLOCK_ROWS)
  const walk = pairWalk(mostSplits)

  return rowsExplainer(ensemble, expected, (matrix, start, stop, out) => {
    for (let from = start; from < stop; from += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, stop - from)
      values.fill(0, 0, rows * width)
      for (const { splits, rows: others, leaf, places, tables } of trees) {
        writeSides(ensemble, splits, matrix, from, rows, sides)
        if ('address' in tables) {
          kernel.explainTree(
            tables.address,
            splits.node.length,
            rows,
            firstBits(others),
            firstBits(others - 64),
            sidesAddress,
            BLOCK_ROWS,
            valuesAddress,
            width * 8,
            weightsAddress,
            mostDistinct + 1,
            workAddress,
          )
        } else {
          for (let row = 0; row < rows; row++) {
            const mine = satisfied(splits, sides, 1, BLOCK_ROWS, row)
            for (let other = 0; other < others; other++)
              explainPair(
                splits,
                mine,
                tables.passes,
                others,
                other,
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
      }
      addBlock(values, used.columns, ensemble.outputs, matrix, from, rows, out)
    }
  })
}

/** A word of 64 bits, the first `count` of them set. */
const firstBits = (count: number): bigint =>
  BigInt.asIntN(64, (1n << BigInt(Math.min(64, Math.max(0, count)))) - 1n)
