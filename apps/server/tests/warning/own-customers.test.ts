import { expect, test } from 'vitest'
import { expectProblem, expectReply } from '../support/contract-check.ts'
import { withTestServer } from '../support/test-server.ts'

const server = withTestServer()
const put = (...ids: string[]) =>
  server.post('/api/warning/customers', { customers: ids.map((customer_id) => ({ customer_id, age: 50 })) })

test('a customer of the bank does not take the place of a simulated one', async () => {
  const { customers } = server.context.warning.stores
  await customers.upsert([
    { customerId: 'C0000001', origin: 'simulated', age: 30 },
    { customerId: 'C0000002', origin: 'simulated', age: 30 },
  ])
  const { detail, errors } = expectProblem(await put('OWN-1', 'C0000002', 'C0000001'), 409, 'conflict')
  expect(detail).toContain('Row 2, customer_id: C0000002 is a simulated customer. And 1 more.')
  expect(errors!.map(({ pointer }) => pointer)).toEqual([
    '/customers/1/customer_id',
    '/customers/2/customer_id',
  ])
  // Nothing was taken, and nobody changed sides.
  expect(await customers.get('OWN-1')).toBeUndefined()
  expect(await customers.get('C0000001')).toMatchObject({ origin: 'simulated', age: 30 })
  expectReply('putCustomers', await put('OWN-1'))
  expectReply('putCustomers', await put('OWN-1'))
  expect(await customers.get('OWN-1')).toMatchObject({ origin: 'imported', age: 50 })
})
