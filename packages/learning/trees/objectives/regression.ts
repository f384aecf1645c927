/** Squared error, ½·(F − y)². */
import { type ObjectiveKind, tableViews, weightedMean } from './objective-kind.ts'

export const regression: ObjectiveKind = {
  link: 'identity',
  metric: 'rmse',
  labels: 'a finite number',
  accepts: Number.isFinite,
  base: (label, weight) => Float64Array.of(weightedMean(label, weight)),
  open(_settings, table) {
    const { scores, labels, weights, gradients } = tableViews(table, 1)
    return (from, to) => {
      for (let i = from; i < to; i++) {
        const w = weights === undefined ? 1 : weights[i]
        gradients[2 * i] = Math.fround(scores[i] - labels[i]) * w
        gradients[2 * i + 1] = w
      }
    }
  },
}
