/** The closed list of what can go wrong at an edge: code, HTTP status, title. RFC 9457. */
import Type, { type Static } from 'typebox'
import { closed, InstantString } from '../schema.ts'

export const problems = {
  malformed_request: { status: 400, title: 'The request could not be read' },
  unreadable_file: { status: 400, title: 'The file could not be read as a table' },
  unauthenticated: { status: 401, title: 'Who is asking is not known' },
  forbidden: { status: 403, title: 'The role does not allow this' },
  not_found: { status: 404, title: 'There is nothing under this id' },
  conflict: { status: 409, title: 'The present state does not allow this' },
  too_large: { status: 413, title: 'More than this server takes' },
  unsupported_media_type: { status: 415, title: 'This kind of content is not taken here' },
  range_not_satisfiable: { status: 416, title: 'The file does not have these bytes' },
  out_of_range: { status: 422, title: 'A value is unknown, of the wrong type or out of range' },
  unreachable_target: { status: 422, title: 'The target cannot be reached with these settings' },
  unusable_data: { status: 422, title: 'The data cannot be used for this' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something failed on our side' },
  storage_full: { status: 507, title: 'The disk is full' },
  unavailable: { status: 503, title: 'Not ready to answer' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

export const FieldError = closed({
  pointer: Type.String({ description: 'JSON pointer into the request, such as /num_borrowers.' }),
  detail: Type.String({ description: 'What is wrong, the allowed range and the fix.' }),
})
export type FieldError = Static<typeof FieldError>

export const Problem = closed(
  {
    type: Type.String({ description: 'Stable identifier of the kind of problem.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.String({ description: 'The request id; quote it when asking for help.' }),
    error_code: Type.String(),
    timestamp: InstantString,
    error: Type.Optional(
      Type.String({
        description: 'The detail again, as the Open Inference Protocol names it; under /v2 only.',
      }),
    ),
    errors: Type.Optional(Type.Array(FieldError)),
  },
  { title: 'Problem' },
)
export type Problem = Static<typeof Problem>

/** A problem on its way to the edge; the edge adds status, title, instance and time. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly errors?: readonly FieldError[]
  constructor(code: ProblemCode, detail: string, errors?: readonly FieldError[]) {
    super(detail)
    this.name = 'ProblemError'
    this.code = code
    this.errors = errors
  }
}
