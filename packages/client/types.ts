/** The types of the client follow from the operations of the contract. */
import type {
  BodyOf,
  Operation,
  OperationName,
  Operations,
  ParamsOf,
  QueryOf,
  ReplyOf,
} from '@pratibimba/contract'

export interface ClientSettings {
  /** Origin of the server, such as http://127.0.0.1:8000; empty in a page of the server itself. */
  readonly baseUrl: string
  /** Sent as a bearer token. */
  readonly apiKey?: string
  readonly fetch?: typeof globalThis.fetch
}

/** A file to upload. */
export interface NamedFile {
  readonly name: string
  readonly data: Blob
  /** Name of its part where the operation tells files apart; `file` otherwise. */
  readonly part?: string
}

type ParamsPart<O extends Operation> = O['params'] extends object ? { params: ParamsOf<O> } : object
type QueryPart<O extends Operation> = O['query'] extends object ? { query?: QueryOf<O> } : object
type BodyPart<O extends Operation> = O['body'] extends object ? { body: BodyOf<O> } : object
type FilesPart<O extends Operation> = O['multipart'] extends true
  ? { files: readonly (File | NamedFile)[] }
  : object

type CallOf<O extends Operation> = ParamsPart<O> &
  QueryPart<O> &
  BodyPart<O> &
  FilesPart<O> & { signal?: AbortSignal; headers?: Record<string, string> }

type Arguments<O extends Operation> = object extends CallOf<O> ? [call?: CallOf<O>] : [call: CallOf<O>]

type Method<O extends Operation> = O['replyKind'] extends 'events'
  ? (call: CallOf<O>, onEvent: (event: ReplyOf<O>) => void) => Promise<void>
  : O['replyKind'] extends 'file'
    ? (...call: Arguments<O>) => Promise<Response>
    : (...call: Arguments<O>) => Promise<ReplyOf<O>>

/** One method per operation, and the address of any. */
export type Client = { readonly [Name in OperationName]: Method<Operations[Name]> } & {
  urlOf<Name extends OperationName>(
    name: Name,
    call: Pick<CallOf<Operations[Name]>, 'params' & keyof CallOf<Operations[Name]>>,
  ): string
}
