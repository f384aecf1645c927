/** `pratibimba up`: the whole system, until it is stopped. */
import { readSettings, StoppedEarly, startServer } from '@pratibimba/server'
import { CommandFailure } from '../command-line/failures.ts'
import type { Handler } from '../command-line/handler.ts'
import { startFailure } from './start-failure.ts'

export const up: Handler = async ({ flags, given, reporter, signal }) => {
  const chosen = (flag: string) => (given.has(flag) ? flags[flag] : undefined)
  try {
    const settings = readSettings(process.env, {
      port: chosen('port') as number | undefined,
      host: chosen('host') as string | undefined,
      dataDirectory: chosen('data') as string | undefined,
      demo: chosen('demo') as boolean | undefined,
    })
    const server = await startServer(settings)
    reporter.note(
      `Pratibimba answers on ${server.url}   dashboard ${server.url}/app   API reference ${server.url}/docs`,
    )
    await server.closed
    return { json: { status: 'stopped', url: server.url }, lines: ['Stopped.'] }
  } catch (error) {
    if (error instanceof StoppedEarly) throw signal.reason ?? error
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new CommandFailure(
        'port_taken',
        `Port ${flags.port} is taken: stop what listens there, or choose another with --port.`,
      )
    throw startFailure(error)
  }
}
