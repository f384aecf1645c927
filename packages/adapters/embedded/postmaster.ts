/** Starting, awaiting and ending the PostgreSQL process of a cluster. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, rename, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Account } from './account.ts'
import { firstClosedDirectory } from './account.ts'
import type { Binaries } from './binaries.ts'
import { isAlive, isPostmasterOf } from './process-identity.ts'

const readyTimeoutMs = 120_000
const stopTimeoutMs = 60_000
const logLimitBytes = 10 * 1024 * 1024

export interface Postmaster {
  readonly pid: number
  readonly port: number
  /** Settles when the process has ended. */
  readonly ended: Promise<void>
  /** Asks the process to end, without waiting; for `exit` handlers. */
  signalStop(): void
  stop(): Promise<void>
}

/**
 * How a process of the account reaches a directory. Root may own paths that the account cannot enter (a checkout in
 * a closed home); Linux lets it in through a descriptor that root opened before dropping its rights.
 *
 * @throws Error naming the closed directory, where there is no such way
 */
export function reach(
  directory: string,
  account: Account | undefined,
): { path: string; close(): void; stdio: number[] } {
  const closed = account && firstClosedDirectory(directory, account)
  if (closed === undefined) return { path: directory, stdio: [], close: () => undefined }
  if (process.platform !== 'linux')
    throw new Error(
      `PostgreSQL runs as "${account!.name}", which cannot enter ${closed}. Allow it (chmod o+x ${closed}), ` +
        'choose a data directory elsewhere, or start as an ordinary user.',
    )
  const descriptor = openSync(directory, 'r')
  return { path: '/proc/self/fd/3', stdio: [descriptor], close: () => closeSync(descriptor) }
}

/** @param cluster absolute path of the cluster, links resolved */
export async function startPostmaster(options: {
  binaries: Binaries
  account: Account | undefined
  cluster: string
  logPath: string
  port: number | undefined
}): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(options, options.port ?? (await freePort()))
    } catch (error) {
      // Between the choice of a free port and its use somebody else may take it.
      const portTaken =
        options.port === undefined && /could not bind|could not create any TCP/.test(String(error))
      // Backends of a killed server need a moment to notice that it is gone.
      const backendsEnding = /pre-existing shared memory block/.test(String(error))
      if (attempt === 20 || !(portTaken || backendsEnding)) throw error
      await wait(250)
    }
  }
}

async function launch(
  { binaries, account, cluster, logPath }: Parameters<typeof startPostmaster>[0],
  port: number,
): Promise<Postmaster> {
  if (((await stat(logPath).catch(() => undefined))?.size ?? 0) > logLimitBytes)
    await rename(logPath, `${logPath}.1`)
  const logStart = (await stat(logPath).catch(() => undefined))?.size ?? 0
  // A file, not a pipe: the server outlives a killed parent and must not choke on its log.
  const log = openSync(logPath, 'a', 0o600)
  const way = reach(cluster, account)
  let child: ChildProcess
  try {
    child = spawn(
      binaries.postgres,
      ['-D', way.path, ...Object.entries(settings(port)).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
      {
        ...(account && { uid: account.uid, gid: account.gid }),
        cwd: process.platform === 'win32' ? undefined : '/',
        env: serverEnvironment(),
        // Its own group: Ctrl-C reaches us first, and we end the server after its clients.
        detached: process.platform !== 'win32',
        stdio: ['ignore', log, log, ...way.stdio],
        windowsHide: true,
      },
    )
  } finally {
    closeSync(log)
    way.close()
  }
  let exited = false
  let spawnError: Error | undefined
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      exited = true
      resolve()
    }
    child.once('exit', end)
    child.once('error', (error) => {
      spawnError = error
      end()
    })
  })
  child.unref()
  const deadline = Date.now() + readyTimeoutMs
  while (!(await isReady(cluster, child.pid))) {
    if (exited || Date.now() > deadline) {
      if (!exited) child.kill('SIGQUIT')
      const tail = (await readFile(logPath, 'utf8').catch(() => '')).slice(logStart).slice(-2_000)
      throw new Error(
        `PostgreSQL did not start in ${cluster}. ${spawnError?.message ?? ''}\n${tail}`.trim(),
        {
          cause: spawnError,
        },
      )
    }
    await wait(10)
  }
  const pid = child.pid!
  const signalStop = () => {
    if (!exited && process.platform !== 'win32') child.kill('SIGINT')
  }
  return {
    pid,
    port,
    ended,
    signalStop,
    async stop() {
      child.ref()
      if (process.platform === 'win32')
        await promisify(execFile)(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w'])
      signalStop()
      await Promise.race([ended, wait(stopTimeoutMs, undefined, { ref: false })])
      // Quit skips the last checkpoint; the write-ahead log is replayed at the next start.
      if (!exited) child.kill('SIGQUIT')
      await ended
    },
  }
}

/** Durable, loopback only, silent about the content of statements. */
const settings = (port: number): Record<string, string | number> => ({
  listen_addresses: '127.0.0.1',
  port,
  unix_socket_directories: '',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  wal_level: 'minimal',
  max_wal_senders: 0,
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  password_encryption: 'scram-sha-256',
})

/** Neither our secrets nor a user's PG* settings reach the server. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LC_ALL: 'C',
  TZ: 'UTC',
  ...(process.platform === 'win32' && { SystemRoot: process.env.SystemRoot, TEMP: process.env.TEMP }),
})

async function isReady(cluster: string, pid: number | undefined): Promise<boolean> {
  const lines = await readPidFile(cluster)
  return lines !== undefined && Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

async function readPidFile(cluster: string): Promise<string[] | undefined> {
  return (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined))?.split('\n')
}

/**
 * Ends the server that a killed owner left behind: a fast shutdown, so that nothing has to be recovered. Of a server
 * that is gone, only a process file is left; it is removed when its number now belongs to another program, which
 * PostgreSQL would take for a running server. (Shared memory keeps guarding against stray backends.)
 *
 * @throws Error when the server does not end
 */
export async function endOrphan(cluster: string, binaries: Binaries): Promise<void> {
  const pid = Number((await readPidFile(cluster))?.[0])
  if (!Number.isInteger(pid) || pid <= 0) return
  if (!isAlive(pid) || !isPostmasterOf(pid, cluster))
    return rm(join(cluster, 'postmaster.pid'), { force: true })
  if (process.platform === 'win32') {
    await promisify(execFile)(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w'])
    return
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(pid, signal)
    for (const deadline = Date.now() + stopTimeoutMs / 2; Date.now() < deadline; await wait(20))
      if (!isAlive(pid)) return
  }
  throw new Error(
    `An earlier PostgreSQL (process ${pid}) still runs in ${cluster} and does not stop. End it, then start again.`,
  )
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', resolve)
  })
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  return address.port
}
