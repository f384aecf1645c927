/** A file that appears whole or not at all. */
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { makeDirectory } from '@pratibimba/adapters/filesystem'

/** Lets `write` make the file under a temporary name beside it, then renames it. */
export async function placeFile(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  await makeDirectory(dirname(path))
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.partial`)
  try {
    await write(temporary)
    await rename(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}
