/** What early stopping watches: one line each. */
import { softplus } from '@pratibimba/numerics/distributions'
import { auc } from '../../metrics/auc.ts'
import type { WatchedMetric } from './training-context.ts'

interface Watch {
  readonly higherIsBetter: boolean
  /** @param score raw, shape [outputs × rows]: output after output */
  measure(score: Float64Array, label: Float64Array, weight: Float64Array | undefined): number
}

type LossOfRow = (score: Float64Array, row: number, rows: number, label: number) => number

const mean =
  (lossOf: LossOfRow, finish: (mean: number) => number = (value) => value): Watch['measure'] =>
  (score, label, weight) => {
    let sum = 0
    let total = 0
    for (let i = 0; i < label.length; i++) {
      const w = weight === undefined ? 1 : weight[i]
      sum += w * lossOf(score, i, label.length, label[i])
      total += w
    }
    return finish(sum / total)
  }

export const watches: Readonly<Record<WatchedMetric, Watch>> = {
  auc: { higherIsBetter: true, measure: (score, label, weight) => auc(label, score, weight) },
  logloss: {
    higherIsBetter: false,
    measure: mean((score, i, _rows, label) => softplus(label === 1 ? -score[i] : score[i])),
  },
  rmse: {
    higherIsBetter: false,
    measure: mean((score, i, _rows, label) => (score[i] - label) ** 2, Math.sqrt),
  },
  'multi-logloss': {
    higherIsBetter: false,
    measure: mean((score, i, rows, label) => {
      let largest = Number.NEGATIVE_INFINITY
      for (let at = i; at < score.length; at += rows) largest = Math.max(largest, score[at])
      let sum = 0
      for (let at = i; at < score.length; at += rows) sum += Math.exp(score[at] - largest)
      return largest + Math.log(sum) - score[label * rows + i]
    }),
  },
}
