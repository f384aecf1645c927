/** Operations of the contract become routes. */
import { type Operation, ProblemError, type Role, roles } from '@pratibimba/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import type { Call, Caller, Handler, Handlers } from './handlers.ts'

/** Finds out who asks. @throws ProblemError `unauthenticated` */
export type Identify = (request: FastifyRequest) => Promise<Caller>

/** Registers one route for each operation. */
export function deriveRoutes<Operations extends Readonly<Record<string, Operation>>, Context>(
  app: FastifyInstance,
  operations: Operations,
  handlers: Handlers<Operations, Context>,
  context: Context,
  identify: Identify,
): void {
  for (const [name, operation] of Object.entries(operations)) {
    const handler = handlers[name] as Handler<Operation, Context>
    app.route({
      method: operation.method,
      url: operation.path.replace(/\{(\w+)\}/g, ':$1'),
      schema: schemaOf(operation),
      ...(operation.bodyBytes && {
        bodyLimit: Math.max(operation.bodyBytes, app.initialConfig.bodyLimit ?? 0),
      }),
      onRequest: async (request) => {
        request.caller = await identify(request)
        requirePermission(operation, request.caller.role)
      },
      handler: async (request, reply) => {
        reply.code(operation.statuses?.[0] ?? 200)
        return handler(callOf(request, reply), context)
      },
    })
  }
}

function requirePermission(operation: Operation, role: Role): void {
  if ((roles[role] as readonly string[]).includes(operation.permission)) return
  throw new ProblemError(
    'forbidden',
    `The role ${role} does not hold the permission ${operation.permission}.`,
  )
}

function schemaOf(operation: Operation): FastifySchema {
  const json = operation.reply !== undefined && (operation.replyKind ?? 'json') === 'json'
  const statuses = operation.statuses ?? [200]
  return {
    ...(operation.params && { params: operation.params }),
    querystring: operation.query ?? nothing,
    ...(operation.body && !operation.multipart && { body: operation.body }),
    ...(json && { response: Object.fromEntries(statuses.map((status) => [status, operation.reply])) }),
  }
}

/** A query is refused where none is declared. */
const nothing = { type: 'object', properties: {}, additionalProperties: false }

function callOf(request: FastifyRequest, reply: FastifyReply): Call<Operation> {
  const { params, query, body, caller } = request
  return { params, query, body, caller, request, reply } as Call<Operation>
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
}
