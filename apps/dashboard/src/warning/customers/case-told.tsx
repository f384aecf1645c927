/** What became of a proposal, told beside the page. */
import { notifications } from '@mantine/notifications'
import type { ProposeReply } from '@pratibimba/contract'
import { interventionWords } from '../parts/words.ts'

export function tellCases({ interventions, held_out }: ProposeReply) {
  const [first] = interventions
  if (first === undefined) return
  const held = held_out > 0
  notifications.show({
    title: held ? 'Held out for comparison' : 'Case opened',
    message: held
      ? `The draw put ${first.customer_id} into the control group: the case is recorded, and nobody contacts the customer.`
      : `${interventionWords[first.type]}, ${first.id}${first.assigned_to === null ? '' : `, with ${first.assigned_to}`}.`,
    autoClose: held ? 12_000 : 6_000,
  })
}
