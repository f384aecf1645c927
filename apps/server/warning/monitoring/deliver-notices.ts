/** Hands notices over: after the commit of what they tell of, in their order, again after a pause where it fails. */
import type { Notice, NoticeSender } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { noticeTopic } from './notices.ts'

const consumer = 'notice-sender'
const AT_A_TIME = 20

/**
 * Follows the notices. After a crash it goes on with the first that is not known to be handed over, so that one may come
 * to the receiver twice, under the same id.
 *
 * @returns ends it, once no notice is under way
 */
export async function deliverNotices(context: Context, sender: NoticeSender): Promise<() => Promise<void>> {
  const { events, stores } = context.warning
  const after = await stores.outbox.position(consumer)
  let done = after
  return events.subscribe({ after, topics: [noticeTopic], limit: AT_A_TIME }, async (batch) => {
    for (const { position, payload } of batch) {
      // A batch that failed midway comes again whole.
      if (position <= done) continue
      await sender.send(payload as unknown as Notice)
      await stores.outbox.advance(consumer, position)
      done = position
    }
  })
}
