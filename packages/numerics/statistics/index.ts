/** Statistics of columns of numbers: moments, order, correlation, distance, tails. */
export {
  gaussianToSpearman,
  kendallTau,
  pearson,
  spearman,
  spearmanMatrix,
  spearmanToGaussian,
} from './correlation.ts'
export { kolmogorovSmirnov, totalVariation } from './distances.ts'
export { equalFrequencyEdges, histogram } from './histogram.ts'
export { mean, type RunningMoments, runningMoments, variance } from './moments.ts'
export { orderOf } from './order.ts'
export { quantiles, weightedQuantile } from './quantiles.ts'
export { rank } from './rank.ts'
export { lowerTailDependence, type TailDependence, tTailDependence } from './tail-dependence.ts'
