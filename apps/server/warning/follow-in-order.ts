/** Events of a topic one after the other, each dealt with once it has come and none before the one in front of it. */
import type { LoggedEvent } from '@pratibimba/risk/ports'
import type { WarningContext } from './warning-context.ts'

const AT_A_TIME = 20

/**
 * Goes on where the consumer was: `work` advances its position in the outbox. An event whose work fails comes again after
 * a pause, and those behind it wait; after a crash one may come a second time.
 *
 * @returns ends it, once no work is under way
 */
export async function followInOrder(
  { events, stores }: Pick<WarningContext, 'events' | 'stores'>,
  consumer: string,
  topic: string,
  work: (event: LoggedEvent) => Promise<void>,
): Promise<() => Promise<void>> {
  const after = await stores.outbox.position(consumer)
  let done = after
  return events.subscribe({ after, topics: [topic], limit: AT_A_TIME }, async (batch) => {
    for (const event of batch) {
      // A batch that failed midway comes again whole.
      if (event.position <= done) continue
      await work(event)
      done = event.position
    }
  })
}
