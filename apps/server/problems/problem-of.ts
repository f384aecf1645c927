/** Every error that reaches the edge becomes one of the closed list here, and nowhere else. */
import { isConnectionTrouble } from '@pratibimba/adapters/connection-trouble'
import { LakeError } from '@pratibimba/adapters/lake'
import { type FieldError, type ProblemCode, ProblemError } from '@pratibimba/contract'
import { InvalidSettings, UnreachableTarget } from '@pratibimba/risk/portfolios'
import { ArtifactError, type ArtifactErrorCode, RecordConflict, TableError } from '@pratibimba/risk/ports'

export interface Fault {
  readonly code: ProblemCode
  /** Fit for the user. */
  readonly detail: string
  readonly errors?: readonly FieldError[]
  readonly retryAfterSeconds?: number
}

/** A problem that names when to try again. */
export class BusyError extends ProblemError {
  readonly retryAfterSeconds: number
  constructor(code: 'rate_limited' | 'unavailable', detail: string, retryAfterSeconds: number) {
    super(code, detail)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

const artifactCodes = {
  invalid_name: 'not_found',
  not_found: 'not_found',
  invalid_range: 'range_not_satisfiable',
  not_scratch: 'internal',
  taken: 'conflict',
  disk_full: 'storage_full',
} as const satisfies Record<ArtifactErrorCode, ProblemCode>

/** What an error means to the caller; what nobody foresaw is `internal`, without a word of the inside. */
export function faultOf(error: unknown): Fault {
  if (error instanceof BusyError)
    return { code: error.code, detail: error.message, retryAfterSeconds: error.retryAfterSeconds }
  if (error instanceof ProblemError) return { code: error.code, detail: error.message, errors: error.errors }
  if (error instanceof InvalidSettings) {
    const errors = error.errors.map(({ field, detail }) => ({ pointer: field, detail }))
    return { code: 'out_of_range', detail: error.message, errors }
  }
  if (error instanceof UnreachableTarget)
    return {
      code: 'unreachable_target',
      detail: error.message,
      errors: [{ pointer: '/target_default_rate', detail: error.message }],
    }
  if (error instanceof TableError) return faultOfTable(error)
  if (error instanceof LakeError) return damagedLake
  if (error instanceof ArtifactError) {
    const code = artifactCodes[error.code]
    return code === 'internal' ? internal : { code, detail: error.message }
  }
  if (error instanceof RecordConflict) return { code: 'conflict', detail: error.message }
  return faultOfFramework(error) ?? faultOfSystem(error) ?? internal
}

/** Which file it is stands in the log: it lies at a path of ours. */
const damagedLake: Fault = {
  code: 'unavailable',
  detail:
    'The lake of transactions is damaged or incomplete; the log names the file. Restore it from a copy, or simulate or import again.',
}

const diskFull: Fault = {
  code: 'storage_full',
  detail: 'The disk is full; remove portfolios or uploads, or give it more room.',
}

/** What was read is the user's; what was to be written lies at a path of ours, which is not told. */
function faultOfTable({ code, message }: TableError): Fault {
  if (code === 'disk_full') return diskFull
  if (code === 'too_large') return { code: 'too_large', detail: message }
  return code === 'unwritable' ? internal : { code: 'unreadable_file', detail: message }
}

const internal: Fault = {
  code: 'internal',
  detail: 'Something failed on our side. Try again; if it stays, quote the request id.',
}

const frameworkFaults: Readonly<Record<string, Fault>> = {
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'malformed_request',
    detail: 'The body is not as long as its Content-Length says.',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'too_large', detail: 'The body is larger than this server takes.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported_media_type',
    detail: 'This Content-Type is not taken here; send application/json (uploads: multipart/form-data).',
  },
  FST_INVALID_MULTIPART_CONTENT_TYPE: {
    code: 'unsupported_media_type',
    detail: 'A multipart/form-data body with parts named "file" is needed.',
  },
  FST_ERR_BAD_URL: {
    code: 'malformed_request',
    detail: 'The address holds characters that cannot be decoded.',
  },
}

function faultOfFramework(error: unknown): Fault | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  const known = code === undefined ? undefined : frameworkFaults[code]
  if (known !== undefined) return known
  if (statusCode === 400) return { code: 'malformed_request', detail: 'The request could not be read.' }
  if (statusCode === 413) return { code: 'too_large', detail: 'The body is larger than this server takes.' }
  return undefined
}

function faultOfSystem(error: unknown): Fault | undefined {
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return diskFull
  if (isConnectionTrouble(error))
    return {
      code: 'unavailable',
      detail: 'The database does not answer; try again shortly.',
      retryAfterSeconds: 5,
    }
  return undefined
}
