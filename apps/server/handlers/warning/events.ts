/** Events that come in, and what happens for those who watch. */
import type { LiveEventKind, Operations } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { sendEvents } from '../../routes/send-events.ts'
import { pageOf } from '../../wire/page.ts'

type EventOperations = Pick<Operations, 'ingestEvents' | 'listActivity' | 'watchActivity'>

export const warningEventHandlers: Handlers<EventOperations, Context> = {
  ingestEvents: ({ body, caller }, { warning }) => warning.scoring.ingest(body, caller.id),

  listActivity: ({ query }, { warning }) =>
    warning.scoring.live.list({
      ...(query.kind !== undefined && { kinds: query.kind.split(',') as LiveEventKind[] }),
      ...(query.customer_id !== undefined && { customerId: query.customer_id }),
      ...pageOf(query),
    }),

  watchActivity: async ({ query, request, reply }, { warning }) => {
    // One who comes back says in the header where it was left.
    const header = Number(request.headers['last-event-id'])
    const after = Number.isSafeInteger(header) && header > 0 ? header : query.after
    return sendEvents(reply, (send) => warning.scoring.live.watch(after, (event) => send(event, event.id)))
  },
}
