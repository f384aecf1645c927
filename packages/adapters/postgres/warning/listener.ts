/** A connection of its own that hears of notifications and comes back by itself. */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

export interface Listener {
  close(): Promise<void>
}

const longestPauseMs = 5_000

/**
 * @param onNews    called for every notification, and after a break, during which some may have been missed
 * @param onTrouble told of every break
 */
export async function openListener(
  url: string,
  channel: string,
  onNews: () => void,
  onTrouble: (error: unknown) => void,
): Promise<Listener> {
  let client: pg.Client
  let closed = false

  const connect = async () => {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'pratibimba events',
      keepAlive: true,
    })
    let state: 'opening' | 'open' | 'ended' = 'opening'
    next.on('error', onTrouble)
    next.on('notification', onNews)
    next.once('end', () => {
      if (state === 'open' && !closed) void reconnect()
      state = 'ended'
    })
    try {
      await next.connect()
      await next.query(`listen ${pg.escapeIdentifier(channel)}`)
      if ((state as string) === 'ended') throw new Error('The connection ended at once.')
    } catch (error) {
      await next.end().catch(onTrouble)
      throw error
    }
    state = 'open'
    client = next
  }
  const reconnect = async () => {
    for (let pauseMs = 100; !closed; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        await connect()
        if (closed) await client.end()
        else onNews()
        return
      } catch (error) {
        onTrouble(error)
        await wait(pauseMs, undefined, { ref: false })
      }
    }
  }
  await connect()
  return {
    async close() {
      closed = true
      await client.end()
    },
  }
}
