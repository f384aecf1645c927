/** What decided at any instant of a history that is known: told afterwards, and in agreement with every decision made meanwhile. */
import { setTimeout as wait } from 'node:timers/promises'
import type { CreditDecision, Operations, ReplyOf } from '@pratibimba/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectReply } from '../support/contract-check.ts'
import { withTestServer } from '../support/test-server.ts'
import { bankApplications, registerModel, smallCreditModel } from './support/credit-bank.ts'

type Live = ReplyOf<Operations['liveCreditModels']>

const server = withTestServer({ requestsPerMinute: 1_000_000 })
const policies = '/api/credit/policies'
const name = 'consumer-lending'
const reason = 'A step of the scripted history.'
const [A, B, C] = ['cd-20260101-00000a', 'cd-20260102-00000b', 'cd-20260103-00000c']

async function live(at?: Date): Promise<Live> {
  const query = at === undefined ? '' : `?at=${at.toISOString()}`
  return expectReply<Live>('liveCreditModels', await server.get(`/api/credit/live${query}`))
}

async function done(reply: Promise<{ statusCode: number; body: string }>): Promise<void> {
  const { statusCode, body } = await reply
  expect(statusCode, body).toBeLessThan(300)
}

const put = (url: string, payload: object) => server.inject({ method: 'PUT', url, payload })
const movePolicy = (to: string, acted_by: string) =>
  done(server.post(`${policies}/${name}/2/move`, { to, reason, acted_by }))
const moveExperiment = (action: string) =>
  done(server.post('/api/credit/experiments/small-step/move', { action, reason, acted_by: 'ann' }))

/** Each step, and what decides once it is taken. */
const script: readonly {
  readonly what: string
  readonly step: () => Promise<unknown>
  readonly afterwards: object
}[] = [
  {
    what: 'nothing is trained yet',
    step: async () => undefined,
    afterwards: { model_version: null, policy: { name, version: 1 }, killed: false },
  },
  {
    what: 'the first model',
    step: async () => registerModel(server.context, await smallCreditModel(), A!),
    afterwards: { model_version: A },
  },
  {
    what: 'another model',
    step: async () => registerModel(server.context, await smallCreditModel({ seed: 43 }), B!),
    afterwards: { model_version: B },
  },
  {
    what: 'a challenger is registered',
    step: async () => registerModel(server.context, await smallCreditModel({ seed: 44 }), C!, 'challenger'),
    afterwards: { model_version: B },
  },
  {
    what: 'a second policy is drafted and proposed',
    step: async () => {
      const { document } = (await server.get(`${policies}/${name}/1`)).json()
      await done(server.post(policies, { document, reason, acted_by: 'ann' }))
      await movePolicy('proposed', 'ann')
    },
    afterwards: { policy: { name, version: 1 } },
  },
  {
    what: 'it comes into force',
    step: () => movePolicy('active', 'bob'),
    afterwards: { policy: { name, version: 2 } },
  },
  {
    what: 'everything goes to a person',
    step: () => done(put('/api/credit/kill-switch', { on: true, reason })),
    afterwards: { killed: true },
  },
  {
    what: 'and no more',
    step: () => done(put('/api/credit/kill-switch', { on: false, reason })),
    afterwards: { killed: false },
  },
  {
    what: 'an experiment is written',
    step: () =>
      done(
        server.post('/api/credit/experiments', {
          id: 'small-step',
          title: 'A third model',
          challenger_model: C,
          acted_by: 'ann',
        }),
      ),
    afterwards: { experiments: [] },
  },
  {
    what: 'it decides in shadow',
    step: () => moveExperiment('shadow'),
    afterwards: { experiments: ['small-step'] },
  },
  { what: 'it is stopped', step: () => moveExperiment('stop'), afterwards: { experiments: [] } },
  {
    what: 'the policy is taken back',
    step: () => done(server.post(`${policies}/${name}/rollback`, { reason, acted_by: 'bob' })),
    afterwards: { policy: { name, version: 1 } },
  },
]

const markers: { readonly at: Date; readonly expected: object; readonly what: string }[] = []
const decisions: CreditDecision[] = []

beforeAll(async () => {
  let expected: Record<string, unknown> = { experiments: [] }
  for (const { what, step, afterwards } of script) {
    await step()
    expected = { ...expected, ...afterwards }
    await wait(5)
    if (expected.model_version !== null)
      for (const application of bankApplications(2)) {
        const reply = await server.post('/api/v1/credit/score?explain=none', application)
        decisions.push(expectReply<CreditDecision>('scoreApplication', reply))
      }
    markers.push({ what, at: server.context.clock(), expected })
    await wait(5)
  }
}, 180_000)

describe('what was live', () => {
  it.each(script.map(({ what }, place) => [what, place] as const))('once %s', async (_, place) => {
    const { at, expected } = markers[place]!
    expect(await live(at)).toMatchObject({ at: at.toISOString(), ...expected })
  })

  it('before everything: nothing', async () => {
    expect(await live(new Date('2020-01-01T00:00:00Z'))).toMatchObject({
      model_version: null,
      policy: null,
      experiments: [],
      killed: false,
    })
  })

  it('now: what stands at the end', async () => {
    expect(await live()).toMatchObject(markers.at(-1)!.expected)
  })

  it('is what decided each application', async () => {
    expect(decisions.length).toBe(2 * (script.length - 1))
    for (const { decided_at, model_version, policy, decision } of decisions) {
      const then = await live(new Date(decided_at))
      expect(then).toMatchObject({ model_version, policy: { name: policy.name, version: policy.version } })
      if (then.killed) expect(decision).toBe('MANUAL_REVIEW')
    }
    expect(decisions.filter(({ decision }) => decision !== 'MANUAL_REVIEW').length).toBeGreaterThan(0)
  })
})
