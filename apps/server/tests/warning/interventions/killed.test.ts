import { join } from 'node:path'
import type { AuditList, BulkStepReply, Intervention, ProposeReply } from '@pratibimba/contract'
import { expect, test } from 'vitest'
import { withKilledServer } from '../../support/killed-server.ts'
import { customerId } from './bank.ts'

const CUSTOMERS = 1000

interface List {
  readonly interventions: readonly Intervention[]
  readonly total: number
}

const { start, kill, get, post } = withKilledServer(
  join(import.meta.dirname, 'desk-server.ts'),
  String(CUSTOMERS),
)

/** Sends a request, kills the server without notice once a part of it is committed, and starts it again. */
async function killedMidway(path: string, body: object, operation: string): Promise<void> {
  const answer = post(path, body).then(
    () => 'answered',
    () => 'cut',
  )
  const committed = async () =>
    (await get<AuditList>(`/api/fintech/audit-log?operation=${operation}&limit=1`)).total
  while ((await committed()) === 0);
  await kill()
  expect(await answer).toBe('cut')
  await start()
}

test('a bulk action that is cut off is whole for some and undone for the others, and its key finishes it', {
  timeout: 120_000,
}, async () => {
  await start()
  const path = '/api/warning/interventions'
  const proposal = {
    customer_ids: Array.from({ length: CUSTOMERS }, (_, i) => customerId(i + 1)),
    type: 'agent_call',
    assign_to: 'asha',
    idempotency_key: 'spring round',
  }
  await killedMidway(path, proposal, 'INTERVENTIONS_PROPOSED')
  const part = await get<List>(`${path}?limit=500`)
  expect(part.total).toBeGreaterThan(0)
  expect(part.total).toBeLessThan(CUSTOMERS)
  for (const { state, version } of part.interventions)
    expect([state, version]).toEqual(state === 'held_out' ? ['held_out', 1] : ['assigned', 2])
  const done = (await (await post(path, proposal)).json()) as ProposeReply
  expect(done.failures).toEqual([])
  expect(done.interventions).toHaveLength(CUSTOMERS)
  expect((await get<List>(path)).total).toBe(CUSTOMERS)
  expect(((await (await post(path, proposal)).json()) as ProposeReply).interventions).toEqual(
    done.interventions,
  )

  const assigned = done.interventions.filter(({ state }) => state === 'assigned')
  const notes = {
    items: assigned.map(({ id, version }) => ({ intervention_id: id, version })),
    action: 'pause',
    note: 'the branch is closed',
    idempotency_key: 'pause all of them',
  }
  await killedMidway(`${path}/steps`, notes, 'INTERVENTIONS_STEPPED')
  const paused = (await (await post(`${path}/steps`, notes)).json()) as BulkStepReply
  expect(paused.failures).toEqual([])
  expect(new Set(paused.interventions.map(({ version }) => version))).toEqual(new Set([3]))
  const one = await get<{ events: { audit_sequence: number | null }[] }>(`${path}/${assigned[0]!.id}`)
  expect(one.events.map(({ audit_sequence }) => audit_sequence === null)).toEqual([false, false, false])
  expect(await get('/api/fintech/audit-log/verify')).toMatchObject({ whole: true })
})
