/** A stored file as a reply: ETag, one range, HEAD. */
import { ProblemError } from '@pratibimba/contract'
import type { ArtifactStore, ByteRange, PortfolioFile } from '@pratibimba/risk/ports'
import type { FastifyReply, FastifyRequest } from 'fastify'

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
}

/** @throws ProblemError `range_not_satisfiable` */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  artifacts: ArtifactStore,
  ownerId: string,
  file: PortfolioFile,
): Promise<FastifyReply> {
  const etag = `"${file.sha256}"`
  reply
    .header('etag', etag)
    .header('accept-ranges', 'bytes')
    // The bytes under one id never change, but the file may be removed and needs a permission.
    .header('cache-control', 'private, no-cache')
    .header('repr-digest', `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`)
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send()

  const range = rangeOf(request, reply, etag, file.bytes)
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 }
  if (range !== undefined) reply.code(206).header('content-range', `bytes ${start}-${end}/${file.bytes}`)
  reply
    .type(types[file.filename.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
    .header('content-length', String(end - start + 1))
    .header('content-disposition', dispositionOf(file.filename))
  // HEAD: the framework throws the body away, so it is not opened.
  if (request.method === 'HEAD') return reply.send(new ReadableStream())
  return reply.send(await artifacts.read(ownerId, file.filename, range))
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header
    .split(',')
    .some((candidate) => candidate.trim() === '*' || candidate.trim().replace(/^W\//, '') === etag)
}

/** One range is answered; several, or of an older version, get the whole file, as RFC 9110 allows. */
function rangeOf(
  request: FastifyRequest,
  reply: FastifyReply,
  etag: string,
  bytes: number,
): ByteRange | undefined {
  const { range, 'if-range': ifRange } = request.headers
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return undefined
  const found = /^bytes=(\d*)-(\d*)$/.exec(range.trim())
  if (found === null || (found[1] === '' && found[2] === '')) return undefined
  const [, from, to] = found
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from)
  const end = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined
  if (start > end || start >= bytes) {
    reply.header('content-range', `bytes */${bytes}`)
    throw new ProblemError(
      'range_not_satisfiable',
      `The file has ${bytes} bytes, 0 to ${bytes - 1}; got ${range.slice(0, 80)}.`,
    )
  }
  return { start, end }
}

/** RFC 6266: a plain name for old clients, the exact one for the others. */
function dispositionOf(filename: string): string {
  const plain = filename.replaceAll(/[^\w. -]/g, '_')
  const exact = encodeURIComponent(filename).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return plain === filename
    ? `attachment; filename="${plain}"`
    : `attachment; filename="${plain}"; filename*=UTF-8''${exact}`
}
