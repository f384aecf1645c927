/** A threshold per group, so that groups are treated alike by a chosen measure, at the least cost. */
import type { DecisionCosts } from '@pratibimba/learning/metrics'
import { openStream } from '@pratibimba/numerics/random'
import { type Groups, rowsByGroup } from '../groups.ts'
import { decisionsOf, type Favourable, requireOutcomes } from '../outcomes.ts'
import { fixedOdds, fixedRate } from './deterministic-thresholds.ts'
import { type MitigationPrice, mitigationPrice } from './price.ts'
import { mixedOdds, mixedRate } from './randomised-thresholds.ts'
import { type RateCurve, rateCurve } from './rate-curve.ts'

export type ParityCriterion = 'demographic-parity' | 'equal-opportunity' | 'equalized-odds'

export interface WeightedThreshold {
  /** Decision 1 where score ≥ threshold. */
  readonly threshold: number
  /** Chance that this threshold is the one that counts. */
  readonly share: number
}

export interface GroupThreshold {
  readonly group: string
  /** One of share 1; several where decisions are randomised, their shares summing to 1. */
  readonly thresholds: readonly WeightedThreshold[]
}

export interface GroupThresholds {
  readonly criterion: ParityCriterion
  readonly randomised: boolean
  readonly groups: readonly GroupThreshold[]
  /** For rows of other or unknown groups: the single threshold from before. */
  readonly otherwise: number
  /** Groups with too few rows to learn from; they keep the single threshold. */
  readonly tooSmall: readonly string[]
  /** On the rows it was learnt from: measure it again on others. */
  readonly price: MitigationPrice
}

export interface ThresholdSample {
  /** 0 or 1, shape [rows]. */
  readonly label: Float64Array
  /** Grows with the chance of label 1, of rows the model was not trained on; shape [rows]. */
  readonly score: Float64Array
  readonly weight?: Float64Array
  readonly groups: Groups
}

export interface ThresholdOptions {
  readonly criterion: ParityCriterion
  readonly favourable: Favourable
  /** A false positive is decision 1 on label 0. */
  readonly costs: DecisionCosts
  /** The single threshold before. */
  readonly threshold: number
  /** Deterministic thresholds: largest gap between groups that is put up with for less cost; default 0.01. */
  readonly tolerance?: number
  /** Draw between thresholds where that meets the criterion exactly; default false. */
  readonly randomised?: boolean
  /** Default 30. */
  readonly minimumGroupSize?: number
}

/**
 * Thresholds by group after Hardt, Price and Srebro 2016: the cheapest that meet the criterion.
 *
 * Demographic parity equalises the share with the favourable decision, equal opportunity that share among those with the
 * favourable outcome, equalized odds among either outcome. Deterministic thresholds meet them up to the tolerance, or as
 * nearly as the rows allow; randomised ones exactly, at the optimum over mixtures of thresholds. Using the attribute in
 * the decision itself may be unlawful where the model is used: that is for the bank to establish.
 *
 * @throws RangeError when shapes do not fit, or a group lacks the outcome that the criterion looks at
 * @see docs/methods/fairness.md
 */
