/** The type of a set of handlers follows from the operations; one that is missing is a compile error. */
import type { BodyOf, Operation, ParamsOf, QueryOf, ReplyOf, Role } from '@pratibimba/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Who asks. */
export interface Caller {
  /** Written into the audit chain. */
  readonly id: string
  readonly role: Role
}

export interface Call<O extends Operation> {
  readonly params: ParamsOf<O>
  readonly query: QueryOf<O>
  readonly body: BodyOf<O>
  readonly caller: Caller
  readonly request: FastifyRequest
  /** For statuses beside the usual one, headers, files and events. */
  readonly reply: FastifyReply
}

/** What a handler answers: the JSON document, or a reply it has sent itself (files, events). */
type Answer<O extends Operation> = O['replyKind'] extends 'file' | 'events' ? FastifyReply : ReplyOf<O>

export type Handler<O extends Operation, Context> = (call: Call<O>, context: Context) => Promise<Answer<O>>

export type Handlers<Operations extends Readonly<Record<string, Operation>>, Context> = {
  readonly [Name in keyof Operations]: Handler<Operations[Name], Context>
}
