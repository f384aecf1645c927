/** Logistic loss of two classes: −y·ln p − (1 − y)·ln(1 − p) with p = 1 / (1 + e^{−F}). */
import { loadKernel } from '@pratibimba/numerics/wasm'
import { wasm } from './compiled/logistic.ts'
import { type ObjectiveKind, weightedMean } from './objective-kind.ts'

interface LogisticKernel {
  logistic(
    scores: number,
    labels: number,
    weights: number,
    events: number,
    others: number,
    from: number,
    to: number,
    gradients: number,
  ): void
}

const nearestToCertain = 1e-15

export const binary: ObjectiveKind = {
  link: 'logistic',
  metric: 'logloss',
  labels: '0 or 1',
  accepts: (label) => label === 0 || label === 1,
  base(label, weight) {
    const share = weightedMean(label, weight)
    const p = Math.min(1 - nearestToCertain, Math.max(nearestToCertain, share))
    return Float64Array.of(Math.log(p / (1 - p)))
  },
  open({ eventWeight, otherWeight }, { memory, scores, labels, weights, gradients }) {
    const { logistic } = loadKernel<LogisticKernel>(wasm, memory)
    return (from, to) => logistic(scores, labels, weights, eventWeight, otherWeight, from, to, gradients)
  },
}
