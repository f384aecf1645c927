/** What the server says of itself. */
import Type, { type Static } from 'typebox'
import { closed, oneOf } from '../schema.ts'

export const Health = closed(
  {
    status: oneOf(['ok', 'degraded']),
    version: Type.String(),
    uptime_seconds: Type.Number(),
    checks: Type.Array(closed({ name: Type.String(), ok: Type.Boolean(), detail: Type.String() })),
  },
  { title: 'Health' },
)
export type Health = Static<typeof Health>
