/** The three boosted learners as candidates: settings by the size of the data, the number of trees decided inside the rows given. */
import { type Feature, type LabelledMatrix, takeRows } from '../data/index.ts'
import type { TreeModel } from '../models/index.ts'
import {
  type BoostingResult,
  type TrainingContext,
  trainDepthWise,
  trainLeafWise,
} from '../trees/boosting/index.ts'
import { trainSymmetric } from '../trees/symmetric/index.ts'
import { depthWiseSpace, leafWiseSpace, type SearchSpace, symmetricSpace } from '../tuning/index.ts'
import type { Candidate, FitOptions } from './candidate.ts'

interface Boosted {
  readonly model: TreeModel
  readonly bestIteration: number
  readonly history: Float64Array
}

type Settings = Readonly<Record<string, unknown>>

interface Booster {
  readonly id: string
  readonly title: string
  readonly complexity: number
  readonly space: SearchSpace
  /** Usual settings for so many rows. */
  usual(rows: number): Settings
  train(
    data: LabelledMatrix,
    features: readonly Feature[],
    settings: Settings,
    iterations: number,
    context: Omit<TrainingContext, 'startFrom'>,
  ): Promise<Boosted>
}

/** Under so many rows trees are kept small and strongly shrunk, and the number of trees is decided by cross-validation. */
const FEW_ROWS = 5_000
const MOST_TREES = 400
/** Where nothing can be held out. */
const TREES_UNTRIED = 100
/** Under so many cells threads wait for each other longer than they work; the model is the same. */
const CELLS_WORTH_A_TEAM = 150_000
/** Trees without a gain after which one held-out part has said enough. */
const PATIENCE = 40

const asModel = (features: readonly Feature[], { ensemble, ...rest }: BoostingResult): Boosted => ({
  ...rest,
  model: {
    kind: 'trees',
    inputs: features,
    columns: features.map((_, input) => ({ kind: 'input', input })),
    ensemble,
  },
})

const boosters: readonly Booster[] = [
  {
    id: 'symmetric',
    title: 'symmetric trees',
    complexity: 4,
    space: symmetricSpace,
    usual: (rows) =>
      rows < FEW_ROWS
        ? { depth: 4, learningRate: 0.05, l2LeafReg: 6, rsm: 0.6, maxCtrComplexity: 1 }
        : { depth: 6, learningRate: 0.06, l2LeafReg: 5, maxCtrComplexity: 1 },
    train: (data, features, settings, iterations, context) =>
      trainSymmetric(data, features, { ...settings, iterations }, context),
  },
  {
    id: 'depth-wise',
    title: 'depth-wise trees',
    complexity: 4,
    space: depthWiseSpace,
    usual: (rows) =>
      rows < FEW_ROWS
        ? { maxDepth: 3, eta: 0.05, lambda: 10, minChildWeight: 3, subsample: 0.7, colsampleByTree: 0.5 }
        : { maxDepth: 4, eta: 0.05, lambda: 5, minChildWeight: 10, subsample: 0.8, colsampleByTree: 0.6 },
    train: async (data, features, settings, iterations, context) =>
      asModel(features, await trainDepthWise(data, features, { ...settings, iterations }, context)),
  },
  {
    id: 'leaf-wise',
    title: 'leaf-wise trees',
    complexity: 4,
    space: leafWiseSpace,
    usual: (rows) =>
      rows < FEW_ROWS
        ? {
            numLeaves: 6,
            learningRate: 0.05,
            minDataInLeaf: Math.max(1, Math.min(15, Math.floor(rows / 20))),
            lambdaL2: 10,
            featureFraction: 0.5,
            baggingFraction: 0.7,
            baggingFreq: 1,
          }
        : {
            numLeaves: 15,
            learningRate: 0.04,
            minDataInLeaf: 60,
            lambdaL2: 5,
            featureFraction: 0.6,
            baggingFraction: 0.8,
            baggingFreq: 1,
          },
    train: async (data, features, settings, iterations, context) =>
      asModel(features, await trainLeafWise(data, features, { ...settings, iterations }, context)),
  },
]

