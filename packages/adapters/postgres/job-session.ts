/** A connection of our own that stays open: it hears of changed jobs, and holding its lock says that we live. */
import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

export interface JobSession {
  /** Key of the advisory lock this process holds; the jobs it runs bear it. */
  readonly worker: number
  /** Whether the process behind a key is gone: nobody holds its lock. */
  isGone(worker: number): Promise<boolean>
  close(): Promise<void>
}

const channel = 'pratibimba_jobs'
const longestPauseMs = 5_000

/**
 * @param onChange    called with the id of a job that changed
 * @param onReconnect called after a break, during which changes may have been missed
 * @param onTrouble   told of every break; the session comes back by itself
 */
export async function openJobSession(
  url: string,
  onChange: (jobId: string) => void,
  onReconnect: () => void,
  onTrouble: (error: unknown) => void,
): Promise<JobSession> {
  // Above every key that is written into the source.
  const worker = 2 ** 47 + randomInt(2 ** 47)
  let client: pg.Client
  let closed = false

  const connect = async () => {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'pratibimba jobs',
      keepAlive: true,
    })
    let state: 'opening' | 'open' | 'ended' = 'opening'
    next.on('error', onTrouble)
    next.on('notification', ({ payload }) => payload !== undefined && onChange(payload))
    next.once('end', () => {
      if (state === 'open') void reconnect()
      state = 'ended'
    })
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
      const { rows } = await next.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
        worker,
      ])
      // The server may not have noticed yet that our former connection is gone.
      if (!rows[0]!.held) throw new Error('The lock of the former connection is still held.')
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
    worker,
    async isGone(other) {
      if (other === worker) return false
      const { rows } = await client.query<{ gone: boolean }>('select pg_try_advisory_lock($1) as gone', [
        other,
      ])
      if (rows[0]!.gone) await client.query('select pg_advisory_unlock($1)', [other])
      return rows[0]!.gone
    },
    async close() {
      closed = true
      await client.end()
    },
  }
}
