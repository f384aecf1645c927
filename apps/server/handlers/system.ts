/** What the server says of itself. */
import type { Health, Operations } from '@pratibimba/contract'
import type { Context } from '../context.ts'
import { BusyError } from '../problems/problem-of.ts'
import type { Handlers } from '../routes/handlers.ts'

export const systemHandlers: Handlers<Pick<Operations, 'health' | 'ready'>, Context> = {
  health: async (_, context) => healthOf(context),
  ready: async (_, context) => {
    const health = await healthOf(context)
    const failing = health.checks.filter(({ ok }) => !ok)
    if (failing.length === 0) return health
    throw new BusyError('unavailable', failing.map(({ name, detail }) => `${name}: ${detail}`).join('; '), 5)
  },
}

async function healthOf(context: Context): Promise<Health> {
  const checks = await context.checks()
  return {
    status: checks.every(({ ok }) => ok) ? 'ok' : 'degraded',
    version: context.version,
    uptime_seconds: Math.round(process.uptime()),
    checks,
  }
}
