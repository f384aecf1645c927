/** Hands written messages over: after the commit of the contact, once each, in the order of the contacts. */
import type { LoggedEvent, MessageSender } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { followInOrder } from '../follow-in-order.ts'
import { activityEvent } from '../scoring/activity.ts'
import { detailOf } from './case-record.ts'
import { messageTopic } from './message-topic.ts'

const consumer = 'message-sender'

/**
 * Follows the contacts. A message whose carrier is in trouble is handed over again after a pause, and those behind it wait;
 * after a crash it goes on with the first that is not known to be handed over. A message may so come to the sender twice,
 * always under the id `<case>-<sequence>` and with the same words.
 *
 * @returns ends it, once no message is under way
 */
export function deliverMessages(context: Context, sender: MessageSender): Promise<() => Promise<void>> {
  return followInOrder(context.warning, consumer, messageTopic, (event) => handOver(context, sender, event))
}

async function handOver(context: Context, sender: MessageSender, event: LoggedEvent): Promise<void> {
  const { intervention_id: caseId, sequence } = event.payload as { intervention_id: string; sequence: number }
  const { stores } = context.warning
  const record = await stores.interventions.get(caseId)
  const message = record && detailOf(record).messages?.[sequence]
  // Removed with its customer meanwhile: nobody to write to.
  if (record === undefined || message === undefined) return stores.outbox.advance(consumer, event.position)
  const { customerId } = record
  const receipt = await sender.send({
    id: `${caseId}-${sequence}`,
    caseId,
    customerId,
    language: 'en',
    ...message,
  })
  await context.record(async ({ warning: { outbox } }) => {
    await outbox.advance(consumer, event.position)
    if (receipt.state === 'refused')
      await outbox.append([
        activityEvent({
          kind: 'intervention',
          severity: 'act',
          text: `The message to ${customerId} by ${message.channel} was refused${receipt.reason === undefined ? '' : `: ${receipt.reason}`}.`,
          customerId,
          id: `${event.id}/refused`,
        }),
      ])
    const metadata = {
      sequence,
      channel: message.channel,
      delivery: receipt.state,
      ...(receipt.reference !== undefined && { reference: receipt.reference }),
    }
    const fact = {
      operation: 'INTERVENTION_MESSAGE_HANDED_OVER',
      actor: 'system',
      subjectId: caseId,
      metadata,
    }
    return { fact, result: undefined }
  })
}
