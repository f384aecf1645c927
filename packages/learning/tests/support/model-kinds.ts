/** A model of every kind that training makes, over the same inputs, trained on the made-up applicants. */
import type { LabelledMatrix } from '../../data/index.ts'
import type { Model, SingleModel } from '../../models/index.ts'
import { boostedCandidates } from '../../training/boosted-candidates.ts'
import type { Candidate } from '../../training/candidate.ts'
import { regressionCandidate, scorecardCandidate } from '../../training/other-candidates.ts'
import { trainForest } from '../../trees/forests/index.ts'
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
  const forest = async (kind: 'random-forest' | 'extra-trees'): Promise<SingleModel> => {
    const { ensemble } = await trainForest(data, features, { kind, trees: 20, minDataInLeaf: 4 }, { seed: 5 })
    const columns = features.map((_, input) => ({ kind: 'input', input }) as const)
    return { kind: 'trees', inputs: features, columns, ensemble }
  }
  const [randomForest, extraTrees] = [await forest('random-forest'), await forest('extra-trees')]
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
