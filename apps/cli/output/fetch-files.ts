/** Fetches the files of a portfolio from a server into a directory; a file appears whole and with the hash it should have, or not at all. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { FintechClient } from '@pratibimba/client'
import type { Portfolio } from '@pratibimba/contract'
import { CommandFailure } from '../command-line/failures.ts'
import type { Call } from '../command-line/handler.ts'
import { refuseToReplace, type WrittenOutput } from './destination.ts'

export async function fetchFiles(
  client: FintechClient,
  portfolioId: string,
  files: Portfolio['files'],
  out: string,
  { flags, reporter, signal }: Pick<Call, 'flags' | 'reporter' | 'signal'>,
): Promise<Record<string, WrittenOutput>> {
  const folder = resolve(out)
  await mkdir(folder, { recursive: true })
  const written: Record<string, WrittenOutput> = {}
  for (const [i, { filename, rows, bytes, sha256 }] of files.entries()) {
    reporter.progress(i / files.length, `fetching ${filename}`)
    // The name comes from a server: only its last part is used.
    const path = join(folder, basename(filename))
    refuseToReplace(path, flags.overwrite === true)
    const response = await client.download(portfolioId, filename)
    await storeWhole(response, path, sha256, signal)
    written[filename.replace(/\.[^.]+$/, '')] = { path, rows, bytes, sha256 }
  }
  return written
}

async function storeWhole(
  response: Response,
  path: string,
  sha256: string,
  signal: AbortSignal,
): Promise<void> {
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(block, _encoding, done) {
      hash.update(block)
      done(null, block)
    },
  })
  const partial = `${path}.partial`
  try {
    await pipeline(Readable.fromWeb(response.body as ReadableStream), hashing, createWriteStream(partial), {
      signal,
    })
    if (hash.digest('hex') !== sha256)
      throw new CommandFailure('damaged_download', `${basename(path)} did not arrive whole; try again.`)
    await rename(partial, path)
  } finally {
    await rm(partial, { force: true })
  }
}
