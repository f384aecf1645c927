/** Making directories, with an error that says what stands in the way. */
import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** A directory that cannot be made or written to; the message says why and what to do. */
export class DirectoryUnusable extends Error {
  readonly directory: string
  constructor(directory: string, cause: NodeJS.ErrnoException) {
    super(`The directory ${directory} cannot be used: ${reasonOf(cause)}`, { cause })
    this.name = 'DirectoryUnusable'
    this.directory = directory
  }
}

/**
 * Makes the directory and those above it. (Node's own `recursive` calls a read-only file system a missing directory,
 * and never returns under /proc.)
 *
 * @returns the directories that were not there before, the outermost first
 * @throws DirectoryUnusable
 */
export async function makeDirectory(path: string, mode = 0o777): Promise<string[]> {
  const directory = resolve(path)
  try {
    return await make(directory, mode)
  } catch (error) {
    throw new DirectoryUnusable(directory, error as NodeJS.ErrnoException)
  }
}

async function make(directory: string, mode: number, isAgain = false): Promise<string[]> {
  try {
    await mkdir(directory, mode)
    return [directory]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const parent = dirname(directory)
    if (code === 'ENOENT' && parent !== directory) {
      const above = await kindOf(parent)
      if (above === undefined) return [...(await make(parent, mode)), ...(await make(directory, mode))]
      // Another thread made the parent between the two looks. Once: under /proc it would never end.
      if (above === 'directory' && !isAgain) return make(directory, mode, true)
    }
    if ((await kindOf(directory)) === 'directory') return []
    throw error
  }
}

async function kindOf(path: string): Promise<'directory' | 'other' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'other'
  } catch {
    return undefined // not there, or not to be seen: making it will tell
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EEXIST':
      return 'a file of that name is there. Choose another directory.'
    case 'ENOTDIR':
      return 'a part of its path is a file. Choose another directory.'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `it cannot be written to (${code}). Start as the user it belongs to, or choose another directory.`
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full. Free space, or choose another directory.'
    default:
      return `${code ?? message}. Choose another directory.`
  }
}
