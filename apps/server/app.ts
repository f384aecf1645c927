/** The app apart from the server: routes, validation, problems, documentation, dashboard; no listening. */
import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import { type Operation, operations, ProblemError } from '@pratibimba/contract'
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import type { Context } from './context.ts'
import { registerDashboard } from './dashboard.ts'
import { handlers } from './handlers/index.ts'
import { openApiDocument } from './openapi/document.ts'
import { registerDocumentation } from './openapi/page.ts'
import { BusyError } from './problems/problem-of.ts'
import { sendProblem } from './problems/send-problem.ts'
import { deriveRoutes, type Identify } from './routes/derive.ts'
import { parseJsonBody } from './routes/json-body.ts'
import { explainUnknown } from './routes/known-paths.ts'
import { identifyOnLoopback } from './routes/open-on-loopback.ts'
import { requireStorableAddress } from './routes/storable-text.ts'
import { createValidatorCompiler, formatSchemaErrors } from './routes/validation.ts'

export interface AppOptions {
  /** Where the built dashboard lies. */
  readonly dashboardDirectory: string
  /** Finds out who asks. Default: everybody, on loopback only. */
  readonly identify?: Identify
  readonly logger?: FastifyServerOptions['loggerInstance']
}

/** Builds the app; the caller listens, or injects requests. */
export async function createApp(context: Context, options: AppOptions): Promise<FastifyInstance> {
  const { limits, logLevel } = context.settings
  const app = Fastify({
    ...(options.logger
      ? { loggerInstance: options.logger }
      : { logger: { level: logLevel, serializers, stream: process.stderr } }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: limits.bodyBytes,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 512 },
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request, reply as never, context.clock())
    },
    clientErrorHandler: refuseUnreadable,
    schemaErrorFormatter: formatSchemaErrors,
  }) as unknown as FastifyInstance
  app.removeContentTypeParser(['text/plain', 'application/json'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_: unknown, body: string) =>
    parseJsonBody(body),
  )
  app.setValidatorCompiler(createValidatorCompiler())
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, context.clock()))
  const explain = explainUnknown(operations as Readonly<Record<string, Operation>>)
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0]
    return sendProblem(
      new ProblemError('not_found', explain(request.method, path)),
      request,
      reply,
      context.clock(),
    )
  })
  app.decorateRequest('caller')
  app.decorate('eventStreams', new Set<Readable>())
  app.addHook('preClose', async () => {
    for (const stream of app.eventStreams) stream.push(null)
  })
  app.addHook('preValidation', async (request) => requireStorableAddress(request.url))
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, url: route } = request.routeOptions
    request.log.info(
      { method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    )
  })

  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    hsts: false,
  })
  await app.register(rateLimit, {
    max: limits.requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_, { ttl }) =>
      new BusyError(
        'rate_limited',
        'Too many requests from this address within a minute.',
        Math.ceil(ttl / 1000),
      ),
  })
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: {
      // One more than is taken: the count over all files refuses at once; this limit waits for the end of the part.
      fileSize: limits.uploadBytes + 1,
      files: limits.uploadFiles,
      fields: 10,
      parts: limits.uploadFiles + 10,
    },
  })
  deriveRoutes(app, operations, handlers, context, options.identify ?? identifyOnLoopback)
  await registerDocumentation(app, openApiDocument(operations, context.version))
  await registerDashboard(app, options.dashboardDirectory)
  return app
}

/** Requests are logged by route and status; addresses, queries and bodies may hold personal data. */
const serializers = {
  req: ({ id, method }: { id: string; method: string }) => ({ id, method }),
  res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
}

/** Charts and the component library set styles on elements; scripts come from this server only. */
const contentPolicy = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  workerSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}

/** What is not HTTP, or breaks off, never reaches a route. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const tooLong = error.code === 'HPE_HEADER_OVERFLOW'
  const status = tooLong ? '431 Request Header Fields Too Large' : '400 Bad Request'
  const body = JSON.stringify({
    type: 'urn:pratibimba:problem:malformed_request',
    title: 'The request could not be read',
    status: tooLong ? 431 : 400,
    detail: tooLong ? 'The headers are too long.' : 'This is not a valid HTTP request.',
    instance: 'about:blank',
    error_code: 'malformed_request',
    timestamp: new Date().toISOString(),
  })
  const headers = `content-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`)
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Event streams that are open; they end when the server closes. */
    eventStreams: Set<Readable>
  }
}
