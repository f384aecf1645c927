/** The one open mode: loopback without login. Pages of other sites must not be able to use it through the browser. */
import { ProblemError } from '@pratibimba/contract'
import type { FastifyRequest } from 'fastify'
import type { Caller } from './handlers.ts'

/** Whether an address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare)
}

/** Everybody, where nobody logs in: one object, so that no login can pass for it. */
export const loopbackCaller: Caller = Object.freeze({ id: 'local', role: 'admin' })

/**
 * Everybody on this machine is the administrator. A name that leads here from elsewhere (DNS rebinding) and requests
 * that other sites' pages send are refused.
 *
 * @throws ProblemError `forbidden`
 */
export async function identifyOnLoopback(request: FastifyRequest): Promise<Caller> {
  if (!isLoopback(request.hostname))
    throw new ProblemError('forbidden', 'This server answers on this machine only; call it as localhost.')
  const { origin, 'sec-fetch-site': site } = request.headers
  const foreign = origin !== undefined && originHost(origin) !== request.headers.host
  if (site === 'cross-site' || foreign)
    throw new ProblemError('forbidden', 'Pages of other sites may not use this server.')
  return loopbackCaller
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
