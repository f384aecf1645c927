import type { InterventionDetail } from '@pratibimba/contract'
import type { DeliveryReceipt, OutgoingMessage } from '@pratibimba/risk/ports'
import { afterEach, expect, test } from 'vitest'
import { deliverMessages } from '../../../warning/interventions/deliver-messages.ts'
import { intervention, withDesk } from './desk.ts'

const desk = withDesk(200)
const { server } = desk

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function contacted(channel: string) {
  const one = await desk.opened()
  const assigned = intervention(await desk.step(one, { action: 'assign', assign_to: 'asha' }))
  return (await desk.step(assigned, { action: 'contact', channel })).json<InterventionDetail>()
}

/** A sender of our own beside the one that the server has; it begins where that one stands. */
async function senderThat(answer: (message: OutgoingMessage, call: number) => DeliveryReceipt) {
  const sent: OutgoingMessage[] = []
  ends.push(
    await deliverMessages(server.context, {
      send: async (message) => {
        sent.push(message)
        return answer(message, sent.length)
      },
    }),
  )
  return sent
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((next) => setTimeout(next, 20))
}

test('a contact in writing is handed over after the commit, with the words that stay in the case', async () => {
  const sent = await senderThat(() => ({ state: 'delivered', at: new Date(), reference: 'R1' }))
  const { intervention: one, message, events } = await contacted('email')
  await until(() => sent.length > 0)
  expect(sent[0]).toMatchObject({
    id: `${one.id}-3`,
    caseId: one.id,
    customerId: one.customer_id,
    channel: 'email',
    subject: 'A message from Your bank',
    text: message,
  })
  expect(sent[0]!.html).toContain('<p>Dear customer,</p>')
  expect(events[2]!.text).toBe('Contacted by email')
  await until(async () => (await desk.audited('INTERVENTION_MESSAGE_HANDED_OVER')) > 0)
})

test('a telephone call is the officer’s: the words are shown and nothing is sent', async () => {
  const sent = await senderThat(() => ({ state: 'queued', at: new Date() }))
  const one = await desk.opened('agent_call')
  const assigned = intervention(await desk.step(one, { action: 'assign', assign_to: 'asha' }))
  const called = (
    await desk.step(assigned, { action: 'contact', channel: 'phone' })
  ).json<InterventionDetail>()
  expect(called.message).toContain('may I speak with')
  const written = await contacted('sms')
  await until(() => sent.length > 0)
  expect(sent.map(({ caseId }) => caseId)).toEqual([written.intervention.id])
})

test('while the carrier is in trouble messages wait in their order, and none is lost', async () => {
  const sent = await senderThat((_, call) => {
    if (call === 1) throw new Error('the carrier is away')
    return { state: 'queued', at: new Date() }
  })
  const first = await contacted('app')
  const second = await contacted('app')
  await until(() => sent.length >= 3)
  expect(sent.map(({ caseId }) => caseId).slice(0, 3)).toEqual([
    first.intervention.id,
    first.intervention.id,
    second.intervention.id,
  ])
  expect(sent[1]).toEqual(sent[0])
  expect(server.background.some((error) => String(error).includes('the carrier is away'))).toBe(true)
})

test('what was handed over and not marked before a crash comes again, the same under the same id', async () => {
  const { warning } = server.context
  const position = await warning.events.head()
  // As after a start at which no mark is later than this; the server's own sender goes on beside it.
  const outbox = { ...warning.stores.outbox, position: async () => position }
  const started = { ...server.context, warning: { ...warning, stores: { ...warning.stores, outbox } } }
  const runs: OutgoingMessage[][] = [[], []]
  const { intervention: one } = await contacted('app')
  for (const [run, sent] of runs.entries()) {
    const record = run === 0 ? () => Promise.reject(new Error('the process is gone')) : server.context.record
    const end = await deliverMessages(
      { ...started, record },
      {
        send: async (message) => {
          sent.push(message)
          return { state: 'queued', at: new Date() }
        },
      },
    )
    await until(() => sent.length > 0)
    await end()
  }
  expect(runs[0]![0]).toMatchObject({ id: `${one.id}-3` })
  expect(runs[1]).toEqual([runs[0]![0]])
})

test('a refusal is told to those who can do something about it', async () => {
  await senderThat(() => ({ state: 'refused', at: new Date(), reason: 'no address' }))
  const { intervention: one } = await contacted('app')
  const told = async () =>
    (await server.context.warning.events.list({ key: one.customer_id, limit: 20, offset: 0 })).events.filter(
      ({ payload }) => payload.severity === 'act',
    )
  await until(async () => (await told()).length > 0)
  expect((await told())[0]!.payload.text).toBe(
    `The message to ${one.customer_id} by app was refused: no address.`,
  )
})
