/** From settings to a running server, and back in good order. */
import { join } from 'node:path'
import { ProblemError, problems } from '@pratibimba/contract'
import type { FastifyInstance } from 'fastify'
import { createApp } from './app.ts'
import { compose } from './compose.ts'
import { makeDemonstration } from './demo/demonstration.ts'
import { isLoopback } from './routes/open-on-loopback.ts'
import { removeServerAddress, writeServerAddress } from './server-address.ts'
import { type Settings, SettingsError } from './settings.ts'

export interface RunningServer {
  /** Such as http://127.0.0.1:8000 */
  readonly url: string
  /** Stops accepting, lets requests finish up to the limit, hands jobs back, stops the database. May be called twice. */
  close(): Promise<void>
  /** Resolves once everything is closed, by `close` or by SIGINT or SIGTERM. */
  readonly closed: Promise<void>
}

const dashboardDirectory = join(import.meta.dirname, '../dashboard/dist')

/**
 * Starts the whole system.
 *
 * @throws SettingsError for a host other than loopback: nothing asks who calls yet; StoppedEarly; what `compose` throws
 */
export async function startServer(settings: Settings): Promise<RunningServer> {
  if (!isLoopback(settings.host))
    throw new SettingsError(
      `Refusing to listen on ${settings.host}: without login only this machine may be served (127.0.0.1, ::1 or localhost), ` +
        'and no way of login is configured. Put a gateway that asks for one in front, on this machine.',
    )
  let app: FastifyInstance | undefined
  let started = false
  /** Asked to stop; while it starts, that is done once everything is open. */
  let stopAsked = false
  const onSignal = (): void => {
    stopAsked = true
    if (started) void close()
  }
  for (const signal of signals) process.on(signal, onSignal)
  const parts = await compose(
    settings,
    (error) => tell(app, error),
    (line) => app?.log.info(line),
  ).catch((error) => {
    for (const signal of signals) process.removeListener(signal, onSignal)
    throw error
  })
  const { context } = parts
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= (async () => {
      if (app !== undefined) await closeApp(app, settings.limits.shutdownSeconds)
      await removeServerAddress(settings.dataDirectory).catch((error) => tell(app, error))
      await parts.close()
      // Until here another signal changes nothing.
      for (const signal of signals) process.removeListener(signal, onSignal)
      resolve()
    })()
    return closing
  }

  try {
    const ready = await createApp(context, { dashboardDirectory })
    app = ready
    if (stopAsked) throw new StoppedEarly()
    await parts.startJobs()
    const url = await ready.listen({ host: settings.host, port: settings.port })
    await writeServerAddress(settings.dataDirectory, url)
    started = true
    if (stopAsked) throw new StoppedEarly()
    // In the background: the server answers meanwhile, and its failures are told to the log.
    if (settings.demo) void makeDemonstration(context, ready.log)
    return { url, close, closed }
  } catch (error) {
    await close()
    throw error
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const

/** SIGINT or SIGTERM came before the server answered; everything is closed again. */
export class StoppedEarly extends Error {
  constructor() {
    super('Stopped before the server answered.')
    this.name = 'StoppedEarly'
  }
}

/** What is the user's to mend was told to the user; the log needs the fact, not the stack. */
function tell(app: FastifyInstance | undefined, error: unknown): void {
  if (error instanceof ProblemError && problems[error.code].status < 500)
    app?.log.info({ error_code: error.code }, 'job failed')
  else app?.log.error({ err: error }, 'in the background')
}

/** What has not finished in time is cut. */
async function closeApp(app: FastifyInstance, seconds: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), seconds * 1000)
  await app.close()
  clearTimeout(cut)
}
