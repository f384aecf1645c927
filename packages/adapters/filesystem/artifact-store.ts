/** Finished files in a directory: hashed, durable, written once. */
import { createHash, randomUUID } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import {
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rm,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { type Artifact, ArtifactError, type ArtifactStore } from '@pratibimba/risk/ports'
import { checkFilename, checkOwnerId } from './artifact-names.ts'

/**
 * Opens the store, removing scratch files that a crashed process left behind. One process owns a root at a time.
 *
 * Layout: `files/<owner>/<filename>` with `<filename>.sha256` beside it, `scratch/<uuid>/<filename>`. Neither the root's
 * subdirectories nor an artifact may be a symbolic link; a link is refused, never followed.
 *
 * @param root made when absent
 */
export async function openArtifactStore(root: string): Promise<ArtifactStore> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  const base = await realpath(root)
  const files = join(base, 'files')
  const scratch = join(base, 'scratch')
  await rm(scratch, { recursive: true, force: true })
  await mkdir(files, { recursive: true, mode: 0o700 })
  await mkdir(scratch, { recursive: true, mode: 0o700 })
  await refuseLink(files)
  await removeUnfinished(files)

  const ownerDirectory = (ownerId: string) => {
    checkOwnerId(ownerId)
    return join(files, ownerId)
  }
  const pathOf = (ownerId: string, filename: string) => {
    checkFilename(filename)
    return join(ownerDirectory(ownerId), filename)
  }
  const find = async (ownerId: string, filename: string): Promise<Artifact | undefined> => {
    const path = pathOf(ownerId, filename)
    await refuseLink(dirname(path))
    await refuseLink(path)
    const status = await lstat(path).catch(ifMissing)
    const sha256 = await readFile(`${path}.sha256`, 'utf8').catch(ifMissing)
    if (!status?.isFile() || sha256 === undefined) return undefined
    return { key: `${ownerId}/${filename}`, bytes: status.size, sha256: sha256.trim() }
  }
  const need = async (ownerId: string, filename: string) => {
    const artifact = await find(ownerId, filename)
    if (artifact === undefined)
      throw new ArtifactError('not_found', `There is no file ${filename} of ${ownerId}.`)
    return { artifact, path: pathOf(ownerId, filename) }
  }

  return {
    async scratchPath(filename) {
      checkFilename(filename)
      const directory = join(scratch, randomUUID())
      await mkdir(directory, { mode: 0o700 }).catch(diskFull)
      return join(directory, filename)
    },

    async commit(scratchPath, ownerId, filename) {
      const path = pathOf(ownerId, filename)
      if (!resolve(scratchPath).startsWith(scratch + sep))
        throw new ArtifactError('not_scratch', 'Only a file under a path from scratchPath can be committed.')
      const { bytes, sha256 } = await hashDurably(scratchPath)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch(diskFull)
      await refuseLink(dirname(path))
      // A link instead of a rename: it fails when the name is taken. Its hash beside it, written last, finishes it.
      await link(scratchPath, path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST')
          throw new ArtifactError(
            'taken',
            `There is a file ${filename} of ${ownerId} already; a file is written once.`,
          )
        return diskFull(error)
      })
      try {
        await writeFile(`${path}.sha256`, `${sha256}\n`, { mode: 0o600, flag: 'w', flush: true })
      } catch (error) {
        await rm(path, { force: true })
        return diskFull(error as NodeJS.ErrnoException)
      }
      await syncDirectory(dirname(path))
      await rm(dirname(scratchPath), { recursive: true, force: true })
      return { key: `${ownerId}/${filename}`, bytes, sha256 }
    },

    stat: find,

    async list(ownerId) {
      const directory = ownerDirectory(ownerId)
      await refuseLink(directory)
      const names = (await readdir(directory).catch(ifMissing)) ?? []
      const found = await Promise.all(
        names.filter((name) => !name.endsWith('.sha256')).map((name) => find(ownerId, name)),
      )
      return found.filter((artifact) => artifact !== undefined).sort((a, b) => (a.key < b.key ? -1 : 1))
    },

    async read(ownerId, filename, range) {
      const { artifact, path } = await need(ownerId, filename)
      if (range !== undefined) {
        const { start, end } = range
        if (
          !(
            Number.isSafeInteger(start) &&
            Number.isSafeInteger(end) &&
            0 <= start &&
            start <= end &&
            end < artifact.bytes
          )
        )
          throw new ArtifactError(
            'invalid_range',
            `Bytes ${start}–${end}: need 0 ≤ start ≤ end < ${artifact.bytes}, the size of ${filename}.`,
          )
      }
      const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
      const stream = createReadStream('', { fd: handle, ...range, highWaterMark: 256 * 1024 })
      return Readable.toWeb(stream) as ReadableStream<Uint8Array>
    },

    async localPath(ownerId, filename) {
      return (await need(ownerId, filename)).path
    },

    async remove(ownerId) {
      const directory = ownerDirectory(ownerId)
      await refuseLink(directory)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Hash and size of a scratch file, once its bytes are on the disk. */
async function hashDurably(path: string): Promise<{ bytes: number; sha256: string }> {
  const handle = await open(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0)).catch(
    (error: NodeJS.ErrnoException): FileHandle => {
      throw error.code === 'ELOOP' || error.code === 'ENOENT'
        ? new ArtifactError('not_scratch', 'There is no plain file under the scratch path.')
        : error
    },
  )
  try {
    await handle.sync().catch(diskFull)
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 })) {
      hash.update(chunk as Buffer)
      bytes += (chunk as Buffer).length
    }
    return { bytes, sha256: hash.digest('hex') }
  } finally {
    await handle.close()
  }
}

/** A file whose hash was never written belongs to a commit that did not finish. */
async function removeUnfinished(files: string): Promise<void> {
  for (const owner of await readdir(files, { withFileTypes: true })) {
    if (!owner.isDirectory()) continue
    const names = new Set(await readdir(join(files, owner.name)))
    for (const name of names)
      if (!name.endsWith('.sha256') && !names.has(`${name}.sha256`))
        await unlink(join(files, owner.name, name))
  }
}

async function refuseLink(path: string): Promise<void> {
  if ((await lstat(path).catch(ifMissing))?.isSymbolicLink())
    throw new ArtifactError(
      'invalid_name',
      'A symbolic link stands where a file of the store belongs; it is not followed.',
    )
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

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}

/** @throws ArtifactError `disk_full` for a full disk or quota, else the error itself */
function diskFull(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') throw error
  throw new ArtifactError(
    'disk_full',
    'The disk of the data directory is full. Free space or remove portfolios, then try again.',
  )
}
