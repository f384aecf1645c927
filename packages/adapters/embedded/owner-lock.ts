/** One owner for a data directory: a lock file that names its process and survives neither it nor a reused process number. */
import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DirectoryUnusable } from '../filesystem/make-directory.ts'
import { isAlive, startOfProcess } from './process-identity.ts'

interface Owner {
  readonly pid: number
  /** See `startOfProcess`. */
  readonly started?: string
  readonly host: string
  readonly nonce: string
}

export interface OwnerLock {
  release(): Promise<void>
}

/** A live process owns the directory. */
export class DirectoryInUse extends Error {
  readonly directory: string
  readonly pid: number
  constructor(directory: string, owner: Owner) {
    const where = owner.host === hostname() ? '' : ` on host ${owner.host}`
    super(
      `The data directory ${directory} is in use by process ${owner.pid}${where}` +
        `${owner.pid === process.pid && where === '' ? ' (this one)' : ''}. Stop it, or choose another data directory.`,
    )
    this.name = 'DirectoryInUse'
    this.directory = directory
    this.pid = owner.pid
  }
}

const heartbeatMs = 5_000
const heartbeatLapsedMs = 20_000

/**
 * @param directory one that exists
 * @throws DirectoryInUse at once when another live process owns the directory; DirectoryUnusable when it cannot be
 *   written to
 */
export async function takeOwnership(directory: string): Promise<OwnerLock> {
  const path = join(directory, 'owner.json')
  const mine: Owner = {
    pid: process.pid,
    started: startOfProcess(process.pid),
    host: hostname(),
    nonce: randomUUID(),
  }
  const draft = join(directory, `owner.${mine.nonce}.json`)
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600, flush: true }).catch(async (error) => {
    await rm(draft, { force: true }).catch(() => undefined) // what a full disk took of it
    throw new DirectoryUnusable(directory, error)
  })
  try {
    const wasFree = await link(draft, path).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false
        throw error
      },
    )
    if (!wasFree) {
      const owner = await readOwner(path)
      if (owner !== undefined && (await lives(owner, path))) throw new DirectoryInUse(directory, owner)
      // Two processes may find the same dead owner: the later rename wins, and both look again before they go on.
      await rename(draft, path)
      await wait(100)
      const winner = await readOwner(path)
      if (winner !== undefined && winner.nonce !== mine.nonce) throw new DirectoryInUse(directory, winner)
    }
  } finally {
    await rm(draft, { force: true })
  }
  const heartbeat = setInterval(() => {
    const now = new Date()
    // A missed beat is harmless: it matters to other hosts only, and the next one follows.
    utimes(path, now, now).catch(() => undefined)
  }, heartbeatMs).unref()
  return {
    async release() {
      clearInterval(heartbeat)
      if ((await readOwner(path))?.nonce === mine.nonce) await rm(path, { force: true })
    },
  }
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

async function lives(owner: Owner, path: string): Promise<boolean> {
  if (owner.host === hostname()) {
    if (!isAlive(owner.pid)) return false
    const started = startOfProcess(owner.pid)
    if (started !== undefined && owner.started !== undefined) return started === owner.started
  }
  // Another container, or a platform that tells no start: the owner beats the file's time every five seconds.
  const { mtimeMs } = await stat(path)
  return Date.now() - mtimeMs < heartbeatLapsedMs
}
