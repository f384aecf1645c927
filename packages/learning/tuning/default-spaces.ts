/** What is worth trying for each learner: few dimensions, wide ranges, each learner's own names. */
import type { SearchSpace } from './space.ts'

/** Trees with the same split on a level. */
export const symmetricSpace: SearchSpace = {
  learningRate: { kind: 'float', low: 0.01, high: 0.2, scale: 'log' },
  depth: { kind: 'integer', low: 3, high: 8 },
  l2LeafReg: { kind: 'float', low: 1, high: 30, scale: 'log' },
  rsm: { kind: 'float', low: 0.4, high: 1 },
  randomStrength: { kind: 'float', low: 0.1, high: 5, scale: 'log' },
  bootstrapType: { kind: 'choice', options: ['mvs', 'bayesian'] },
  subsample: { kind: 'float', low: 0.5, high: 1, when: { parameter: 'bootstrapType', is: ['mvs'] } },
  baggingTemperature: {
    kind: 'float',
    low: 0.1,
    high: 2,
    when: { parameter: 'bootstrapType', is: ['bayesian'] },
  },
}

/** Trees grown level by level. */
export const depthWiseSpace: SearchSpace = {
  eta: { kind: 'float', low: 0.01, high: 0.2, scale: 'log' },
  maxDepth: { kind: 'integer', low: 2, high: 8 },
  minChildWeight: { kind: 'float', low: 1, high: 50, scale: 'log' },
  lambda: { kind: 'float', low: 0.5, high: 50, scale: 'log' },
  subsample: { kind: 'float', low: 0.5, high: 1 },
  colsampleByTree: { kind: 'float', low: 0.3, high: 1 },
}

/** Trees grown leaf by leaf. */
export const leafWiseSpace: SearchSpace = {
  learningRate: { kind: 'float', low: 0.01, high: 0.2, scale: 'log' },
  numLeaves: { kind: 'integer', low: 4, high: 63, scale: 'log' },
  minDataInLeaf: { kind: 'integer', low: 5, high: 200, scale: 'log' },
  lambdaL2: { kind: 'float', low: 0.1, high: 50, scale: 'log' },
  featureFraction: { kind: 'float', low: 0.3, high: 1 },
  baggingFraction: { kind: 'float', low: 0.5, high: 1 },
  baggingFreq: { kind: 'choice', options: [1] },
}

/** Random forests and extra trees. */
export const forestSpace: SearchSpace = {
  kind: { kind: 'choice', options: ['random-forest', 'extra-trees'] },
  minDataInLeaf: { kind: 'integer', low: 1, high: 100, scale: 'log' },
}
