/** What happens, for pages: events of the log in words, listed or followed. */
import { type LiveEvent, type LiveEventKind, liveEventKinds, riskLevels } from '@pratibimba/contract'
import { type EventLog, type LoggedEvent, scoreChangedTopic } from '@pratibimba/risk/ports'
import { activityTopic } from './activity.ts'

const kindOfTopic = new Map<string, LiveEventKind>([
  ...liveEventKinds.map((kind) => [activityTopic(kind), kind] as const),
  [scoreChangedTopic, 'score'],
])
const allTopics = [...kindOfTopic.keys()]
/** Events that are read for one who comes back, before those that are to come. */
const CATCH_UP = 1_000

/** Topics of some kinds, or of all. */
function topicsOf(kinds: readonly LiveEventKind[] | undefined): string[] {
  return kinds === undefined
    ? allTopics
    : allTopics.filter((topic) => kinds.includes(kindOfTopic.get(topic)!))
}

function liveEvent({ position, topic, key, payload, createdAt }: LoggedEvent): LiveEvent {
  const given = {
    id: position,
    kind: kindOfTopic.get(topic)!,
    at: createdAt.toISOString(),
    risk_score: numberOr(payload.risk_score ?? payload.score),
    previous_score: numberOr(payload.previous_score),
    risk_level: riskLevels.find((level) => level === (payload.risk_level ?? payload.level)) ?? null,
    severity: severities.find((severity) => severity === payload.severity) ?? 'info',
  }
  if (topic === scoreChangedTopic) return { ...given, customer_id: key, text: scoreInWords(key, payload) }
  return {
    ...given,
    customer_id: typeof payload.customer_id === 'string' ? payload.customer_id : null,
    text: typeof payload.text === 'string' ? payload.text : '',
  }
}

const severities = ['info', 'watch', 'act'] as const

function numberOr(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function scoreInWords(
  customerId: string,
  { score, previous_score, level, previous_level }: LoggedEvent['payload'],
) {
  const now = percent(score)
  if (typeof previous_score !== 'number')
    return `${customerId} was scored for the first time: ${now}, ${level}.`
  const moved = Number(score) > previous_score ? 'rose' : 'fell'
  const levels = previous_level === level ? `still ${level}` : `from ${previous_level} to ${level}`
  return `The risk of ${customerId} ${moved} from ${percent(previous_score)} to ${now}, ${levels}.`
}

function percent(value: unknown): string {
  const share = 100 * Number(value)
  return `${share.toFixed(share < 1 ? 2 : 1)}%`
}

export interface LiveEvents {
  list(filter: {
    readonly kinds?: readonly LiveEventKind[]
    readonly customerId?: string
    readonly limit: number
    readonly offset: number
  }): Promise<{ events: LiveEvent[]; total: number }>
  /**
   * Calls back with every event after a position, or from now on. All who watch share one subscription of the log.
   *
   * @returns ends watching
   */
  watch(after: number | undefined, send: (event: LiveEvent) => void): Promise<() => void>
  close(): Promise<void>
}

export function openLiveEvents(log: EventLog): LiveEvents {
  const watchers = new Set<(events: readonly LoggedEvent[]) => void>()
  let subscription: Promise<() => Promise<void>> | undefined

  const begin = () => {
    subscription ??= log.subscribe({ after: 'head', topics: allTopics }, (events) => {
      for (const watcher of watchers) watcher(events)
    })
    return subscription
  }
  const endWhenAlone = async () => {
    if (watchers.size > 0 || subscription === undefined) return
    const ending = subscription
    subscription = undefined
    await (await ending)()
  }

  return {
    async list({ kinds, customerId, limit, offset }) {
      const { events, total } = await log.list({
        topics: topicsOf(kinds),
        ...(customerId !== undefined && { key: customerId }),
        limit,
        offset,
      })
      return { events: events.map(liveEvent), total }
    },

    async watch(after, send) {
      let position = after ?? 0
      /** Events that come while those before are still being read. */
      let early: LoggedEvent[] | undefined = []
      const tell = (events: readonly LoggedEvent[]) => {
        for (const event of events)
          if (event.position > position) {
            position = event.position
            send(liveEvent(event))
          }
      }
      const hear = (events: readonly LoggedEvent[]) => {
        if (early === undefined) tell(events)
        else early.push(...events)
      }
      watchers.add(hear)
      try {
        await begin()
        while (after !== undefined) {
          const missed = await log.read({ after: position, topics: allTopics, limit: CATCH_UP })
          tell(missed)
          if (missed.length < CATCH_UP) break
        }
      } catch (error) {
        watchers.delete(hear)
        throw error
      }
      const waiting = early
      early = undefined
      tell(waiting)
      return () => {
        watchers.delete(hear)
        void endWhenAlone()
      }
    },

    async close() {
      watchers.clear()
      await endWhenAlone()
    },
  }
}
