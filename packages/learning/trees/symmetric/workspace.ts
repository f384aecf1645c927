/** Everything a training keeps in kernel memory: binned columns, rows of each permutation, histograms, scratch. */
import type { KernelMemory } from '@pratibimba/numerics/wasm'
import { histogramBytes, memoryPlan, type SymmetricKernel, symmetricKernel } from './kernel.ts'
import { groupBytes, groupSize, type LevelSetup, scratchBytes } from './level-program.ts'

/** A prefix of a permutation whose scores know nothing of the rows behind it. Plain boosting: all rows. */
export interface Prefix {
  /** Rows that leaf values are estimated on, and rows that are scored with them. */
  readonly body: number
  readonly tail: number
  /** Regularisation, scaled by the mean weight of the body. */
  readonly l2: number
  /** exp(score) of each row; f64; log loss. */
  readonly odds: { readonly address: number; readonly values: Float64Array }
  /** Scores by output; other losses. */
  readonly scores: readonly Float64Array[]
}

/** Rows in one order, with their columns. */
export interface Fold {
  /** Row of each place; absent: rows are in the order of the data. */
  readonly order?: Uint32Array
  /** Where each pinned column begins. */
  readonly columns: readonly number[]
  readonly label: { readonly address: number; readonly values: Float64Array }
  /** Address 0 when all weigh one. */
  readonly weight: { readonly address: number; readonly values?: Float64Array }
  readonly leaf: { readonly address: number; readonly values: Uint16Array }
  readonly prefixes: readonly Prefix[]
}

export interface WorkspaceShape {
  readonly rows: number
  readonly validationRows: number
  readonly outputs: number
  readonly logistic: boolean
  readonly depth: number
  /** Columns the same in every fold, unless folds are copies. */
  readonly sharedColumns: number
  readonly foldColumns: number
  /** Orders of rows of the folds that find the trees, or how many folds there are when they keep the rows' order. */
  readonly foldOrders: readonly (Uint32Array | undefined)[]
  /** Ends of bodies and tails of those folds. */
  readonly prefixes: readonly { readonly body: number; readonly tail: number }[]
  /** Weights in the order of the data. */
  readonly weight?: Float64Array
  readonly l2LeafReg: number
  /** Whether the one fold that finds the trees also gives the leaf values. */
  readonly single: boolean
  readonly threads: number
  readonly poolColumns: number
}

export interface Workspace {
  readonly memory: KernelMemory
  readonly kernel: SymmetricKernel
  /** Bytes between one column's first row and the next one's. */
  readonly stride: number
  readonly folds: readonly Fold[]
  /** Rows in the order of the data: what the model's leaf values are estimated on. */
  readonly averaging: Fold
  readonly validation: { readonly columns: number; readonly leaf: number }
  /** Columns of combinations, for as long as they are needed. */
  readonly pool: number
  /** One column for a moment. */
  readonly passing: number
  /** f64 by place, per prefix and output behind each other. */
  readonly gradient: number
  readonly magnitude: number
  readonly pairs: number
  readonly orderedPairs: number
  /** Places of pairs of one output, all prefixes together. */
  readonly places: number
  readonly order: number
  readonly spare: number
  readonly histograms: number
  /** Histograms that may be kept per column and output; 0: none, for want of memory. */
  readonly slots: number
  /** Bytes of all histograms kept of a column. */
  readonly keptBytes: number
  readonly junk: number
  readonly leafTables: { odds: number; sums: number }
  readonly leafEntries: number
  readonly allEntries: number
  readonly rangeL2: number
  readonly level: Omit<LevelSetup, 'memory'>
  bytes(address: number, length: number): Uint8Array
  doubles(address: number, length: number): Float64Array
  floats(address: number, length: number): Float32Array
  words(address: number, length: number): Uint32Array
  integers(address: number, length: number): Int32Array
}

/** Above this, histograms are built anew at each level instead of kept. */
const mostHistogramBytes = 1 << 30

