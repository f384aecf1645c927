/** A file written under a temporary name beside its place, and moved there when it is whole. */
import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { TableError } from '@pratibimba/risk/ports'

export class NewFile {
  bytes = 0
  private readonly path: string
  private readonly temporaryPath: string
  private readonly handle: FileHandle
  private readonly hash = createHash('sha256')

  private constructor(path: string, temporaryPath: string, handle: FileHandle) {
    this.path = path
    this.temporaryPath = temporaryPath
    this.handle = handle
  }

  static async create(path: string): Promise<NewFile> {
    const temporaryPath = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`)
    const handle = await open(temporaryPath, 'wx').catch((error) => {
      throw writeProblem(error, path)
    })
    return new NewFile(path, temporaryPath, handle)
  }

  /** Appends the bytes, which may be reused once this resolves. */
  async append(bytes: Uint8Array): Promise<void> {
    this.hash.update(bytes)
    this.bytes += bytes.length
    try {
      for (let at = 0; at < bytes.length; )
        at += (await this.handle.write(bytes, at, bytes.length - at)).bytesWritten
    } catch (error) {
      throw writeProblem(error, this.path)
    }
  }

  /** Puts the file on the disk under its name, replacing what stood there, and answers its SHA-256. */
  async publish(): Promise<string> {
    try {
      await this.handle.sync()
      await this.handle.close()
      await rename(this.temporaryPath, this.path)
    } catch (error) {
      throw writeProblem(error, this.path)
    }
    await syncFolder(dirname(this.path))
    return this.hash.digest('hex')
  }

  async discard(): Promise<void> {
    await this.handle.close()
    await rm(this.temporaryPath, { force: true })
  }
}

/** Makes the new name itself durable, where the platform can open folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** The table error of a failed write. */
export function writeProblem(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new TableError('disk_full', `The disk is full; ${path} was not written.`)
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new TableError('file_missing', `The folder of ${path} does not exist.`)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'EISDIR')
    return new TableError('unwritable', `${path} cannot be written (${code}).`)
  return error
}