/** Symmetric, depth-wise and leaf-wise trees, in the order of the usual weights. */
export const boostedCandidates: readonly Candidate[] = boosters.map((booster) => ({
  id: booster.id,
  title: booster.title,
  family: 'boosting',
  complexity: booster.complexity,
  scale: 'log-odds',
  keepsDirections: true,
  async fit(data, features, options) {
    const settings = settingsOf(booster, data, options)
    if (options.keepStopped === true && options.iterations === undefined && options.innerFolds.length === 1)
      return fitStopped(booster, data, features, settings, options)
    const iterations =
      options.iterations ?? (await chooseIterations(booster, data, features, settings, options)).trees
    const { model } = await booster.train(
      prepared(data, options),
      features,
      settings,
      iterations,
      contextOf(options, data, 0.5),
    )
    return { model, iterations }
  },
  tunable: {
    space: booster.space,
    lossOf: async (data, features, options) =>
      (await chooseIterations(booster, data, features, settingsOf(booster, data, options), options)).loss,
  },
}))

/** Learns on the larger side of the one inner division, stops by the smaller, and keeps what it has. */
async function fitStopped(
  booster: Booster,
  data: LabelledMatrix,
  features: readonly Feature[],
  settings: Settings,
  options: FitOptions,
): Promise<{ model: TreeModel; iterations: number }> {
  const [{ train, test }] = options.innerFolds
  const { model, bestIteration } = await booster.train(
    prepared(takeRows(data, train), options),
    features,
    settings,
    MOST_TREES,
    {
      ...contextOf(options, data, 0),
      validation: takeRows(data, test),
      metric: options.prepare === undefined ? 'logloss' : 'auc',
      earlyStoppingRounds: PATIENCE,
    },
  )
  return { model, iterations: bestIteration }
}

function settingsOf(booster: Booster, data: LabelledMatrix, options: FitOptions): Settings {
  return {
    ...booster.usual(data.rows),
    ...options.settings,
    ...(options.monotone === undefined ? {} : { monotoneConstraints: options.monotone }),
  }
}

/**
 * The number of trees of least log-loss on rows not trained on (of highest AUC where classes were balanced): of one
 * held-out part, or the mean over several.
 */
async function chooseIterations(
  booster: Booster,
  data: LabelledMatrix,
  features: readonly Feature[],
  settings: Settings,
  options: FitOptions,
): Promise<{ trees: number; loss: number }> {
  const { innerFolds } = options
  if (innerFolds.length === 0) return { trees: TREES_UNTRIED, loss: Number.NaN }
  const alone = innerFolds.length === 1
  // What was learnt from other class shares is wrong about probabilities, not about the order.
  const ranking = options.prepare !== undefined
  const histories: Float64Array[] = []
  for (const { train, test } of innerFolds) {
    const { history } = await booster.train(
      prepared(takeRows(data, train), options),
      features,
      settings,
      MOST_TREES,
      {
        ...contextOf(options, data, 0),
        validation: takeRows(data, test),
        metric: ranking ? 'auc' : 'logloss',
        ...(alone ? { earlyStoppingRounds: PATIENCE } : {}),
      },
    )
    histories.push(history)
  }
  const length = Math.min(...histories.map((history) => history.length))
  let best = { trees: 1, loss: Number.POSITIVE_INFINITY }
  for (let tree = 0; tree < length; tree++) {
    const sum = histories.reduce((total, history) => total + history[tree], 0)
    const loss = ranking ? -sum : sum
    if (loss < best.loss) best = { trees: tree + 1, loss }
  }
  return { trees: best.trees, loss: best.loss / histories.length }
}

function contextOf(
  { seed, pool, signal, onProgress }: FitOptions,
  { rows, columns }: LabelledMatrix,
  from: number,
): TrainingContext {
  return {
    seed,
    ...(pool === undefined || rows * columns.length < CELLS_WORTH_A_TEAM ? {} : { pool }),
    ...(signal === undefined ? {} : { signal }),
    onProgress: (share) => onProgress?.(from + share / 2),
  }
}

export function prepared(data: LabelledMatrix, { prepare }: FitOptions): LabelledMatrix {
  return prepare === undefined ? data : prepare(data)
}
