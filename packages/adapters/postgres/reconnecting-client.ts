/** A connection of its own that stays open, hears of notifications, and comes back by itself after a break. */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

export interface ReconnectingClientOptions {
  /** postgresql://user:password@host:port/database */
  readonly url: string
  /** Shown by the server beside the connection. */
  readonly applicationName: string
  readonly channel: string
  readonly onNotification: (payload: string | undefined) => void
  /** After a break, during which notifications may have been missed. */
  readonly onReconnect: () => void
  /** Told of every break. */
  readonly onTrouble: (error: unknown) => void
  /** What else a new connection needs before it counts as open; when it throws, another is tried. */
  readonly prepare?: (client: pg.Client) => Promise<void>
}

export interface ReconnectingClient {
  /** On the connection of this moment. @throws Error while there is none */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<Row>>
  close(): Promise<void>
}

const shortestPauseMs = 100
const longestPauseMs = 5_000

/** @throws Error when the first connection cannot be made */
export async function openReconnectingClient(
  options: ReconnectingClientOptions,
): Promise<ReconnectingClient> {
  const { url, applicationName, channel, onNotification, onReconnect, onTrouble, prepare } = options
  let client: pg.Client
  let closed = false

  const connect = async () => {
    const next = new pg.Client({ connectionString: url, application_name: applicationName, keepAlive: true })
    let state: 'opening' | 'open' | 'ended' = 'opening'
    next.on('error', onTrouble)
    next.on('notification', ({ payload }) => onNotification(payload))
    next.once('end', () => {
      if (state === 'open' && !closed) void reconnect()
      state = 'ended'
    })
    try {
      await next.connect()
      await next.query(`listen ${pg.escapeIdentifier(channel)}`)
      await prepare?.(next)
      if ((state as string) === 'ended') throw new Error('The connection ended at once.')
    } catch (error) {
      await next.end().catch(onTrouble)
      throw error
    }
    state = 'open'
    client = next
  }
  const reconnect = async () => {
    for (let pauseMs = shortestPauseMs; !closed; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        await connect()
        if (closed) await client.end()
        else onReconnect()
        return
      } catch (error) {
        onTrouble(error)
        await wait(pauseMs, undefined, { ref: false })
      }
    }
  }
  await connect()

  return {
    query: (text, values) => client.query(text, values),
    async close() {
      closed = true
      await client.end()
    },
  }
}
