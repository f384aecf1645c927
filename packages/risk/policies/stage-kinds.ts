/** What each kind of stage may set, and how its rules fire. */
import type { DecisionOutcome, PolicyStageKind } from '@pratibimba/contract'

interface StageKind {
  /** `collect`: every rule that holds fires; `first`: the first one. */
  readonly fires: 'collect' | 'first'
  /** Fields its outputs may set; `derived.` stands for every name below it. */
  readonly sets: readonly string[]
  /** Outcomes its rules may set; none where it sets no outcome. */
  readonly outcomes: readonly DecisionOutcome[]
  /** Whether a case that meets no rule is one that cannot be answered. */
  readonly mustFire: boolean
}

const adverse = { sets: ['outcome', 'reason', 'text'], mustFire: false, fires: 'collect' } as const

const stageKinds = {
  derivation: { fires: 'first', sets: ['derived.'], outcomes: [], mustFire: false },
  eligibility: { ...adverse, outcomes: ['REJECTED', 'MANUAL_REVIEW'] },
  knock_out: { ...adverse, outcomes: ['REJECTED', 'MANUAL_REVIEW'] },
  affordability: { ...adverse, outcomes: ['REJECTED', 'MANUAL_REVIEW'] },
  thresholds: {
    fires: 'first',
    sets: ['outcome', 'reason', 'text'],
    outcomes: ['APPROVED', 'MANUAL_REVIEW', 'REJECTED'],
    mustFire: true,
  },
  pricing: { fires: 'first', sets: ['limit', 'annual_rate', 'text'], outcomes: [], mustFire: true },
  routing: { ...adverse, outcomes: ['MANUAL_REVIEW'] },
} as const satisfies Record<PolicyStageKind, StageKind>

export const isStageKind = (kind: unknown): boolean =>
  typeof kind === 'string' && Object.hasOwn(stageKinds, kind)

export const stageKind = (kind: PolicyStageKind): StageKind => stageKinds[kind]

/** From the most cautious outcome to the least. */
const caution: Readonly<Record<DecisionOutcome, number>> = {
  REJECTED: 2,
  MANUAL_REVIEW: 1,
  APPROVED: 0,
}

/** The more cautious of two outcomes. */
export const moreCautious = (a: DecisionOutcome, b: DecisionOutcome): DecisionOutcome =>
  caution[a] >= caution[b] ? a : b
