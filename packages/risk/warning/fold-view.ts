/** What a fold does to the columns before anything learns: outliers drawn in, columns that cannot help left out. */
import { type Feature, type LabelledMatrix, type Matrix, takeRows } from '@pratibimba/learning/data'
import {
  applyClipping,
  applyPruning,
  type Clipping,
  type DroppedFeature,
  fitClipping,
  fitPruning,
} from '@pratibimba/learning/preparation'
import { holdout } from '@pratibimba/learning/splitting'
import type { ColumnView } from '@pratibimba/learning/training'
import { trainLeafWise } from '@pratibimba/learning/trees/boosting'
import type { ThreadPool } from '@pratibimba/numerics/wasm'

export interface ViewOptions {
  readonly seed: number
  /** Values above this quantile are drawn in to it; 1: none. */
  readonly clipQuantile: number
  /** Share of the gain under which a column is left out; 0: none. */
  readonly leastImportance: number
  readonly pool?: ThreadPool
  readonly signal?: AbortSignal
}

export interface FittedView extends ColumnView {
  readonly clipping: Clipping
  /** Columns that stay, ascending. */
  readonly kept: Int32Array
  readonly dropped: readonly DroppedFeature[]
}

/** Importance is asked of so many rows and trees: enough to find what never helps. */
const ROWS_ASKED = 20_000
const TREES_ASKED = 60

/**
 * Learns from the rows of a fold: bounds of outliers, then which columns hold less than a share of the gain of a quick
 * leaf-wise model. Constant and repeated columns go in any case.
 *
 * @throws RangeError when nothing would be kept
 */
export async function fitView(
  train: LabelledMatrix,
  features: readonly Feature[],
  options: ViewOptions,
): Promise<FittedView> {
  const { clipQuantile, leastImportance } = options
  const clipping = sparing(fitClipping(train, features, { upper: clipQuantile }), train)
  const clipped = applyClipping(clipping, train)
  const importance = leastImportance > 0 ? await gainsOf(clipped, features, options) : undefined
  const pruning = fitPruning(clipped, features, {
    leastImportance,
    ...(importance ? { importance } : {}),
  })
  return {
    clipping,
    kept: pruning.kept,
    dropped: pruning.dropped,
    features: Array.from(pruning.kept, (column) => features[column]),
    apply: <M extends Matrix>(matrix: M): M => applyPruning(pruning, applyClipping(clipping, matrix)),
  }
}

/** What is 0 for all but a few would be 0 for all: such columns are not clipped. */
function sparing({ lower, upper }: Clipping, { columns }: LabelledMatrix): Clipping {
  const spared = upper.map((bound, c) => {
    let least = Number.POSITIVE_INFINITY
    for (const value of columns[c]) if (value < least) least = value
    return bound <= least ? Number.POSITIVE_INFINITY : bound
  })
  return { lower, upper: spared }
}

/** Total gain of each column. */
async function gainsOf(
  train: LabelledMatrix,
  features: readonly Feature[],
  { seed, pool, signal }: ViewOptions,
): Promise<Float64Array> {
  const some =
    train.rows <= ROWS_ASKED
      ? train
      : takeRows(
          train,
          holdout(
            train.rows,
            { train: ROWS_ASKED / train.rows, test: 1 - ROWS_ASKED / train.rows },
            { seed, label: train.label },
          ).train,
        )
  const { ensemble } = await trainLeafWise(
    some,
    features,
    { iterations: TREES_ASKED, numLeaves: 15, minDataInLeaf: 40, lambdaL2: 5, featureFraction: 0.7 },
    { seed, ...(pool ? { pool } : {}), ...(signal ? { signal } : {}) },
  )
  const gains = new Float64Array(features.length)
  for (let node = 0; node < ensemble.feature.length; node++)
    if (ensemble.feature[node] >= 0) gains[ensemble.feature[node]] += Math.max(0, ensemble.gain[node])
  return gains
}
