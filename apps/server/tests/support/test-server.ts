/** The whole system in a directory of its own, with a real database; requests are injected or sent to a real port. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Job, Portfolio } from '@pratibimba/contract'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import { type AppOptions, createApp } from '../../app.ts'
import { type Composition, compose } from '../../compose.ts'
import type { Context } from '../../context.ts'
import { type Limits, readSettings, type Settings } from '../../settings.ts'

export interface TestServer {
  readonly app: FastifyInstance
  readonly context: Context
  /** Errors nobody waited for. */
  readonly background: unknown[]
  inject(options: InjectOptions): Promise<LightMyRequestResponse>
  post(path: string, body: unknown): Promise<LightMyRequestResponse>
  get(path: string): Promise<LightMyRequestResponse>
  upload(files: readonly NamedText[]): Promise<LightMyRequestResponse>
  waitForJob(id: string): Promise<Job>
  portfolio(id: string): Promise<Portfolio>
}

export interface NamedText {
  readonly name: string
  readonly data: string | Uint8Array
}

/** Call at the top of a test file; its members are there once tests run. */
export function withTestServer(
  limits: Partial<Limits> = {},
  options: Partial<AppOptions> = {},
  changed: Partial<Omit<Settings, 'limits' | 'dataDirectory'>> = {},
): TestServer {
  let directory = ''
  let parts: Composition | undefined
  let app: FastifyInstance | undefined
  const background: unknown[] = []

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pratibimba-server-'))
    const settings = readSettings(
      { PRATIBIMBA_LOG_LEVEL: 'silent' },
      { dataDirectory: directory, demo: false },
    )
    parts = await compose({ ...settings, ...changed, limits: { ...settings.limits, ...limits } }, (error) =>
      background.push(error),
    )
    app = await createApp(parts.context, { dashboardDirectory: join(directory, 'no-dashboard'), ...options })
    await app.ready()
    await parts.startJobs()
  })
  afterAll(async () => {
    await app?.close()
    await parts?.close()
    await rm(directory, { recursive: true, force: true })
  })

  const server: TestServer = {
    background,
    get app() {
      return app!
    },
    get context() {
      return parts!.context
    },
    inject: (request) => app!.inject(request),
    post: (url, body) => app!.inject({ method: 'POST', url, payload: body as object }),
    get: (url) => app!.inject({ method: 'GET', url }),
    upload: (files) => app!.inject({ method: 'POST', url: '/api/fintech/upload-data', ...multipart(files) }),
    async waitForJob(id) {
      const reply = await server.get(`/api/jobs/${id}/events`)
      return JSON.parse(
        reply.body
          .split('\n')
          .findLast((line) => line.startsWith('data: '))!
          .slice(6),
      ) as Job
    },
    portfolio: async (id) => (await server.get(`/api/fintech/portfolio/${id}`)).json<Portfolio>(),
  }
  return server
}

/** A multipart body with parts named `file`. */
export function multipart(
  files: readonly NamedText[],
  field = 'file',
): { payload: Buffer; headers: Record<string, string> } {
  const boundary = 'pratibimba-boundary'
  const parts = files.flatMap(({ name, data }) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`,
    ),
    Buffer.from(data),
    Buffer.from('\r\n'),
  ])
  return {
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}