export function groupThresholds(sample: ThresholdSample, options: ThresholdOptions): GroupThresholds {
  const { label, score, weight, groups } = sample
  const { criterion, favourable, costs, threshold, randomised = false, minimumGroupSize = 30 } = options
  const { tolerance = 0.01 } = options
  requireOutcomes({ label, score, weight, groups: { group: groups } })
  if (!(tolerance >= 0 && tolerance <= 1))
    throw new RangeError(`groupThresholds: need a tolerance in [0, 1], got ${tolerance}`)
  if (!(costs.falseNegative > (costs.truePositive ?? 0) && costs.falsePositive > (costs.trueNegative ?? 0)))
    throw new RangeError('groupThresholds: need mistakes that cost more than right decisions')
  const large: string[] = []
  const tooSmall: string[] = []
  const curves: RateCurve[] = []
  for (const [code, rows] of rowsByGroup(groups).rowsOf.entries()) {
    if (rows.length === 0) continue
    const name = groups.labels[code]
    if (rows.length < minimumGroupSize) {
      tooSmall.push(name)
      continue
    }
    requireLabels(criterion, favourable, name, rows, label, weight)
    large.push(name)
    curves.push(rateCurve(rows, label, score, weight, costs))
  }
  if (large.length < 2)
    throw new RangeError(
      `groupThresholds: need two groups with ${minimumGroupSize} rows or more, got ${large.length}`,
    )
  const rate =
    criterion === 'demographic-parity'
      ? 'selection'
      : favourable.label === 1
        ? 'truePositive'
        : 'falsePositive'
  const found =
    criterion === 'equalized-odds'
      ? randomised
        ? mixedOdds(curves)
        : fixedOdds(curves, tolerance)
      : randomised
        ? mixedRate(curves, rate)
        : fixedRate(curves, rate, tolerance)
  const rule = {
    criterion,
    randomised,
    groups: large.map((group, i) => ({ group, thresholds: found[i].filter(({ share }) => share > 0) })),
    otherwise: threshold,
    tooSmall,
  }
  const price = mitigationPrice(
    { label, groups, weight, favourable, costs },
    { score, decision: decisionsOf({ score }, threshold)! },
    { score, decision: decisionChances(rule, score, groups) },
  )
  return { ...rule, price }
}

type Rule = Pick<GroupThresholds, 'groups' | 'otherwise' | 'randomised'>

/**
 * Chance of decision 1 under thresholds by group: 0 or 1 unless they are randomised.
 *
 * @returns shape [rows]
 */
export function decisionChances(rule: Rule, score: Float64Array, groups: Groups): Float64Array {
  if (groups.codes.length !== score.length)
    throw new RangeError(`decisionChances: need ${score.length} group codes, got ${groups.codes.length}`)
  const otherwise = [{ threshold: rule.otherwise, share: 1 }]
  const byCode = groups.labels.map(
    (label) => rule.groups.find(({ group }) => group === label)?.thresholds ?? otherwise,
  )
  return score.map((value, i) => {
    let chance = 0
    for (const { threshold, share } of groups.codes[i] < 0 ? otherwise : byCode[groups.codes[i]])
      if (value >= threshold) chance += share
    return Math.min(1, chance)
  })
}

/**
 * Decisions under thresholds by group.
 *
 * @param draw seed of the draws and the index of the first row, needed where thresholds are randomised: a row's draw
 *             depends on seed and index alone
 * @returns 0 or 1, shape [rows]
 * @throws RangeError when randomised thresholds come without a seed
 */
export function decideByGroup(
  rule: Rule,
  score: Float64Array,
  groups: Groups,
  draw?: { readonly seed: number; readonly firstRow?: number },
): Uint8Array {
  const chances = decisionChances(rule, score, groups)
  if (!rule.randomised) return Uint8Array.from(chances, (chance) => (chance >= 0.5 ? 1 : 0))
  if (draw === undefined)
    throw new RangeError('decideByGroup: need a seed for randomised thresholds, got none')
  const stream = openStream(draw.seed, 'fairness-threshold')
  return Uint8Array.from(chances, (chance, i) =>
    stream.at((draw.firstRow ?? 0) + i).uniform() < chance ? 1 : 0,
  )
}

function requireLabels(
  criterion: ParityCriterion,
  favourable: Favourable,
  group: string,
  rows: Int32Array,
  label: Float64Array,
  weight: Float64Array | undefined,
): void {
  const needed =
    criterion === 'demographic-parity' ? [] : criterion === 'equalized-odds' ? [0, 1] : [favourable.label]
  for (const value of needed)
    if (!rows.some((row) => label[row] === value && (weight === undefined || weight[row] > 0)))
      throw new RangeError(
        `groupThresholds: need rows with label ${value} in the group "${group}" for ${criterion}, got none`,
      )
  if (!rows.some((row) => weight === undefined || weight[row] > 0))
    throw new RangeError(`groupThresholds: need a weight above 0 in the group "${group}", got none`)
}
