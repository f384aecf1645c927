/** Random forests and extra trees. */
import { oneThread } from '@pratibimba/numerics/wasm'
import type { Feature } from '../../data/feature.ts'
import type { LabelledMatrix } from '../../data/matrix.ts'
import { type BinnedMatrix, binMatrix } from '../binning/index.ts'
import { requireLearnable } from '../boosting/check-data.ts'
import type { TrainingContext } from '../boosting/training-context.ts'
import { objectiveKind } from '../objectives/index.ts'
import type { TreeEnsemble } from '../tree-ensemble.ts'
import { openForestEnsemble } from './forest-ensemble.ts'
import { type ForestParameters, type ResolvedForest, resolveForest } from './forest-parameters.ts'
import { forestProgram, forestSteps } from './forest-program.ts'
import { type ForestSetup, forestSetup, stepWords } from './forest-setup.ts'

export interface ForestResult {
  /** The raw score is a probability (binary), shares that sum to 1 (multiclass), or a mean (regression). */
  readonly ensemble: TreeEnsemble
  /**
   * Raw scores of the training rows by the trees that did not see them, shape [rows × outputs], row-major; NaN where all
   * did. Absent when every tree saw all rows.
   */
  readonly outOfBag?: Float64Array
}

/**
 * Grows many deep trees, each on a sample of the rows and each node on a sample of the features, and averages them.
 *
 *   gain = Σ_k (L_k² / W_l + R_k² / W_r − T_k² / W),  leaf_k = T_k / W
 *
 * with T_k = Σ w·y over the rows of a node (of class k), W = Σ w: half the Gini gain of two classes, the Gini gain of
 * several, the variance gain of numbers. Tree t depends on the seed and t alone.
 *
 * @param features what each column is
 * @throws RangeError when data or parameters do not fit; the signal's reason when stopped
 * @see Breiman 2001, "Random forests"; Geurts, Ernst, Wehenkel 2006, "Extremely randomized trees"
 * @see docs/methods/forests.md
 */
export async function trainForest(
  data: LabelledMatrix,
  features: readonly Feature[],
  parameters: Partial<ForestParameters>,
  {
    seed,
    pool = oneThread,
    signal,
    onProgress,
  }: Pick<TrainingContext, 'seed' | 'pool' | 'signal' | 'onProgress'>,
): Promise<ForestResult> {
  const forest = resolveForest(parameters, features)
  requireLearnable('trainForest', data, features, objectiveKind(forest.objective), forest.outputs)
  signal?.throwIfAborted()
  onProgress?.(0, 'binning')
  const binning = { seed, maxBins: forest.maxBin, minDataInBin: 1 }
  const binned = await binMatrix(features, data, binning, pool)
  const base = baseOf(forest, data)
  const { setup, slots } = forestSetup(binned, forest, {
    threads: pool.threads,
    seed,
    prior: forest.objective === 'regression' ? Float64Array.of(0) : base,
  })
  const { memory, rows } = setup
  const { outputs, trees } = forest
  writeOutcomes(setup, data, forest.objective === 'regression' ? base[0] : 0)
  writeCentres(setup, binned, data)
  const words = new Int32Array(memory.buffer, setup.words, 16)
  const outSums =
    setup.outSums === 0 ? undefined : new Float64Array(memory.buffer, setup.outSums, rows * outputs)
  const outTrees = outSums && new Uint32Array(memory.buffer, setup.outTrees, rows)
  outSums?.fill(0)
  outTrees?.fill(0)
  const ensemble = openForestEnsemble(setup, binned.features)

  const team = await pool.team(forestProgram, setup)
  try {
    team.run(forestSteps.columns)
    for (let first = 0; first < trees; first += slots) {
      await pause()
      signal?.throwIfAborted()
      onProgress?.(first / trees, 'growing trees')
      const count = Math.min(slots, trees - first)
      words[stepWords.first] = first
      words[stepWords.count] = count
      words[stepWords.taken] = 0
      team.run(forestSteps.grow)
      if (outSums !== undefined) team.run(forestSteps.outOfBag)
      for (let slot = 0; slot < count; slot++) ensemble.keep(slot)
    }
  } finally {
    team.close()
  }
  onProgress?.(1, 'done')
  const isMean = forest.objective === 'regression'
  const shape = isMean
    ? { trees, base, link: 'identity' as const, average: false, scale: 1 / trees }
    : { trees, base: new Float64Array(outputs), link: 'identity' as const, average: true, scale: 1 }
  const built = ensemble.build(shape)
  if (outSums === undefined) return { ensemble: built }
  const outOfBag = Float64Array.from(
    outSums,
    (sum, i) => (isMean ? base[0] : 0) + sum / outTrees![Math.floor(i / outputs)],
  )
  return { ensemble: built, outOfBag }
}

/** Weighted mean of the outcome, or share of each class. */
function baseOf({ objective, outputs }: ResolvedForest, { label, weight }: LabelledMatrix): Float64Array {
  const sums = new Float64Array(outputs)
  let total = 0
  for (let i = 0; i < label.length; i++) {
    const w = weight === undefined ? 1 : weight[i]
    if (objective === 'multiclass') sums[label[i]] += w
    else sums[0] += w * label[i]
    total += w
  }
  return sums.map((sum) => sum / total)
}

/** @param centre taken off the outcome, so that sums of squares keep their digits */
function writeOutcomes(setup: ForestSetup, { label, weight }: LabelledMatrix, centre: number): void {
  const { buffer } = setup.memory
  const outcomes = new Float64Array(buffer, setup.outcomes, label.length)
  for (let i = 0; i < label.length; i++) outcomes[i] = label[i] - centre
  const weights = new Float64Array(buffer, setup.weights, label.length)
  if (weight === undefined) weights.fill(1)
  else weights.set(weight)
}

/** Mean value of each bin of numbers; of a bin without rows, its upper edge. */
function writeCentres(
  setup: ForestSetup,
  { features }: BinnedMatrix,
  { columns, rows }: LabelledMatrix,
): void {
  const { buffer } = setup.memory
  const counts = new Float64Array(256)
  features.forEach((bins, feature) => {
    if (bins.kind === 'category') return
    const centres = new Float64Array(buffer, setup.centres + feature * 2048, 256).fill(0)
    const { edges } = bins
    counts.fill(0)
    for (let row = 0; row < rows; row++) {
      const value = columns[feature][row]
      if (Number.isNaN(value)) continue
      let bin = 0
      for (let step = 128; step > 0; step >>= 1) if (edges[bin + step - 1] < value) bin += step
      counts[bin]++
      centres[bin] += (value - centres[bin]) / counts[bin]
    }
    for (let bin = 0; bin < edges.length; bin++) if (counts[bin] === 0) centres[bin] = edges[bin]
  })
}

/** Lets others on this thread have their turn, so that progress is seen and a stop is heard. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
