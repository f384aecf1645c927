/** Fetches the files of a portfolio from a server into a directory: all of them, whole and with the hash they should have, or none. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { makeDirectory } from '@pratibimba/adapters/filesystem'
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
  // The names come from a server: only their last part is used.
  const places = files.map((file) => ({ ...file, path: join(folder, basename(file.filename)) }))
  for (const { path } of places) refuseToReplace(path, flags.overwrite === true)
  await makeDirectory(folder)
  const written: Record<string, WrittenOutput> = {}
  try {
    for (const [i, { filename, path, sha256 }] of places.entries()) {
      reporter.progress(i / files.length, `fetching ${filename}`)
      await storeWhole(await client.download(portfolioId, filename), path, sha256, signal)
    }
    for (const { filename, path, rows, bytes, sha256 } of places) {
      await rename(partial(path), path)
      written[filename.replace(/\.[^.]+$/, '')] = { path, rows, bytes, sha256 }
    }
  } finally {
    for (const { path } of places) await rm(partial(path), { force: true })
  }
  return written
}

const partial = (path: string): string => `${path}.${process.pid}.partial`

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
  await pipeline(
    Readable.fromWeb(response.body as ReadableStream),
    hashing,
    createWriteStream(partial(path), { flush: true }),
    { signal },
  ).catch((error) => {
    throw signal.aborted ? signal.reason : error
  })
  if (hash.digest('hex') !== sha256)
    throw new CommandFailure('damaged_download', `${basename(path)} did not arrive whole; try again.`)
}
