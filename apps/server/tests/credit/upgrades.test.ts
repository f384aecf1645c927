import { expect, it } from 'vitest'
import { withTestServer } from '../support/test-server.ts'
import { decideAcrossUpgrades } from './support/upgrades.ts'

const server = withTestServer()

it('decisions come out the same, byte for byte, after ten upgrades of model and rules', {
  timeout: 240_000,
}, async () => {
  const figures = await decideAcrossUpgrades(server.context, 200, 10, { count: 1_500, trees: 12 })
  expect(figures).toMatchObject({ decisions: 200, identical: 200, models: 11, policies: 11 })
  expect(server.background).toEqual([])
})
