/** A connection of our own that stays open: it hears of changed jobs, and holding its lock says that we live. */
import { randomInt } from 'node:crypto'
import { openReconnectingClient } from './reconnecting-client.ts'

export interface JobSession {
  /** Key of the advisory lock this process holds; the jobs it runs bear it. */
  readonly worker: number
  /** Whether the process behind a key is gone: nobody holds its lock. */
  isGone(worker: number): Promise<boolean>
  close(): Promise<void>
}

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
  const tryLock = 'select pg_try_advisory_lock($1) as held'
  const client = await openReconnectingClient({
    url,
    applicationName: 'pratibimba jobs',
    channel: 'pratibimba_jobs',
    onNotification: (payload) => payload !== undefined && onChange(payload),
    onReconnect,
    onTrouble,
    async prepare(next) {
      const { rows } = await next.query<{ held: boolean }>(tryLock, [worker])
      // The server may not have noticed yet that our former connection is gone.
      if (!rows[0]!.held) throw new Error('The lock of the former connection is still held.')
    },
  })

  return {
    worker,
    async isGone(other) {
      if (other === worker) return false
      const { rows } = await client.query<{ held: boolean }>(tryLock, [other])
      const isGone = rows[0]!.held
      if (isGone) await client.query('select pg_advisory_unlock($1)', [other])
      return isGone
    },
    close: client.close,
  }
}
