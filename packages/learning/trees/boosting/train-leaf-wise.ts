/** Leaf-wise trees: LightGBM's model. */
import type { Feature } from '../../data/feature.ts'
import type { LabelledMatrix } from '../../data/matrix.ts'
import { boost } from './boost.ts'
import { type LeafWiseParameters, leafWiseDefaults } from './leaf-wise-parameters.ts'
import { classesOf, monotoneOf, requireAtLeast, requireShare } from './parameter-checks.ts'
import type { RowSampling } from './row-sampling.ts'
import type { BoostingResult, TrainingContext } from './training-context.ts'

/**
 * Boosts trees whose best leaf is split next.
 *
 *   gain = S(G_l)² / (H_l + λ₂) + S(G_r)² / (H_r + λ₂) − S(G)² / (H + λ₂),  leaf = −η · S(G) / (H + λ₂)
 *
 * with S(x) = sign(x)·max(|x| − λ₁, 0), G and H the sums of gradients and hessians.
 *
 * @param features what each column is
 * @throws RangeError when data or parameters do not fit
 * @see Ke et al. 2017, "LightGBM: a highly efficient gradient boosting decision tree"
 * @see docs/methods/boosted-trees.md
 */
export async function trainLeafWise(
  data: LabelledMatrix,
  features: readonly Feature[],
  parameters: Partial<LeafWiseParameters>,
  context: TrainingContext,
): Promise<BoostingResult> {
  const all = { ...leafWiseDefaults, ...parameters }
  requireLeafWise(all)
  const custom = typeof all.objective === 'string' ? undefined : all.objective
  const name = typeof all.objective === 'string' ? all.objective : 'custom'
  const outputs = custom?.outputs ?? classesOf(caller, name, all.numClass)
  const monotone = monotoneOf(caller, all.monotoneConstraints, features)
  return boost(
    data,
    features,
    {
      caller,
      iterations: all.iterations,
      learningRate: all.learningRate,
      objective: {
        name,
        outputs,
        ...classWeights(all, data),
        classHessian: outputs / Math.max(1, outputs - 1),
        maxDeltaStep: all.maxDeltaStep > 0 ? all.maxDeltaStep : 0.7,
      },
      ...(custom === undefined ? {} : { custom }),
      ...(all.boostFromAverage ? {} : { base: new Float64Array(outputs) }),
      binning: {
        maxBins: all.maxBin,
        minDataInBin: all.minDataInBin,
        sampleRows: all.binConstructSampleCnt,
      },
      rule: {
        lambdaL1: all.lambdaL1,
        lambdaL2: all.lambdaL2,
        minGainToSplit: all.minGainToSplit,
        minRows: all.minDataInLeaf,
        minHessian: all.minSumHessianInLeaf,
        maxDeltaStep: name === 'poisson' ? 0 : all.maxDeltaStep,
        pathSmooth: all.pathSmooth,
        monotone,
        convention: 'lightgbm',
        randomThresholds: all.extraTrees,
        givesUp: true,
        categories: {
          oneAgainstAll: all.maxCatToOnehot,
          smooth: all.catSmooth,
          minRowsToOrder: all.catSmooth,
          l2: all.catL2,
          mostInSet: all.maxCatThreshold,
          minRowsPerGroup: all.minDataPerGroup,
          largestShare: 0.5,
        },
      },
      order: {
        next: 'gain',
        maxLeaves: all.numLeaves,
        maxDepth: all.maxDepth > 0 ? all.maxDepth : Number.POSITIVE_INFINITY,
      },
      choice: {
        perTree: all.featureFraction,
        perLevel: 1,
        perNode: all.featureFractionByNode,
        interactions: all.interactionConstraints,
        rounding: Math.round,
      },
      sampling: samplingOf(all),
      cover: 'rows',
    },
    context,
  )
}

const caller = 'trainLeafWise'

function requireLeafWise(all: LeafWiseParameters): void {
  requireAtLeast(caller, all, { iterations: 1, numLeaves: 2, maxCatThreshold: 1 }, Number.isInteger)
  requireAtLeast(caller, all, {
    minDataInLeaf: 0,
    minSumHessianInLeaf: 0,
    lambdaL1: 0,
    lambdaL2: 0,
    minGainToSplit: 0,
    maxDeltaStep: 0,
    pathSmooth: 0,
    baggingFreq: 0,
    catSmooth: 0,
    catL2: 0,
    scalePosWeight: Number.MIN_VALUE,
    learningRate: Number.MIN_VALUE,
  })
  requireShare(caller, all, 'featureFraction', 'featureFractionByNode', 'baggingFraction')
  if (all.goss && !(all.topRate > 0 && all.otherRate > 0 && all.topRate + all.otherRate <= 1))
    throw new RangeError(
      `${caller}: need topRate and otherRate above 0 that sum to at most 1, got ${all.topRate} and ${all.otherRate}`,
    )
  if (all.isUnbalance && all.scalePosWeight !== 1)
    throw new RangeError(`${caller}: need isUnbalance or scalePosWeight, got both`)
}

function classWeights(
  { isUnbalance, scalePosWeight }: LeafWiseParameters,
  { label }: LabelledMatrix,
): { eventWeight: number; otherWeight: number } {
  if (!isUnbalance) return { eventWeight: scalePosWeight, otherWeight: 1 }
  let events = 0
  for (let i = 0; i < label.length; i++) if (label[i] > 0) events++
  const others = label.length - events
  if (events === 0 || others === 0) return { eventWeight: 1, otherWeight: 1 }
  return events > others
    ? { eventWeight: 1, otherWeight: events / others }
    : { eventWeight: others / events, otherWeight: 1 }
}

function samplingOf(all: LeafWiseParameters): RowSampling {
  if (all.goss)
    return {
      kind: 'gradient',
      top: all.topRate,
      other: all.otherRate,
      from: Math.floor(1 / all.learningRate),
    }
  if (all.baggingFreq > 0 && all.baggingFraction < 1)
    return { kind: 'bagging', share: all.baggingFraction, every: all.baggingFreq }
  return { kind: 'all' }
}
