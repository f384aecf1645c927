/** Shares of decisions and outcomes: one pair of sets of cells each. */
import { type Estimate, shareEstimate, UNKNOWN } from './estimate.ts'
import type { Cell, Sample } from './sample.ts'

interface Rate {
  readonly title: string
  readonly meaning: string
  /** Rows that count. */
  readonly of: readonly Cell[]
  /** Those among them that the share is of. */
  readonly share: readonly Cell[]
}

const ALL: readonly Cell[] = ['trueNegative', 'falsePositive', 'falseNegative', 'truePositive']
const DESERVING: readonly Cell[] = ['truePositive', 'falseNegative']
const UNDESERVING: readonly Cell[] = ['falsePositive', 'trueNegative']
const SELECTED: readonly Cell[] = ['truePositive', 'falsePositive']

export const rates = {
  'selection-rate': {
    title: 'Selection rate',
    meaning: 'Share of the group that receives the favourable decision.',
    of: ALL,
    share: SELECTED,
  },
  'true-positive-rate': {
    title: 'True positive rate',
    meaning: 'Of those whose outcome is favourable, the share that receives the favourable decision.',
    of: DESERVING,
    share: ['truePositive'],
  },
  'false-negative-rate': {
    title: 'False negative rate',
    meaning: 'Of those whose outcome is favourable, the share that is denied the favourable decision.',
    of: DESERVING,
    share: ['falseNegative'],
  },
  'false-positive-rate': {
    title: 'False positive rate',
    meaning: 'Of those whose outcome is not favourable, the share that receives the favourable decision.',
    of: UNDESERVING,
    share: ['falsePositive'],
  },
  'true-negative-rate': {
    title: 'True negative rate',
    meaning: 'Of those whose outcome is not favourable, the share that is denied the favourable decision.',
    of: UNDESERVING,
    share: ['trueNegative'],
  },
  precision: {
    title: 'Precision',
    meaning: 'Of those who receive the favourable decision, the share whose outcome is favourable.',
    of: SELECTED,
    share: ['truePositive'],
  },
  accuracy: {
    title: 'Accuracy',
    meaning: 'Share of the group whose decision agrees with the outcome.',
    of: ALL,
    share: ['truePositive', 'trueNegative'],
  },
} as const satisfies Record<string, Rate>

/** The share with Wilson's interval; unknown without decisions, or when no weight falls in the cells below the line. */
export function rateEstimate(rate: Rate, { confusion }: Sample, confidence: number): Estimate {
  if (confusion === undefined) return UNKNOWN
  let denominator = 0
  let squares = 0
  for (const cell of rate.of) {
    denominator += confusion[cell].weight
    squares += confusion[cell].squares
  }
  if (!(denominator > 0)) return UNKNOWN
  let numerator = 0
  for (const cell of rate.share) numerator += confusion[cell].weight
  return shareEstimate(
    Math.min(1, numerator / denominator),
    (denominator * denominator) / squares,
    confidence,
  )
}

/** Share of the favourable outcome, with Wilson's interval. */
export function baseRateEstimate(
  { favourableOutcome: part, everyOutcome: whole }: Sample,
  confidence: number,
): Estimate {
  if (!(whole.weight > 0)) return UNKNOWN
  return shareEstimate(Math.min(1, part.weight / whole.weight), whole.weight ** 2 / whole.squares, confidence)
}
