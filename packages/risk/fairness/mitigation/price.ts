/** What a mitigation buys and what it costs: the same figures before and after. */
import { auc, type DecisionCosts } from '@pratibimba/learning/metrics'
import { type Groups, rowsByGroup } from '../groups.ts'
import { differenceBetweenGroups, ratioBetweenGroups } from '../metrics/disparity.ts'
import { rateEstimate, rates } from '../metrics/rates.ts'
import { sampleOf } from '../metrics/sample.ts'
import type { Favourable } from '../outcomes.ts'

export interface PricedDecisions {
  /** Grows with the chance of label 1, shape [rows]. */
  readonly score: Float64Array
  /** 0 or 1, or the chance of 1 where decisions are randomised; shape [rows]. */
  readonly decision: ArrayLike<number>
}

export interface PriceFigures {
  /** Of the scores; null when only one label has weight. Thresholds leave it as it is, training with weights does not. */
  readonly auc: number | null
  readonly accuracy: number
  /** Mean cost per row, by the costs given. */
  readonly cost: number
  /** Share of rows with the favourable decision. */
  readonly approvalRate: number
  readonly demographicParityDifference: number | null
  readonly demographicParityRatio: number | null
  readonly equalOpportunityDifference: number | null
  readonly equalizedOddsDifference: number | null
}

export interface MitigationPrice {
  readonly before: PriceFigures
  readonly after: PriceFigures
  /** After minus before; null where either is. */
  readonly change: PriceFigures
}

export interface PriceContext {
  /** 0 or 1, shape [rows]. */
  readonly label: Float64Array
  readonly groups: Groups
  readonly weight?: Float64Array
  readonly favourable: Favourable
  /** A false positive is decision 1 on label 0. */
  readonly costs: DecisionCosts
}

/**
 * The price of a mitigation, on rows that neither model nor thresholds were learnt from, if it is to be believed.
 *
 * @throws RangeError when shapes do not fit
 * @see docs/methods/fairness.md
 */
export function mitigationPrice(
  context: PriceContext,
  before: PricedDecisions,
  after: PricedDecisions,
): MitigationPrice {
  const first = figuresOf(context, before)
  const second = figuresOf(context, after)
  const change = Object.fromEntries(
    Object.entries(first).map(([name, value]) => {
      const other = second[name as keyof PriceFigures]
      return [name, value === null || other === null ? null : other - value]
    }),
  ) as unknown as PriceFigures
  return { before: first, after: second, change }
}

function figuresOf(
  { label, groups, weight, favourable, costs }: PriceContext,
  { score, decision }: PricedDecisions,
): PriceFigures {
  const rows = label.length
  for (const [name, length] of [
    ['scores', score.length],
    ['decisions', decision.length],
    ['group codes', groups.codes.length],
    ['weights', weight?.length ?? rows],
  ] as const)
    if (length !== rows) throw new RangeError(`mitigationPrice: need ${rows} ${name}, got ${length}`)
  let [total, hits, cost, favoured] = [0, 0, 0, 0]
  const seen = [0, 0]
  for (let i = 0; i < rows; i++) {
    const w = weight === undefined ? 1 : weight[i]
    const one = decision[i]
    if (!(one >= 0 && one <= 1))
      throw new RangeError(`mitigationPrice: need decisions from 0 to 1, got ${one} in row ${i}`)
    total += w
    seen[label[i]] += w
    hits += w * (label[i] === 1 ? one : 1 - one)
    cost +=
      w *
      (label[i] === 1
        ? one * (costs.truePositive ?? 0) + (1 - one) * costs.falseNegative
        : one * costs.falsePositive + (1 - one) * (costs.trueNegative ?? 0))
    favoured += w * (favourable.decision === 1 ? one : 1 - one)
  }
  const samples = rowsByGroup(groups)
    .rowsOf.filter((each) => each.length > 0)
    .map((each) => sampleOf({ label, decision, weight }, each, favourable))
  const valuesOf = (id: keyof typeof rates): number[] =>
    samples
      .map((sample) => rateEstimate(rates[id], sample, 0.95).value)
      .filter((value): value is number => value !== null)
  const opportunity = differenceBetweenGroups(valuesOf('true-positive-rate'))
  const alarms = differenceBetweenGroups(valuesOf('false-positive-rate'))
  return {
    auc: seen[0] > 0 && seen[1] > 0 ? auc(label, score, weight) : null,
    accuracy: hits / total,
    cost: cost / total,
    approvalRate: favoured / total,
    demographicParityDifference: differenceBetweenGroups(valuesOf('selection-rate')),
    demographicParityRatio: ratioBetweenGroups(valuesOf('selection-rate')),
    equalOpportunityDifference: opportunity,
    equalizedOddsDifference:
      opportunity === null || alarms === null ? (opportunity ?? alarms) : Math.max(opportunity, alarms),
  }
}
