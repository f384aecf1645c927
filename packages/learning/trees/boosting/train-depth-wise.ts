/** Depth-wise trees: XGBoost's model. */
import type { Feature } from '../../data/feature.ts'
import type { LabelledMatrix } from '../../data/matrix.ts'
import { objectiveKind } from '../objectives/index.ts'
import type { Link } from '../tree-ensemble.ts'
import { boost } from './boost.ts'
import { type DepthWiseParameters, depthWiseDefaults } from './depth-wise-parameters.ts'
import { classesOf, monotoneOf, requireAtLeast, requireShare } from './parameter-checks.ts'
import type { BoostingResult, TrainingContext } from './training-context.ts'

/** Splits that win no more than this are not made. */
const leastGain = 1e-6

/**
 * Boosts trees level by level (or by gain), with L1 and L2 on leaves and γ on splits.
 *
 *   gain = S(G_l)² / (H_l + λ) + S(G_r)² / (H_r + λ) − S(G)² / (H + λ) > γ,  leaf = −η · S(G) / (H + λ)
 *
 * with S(x) = sign(x)·max(|x| − α, 0), G and H the sums of gradients and hessians.
 *
 * @param features what each column is
 * @throws RangeError when data or parameters do not fit
 * @see Chen, Guestrin 2016, "XGBoost: a scalable tree boosting system"
 * @see docs/methods/boosted-trees.md
 */
export async function trainDepthWise(
  data: LabelledMatrix,
  features: readonly Feature[],
  parameters: Partial<DepthWiseParameters>,
  context: TrainingContext,
): Promise<BoostingResult> {
  const all = { ...depthWiseDefaults, ...parameters }
  requireDepthWise(all)
  const custom = typeof all.objective === 'string' ? undefined : all.objective
  const name = typeof all.objective === 'string' ? all.objective : 'custom'
  const outputs = custom?.outputs ?? classesOf(caller, name, all.numClass)
  const isCount = name === 'poisson' && all.maxDeltaStep === 0
  const base = baseOf(all, data, outputs)
  return boost(
    data,
    features,
    {
      caller,
      iterations: all.iterations,
      learningRate: all.eta,
      objective: {
        name,
        outputs,
        eventWeight: all.scalePosWeight,
        otherWeight: 1,
        classHessian: 2,
        maxDeltaStep: isCount ? 0.7 : all.maxDeltaStep,
      },
      ...(custom === undefined ? {} : { custom }),
      ...(base === undefined ? {} : { base }),
      binning: { maxBins: all.maxBin, minDataInBin: 1 },
      rule: {
        lambdaL1: all.alpha,
        lambdaL2: all.lambda,
        minGainToSplit: Math.max(leastGain, all.gamma),
        minRows: 0,
        minHessian: all.minChildWeight,
        maxDeltaStep: isCount ? 0.7 : all.maxDeltaStep,
        pathSmooth: 0,
        monotone: monotoneOf(caller, all.monotoneConstraints, features),
        convention: 'xgboost',
        randomThresholds: false,
        givesUp: false,
        categories: {
          oneAgainstAll: all.maxCatToOnehot,
          smooth: all.lambda,
          minRowsToOrder: 0,
          l2: 0,
          mostInSet: all.maxCatThreshold,
          minRowsPerGroup: 0,
          largestShare: 1,
        },
      },
      order: {
        next: all.growPolicy === 'lossguide' ? 'gain' : 'depth',
        maxLeaves: mostLeaves(all, data.rows),
        maxDepth: all.maxDepth > 0 ? all.maxDepth : Number.POSITIVE_INFINITY,
      },
      choice: {
        perTree: all.colsampleByTree,
        perLevel: all.colsampleByLevel,
        perNode: all.colsampleByNode,
        interactions: all.interactionConstraints,
        rounding: Math.floor,
      },
      sampling: all.subsample < 1 ? { kind: 'each', share: all.subsample } : { kind: 'all' },
      cover: 'hessian',
    },
    context,
  )
}

const caller = 'trainDepthWise'

function requireDepthWise(all: DepthWiseParameters): void {
  requireAtLeast(
    caller,
    all,
    { iterations: 1, maxDepth: 0, maxLeaves: 0, maxCatThreshold: 1 },
    Number.isInteger,
  )
  requireAtLeast(caller, all, {
    eta: Number.MIN_VALUE,
    lambda: 0,
    alpha: 0,
    gamma: 0,
    minChildWeight: 0,
    maxDeltaStep: 0,
    scalePosWeight: Number.MIN_VALUE,
  })
  requireShare(caller, all, 'subsample', 'colsampleByTree', 'colsampleByLevel', 'colsampleByNode')
  if (!['depthwise', 'lossguide'].includes(all.growPolicy))
    throw new RangeError(`${caller}: need growPolicy depthwise or lossguide, got ${all.growPolicy}`)
}

function mostLeaves({ maxDepth, maxLeaves }: DepthWiseParameters, rows: number): number {
  const byDepth = maxDepth > 0 && maxDepth < 31 ? 2 ** maxDepth : rows
  return Math.max(2, Math.min(rows, byDepth, maxLeaves > 0 ? maxLeaves : rows))
}

/** Raw base scores as XGBoost has them: one Newton step from ½ where events are weighted, centred log shares of classes. */
function baseOf(all: DepthWiseParameters, data: LabelledMatrix, outputs: number): Float64Array | undefined {
  if (typeof all.objective !== 'string') return undefined
  const kind = objectiveKind(all.objective)
  if (all.baseScore !== undefined) return new Float64Array(outputs).fill(rawBase(kind.link, all.baseScore))
  if (data.label.length !== data.rows) return undefined
  if (all.objective === 'binary' && all.scalePosWeight !== 1) {
    let events = 0
    let total = 0
    for (let row = 0; row < data.rows; row++) {
      const weight = (data.weight?.[row] ?? 1) * (data.label[row] === 1 ? all.scalePosWeight : 1)
      events += weight * data.label[row]
      total += weight
    }
    return Float64Array.of(4 * (events / total - 0.5))
  }
  const base = kind.base(data.label, data.weight, outputs)
  if (all.objective !== 'multiclass') return base
  const mean = base.reduce((sum, value) => sum + value, 0) / outputs
  return base.map((value) => value - mean)
}

function rawBase(link: Link, prediction: number): number {
  const raw =
    link === 'logistic'
      ? Math.log(prediction / (1 - prediction))
      : link === 'exponential'
        ? Math.log(prediction)
        : prediction
  if (!Number.isFinite(raw))
    throw new RangeError(`${caller}: need a baseScore that the objective can predict, got ${prediction}`)
  return raw
}
