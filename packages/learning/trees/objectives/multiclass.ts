/** Cross-entropy of several classes, −ln p_y with p = softmax(F). */
import { type ObjectiveKind, tableViews } from './objective-kind.ts'

const nearestToCertain = 1e-15

export const multiclass: ObjectiveKind = {
  link: 'softmax',
  metric: 'multi-logloss',
  labels: 'the number of a class, 0 … classes − 1',
  accepts: (label, outputs) => Number.isInteger(label) && label >= 0 && label < outputs,
  base(label, weight, outputs) {
    const shares = new Float64Array(outputs)
    let total = 0
    for (let i = 0; i < label.length; i++) {
      const w = weight === undefined ? 1 : weight[i]
      shares[label[i]] += w
      total += w
    }
    return shares.map((share) => Math.log(Math.max(nearestToCertain, share / total)))
  },
  open({ outputs, classHessian }, table) {
    const { rows } = table
    const { scores, labels, weights, gradients } = tableViews(table, outputs)
    const p = new Float64Array(outputs)
    return (from, to) => {
      for (let i = from; i < to; i++) {
        const w = weights === undefined ? 1 : weights[i]
        let largest = Number.NEGATIVE_INFINITY
        for (let k = 0; k < outputs; k++) largest = Math.max(largest, scores[k * rows + i])
        let sum = 0
        for (let k = 0; k < outputs; k++) sum += p[k] = Math.exp(scores[k * rows + i] - largest)
        for (let k = 0; k < outputs; k++) {
          const share = p[k] / sum
          const at = 2 * (k * rows + i)
          gradients[at] = (share - (labels[i] === k ? 1 : 0)) * w
          gradients[at + 1] = classHessian * share * (1 - share) * w
        }
      }
    }
  },
}
