/** Connections that break without anybody at fault. */
import type pg from 'pg'

/**
 * Keeps a broken connection from ending the process: one in use, but between two statements, has nobody else who
 * listens, and its next statement fails and tells.
 *
 * @param onIdleLost told of connections that break while nobody uses them
 */
export function quietPool(pool: pg.Pool, onIdleLost: (error: Error) => void): void {
  pool.on('connect', (client) => client.on('error', () => undefined))
  pool.on('error', (error: Error & { client?: unknown }) => {
    // The pool hangs the whole client on it, keys included, which belongs in no log.
    delete error.client
    onIdleLost(error)
  })
}
