/** Goes through the recorded decisions of a span once: counts, and the features of some of them. Memory is bounded. */
import { setImmediate as breathe } from 'node:timers/promises'
import { formatDay } from '@pratibimba/numerics/calendar'
import { completedYears } from '@pratibimba/risk/applications'
import {
  AGE_BAND,
  ageBandOf,
  type DecisionTally,
  decisionTally,
  type GroupCount,
  type TalliedInputs,
} from '@pratibimba/risk/governance/monitoring'
import type { DecisionFacts } from '@pratibimba/risk/governance/packs'
import type { ReferenceProfile } from '@pratibimba/risk/monitoring'
import type { StoredDecision } from '@pratibimba/risk/ports'
import type { CreditContext } from '../credit-context.ts'
import { contentOf } from '../deciding.ts'

export interface DecisionsOfSpan {
  readonly counts: readonly GroupCount[]
  readonly inputs: TalliedInputs
  readonly readEvery: number
  readonly unreadable: number
  readonly facts: DecisionFacts
}

export interface ReadingSpan {
  readonly from: Date
  readonly to: Date
  /** Decisions in it. */
  readonly total: number
  readonly reference?: ReferenceProfile
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number) => void
}

/** Contents that are unsealed and read: as many as drift and groups need. */
const MOST_READ = 10_000
/** Opened before requests get their turn again. */
const AT_A_TIME = 20
const BATCH = 500
const DAY_MS = 86_400_000
const LONGEST_WAIT_DAYS = 30

export async function readDecisions(
  { stores, vault }: Pick<CreditContext, 'stores' | 'vault'>,
  { from, to, total, reference, signal, onProgress }: ReadingSpan,
): Promise<DecisionsOfSpan> {
  const readEvery = Math.max(1, Math.ceil(total / MOST_READ))
  const tally = decisionTally(reference, MOST_READ)
  const counted = {
    decisions: 0,
    adverse: 0,
    adverseWithoutReasons: 0,
    mostReasons: 0,
    sentToPerson: 0,
    reviewed: 0,
    waitingOver30Days: 0,
    approvedByPerson: 0,
    unreadable: 0,
  }
  const longAgo = to.getTime() - LONGEST_WAIT_DAYS * DAY_MS
  let oldest: string | null = null
  for await (const batch of stores.decisions.walk({ from, to }, BATCH)) {
    signal?.throwIfAborted()
    const chosen: StoredDecision[] = []
    for (const stored of batch) {
      if (counted.decisions % readEvery === 0) chosen.push(stored)
      counted.decisions++
      count(counted, stored, longAgo)
      oldest = stored.decidedAt.toISOString().slice(0, 10)
    }
    for (let at = 0; at < chosen.length; at += AT_A_TIME) {
      await Promise.all(chosen.slice(at, at + AT_A_TIME).map((stored) => take(tally, vault, stored)))
      await breathe()
    }
    onProgress?.(total === 0 ? 1 : Math.min(1, counted.decisions / total))
  }
  return {
    counts: tally.counts(),
    inputs: tally.inputs(),
    readEvery,
    unreadable: counted.unreadable,
    facts: { days: Math.round((to.getTime() - from.getTime()) / DAY_MS), oldest, ...counted },
  }
}

type Counted = { -readonly [Name in Exclude<keyof DecisionFacts, 'days' | 'oldest'>]: number }

function count(
  counted: Counted,
  { decision, review, reasonCodes, customerId, decidedAt }: StoredDecision,
  longAgo: number,
): void {
  if (customerId === undefined) counted.unreadable++
  if (decision === 'MANUAL_REVIEW') {
    counted.sentToPerson++
    if (review !== undefined) counted.reviewed++
    else if (decidedAt.getTime() < longAgo) counted.waitingOver30Days++
    if (review?.outcome === 'APPROVED') counted.approvedByPerson++
  }
  if ((review?.outcome ?? decision) !== 'REJECTED') return
  counted.adverse++
  const reasons = new Set([...reasonCodes, ...(review === undefined ? [] : [review.reasonCode])])
  if (reasons.size === 0) counted.adverseWithoutReasons++
  counted.mostReasons = Math.max(counted.mostReasons, reasonCodes.length)
}

async function take(
  tally: DecisionTally,
  vault: CreditContext['vault'],
  stored: StoredDecision,
): Promise<void> {
  const key = await vault.open(stored.sealed.person)
  if (key === undefined) return
  const { case: credit, features } = contentOf(stored, key)
  const { birthDay } = credit.application
  const outcome = stored.review?.outcome ?? stored.decision
  tally.add({
    day: formatDay(Math.floor(stored.decidedAt.getTime() / DAY_MS)),
    groups: birthDay === undefined ? {} : { [AGE_BAND]: ageBandOf(completedYears(birthDay, credit.asOfDay)) },
    approved: outcome === 'MANUAL_REVIEW' ? null : outcome === 'APPROVED',
    features,
  })
}
