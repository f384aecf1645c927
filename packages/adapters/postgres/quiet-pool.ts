/** Connections that break without anybody at fault. */
import { once } from 'node:events'
import type pg from 'pg'

/**
 * Keeps a broken connection from ending the process: one in use, but between two statements, has nobody else who
 * listens, and its next statement fails and tells.
 *
 * @param onIdleLost told of connections that break while nobody uses them; not of those being closed
 * @returns ends the pool and resolves once every connection is closed. `pool.end()` alone resolves when closing has
 *   begun: a server stopped right after it would cut connections that are still saying goodbye
 */
export function quietPool(pool: pg.Pool, onIdleLost: (error: Error) => void): () => Promise<void> {
  const open = new Set<pg.PoolClient>()
  pool.on('connect', (client) => {
    open.add(client)
    client.on('error', () => undefined)
  })
  pool.on('remove', (client) => open.delete(client))
  pool.on('error', (error: Error & { client?: unknown }) => {
    // The pool hangs the whole client on it, keys included, which belongs in no log.
    delete error.client
    if (!pool.ending) onIdleLost(error)
  })
  return async () => {
    if (!pool.ending) await pool.end()
    while (open.size > 0) await once(pool, 'remove')
  }
}
