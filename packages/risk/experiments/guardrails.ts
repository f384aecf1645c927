/** What stops an experiment: each guard-rail waits for enough decisions, then holds or is broken. */
import { binShares, populationStabilityIndex } from '@pratibimba/learning/scorecard'
import { equalFrequencyEdges, histogram } from '@pratibimba/numerics/statistics'
import { fourFifths } from '../fairness/four-fifths.ts'
import { criticalValue, type Estimate, shareEstimate } from '../fairness/metrics/estimate.ts'
import type { ArmFigures, ExperimentGuardrails, GroupFigures } from '../ports/experiments.ts'
import type { ArmName } from './assign-arm.ts'
import { lastingHalfWidth } from './lasting-interval.ts'

export interface GuardrailReading {
  readonly id: 'approval_rate_change' | 'pd_psi' | 'p99_latency_ms' | 'four_fifths'
  readonly title: string
  readonly value: number | null
  readonly limit: number
  readonly state: 'waiting' | 'within' | 'broken'
  readonly text: string
  /** Whether a rollout may go on while it waits: what it compares may not be known of anybody. */
  readonly isOptional: boolean
}

/** Of both arms, from the same span of time. */
export interface ArmEvidence {
  readonly figures: readonly ArmFigures[]
  readonly groups: readonly GroupFigures[]
  /** Newest scores of each arm. */
  readonly scores: Readonly<Record<ArmName, Float64Array>>
}

/** Chance that one is broken by luck alone, over all looks. */
const ALPHA = 0.05
/** Groups are compared again and again: surer than usual. */
const GROUP_CONFIDENCE = 0.999
const SMALLEST_GROUP = 30
const SCORE_BINS = 10
const PSEUDO_COUNT = 0.5

/** @see docs/methods/experiments.md */
export function readGuardrails(limits: ExperimentGuardrails, evidence: ArmEvidence): GuardrailReading[] {
  return [
    approvalRate(limits, evidence),
    scoreShift(limits, evidence),
    latency(limits, evidence),
    groupRatio(limits, evidence),
  ]
}

function approvalRate(limits: ExperimentGuardrails, { figures }: ArmEvidence): GuardrailReading {
  const rail = {
    id: 'approval_rate_change',
    title: 'Approval rate, challenger less champion',
    limit: limits.approvalRateChange,
    isOptional: false,
  } as const
  const waiting = waits(limits, figures)
  if (waiting !== undefined) return { ...rail, value: null, state: 'waiting', text: waiting }
  const champion = of(figures, 'champion')
  const challenger = of(figures, 'challenger')
  const difference = rate(challenger) - rate(champion)
  const reach = lastingHalfWidth(spread(champion) + spread(challenger), 0.5 / limits.minDecisions, ALPHA)
  const isBroken = Math.abs(difference) - reach > rail.limit
  return {
    ...rail,
    value: difference,
    state: isBroken ? 'broken' : 'within',
    text: `The challenger approves ${percent(rate(challenger))}, the champion ${percent(rate(champion))}: a difference of ${points(difference)} (${points(difference - reach)} to ${points(difference + reach)} however often one looks); the limit is ${points(rail.limit)}.`,
  }
}

/** Share approved with one approval and one other lent, so that it has a variance where all are alike. */
const spread = ({ approved, decisions }: ArmFigures): number => {
  const share = (approved + 1) / (decisions + 2)
  return (share * (1 - share)) / decisions
}

function scoreShift(limits: ExperimentGuardrails, { figures, scores }: ArmEvidence): GuardrailReading {
  const rail = { id: 'pd_psi', title: 'Shift of the PD', limit: limits.pdPsi, isOptional: false } as const
  const waiting = waits(limits, figures)
  if (waiting !== undefined) return { ...rail, value: null, state: 'waiting', text: waiting }
  const value = shiftOf(scores.champion, scores.challenger)
  return {
    ...rail,
    value,
    state: value > rail.limit ? 'broken' : 'within',
    text: `PSI of the challenger’s PD against the champion’s is ${value.toFixed(3)}, what chance alone adds taken off; the limit is ${rail.limit}.`,
  }
}

/** PSI less its mean under equal distributions, (bins − 1)(1/n + 1/m), and not below 0. */
function shiftOf(champion: Float64Array, challenger: Float64Array): number {
  const edges = equalFrequencyEdges(champion, SCORE_BINS)
  // One score for all: what matters is whether the others have it too.
  const inner = edges.length < 3 ? [edges[0], edges[0] + 1e-12] : [...edges.subarray(1, -1)]
  const bounds = [Number.NEGATIVE_INFINITY, ...inner, Number.POSITIVE_INFINITY]
  const shares = (scores: Float64Array) => binShares(histogram(scores, bounds), PSEUDO_COUNT)
  const index = populationStabilityIndex(shares(champion), shares(challenger))
  return Math.max(0, index - (bounds.length - 2) * (1 / champion.length + 1 / challenger.length))
}

