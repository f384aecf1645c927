/** Hands notices over: after the commit of what they tell of, in their order, again after a pause where it fails. */
import type { Notice, NoticeSender } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { followInOrder } from '../follow-in-order.ts'
import { noticeTopic } from './notices.ts'

const consumer = 'notice-sender'

/**
 * Follows the notices. After a crash it goes on with the first that is not known to be handed over, so that one may come
 * to the receiver twice, under the same id.
 *
 * @returns ends it, once no notice is under way
 */
export function deliverNotices({ warning }: Context, sender: NoticeSender): Promise<() => Promise<void>> {
  return followInOrder(warning, consumer, noticeTopic, async ({ position, payload }) => {
    await sender.send(payload as unknown as Notice)
    await warning.stores.outbox.advance(consumer, position)
  })
}
