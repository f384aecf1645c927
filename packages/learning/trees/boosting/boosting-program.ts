/** What the threads do while an ensemble is boosted: they grow trees, and keep scores and gradients of their rows. */
import { type KernelMemory, loadKernel, type TeamProgram } from '@pratibimba/numerics/wasm'
import { wasm } from '../growth/compiled/partition.ts'
import { type GrowthShare, openGrowthShare } from '../growth/growth-program.ts'
import type { GrowthSetup } from '../growth/growth-setup.ts'
import { type ObjectiveSettings, objectiveKind, type ScoreTable } from '../objectives/index.ts'

/** Rows whose scores are kept. */
interface ScoredRows {
  readonly rows: number
  readonly cells: number
  /** f64 [outputs][rows]. */
  readonly scores: number
}

export interface BoostingSetup {
  readonly growth: GrowthSetup
  readonly objective: ObjectiveSettings
  readonly table: ScoreTable
  /** Training rows, then validation rows where there are any. */
  readonly scored: readonly ScoredRows[]
  /** The last tree, see `writeTree`. */
  readonly tree: TreeRoom
}

export interface TreeRoom {
  readonly memory: KernelMemory
  readonly mostLeaves: number
  /** i32 [4] per node. */
  readonly nodes: number
  /** f64 per node. */
  readonly values: number
  /** u8 [256] per inner node. */
  readonly sides: number
  /** i32: output, leaves; then first position and rows of each leaf, and its node. */
  readonly leaves: number
}

export const boostingSteps = { gradients: 16, scoreLeaves: 17, scoreRows: 18, scoreValidation: 19 } as const

interface ScoreKernel {
  addToRows(positions: number, first: number, count: number, value: number, scores: number): void
  addTree(cells: number, nodes: number, values: number, from: number, to: number, scores: number): void
}

export const boostingProgram: TeamProgram<BoostingSetup> = {
  kind: 'tree-boosting',
  open(setup, thread, threads) {
    const growth = openGrowthShare(setup.growth, thread, threads)
    const scores = openScoreShare(setup, thread, threads)
    return (step) => {
      if (step in scores) scores[step]()
      else growth[step as keyof GrowthShare]()
    }
  },
}

function openScoreShare(
  { growth, objective, table, scored, tree }: BoostingSetup,
  thread: number,
  threads: number,
): Readonly<Record<number, () => void>> {
  const { memory } = growth
  const kernel = loadKernel<ScoreKernel>(wasm, memory)
  const leaves = new Int32Array(memory.buffer, tree.leaves, 2 + 3 * tree.mostLeaves)
  const values = new Float64Array(memory.buffer, tree.values, 2 * tree.mostLeaves)
  const gradients =
    objective.name === 'custom' ? undefined : objectiveKind(objective.name).open(objective, table)
  const part = (rows: number): [from: number, to: number] => [
    Math.floor((thread * rows) / threads),
    Math.floor(((thread + 1) * rows) / threads),
  ]
  const addTree = ({ rows, cells, scores }: ScoredRows): void => {
    const [from, to] = part(rows)
    kernel.addTree(cells, tree.nodes, tree.values, from, to, scores + leaves[0] * rows * 8)
  }
  return {
    [boostingSteps.gradients]: () => gradients?.(...part(table.rows)),
    [boostingSteps.scoreLeaves]() {
      const [from, to] = part(growth.rows)
      const scores = table.scores + leaves[0] * growth.rows * 8
      for (let leaf = 0; leaf < leaves[1]; leaf++) {
        const [first, rows, node] = leaves.subarray(2 + 3 * leaf)
        const start = Math.max(first, from)
        const count = Math.min(first + rows, to) - start
        if (count > 0) kernel.addToRows(growth.positions + start * 4, 0, count, values[node], scores)
      }
    },
    [boostingSteps.scoreRows]: () => addTree(scored[0]),
    [boostingSteps.scoreValidation]: () => addTree(scored[1]),
  }
}