function latency(limits: ExperimentGuardrails, { figures }: ArmEvidence): GuardrailReading {
  const rail = {
    id: 'p99_latency_ms',
    title: 'Latency of the challenger, 99th percentile',
    limit: limits.p99LatencyMs,
    isOptional: false,
  } as const
  const waiting = waits(limits, figures)
  if (waiting !== undefined) return { ...rail, value: null, state: 'waiting', text: waiting }
  const value = of(figures, 'challenger').p99LatencyMs ?? 0
  return {
    ...rail,
    value,
    state: value > rail.limit ? 'broken' : 'within',
    text: `99 of 100 decisions of the challenger took up to ${value.toFixed(1)} ms; the limit is ${rail.limit} ms.`,
  }
}

function groupRatio(limits: ExperimentGuardrails, { figures, groups }: ArmEvidence): GuardrailReading {
  const rail = {
    id: 'four_fifths',
    title: 'Lowest ratio of approval rates between groups',
    limit: limits.fourFifths,
    isOptional: true,
  } as const
  const waiting = waits(limits, figures)
  if (waiting !== undefined) return { ...rail, value: null, state: 'waiting', text: waiting }
  const lowest = lowestRatio(groups, 'challenger', rail.limit)
  if (lowest === undefined)
    return {
      ...rail,
      value: null,
      state: 'waiting',
      text: `No attribute has two groups of ${SMALLEST_GROUP} decisions of the challenger.`,
    }
  const { attribute, group, reference, ratio, isBroken } = lowest
  const before = lowestRatio(groups, 'champion', rail.limit)
  return {
    ...rail,
    value: ratio,
    state: isBroken ? 'broken' : 'within',
    text: `By ${attribute} the challenger approves ${group} ${ratio.toFixed(2)} times as often as ${reference}; the limit is ${rail.limit}.${before === undefined ? '' : ` The champion’s lowest ratio is ${before.ratio.toFixed(2)}.`}`,
  }
}

interface LowestRatio {
  readonly attribute: string
  readonly group: string
  readonly reference: string
  readonly ratio: number
  readonly isBroken: boolean
}

function lowestRatio(groups: readonly GroupFigures[], arm: ArmName, limit: number): LowestRatio | undefined {
  const own = groups.filter((figures) => figures.arm === arm && figures.decisions >= SMALLEST_GROUP)
  let lowest: LowestRatio | undefined
  for (const attribute of new Set(own.map((figures) => figures.attribute))) {
    const rates = new Map<string, Estimate>()
    for (const { attribute: of, group, approved, decisions } of own)
      if (of === attribute) rates.set(group, shareEstimate(approved / decisions, decisions, GROUP_CONFIDENCE))
    // A gate of nothing is met by everybody.
    const gate = limit > 0 ? limit : Number.MIN_VALUE
    const compared = fourFifths(rates, criticalValue(GROUP_CONFIDENCE), undefined, gate)
    for (const { group, ratio, interval } of compared.groups) {
      if (ratio === null || compared.reference === null) continue
      const isBroken = limit > 0 && interval !== null && interval[1] < limit
      if (lowest === undefined || Number(isBroken) - Number(lowest.isBroken) > 0 || ratio < lowest.ratio)
        if (!(lowest?.isBroken === true && !isBroken))
          lowest = { attribute, group, reference: compared.reference, ratio, isBroken }
    }
  }
  return lowest
}

function waits({ minDecisions }: ExperimentGuardrails, figures: readonly ArmFigures[]): string | undefined {
  const [champion, challenger] = (['champion', 'challenger'] as const).map(
    (arm) => figures.find((one) => one.arm === arm)?.decisions ?? 0,
  )
  if (champion >= minDecisions && challenger >= minDecisions) return undefined
  return `Needs ${minDecisions} decisions of each arm; the champion has ${champion}, the challenger ${challenger}.`
}

/** What `waits` made sure of. */
const of = (figures: readonly ArmFigures[], arm: ArmName): ArmFigures =>
  figures.find((one) => one.arm === arm) as ArmFigures

const rate = ({ approved, decisions }: ArmFigures): number => approved / decisions
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
const points = (share: number): string => `${(100 * share).toFixed(1)} points`
