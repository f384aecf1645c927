/** Opening a model file of any kind. */
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { type LoadedModel, loadModel } from '@pratibimba/learning/formats'
import { CommandFailure } from '../../command-line/failures.ts'

/** More than any model of ours or of a bank comes to, and little enough for memory. */
const mostBytes = 1 << 30

/** @throws CommandFailure when there is no such file or it is too large; ModelFileError when it holds no model */
export async function openModel(path: string): Promise<LoadedModel> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure('file_missing', `${path} cannot be read: ${error.code ?? error.message}.`)
  })
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw new CommandFailure('unreadable', `${path} is no file: a model is one.`)
    const { size } = stats
    if (size > mostBytes)
      throw new CommandFailure(
        'too_large',
        `${path} has ${size} bytes; a model file has at most ${mostBytes}.`,
      )
    return loadModel(await file.readFile(), basename(path))
  } finally {
    await file.close()
  }
}
