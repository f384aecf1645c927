/** The learners of early warning, and the settings they are given. */
import type { Feature, LabelledMatrix } from '@pratibimba/learning/data'
import { takeRows } from '@pratibimba/learning/data'
import { holdout } from '@pratibimba/learning/splitting'
import { boostedCandidates, type Candidate, type FitOptions } from '@pratibimba/learning/training'
import { type SearchProgress, type SearchSpace, search } from '@pratibimba/learning/tuning'
import { openStream } from '@pratibimba/numerics/random'

/** In the order of the weights. */
export const learnerIds = ['symmetric', 'depth-wise', 'leaf-wise'] as const
export type LearnerId = (typeof learnerIds)[number]

export type Settings = Readonly<Record<string, number | string | boolean>>

/** What the learners are given unless a search finds better: many rows, many columns that say nearly the same. */
const usualSettings: Readonly<Record<LearnerId, Settings>> = {
  symmetric: { depth: 4, learningRate: 0.1, borderCount: 64, l2LeafReg: 5, maxCtrComplexity: 1 },
  'depth-wise': {
    maxDepth: 4,
    eta: 0.06,
    lambda: 5,
    minChildWeight: 10,
    subsample: 0.8,
    colsampleByTree: 0.5,
  },
  'leaf-wise': {
    numLeaves: 12,
    learningRate: 0.06,
    minDataInLeaf: 60,
    lambdaL2: 5,
    featureFraction: 0.5,
    baggingFraction: 0.8,
    baggingFreq: 1,
  },
}

/** What is tried: rates that reach their best within the trees a training grows, sizes that fit its time. */
const spaces: Readonly<Record<LearnerId, SearchSpace>> = {
  symmetric: {
    learningRate: { kind: 'float', low: 0.06, high: 0.15, scale: 'log' },
    depth: { kind: 'integer', low: 3, high: 6 },
    l2LeafReg: { kind: 'float', low: 1, high: 30, scale: 'log' },
    randomStrength: { kind: 'float', low: 0.1, high: 5, scale: 'log' },
  },
  'depth-wise': {
    eta: { kind: 'float', low: 0.04, high: 0.12, scale: 'log' },
    maxDepth: { kind: 'integer', low: 2, high: 5 },
    minChildWeight: { kind: 'float', low: 3, high: 50, scale: 'log' },
    lambda: { kind: 'float', low: 0.5, high: 50, scale: 'log' },
    colsampleByTree: { kind: 'float', low: 0.3, high: 0.7 },
  },
  'leaf-wise': {
    learningRate: { kind: 'float', low: 0.04, high: 0.12, scale: 'log' },
    numLeaves: { kind: 'integer', low: 4, high: 24, scale: 'log' },
    minDataInLeaf: { kind: 'integer', low: 20, high: 200, scale: 'log' },
    lambdaL2: { kind: 'float', low: 0.5, high: 50, scale: 'log' },
    featureFraction: { kind: 'float', low: 0.3, high: 0.7 },
  },
}

export function learnerOf(id: LearnerId): Candidate {
  return boostedCandidates.find((candidate) => candidate.id === id)!
}

export interface SettingsFound {
  readonly learner: LearnerId
  readonly trials: number
  /** Mean log-loss on held-out customers, in nats. */
  readonly usualLoss: number
  readonly bestLoss: number
  /** Whether a trial beat the usual settings. */
  readonly replaced: boolean
  readonly settings: Settings
}

/** Rows that settings are searched on. */
const ROWS_SEARCHED = 24_000
const HELD_OUT = 0.3

/**
 * Settings of each learner: the usual ones, or those of the random trial with the least log-loss on held-out customers.
 *
 * @param data rows to learn from, prepared; at most 24,000 of them are searched on
 * @param group whose row each is
 */
export async function findSettings(
  data: LabelledMatrix,
  features: readonly Feature[],
  group: Int32Array,
  trials: number,
  options: FitOptions,
  onTrial: (learner: LearnerId, progress: SearchProgress) => void,
): Promise<SettingsFound[]> {
  const { seed } = options
  if (trials === 0)
    return learnerIds.map((learner) => ({
      learner,
      trials: 0,
      usualLoss: Number.NaN,
      bestLoss: Number.NaN,
      replaced: false,
      settings: usualSettings[learner],
    }))
  const rows = someCustomers(data, group, seed)
  const own = takeRows(data, rows)
  const inner = byCustomer(
    own.label,
    Int32Array.from(rows, (row) => group[row]),
    HELD_OUT,
    seed,
  )
  const found: SettingsFound[] = []
  for (const learner of learnerIds) {
    const { tunable } = learnerOf(learner)
    const lossOf = (settings: Settings): Promise<number> =>
      tunable!.lossOf(own, features, { ...options, settings, innerFolds: [inner] })
    const usual = usualSettings[learner]
    const usualLoss = await lossOf(usual)
    const { best, outcome } = await search(
      spaces[learner],
      (settings) => lossOf({ ...usual, ...(settings as Settings) }),
      {
        strategy: { kind: 'random', trials },
        direction: 'minimize',
        seed: openStream(seed, `warning-settings-${learner}`).uint32(),
        ...(options.signal ? { signal: options.signal } : {}),
        onProgress: (progress) => onTrial(learner, progress),
      },
    )
    if (outcome === 'cancelled') options.signal?.throwIfAborted()
    const replaced = best !== null && best.score! < usualLoss
    found.push({
      learner,
      trials,
      usualLoss,
      bestLoss: replaced ? best.score! : usualLoss,
      replaced,
      settings: replaced ? { ...usual, ...(best.configuration as Settings) } : usual,
    })
  }
  return found
}

/** One division by customer, for early stopping. */
export function byCustomer(
  label: Float64Array,
  group: Int32Array,
  heldOut: number,
  seed: number,
): { train: Int32Array; test: Int32Array } {
  return holdout(label.length, { train: 1 - heldOut, test: heldOut }, { seed, label, group })
}

function someCustomers({ rows, label }: LabelledMatrix, group: Int32Array, seed: number): Int32Array {
  if (rows <= ROWS_SEARCHED) return Int32Array.from({ length: rows }, (_, row) => row)
  return byCustomer(label, group, ROWS_SEARCHED / rows, seed).test
}
