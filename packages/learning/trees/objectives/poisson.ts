/** Poisson loss of counts, e^F − y·F. */
import { type ObjectiveKind, tableViews, weightedMean } from './objective-kind.ts'

export const poisson: ObjectiveKind = {
  link: 'exponential',
  metric: 'rmse',
  labels: 'a number ≥ 0',
  accepts: (label) => label >= 0 && Number.isFinite(label),
  base: (label, weight) => Float64Array.of(Math.log(Math.max(weightedMean(label, weight), 1e-15))),
  open({ maxDeltaStep }, table) {
    const { scores, labels, weights, gradients } = tableViews(table, 1)
    return (from, to) => {
      for (let i = from; i < to; i++) {
        const w = weights === undefined ? 1 : weights[i]
        gradients[2 * i] = (Math.exp(scores[i]) - labels[i]) * w
        gradients[2 * i + 1] = Math.exp(scores[i] + maxDeltaStep) * w
      }
    }
  },
}
