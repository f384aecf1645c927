/** A real PostgreSQL of our own, for a machine that has nothing but npm. */
import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { chooseAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { prepareCluster, userName } from './cluster.ts'
import { takeOwnership } from './owner-lock.ts'
import { endOrphan, startPostmaster } from './postmaster.ts'

export interface EmbeddedPostgresOptions {
  /** Made when absent. Holds the cluster, its password (mode 600), the server's log and the owner's lock. */
  readonly directory: string
  /** Default: a free one on every start. */
  readonly port?: number
  /** Whether SIGINT and SIGTERM stop the server and then end the process. Default true; an app with an order of its own passes false and calls `stop`. */
  readonly stopOnSignals?: boolean
  /** Called when the server ends although nobody stopped it. */
  readonly onUnexpectedExit?: (error: Error) => void
}

export interface EmbeddedPostgres {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly user: string
  readonly password: string
  /** Process number of the server. */
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
 * path. Access needs the random password. A server that a killed owner left behind is shut down cleanly first.
 * Root runs it as `postgres` or `nobody`.
 *
 * @throws DirectoryInUse at once when another live process owns the directory
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const isRoot = process.getuid?.() === 0
  await mkdir(options.directory, { recursive: true, mode: isRoot ? 0o711 : 0o700 })
  const directory = await realpath(options.directory)
  const lock = await takeOwnership(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EACCES' && error.code !== 'EPERM' && error.code !== 'EROFS') throw error
    throw new Error(
      `The data directory ${directory} cannot be written to (${error.code}). ` +
        'Start as the user it belongs to, or choose another data directory.',
      { cause: error },
    )
  })
  try {
    const account = chooseAccount(join(directory, 'cluster'))
    const binaries = await findBinaries(account)
    await endOrphan(join(directory, 'cluster'), binaries)
    const { cluster, password } = await prepareCluster(directory, binaries, account)
    const logPath = join(directory, 'postgres.log')
    const postmaster = await startPostmaster({ binaries, account, cluster, logPath, port: options.port })

    let stopping: Promise<void> | undefined
    const stop = () => {
      stopping ??= (async () => {
        await postmaster.stop()
        await lock.release()
        for (const signal of signals) process.removeListener(signal, onSignal)
        process.removeListener('exit', postmaster.signalStop)
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
    process.on('exit', postmaster.signalStop)
    void postmaster.ended.then(() => {
      if (stopping === undefined)
        options.onUnexpectedExit?.(
          new Error(`PostgreSQL (process ${postmaster.pid}) ended unasked; see ${logPath}.`),
        )
    })

    const { port, pid } = postmaster
    return {
      host: '127.0.0.1',
      port,
      user: userName,
      password,
      pid,
      url: (database = 'postgres') =>
        `postgresql://${userName}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
      stop,
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}
