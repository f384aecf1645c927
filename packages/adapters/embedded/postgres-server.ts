/** A real PostgreSQL of our own, for a machine that has nothing but npm. */
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { makeDirectory } from '../filesystem/make-directory.ts'
import { chooseAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { prepareCluster, userName } from './cluster.ts'
import { takeOwnership } from './owner-lock.ts'
import { endOrphan, startPostmaster } from './postmaster.ts'

const shortestPauseMs = 100
const longestPauseMs = 30_000

export interface EmbeddedPostgresOptions {
  /** Made when absent. Holds the cluster, its password (mode 600), the server's log and the owner's lock. */
  readonly directory: string
  /** Default: a free one on every start. */
  readonly port?: number
  /** Whether SIGINT and SIGTERM stop the server and then end the process. Default true; an app with an order of its own passes false and calls `stop`. */
  readonly stopOnSignals?: boolean
  /** Called when the server ends although nobody stopped it; it is started again under the same port. */
  readonly onUnexpectedExit?: (error: Error) => void
}

export interface EmbeddedPostgres {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly user: string
  readonly password: string
  /** Process number of the server, as it runs now. */
  readonly pid: number
  /** Connection URL of a database; without a name, of `postgres`, which always exists. */
  url(database?: string): string
  /** Shuts down cleanly and gives the directory up. May be called twice. */
  stop(): Promise<void>
}

/**
 * Starts the server on 127.0.0.1, making the cluster first where there is none.
 *
 * TCP on loopback rather than a Unix socket: one way on every platform, and no limit on the length of the directory's
 * path. Access needs the random password. A server that a killed owner left behind is shut down cleanly first; one
 * that is killed itself is started again.
 * Root runs it as `postgres` or `nobody`.
 *
 * @throws DirectoryInUse at once when another live process owns the directory; DirectoryUnusable
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const isRoot = process.getuid?.() === 0
  await makeDirectory(options.directory, isRoot ? 0o711 : 0o700)
  const directory = await realpath(options.directory)
  const lock = await takeOwnership(directory)
  try {
    const account = chooseAccount(join(directory, 'cluster'))
    const binaries = await findBinaries(account)
    await endOrphan(join(directory, 'cluster'), binaries)
    const { cluster, password } = await prepareCluster(directory, binaries, account)
    const logPath = join(directory, 'postgres.log')
    let postmaster = await startPostmaster({ binaries, account, cluster, logPath, port: options.port })
    const { port } = postmaster

    let stopping: Promise<void> | undefined
    const stopped = new AbortController()
    const stop = () => {
      stopping ??= (async () => {
        stopped.abort()
        await postmaster.stop()
        await supervised
        await postmaster.stop()
        await lock.release()
        for (const signal of signals) process.removeListener(signal, onSignal)
        process.removeListener('exit', signalStop)
      })()
      return stopping
    }
    const onSignal = (signal: NodeJS.Signals) => {
      void stop().finally(() => {
        // Ours was the last word unless somebody else listens too.
        if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
      })
    }
    const signals: NodeJS.Signals[] = options.stopOnSignals === false ? [] : ['SIGINT', 'SIGTERM']
    for (const signal of signals) process.on(signal, onSignal)
    const signalStop = () => postmaster.signalStop()
    process.on('exit', signalStop)

    const pause = (ms: number) =>
      wait(ms, undefined, { ref: false, signal: stopped.signal }).catch(() => undefined)
    const supervise = async () => {
      for (let pauseMs = shortestPauseMs; ; ) {
        const startedMs = performance.now()
        // Asked to stop while it started: `stop` ends this one too.
        if (stopping !== undefined) return
        await postmaster.ended
        if (stopping !== undefined) return
        options.onUnexpectedExit?.(
          new Error(
            `PostgreSQL (process ${postmaster.pid}) ended unasked and is started again; see ${logPath}.`,
          ),
        )
        if (performance.now() - startedMs > longestPauseMs) pauseMs = shortestPauseMs
        for (let again = false; !again; ) {
          await pause(pauseMs)
          if (stopping !== undefined) return
          pauseMs = Math.min(2 * pauseMs, longestPauseMs)
          try {
            postmaster = await startPostmaster({ binaries, account, cluster, logPath, port })
            again = true
          } catch (error) {
            options.onUnexpectedExit?.(error as Error)
          }
        }
      }
    }
    const supervised = supervise()

    return {
      host: '127.0.0.1',
      port,
      user: userName,
      password,
      get pid() {
        return postmaster.pid
      },
      url: (database = 'postgres') =>
        `postgresql://${userName}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
      stop,
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}
