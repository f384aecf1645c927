/** A model of every kind that training makes, over the same inputs, trained on the made-up applicants. */
import type { LabelledMatrix } from '../../data/index.ts'
import type { Model, SingleModel } from '../../models/index.ts'
import { boostedCandidates } from '../../training/boosted-candidates.ts'
import type { Candidate } from '../../training/candidate.ts'
import { forestCandidates } from '../../training/forest-candidates.ts'
import { regressionCandidate, scorecardCandidate } from '../../training/other-candidates.ts'
import { features } from './applicants.ts'

export const modelKinds = [
  'symmetric',
  'depth-wise',
  'leaf-wise',
  'random-forest',
  'extra-trees',
  'scorecard',
  'regression',
  'stacked',
] as const

export async function modelsOfEveryKind(
  data: LabelledMatrix,
): Promise<Record<(typeof modelKinds)[number], Model>> {
  const fit = async (candidate: Candidate): Promise<SingleModel> => {
    const { model } = await candidate.fit(data, features, { seed: 5, iterations: 25, innerFolds: [] })
    return model
  }
  const [symmetric, depthWise, leafWise] = await Promise.all(boostedCandidates.map(fit))
  const [randomForest, extraTrees] = await Promise.all(forestCandidates.map(fit))
  const [scorecard, regression] = await Promise.all([scorecardCandidate, regressionCandidate].map(fit))
  return {
    symmetric,
    'depth-wise': depthWise,
    'leaf-wise': leafWise,
    'random-forest': randomForest,
    'extra-trees': extraTrees,
    scorecard,
    regression,
    stacked: {
      kind: 'stacked',
      members: [symmetric, leafWise, scorecard, regression],
      weights: Float64Array.of(0.4, 0.3, 0.2, 0.1),
      intercept: 0.05,
      scale: 'log-odds',
    },
  }
}
