/** Runs a walk plan that lies in a kernel's memory. */
import { type KernelMemory, loadKernel } from '@pratibimba/numerics/wasm'
import { wasm } from './compiled/walk-row.ts'
import { type WalkPlan, writeCells } from './walk-plan.ts'

interface WalkKernel {
  /** @see walk-row.assembly.ts */
  walkNumbers(
    roots: number,
    trees: number,
    cells: number,
    nodes: number,
    values: number,
    leaves: number,
  ): void
  walkCategories(
    roots: number,
    trees: number,
    cells: number,
    nodes: number,
    values: number,
    leaves: number,
  ): void
}

/** Bytes that the walks of a plan write to. */
export function walkBytes(plan: WalkPlan): number {
  return 8 * (plan.cellFeature.length + 1 + plan.leaves)
}

/**
 * @param address where `walkBytes(plan)` bytes are free
 * @returns walks a row and answers the value of each walk's leaf; a tree's stands at `plan.place[tree]`
 */
export function rowWalker(
  plan: WalkPlan,
  memory: KernelMemory,
  address: number,
): (row: Float64Array) => Float64Array {
  const kernel = loadKernel<WalkKernel>(wasm, memory)
  const { nodes, values, numbers, categories } = plan
  const cellCount = plan.cellFeature.length + 1
  const cells = new Float64Array(memory.buffer, address, cellCount)
  const leavesAt = address + 8 * cellCount
  const leaves = new Float64Array(memory.buffer, leavesAt, plan.leaves)
  return (row) => {
    writeCells(plan, row, cells)
    if (numbers.trees > 0) kernel.walkNumbers(numbers.roots, numbers.trees, address, nodes, values, leavesAt)
    if (categories.trees > 0)
      kernel.walkCategories(
        categories.roots,
        categories.trees,
        address,
        nodes,
        values,
        leavesAt + 8 * numbers.trees,
      )
    return leaves
  }
}
