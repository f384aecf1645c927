/** Policies: versions, tests, differences, simulations, and who puts them in force. */
import { type Operations, type PolicyState, ProblemError } from '@pratibimba/contract'
import { shadowPolicyId } from '@pratibimba/risk/experiments'
import { diffPolicies, type PolicyDocument } from '@pratibimba/risk/policies'
import type { Context } from '../../context.ts'
import { actingPerson } from '../../credit/acting-person.ts'
import { draftPolicy } from '../../credit/policies/draft-policy.ts'
import { findPolicy } from '../../credit/policies/find-policy.ts'
import { setKillSwitch } from '../../credit/policies/kill-switch.ts'
import { movePolicy, rollBackPolicy } from '../../credit/policies/move-policy.ts'
import { simulatePolicy } from '../../credit/policies/simulate-policy.ts'
import { testDocument } from '../../credit/policies/test-document.ts'
import type { Caller, Handlers } from '../../routes/handlers.ts'
import { policyTestToWire, policyToWire } from '../../wire/credit/policy.ts'
import { pageOf } from '../../wire/page.ts'

type PolicyOperations = Pick<
  Operations,
  | 'listPolicies'
  | 'getPolicy'
  | 'draftPolicy'
  | 'testPolicy'
  | 'diffPolicies'
  | 'simulatePolicy'
  | 'movePolicy'
  | 'rollBackPolicy'
  | 'killSwitch'
>

export const policyHandlers: Handlers<PolicyOperations, Context> = {
  listPolicies: async ({ query }, { credit: { stores } }) => {
    const state = query.state?.split(',') as PolicyState[] | undefined
    const [{ versions, total }, killed] = await Promise.all([
      stores.policies.list({
        ...pageOf(query),
        ...(query.name !== undefined && { name: query.name }),
        ...(state && { state }),
      }),
      stores.killSwitch.state(),
    ])
    return {
      versions: versions.map(policyToWire),
      total,
      killed:
        killed?.on === true ? { by: killed.by, at: killed.at.toISOString(), reason: killed.reason } : null,
    }
  },

  getPolicy: async ({ params }, { credit: { stores } }) => {
    const policy = await findPolicy(stores.policies, params.name, params.version)
    const { shadows, agreeing } = await stores.experiments.agreement(shadowPolicyId(policy))
    return {
      policy: policyToWire(policy),
      document: documentToWire(policy.document),
      shadow: shadows === 0 ? null : { decisions: shadows, agreeing },
    }
  },

  draftPolicy: async ({ body, caller }, context) => {
    const drafted = await draftPolicy(context, documentOf(body.document), wishOf(caller, body))
    return { policy: policyToWire(drafted.policy), tests: drafted.tests.map(policyTestToWire) }
  },

  testPolicy: async ({ body }, { credit }) => {
    const tests = await testDocument(credit.rules, documentOf(body.document))
    return { tests: tests.map(policyTestToWire), passed: tests.filter(({ passed }) => passed).length }
  },

  diffPolicies: async ({ params, query }, { credit: { stores } }) => {
    const [before, after] = await Promise.all([
      findPolicy(stores.policies, params.name, query.against),
      findPolicy(stores.policies, params.name, params.version),
    ])
    const changes = diffPolicies(before.document, after.document).map((change) => ({ ...change }))
    return { from: before.version, to: after.version, changes }
  },

  simulatePolicy: async ({ params, body, caller, reply }, context) => {
    const gone = new AbortController()
    // A client that hangs up is not simulated for.
    const leave = () => gone.abort()
    reply.raw.once('close', leave)
    const leaveTurn = await context.credit.simulations.enter(caller.id, gone.signal)
    try {
      return await simulatePolicy(
        context,
        params.name,
        params.version,
        {
          limit: body.limit ?? 100_000,
          ...(body.from !== undefined && { from: new Date(body.from) }),
          ...(body.to !== undefined && { to: new Date(body.to) }),
        },
        gone.signal,
      )
    } finally {
      leaveTurn()
      reply.raw.off('close', leave)
    }
  },

  movePolicy: async ({ params, body, caller }, context) =>
    policyToWire(
      await movePolicy(context, params.name, params.version, {
        ...wishOf(caller, body),
        to: body.to,
        ...(body.share !== undefined && { share: body.share }),
        ...(body.effective_from !== undefined && { effectiveFrom: new Date(body.effective_from) }),
        ...(body.transitions_seen !== undefined && { transitionsSeen: body.transitions_seen }),
      }),
    ),

  rollBackPolicy: async ({ params, body, caller }, context) =>
    policyToWire(await rollBackPolicy(context, params.name, wishOf(caller, body))),

  killSwitch: async ({ body, caller }, context) => {
    const { on, at, by } = await setKillSwitch(context, body.on, wishOf(caller, body))
    return { on, at: at.toISOString(), by }
  },
}

function wishOf(caller: Caller, { acted_by, reason }: { acted_by?: string; reason: string }) {
  if (reason.trim() === '')
    throw new ProblemError('out_of_range', 'A reason is needed.', [
      { pointer: '/reason', detail: 'must say why.' },
    ])
  return { caller, person: actingPerson(caller, acted_by), reason }
}

type WireDocument = Parameters<(typeof policyHandlers)['testPolicy']>[0]['body']['document']

/** The contract leaves the usual case open; the check of the policy does not. */
const documentOf = (document: WireDocument): PolicyDocument => document as unknown as PolicyDocument

const documentToWire = (document: PolicyDocument): WireDocument => document as unknown as WireDocument
