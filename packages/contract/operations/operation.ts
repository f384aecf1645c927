/** An operation is declared once; routes, validation, OpenAPI, client, command line and dashboard types follow from it. */
import type { Static, TObject, TSchema } from 'typebox'
import type { Permission } from '../permissions/permissions.ts'
import type { ProblemCode } from '../problems/problems.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a reply is made of, when it is not one JSON document. */
export type ReplyKind = 'json' | 'file' | 'events'

export interface Operation {
  readonly method: Method
  /** Path with `{name}` parameters. */
  readonly path: string
  readonly permission: Permission
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly params?: TObject
  readonly query?: TObject
  /** JSON body; for `multipart` the fields beside the files. */
  readonly body?: TObject
  readonly multipart?: boolean
  /** Largest JSON body, where it is larger than the server's usual limit. */
  readonly bodyBytes?: number
  /** Of `multipart`: files that may come beside those of the part `file`, what each holds by the name of its part. */
  readonly fileParts?: Readonly<Record<string, string>>
  readonly replyKind?: ReplyKind
  /** JSON reply, or one event of the stream. */
  readonly reply?: TSchema
  /** Statuses of success; the first is the usual one. Default 200. */
  readonly statuses?: readonly number[]
  readonly problems: readonly ProblemCode[]
}

/** Declares an operation, keeping its exact types. */
export function operation<const O extends Operation>(declared: O): O {
  return declared
}

type StaticOr<S, Else> = S extends TSchema ? Static<S> : Else

export type ParamsOf<O extends Operation> = StaticOr<O['params'], Record<never, never>>
export type QueryOf<O extends Operation> = StaticOr<O['query'], Record<never, never>>
export type BodyOf<O extends Operation> = StaticOr<O['body'], undefined>
export type ReplyOf<O extends Operation> = StaticOr<O['reply'], undefined>
