/** The files of a multipart request, streamed to scratch files within a limit. */
import { ProblemError } from '@pratibimba/contract'
import type { ArtifactStore } from '@pratibimba/risk/ports'
import type { FastifyRequest } from 'fastify'
import type { UploadedFile } from './describe-upload.ts'
import { faultOfParts, moreThan, noFileSent, openPartsReceiver } from './receive-parts.ts'

/** How long the rest of a refused upload is thrown away before the connection is cut, milliseconds. */
const LINGER_MS = 5_000

/**
 * Streams every part named `file` to a scratch file.
 *
 * @param limitBytes largest sum of all files
 * @throws ProblemError `too_large` as soon as the limit is passed, `out_of_range`, `malformed_request`; no scratch file is left
 */
export async function receiveFiles(
  request: FastifyRequest,
  artifacts: ArtifactStore,
  limitBytes: number,
): Promise<UploadedFile[]> {
  const files: UploadedFile[] = []
  const tooLarge = () => moreThan(limitBytes, 'split the data, send Parquet')
  const parts = openPartsReceiver(artifacts, limitBytes, tooLarge)
  try {
    const announced = Number(request.headers['content-length'] ?? 0)
    // Boundaries and part headers come on top of the files.
    if (announced > limitBytes + 1024 * 1024) throw tooLarge()
    for await (const part of request.parts()) {
      if (part.type !== 'file' || part.fieldname !== 'file')
        throw new ProblemError(
          'out_of_range',
          `Every part must be a file named "file"; got "${part.fieldname.slice(0, 60)}".`,
          [
            {
              pointer: `/${part.fieldname.slice(0, 60)}`,
              detail: 'Not taken here; send the data as parts named "file".',
            },
          ],
        )
      files.push(await parts.receive(part))
    }
  } catch (error) {
    await parts.discard()
    cutLater(request)
    throw faultOfParts(error, 'More files than one upload may have; send them as several uploads.')
  }
  if (files.length === 0) throw noFileSent()
  return files
}

/** A client that goes on sending hears the answer first. */
function cutLater(request: FastifyRequest): void {
  const { raw } = request
  if (raw.complete) return
  raw.unpipe()
  raw.resume()
  const cut = setTimeout(() => raw.complete || raw.destroy(), LINGER_MS).unref()
  raw.once('close', () => clearTimeout(cut))
}
