/** The bytes of a file in blocks, gunzipped on the way when they are gzip; bounded against decompression bombs. */
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { TableError } from '@pratibimba/risk/ports'
import { tooLarge } from '../unpacked-limit.ts'

const BLOCK_BYTES = 1 << 20
/** Real tables reach about 200:1; deflate itself ends at 1032:1. */
const MAX_GZIP_RATIO = 400
/** Below this size the ratio is not looked at: a small file of one repeated row is harmless. */
const RATIO_FREE_BYTES = 256 << 20

/**
 * Reads a file from its beginning.
 *
 * @param gzip whether the bytes are gzip and are to be inflated
 * @param maxUnpackedBytes most bytes that may come out of a gzip
 * @throws TableError `file_truncated` when the gzip ends early, `unreadable` when it is damaged, `too_large` beyond
 *   400:1 or the limit
 */
export async function* byteBlocks(
  path: string,
  gzip: boolean,
  maxUnpackedBytes: number,
): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: BLOCK_BYTES })
  if (!gzip) {
    yield* file
    return
  }
  const gunzip = createGunzip({ chunkSize: BLOCK_BYTES })
  // The generator below reports the error; pipeline only has to tear both streams down.
  pipeline(file, gunzip, () => undefined)
  let inflated = 0
  try {
    for await (const block of gunzip as AsyncIterable<Buffer>) {
      inflated += block.length
      if (inflated > maxUnpackedBytes) throw tooLarge('The gzip file', maxUnpackedBytes)
      if (inflated > RATIO_FREE_BYTES && inflated > MAX_GZIP_RATIO * file.bytesRead)
        throw new TableError(
          'too_large',
          `The gzip file inflates to more than ${MAX_GZIP_RATIO} times its size; unpack it first if it is genuine.`,
        )
      yield block
    }
  } catch (error) {
    throw gzipProblem(error)
  } finally {
    file.destroy()
    gunzip.destroy()
  }
}

function gzipProblem(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'Z_BUF_ERROR')
    return new TableError('file_truncated', 'The gzip file ends in the middle; transfer it again.')
  if (code?.startsWith('Z_'))
    return new TableError('unreadable', 'The gzip file is damaged; its checksum or structure does not hold.')
  return error
}
