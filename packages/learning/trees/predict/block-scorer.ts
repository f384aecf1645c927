/** Scores blocks of rows in a kernel memory that all ensembles of a thread take turns in. */
import { type KernelMemory, kernelMemory, loadKernel } from '@pratibimba/numerics/wasm'
import type { Matrix } from '../../data/index.ts'
import { NEARLY_ZERO, type TreeEnsemble } from '../tree-ensemble.ts'
import { ANSWER_BYTES, BLOCK_ROWS, blockPlan, ROWS_TOGETHER, type Stretch } from './block-plan.ts'
import type { CodedColumn } from './coded-columns.ts'
import { wasm } from './compiled/score-blocks.ts'
import { MemoryImage } from './memory-image.ts'
import { rowWalker, walkBytes } from './row-walker.ts'
import { endOfSum, startOfSum } from './score-sum.ts'

interface BlockKernel {
  /** @see score-blocks.assembly.ts */
  encodeNumbers(
    values: number,
    rows: number,
    thresholds: number,
    half: number,
    ofMissing: number,
    zeros: number,
    round: number,
    codes: number,
  ): void
  indexCategories(values: number, rows: number, codes: number, zeros: number, indices: number): void
  encodeSides(indices: number, rows: number, set: number, bits: number, codes: number): void
  scoreTrees(tree: number, trees: number, codes: number, groups: number, answers: number, round: number): void
}

const ANSWERS = 1024
const STAGED = ANSWERS + ANSWER_BYTES
const INDICES = STAGED + 8 * BLOCK_ROWS
const SUMS = INDICES + 4 * BLOCK_ROWS

interface BlockProgram {
  readonly image: MemoryImage
  readonly stretches: readonly Stretch[]
  /** Codes of a stretch, or cells and leaves of a walk, lie behind the image. */
  readonly bytes: number
}

const programs = new WeakMap<TreeEnsemble, BlockProgram>()

let memory: KernelMemory | undefined
let kernel: BlockKernel
let resident: BlockProgram | undefined

/** Writes the raw scores of a matrix, shape [rows × outputs], row-major. */
export function scoreBlocks(ensemble: TreeEnsemble, matrix: Matrix, out: Float64Array): void {
  const { outputs } = ensemble
  const program = programOf(ensemble)
  const { buffer } = moveIn(program)
  const behind = program.image.end
  const sums = new Float64Array(buffer, SUMS, BLOCK_ROWS * outputs)
  const start = startOfSum(ensemble)
  const finish = endOfSum(ensemble)
  const round = ensemble.summation === 'float32' ? 1 : 0
  const steps = program.stretches.map((stretch) =>
    stretch.kind === 'blocks'
      ? codedStep(ensemble, stretch, matrix, behind, round)
      : walkedStep(ensemble, stretch, matrix, sums, behind),
  )
  for (let row = 0; row < matrix.rows; row += BLOCK_ROWS) {
    const rows = Math.min(BLOCK_ROWS, matrix.rows - row)
    for (let k = 0; k < outputs; k++) sums.fill(start[k], k * BLOCK_ROWS, (k + 1) * BLOCK_ROWS)
    for (const step of steps) step(row, rows)
    const at = row * outputs
    if (outputs === 1) out.set(sums.subarray(0, rows), at)
    else
      for (let k = 0; k < outputs; k++)
        for (let i = 0; i < rows; i++) out[at + i * outputs + k] = sums[k * BLOCK_ROWS + i]
  }
  finish(out.subarray(0, matrix.rows * outputs))
}

function codedStep(
  ensemble: TreeEnsemble,
  stretch: Extract<Stretch, { kind: 'blocks' }>,
  matrix: Matrix,
  codes: number,
  round: number,
): (row: number, rows: number) => void {
  const staged = new Float64Array(memory!.buffer, STAGED, BLOCK_ROWS)
  const compareRounded = ensemble.comparison === 'float32' ? 1 : 0
  return (row, rows) => {
    const groups = Math.ceil(rows / ROWS_TOGETHER)
    const padded = groups * ROWS_TOGETHER
    let feature = -1
    let indexed = -1
    stretch.columns.forEach((column: CodedColumn, place) => {
      if (column.feature !== feature) {
        feature = column.feature
        staged.set(matrix.columns[feature].subarray(row, row + rows))
      }
      const to = codes + place * BLOCK_ROWS
      if (column.set === 0) {
        kernel.encodeNumbers(
          STAGED,
          padded,
          column.thresholds,
          column.half,
          column.ofMissing,
          column.zeros,
          compareRounded,
          to,
        )
        return
      }
      if (indexed !== feature) {
        indexed = feature
        kernel.indexCategories(STAGED, padded, column.codes, NEARLY_ZERO, INDICES)
      }
      kernel.encodeSides(INDICES, padded, column.set, column.bits, to)
    })
    kernel.scoreTrees(stretch.at, stretch.trees, codes, groups, ANSWERS, round)
  }
}

function walkedStep(
  ensemble: TreeEnsemble,
  { walk, trees }: Extract<Stretch, { kind: 'walk' }>,
  matrix: Matrix,
  sums: Float64Array,
  address: number,
): (row: number, rows: number) => void {
  const leavesOf = rowWalker(walk, memory!, address)
  const cells = new Float64Array(matrix.columns.length)
  const round = ensemble.summation === 'float32' ? Math.fround : (x: number): number => x
  return (row, rows) => {
    for (let i = 0; i < rows; i++) {
      for (const feature of walk.cellFeature) cells[feature] = matrix.columns[feature][row + i]
      const leaves = leavesOf(cells)
      for (let tree = 0; tree < trees.length; tree++) {
        const at = ensemble.treeOutput[trees[tree]] * BLOCK_ROWS + i
        sums[at] = round(sums[at] + round(leaves[walk.place[tree]]))
      }
    }
  }
}

function programOf(ensemble: TreeEnsemble): BlockProgram {
  let program = programs.get(ensemble)
  if (program === undefined) {
    const image = new MemoryImage(SUMS + 8 * BLOCK_ROWS * ensemble.outputs)
    const stretches = blockPlan(ensemble, image, SUMS)
    const bytes = stretches.reduce(
      (most, stretch) =>
        Math.max(
          most,
          stretch.kind === 'blocks' ? BLOCK_ROWS * stretch.columns.length : walkBytes(stretch.walk),
        ),
      0,
    )
    program = { image, stretches, bytes }
    programs.set(ensemble, program)
  }
  return program
}

/** Puts a program into this thread's memory, unless it is there already. */
function moveIn(program: BlockProgram): KernelMemory {
  const needed = program.image.end + program.bytes
  if (memory === undefined) {
    memory = kernelMemory(needed)
    kernel = loadKernel<BlockKernel>(wasm, memory)
    const answers = new Uint8Array(memory.buffer, ANSWERS, ANSWER_BYTES / 2)
    for (let i = 0; i < answers.length; i++) answers[i] = Math.floor(i / ROWS_TOGETHER)
  }
  const lacking = needed - memory.buffer.byteLength
  if (lacking > 0) memory.grow(Math.ceil(lacking / 65_536))
  if (resident !== program) {
    new Uint8Array(memory.buffer).set(program.image.bytes, program.image.start)
    resident = program
  }
  return memory
}
