/** What the server says of itself. */
import { Health } from '../entities/health.ts'
import { operation } from './operation.ts'

export const systemOperations = {
  health: operation({
    method: 'GET',
    path: '/health',
    permission: 'system:read',
    tag: 'System',
    summary: 'Whether the process lives, with the state of its parts',
    reply: Health,
    problems: [],
  }),
  ready: operation({
    method: 'GET',
    path: '/ready',
    permission: 'system:read',
    tag: 'System',
    summary: 'Whether requests can be answered (200) or not yet (503)',
    reply: Health,
    problems: ['unavailable'],
  }),
}