export function openWorkspace(shape: WorkspaceShape): Workspace {
  const { rows, outputs, logistic, depth } = shape
  const plan = memoryPlan()
  const stride = Math.ceil(rows / 64) * 64
  const copies = shape.foldOrders.some((order) => order !== undefined)
  const pinned = shape.sharedColumns + shape.foldColumns
  const most = pinned + shape.poolColumns
  const slotCount = depth < 2 ? 1 : 1 << (depth - 2)
  const slots = pinned * slotCount * outputs * histogramBytes <= mostHistogramBytes ? slotCount : 0
  const leaves = 1 << depth

  const shared = plan.reserve(shape.sharedColumns * stride)
  const places = shape.prefixes.reduce((sum, { tail }) => sum + tail, 0)
  const planFold = (copy: boolean, prefixes: WorkspaceShape['prefixes']) => ({
    columns: [
      ...addresses(copy ? plan.reserve(shape.sharedColumns * stride) : shared, shape.sharedColumns, stride),
      ...addresses(plan.reserve(shape.foldColumns * stride), shape.foldColumns, stride),
    ],
    label: copy ? plan.reserve(rows * 8) : 0,
    weight: copy && shape.weight !== undefined ? plan.reserve(rows * 8) : 0,
    leaf: plan.reserve(rows * 2),
    odds: prefixes.map(({ tail }) => (logistic ? plan.reserve(tail * 8) : 0)),
    prefixes,
  })
  const label = plan.reserve(rows * 8)
  const weight = shape.weight !== undefined ? plan.reserve(rows * 8) : 0
  const whole = [{ body: rows, tail: rows }]
  const foldPlans = shape.foldOrders.map((order) => planFold(order !== undefined, shape.prefixes))
  const averagingPlan = shape.single ? foldPlans[0] : planFold(false, whole)

  const addressesOf = {
    pool: plan.reserve(shape.poolColumns * stride),
    passing: plan.reserve(Math.max(stride, shape.validationRows)),
    validationColumns: plan.reserve(pinned * shape.validationRows),
    validationLeaf: plan.reserve(shape.validationRows * 2),
    gradient: plan.reserve(places * outputs * 8),
    magnitude: plan.reserve(rows * 8),
    pairs: plan.reserve(places * outputs * 8),
    orderedPairs: plan.reserve(places * outputs * 8),
    order: plan.reserve(rows * 4),
    spare: plan.reserve(rows * 4),
    histograms: plan.reserve(pinned * slots * outputs * histogramBytes),
    junk: plan.reserve(slotCount * outputs * histogramBytes),
    leafOdds: plan.reserve(leaves * 8),
    sums: plan.reserve(leaves * 16),
    leafEntries: plan.reserve(leaves * 16),
    allEntries: plan.reserve(leaves * shape.prefixes.length * 32),
    rangeL2: plan.reserve(leaves * shape.prefixes.length * 8),
    control: plan.reserve(128),
    l2: plan.reserve(16),
    groups: plan.reserve((most / groupSize + 2) * groupBytes),
    splits: plan.reserve((most + 2 * groupSize) * 4),
    scratch: plan.reserve(shape.threads * scratchBytes),
    bestScore: plan.reserve((most + 2 * groupSize) * 8),
    bestCandidate: plan.reserve((most + 2 * groupSize) * 4),
  }
  const memory = plan.open()
  const { buffer } = memory
  const open = (fold: ReturnType<typeof planFold>, order: Uint32Array | undefined): Fold => {
    const copy = order !== undefined && copies
    const labelAt = copy ? fold.label : label
    const weightAt = copy ? fold.weight : weight
    return {
      order,
      columns: fold.columns,
      label: { address: labelAt, values: new Float64Array(buffer, labelAt, rows) },
      weight: {
        address: weightAt,
        values: weightAt === 0 ? undefined : new Float64Array(buffer, weightAt, rows),
      },
      leaf: { address: fold.leaf, values: new Uint16Array(buffer, fold.leaf, rows) },
      prefixes: fold.prefixes.map(({ body, tail }, at) => ({
        body,
        tail,
        l2: shape.l2LeafReg * meanWeight(shape.weight, order, body),
        odds: {
          address: fold.odds[at],
          values: logistic ? new Float64Array(buffer, fold.odds[at], tail) : new Float64Array(0),
        },
        scores: logistic ? [] : Array.from({ length: outputs }, () => new Float64Array(tail)),
      })),
    }
  }
  const folds = foldPlans.map((fold, at) => open(fold, shape.foldOrders[at]))
  return {
    memory,
    kernel: symmetricKernel(memory),
    stride,
    folds,
    averaging: shape.single ? folds[0] : open(averagingPlan, undefined),
    validation: { columns: addressesOf.validationColumns, leaf: addressesOf.validationLeaf },
    pool: addressesOf.pool,
    passing: addressesOf.passing,
    gradient: addressesOf.gradient,
    magnitude: addressesOf.magnitude,
    pairs: addressesOf.pairs,
    orderedPairs: addressesOf.orderedPairs,
    places,
    order: addressesOf.order,
    spare: addressesOf.spare,
    histograms: addressesOf.histograms,
    slots,
    keptBytes: slots * outputs * histogramBytes,
    junk: addressesOf.junk,
    leafTables: { odds: addressesOf.leafOdds, sums: addressesOf.sums },
    leafEntries: addressesOf.leafEntries,
    allEntries: addressesOf.allEntries,
    rangeL2: addressesOf.rangeL2,
    level: {
      control: addressesOf.control,
      l2: addressesOf.l2,
      groups: addressesOf.groups,
      splits: addressesOf.splits,
      scratch: addressesOf.scratch,
      bestScore: addressesOf.bestScore,
      bestCandidate: addressesOf.bestCandidate,
    },
    bytes: (address, length) => new Uint8Array(buffer, address, length),
    doubles: (address, length) => new Float64Array(buffer, address, length),
    floats: (address, length) => new Float32Array(buffer, address, length),
    words: (address, length) => new Uint32Array(buffer, address, length),
    integers: (address, length) => new Int32Array(buffer, address, length),
  }
}

function addresses(first: number, count: number, stride: number): number[] {
  return Array.from({ length: count }, (_, at) => first + at * stride)
}

function meanWeight(weight: Float64Array | undefined, order: Uint32Array | undefined, rows: number): number {
  if (weight === undefined) return 1
  let sum = 0
  for (let place = 0; place < rows; place++) sum += weight[order === undefined ? place : order[place]]
  return sum / rows
}
