/** Raw scores of single rows. */
import { kernelMemory } from '@pratibimba/numerics/wasm'
import type { TreeEnsemble } from '../tree-ensemble.ts'
import { columnsRead } from './columns.ts'
import { MemoryImage } from './memory-image.ts'
import { rowWalker, walkBytes } from './row-walker.ts'
import { scoreSum } from './score-sum.ts'
import { walkPlan } from './walk-plan.ts'

const firstAddress = 1024

/**
 * Makes the scorer of single rows: its trees lie ready in memory of their own, so keep it.
 *
 * @returns writes the raw scores of a row, shape [columns], to `out`, shape [outputs]; throws a RangeError when they are
 *   shorter
 * @see docs/methods/tree-prediction.md
 */
export function rowScorer(ensemble: TreeEnsemble): (row: Float64Array, out: Float64Array) => void {
  const trees = Array.from(ensemble.treeOutput.keys())
  const image = new MemoryImage(firstAddress)
  const plan = walkPlan(ensemble, trees, image)
  const memory = kernelMemory(image.end + walkBytes(plan))
  new Uint8Array(memory.buffer).set(image.bytes, image.start)
  const walk = rowWalker(plan, memory, image.end)
  const sum = scoreSum(ensemble)
  const columns = columnsRead(ensemble)
  return (row, out) => {
    if (row.length < columns || out.length < ensemble.outputs)
      throw new RangeError(
        `rowScorer: need ${columns} values and room for ${ensemble.outputs}, got ${row.length} and ${out.length}`,
      )
    sum(walk(row), plan.place, out)
  }
}
