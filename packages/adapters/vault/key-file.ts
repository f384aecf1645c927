/** Key-encryption keys in a file that only its owner can read. */

import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { link, lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { VaultUnusable } from './vault-error.ts'
import { keyId, type WrappingKeys } from './wrapping-keys.ts'

interface KeyFile {
  readonly format: 1
  /** Base64 of 32 bytes, by id. */
  readonly keys: Readonly<Record<string, string>>
}

/**
 * Opens the file; it is made with the first key. Several processes may share it.
 *
 * Whoever has this file and the database can read everything that is sealed: keep a copy apart from the backups of the
 * database, and never together with them.
 */
export function openKeyFile(path: string): WrappingKeys {
  const read = async (): Promise<Map<string, Buffer> | undefined> => {
    const text = await readPrivate(path)
    return text === undefined ? undefined : parse(text, path)
  }
  const change = async (edit: (keys: Map<string, Buffer>) => void) => {
    const keys = (await read()) ?? missing(path)
    edit(keys)
    await writeWhole(path, keys)
  }
  return {
    name: path,
    async get(id) {
      return ((await read()) ?? missing(path)).get(id)
    },
    async first() {
      const keys = await read()
      if (keys !== undefined) return keys.values().next().value!
      const key = randomBytes(32)
      await makeWhole(path, new Map([[keyId(key), key]]))
      // Another process may have been faster.
      return ((await read()) ?? missing(path)).values().next().value!
    },
    add: (key) => change((keys) => keys.set(keyId(key), Buffer.from(key))),
    keepOnly: (id) =>
      change((keys) => {
        for (const other of keys.keys()) if (other !== id) keys.delete(other)
      }),
  }
}

function missing(path: string): never {
  throw new VaultUnusable(
    `The key file ${path} is missing, and the database holds keys of persons that only it opens. Restore it from where it was kept.`,
  )
}

/** @returns undefined when there is none */
async function readPrivate(path: string): Promise<string | undefined> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      if (error.code === 'ELOOP')
        throw new VaultUnusable(`The key file ${path} is a symbolic link; put the file itself there.`)
      throw new VaultUnusable(`The key file ${path} cannot be read: ${error.code}.`, { cause: error })
    },
  )
  if (handle === undefined) return undefined
  try {
    const status = await handle.stat()
    if (!status.isFile()) throw new VaultUnusable(`The key file ${path} is no file.`)
    const mode = status.mode & 0o777
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new VaultUnusable(
        `The key file ${path} has mode ${mode.toString(8)}: others can reach it. Make it 600 (chmod 600), and rotate the key if somebody may have read it.`,
      )
    return await handle.readFile('utf8')
  } finally {
    await handle.close()
  }
}

function parse(text: string, path: string): Map<string, Buffer> {
  let file: Partial<KeyFile>
  try {
    file = JSON.parse(text) as Partial<KeyFile>
  } catch {
    return broken(path)
  }
  if (file?.format !== 1 || typeof file.keys !== 'object' || file.keys === null) return broken(path)
  const keys = new Map<string, Buffer>()
  for (const [id, encoded] of Object.entries(file.keys)) {
    const key = Buffer.from(String(encoded), 'base64')
    if (key.length !== 32 || keyId(key) !== id) return broken(path)
    keys.set(id, key)
  }
  return keys.size === 0 ? broken(path) : keys
}

function broken(path: string): never {
  throw new VaultUnusable(
    `The key file ${path} was damaged: need format 1 with keys of 32 bytes under their ids. Restore it from where it was kept.`,
  )
}

async function makeWhole(path: string, keys: ReadonlyMap<string, Buffer>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const scratch = await writeBeside(path, keys)
  try {
    await link(scratch, path)
    await syncDirectory(dirname(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(scratch, { force: true })
  }
}

async function writeWhole(path: string, keys: ReadonlyMap<string, Buffer>): Promise<void> {
  if ((await lstat(path)).isSymbolicLink())
    throw new VaultUnusable(`The key file ${path} is a symbolic link; put the file itself there.`)
  await rename(await writeBeside(path, keys), path)
  await syncDirectory(dirname(path))
}

async function writeBeside(path: string, keys: ReadonlyMap<string, Buffer>): Promise<string> {
  const scratch = join(dirname(path), `.${basename(path)}.${randomBytes(8).toString('hex')}`)
  const file: KeyFile = {
    format: 1,
    keys: Object.fromEntries([...keys].map(([id, key]) => [id, key.toString('base64')])),
  }
  const handle = await open(scratch, 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(file, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return scratch
}

/** A new name is durable once its directory is. Windows has no such call and needs none. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
