import { createHash } from 'node:crypto'
import type { BulkStepReply, Intervention } from '@pratibimba/contract'
import type { CaseAudit } from '@pratibimba/risk/interventions'
import { expect, test } from 'vitest'
import { merkleRoot } from '../../../warning/interventions/merkle-root.ts'
import { leafOf } from '../../../warning/interventions/put-on-record.ts'
import { withDesk } from './desk.ts'

const desk = withDesk(60)
const hash = (...parts: (string | Buffer)[]) =>
  parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest()

test('the root over one, three and no texts', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((text) => hash('\0', text)) as [Buffer, Buffer, Buffer]
  expect(merkleRoot(['a'])).toBe(a.toString('hex'))
  expect(merkleRoot(['a', 'b', 'c'])).toBe(hash('\u0001', hash('\u0001', a, b), c).toString('hex'))
  expect(() => merkleRoot([])).toThrow(RangeError)
})

test('the rows of the action log make the root that stands in the chain', async () => {
  const { context, post } = desk.server
  const several: Intervention[] = []
  for (let i = 0; i < 5; i++) several.push(await desk.opened())
  const reply = await post('/api/warning/interventions/steps', {
    items: several.map(({ id, version }) => ({ intervention_id: id, version })),
    action: 'assign',
    assign_to: 'ravi',
  })
  expect(reply.json<BulkStepReply>().interventions).toHaveLength(5)
  const { entries } = await context.audit.list({ limit: 1, offset: 0 })
  const [entry] = entries
  const { actions } = await context.warning.stores.interventions.actions({ limit: 5, offset: 0 })
  const leaves = actions.reverse().map(({ detail, actor, interventionId }) => {
    const { operation, ...metadata } = detail as CaseAudit['metadata'] & { operation: string }
    return leafOf({ operation, actor, subjectId: interventionId!, metadata })
  })
  expect(actions.map(({ auditSequence }) => auditSequence)).toEqual(several.map(() => entry!.sequence))
  expect(merkleRoot(leaves)).toBe(entry!.dataHash)
  expect(entry!.metadata).toMatchObject({ cases: 5, refused: 0, operations: { INTERVENTION_ASSIGNED: 5 } })
  expect(JSON.stringify(entry)).not.toContain(several[0]!.customer_id)
})
