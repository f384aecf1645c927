/**
 * Scores on their way into the store. Whoever asks waits until the score is in: those who come while a group is being
 * written form the next one, so that many scores a second cost few commits and nothing that was answered is lost.
 *
 * @see docs/methods/online-scoring.md
 */
import { randomUUID } from 'node:crypto'
import { type RiskLevel, riskLevels } from '@pratibimba/contract'
import { type NewEvent, type RiskScore, scoreChangedTopic } from '@pratibimba/risk/ports'
import type { WarningStores } from '../stores.ts'

/** Scores of one group; more wait for the next. */
const MOST_A_GROUP = 2_000
/** A smaller change tells nobody anything. */
const CHANGED = 1e-6

export type InTransaction = <Result>(work: (stores: WarningStores) => Promise<Result>) => Promise<Result>

export interface ScoreRecorder {
  /** Resolves once the scores are committed, with the events that tell of those that changed. */
  record(scores: readonly RiskScore[]): Promise<void>
}

interface Waiting {
  readonly scores: readonly RiskScore[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export function openScoreRecorder(transaction: InTransaction, clock: () => Date): ScoreRecorder {
  let waiting: Waiting[] = []
  let writing = false

  const takeGroup = (): Waiting[] => {
    let scores = 0
    let taken = 0
    while (taken < waiting.length && (taken === 0 || scores + waiting[taken]!.scores.length <= MOST_A_GROUP))
      scores += waiting[taken++]!.scores.length
    const group = waiting.slice(0, taken)
    waiting = waiting.slice(taken)
    return group
  }
  const writeAll = async () => {
    writing = true
    while (waiting.length > 0) {
      const group = takeGroup()
      try {
        const scores = group.flatMap((each) => each.scores)
        await transaction((stores) => writeScores(stores, scores, clock()))
        for (const { resolve } of group) resolve()
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    writing = false
  }
  return {
    record: (scores) =>
      scores.length === 0
        ? Promise.resolve()
        : new Promise((resolve, reject) => {
            waiting.push({ scores, resolve, reject })
            if (!writing) void writeAll()
          }),
  }
}

/** Scores and the events that tell of changes, in the transaction of the stores. */
export async function writeScores(
  stores: Pick<WarningStores, 'scores' | 'outbox'>,
  scores: readonly RiskScore[],
  now: Date,
): Promise<void> {
  // In one order, so that groups of several processes never wait for each other in a circle.
  const ordered = scores.toSorted((a, b) =>
    a.customerId < b.customerId ? -1 : a.customerId > b.customerId ? 1 : 0,
  )
  const before = new Map<string, RiskScore>(
    (await stores.scores.latestMany([...new Set(ordered.map(({ customerId }) => customerId))], now)).map(
      (row) => [row.customerId, row],
    ),
  )
  await stores.scores.insert(ordered)
  const events: NewEvent[] = []
  for (const score of ordered) {
    const previous = before.get(score.customerId)
    // A score of a day gone by changes nothing that is in force.
    if (previous !== undefined && score.asOfDate < previous.asOfDate) continue
    if (
      previous !== undefined &&
      Math.abs(score.score - previous.score) <= CHANGED &&
      score.level === previous.level
    )
      continue
    events.push(scoreChanged(score, previous))
    before.set(score.customerId, score)
  }
  await stores.outbox.append(events)
}

function scoreChanged(score: RiskScore, previous: RiskScore | undefined): NewEvent {
  return {
    id: randomUUID(),
    topic: scoreChangedTopic,
    key: score.customerId,
    payload: {
      score: score.score,
      level: score.level,
      change: previous === undefined ? null : score.score - previous.score,
      as_of_date: score.asOfDate,
      model_version: score.modelVersion,
      previous_score: previous?.score ?? null,
      previous_level: previous?.level ?? null,
      severity: severityOf(score.level, previous?.level),
    },
  }
}

/** `act` where somebody reaches HIGH or CRITICAL who was not there before, `watch` where a level rises below that. */
function severityOf(level: RiskLevel, before: RiskLevel | undefined): 'info' | 'watch' | 'act' {
  const now = riskLevels.indexOf(level)
  const then = before === undefined ? 0 : riskLevels.indexOf(before)
  if (now <= then) return 'info'
  return now >= riskLevels.indexOf('HIGH') ? 'act' : 'watch'
}
