/** Decisions across upgrades of model and rules, and every one of them decided again at the end. */
import { type PolicyDocument, policySha256 } from '@pratibimba/risk/policies'
import type { PolicyVersion } from '@pratibimba/risk/ports'
import type { Context } from '../../../context.ts'
import { contentOf } from '../../../credit/deciding.ts'
import { replayContent } from '../../../credit/replay-decision.ts'
import { bankApplications, registerModel, type SmallModel, smallCreditModel } from './credit-bank.ts'

export interface UpgradeFigures {
  readonly decisions: number
  readonly identical: number
  /** Versions that decided. */
  readonly models: number
  readonly policies: number
  readonly decidingSeconds: number
  readonly replayingSeconds: number
}

const GROUP = 250

/**
 * Decides `decisions` applications, spread over `upgrades` + 1 pairs of model and policy, and replays all of them with the
 * last pair in force.
 *
 * @param model what each model is like; they differ by their seed
 */
export async function decideAcrossUpgrades(
  context: Context,
  decisions: number,
  upgrades: number,
  model: SmallModel = {},
): Promise<UpgradeFigures> {
  const { credit } = context
  const applications = bankApplications(decisions)
  const began = performance.now()
  for (let step = 0; step <= upgrades; step++) {
    await registerModel(context, await smallCreditModel({ ...model, seed: 100 + step }), `cd-step-${step}`)
    if (step > 0) await upgradePolicy(context, step)
    const [from, to] = [step, step + 1].map((k) => Math.floor((k * decisions) / (upgrades + 1)))
    const some = applications.slice(from, to)
    for (let first = 0; first < some.length; first += GROUP) {
      const made = []
      for (const application of some.slice(first, first + GROUP))
        made.push(await credit.deciding.make({ application, explain: 'reasons', actor: 'test' }, 'batch'))
      await credit.recordTogether(made)
    }
  }
  const replaying = performance.now()
  const models = new Set<string>()
  const policies = new Set<number>()
  let replayed = 0
  let identical = 0
  for await (const batch of credit.stores.decisions.walk({}, 500))
    for (const stored of batch) {
      const key = (await credit.vault.open(stored.sealed.person))!
      const again = await replayContent(credit, contentOf(stored, key))
      replayed++
      if (again.identical && again.replayedSha256 === stored.sha256) identical++
      models.add(stored.modelVersion)
      policies.add(stored.policyVersion)
    }
  return {
    decisions: replayed,
    identical,
    models: models.size,
    policies: policies.size,
    decidingSeconds: (replaying - began) / 1000,
    replayingSeconds: (performance.now() - replaying) / 1000,
  }
}

/** The policy in force with another line between approval and a person, put in force in its place. */
async function upgradePolicy(context: Context, step: number): Promise<void> {
  const { deciders } = context.credit
  const before = deciders
    .policies()
    .find(({ name, state }) => name === deciders.policyName && state === 'active')!
  const line = (0.8 + step / 200).toFixed(3)
  const document: PolicyDocument = {
    ...before.document,
    stages: before.document.stages.map((stage) => ({
      ...stage,
      rules: stage.rules.map((rule) =>
        rule.id === 'score-approves' ? { ...rule, cells: { ...rule.cells, score: `>= ${line}` } } : rule,
      ),
    })),
  }
  const at = context.clock()
  const by = { by: 'test', at, reason: 'An upgrade of the rules.' }
  const retired: PolicyVersion = {
    ...before,
    state: 'retired',
    transitions: [...before.transitions, { ...by, from: 'active', to: 'retired' }],
  }
  const next: PolicyVersion = {
    name: before.name,
    version: before.version + 1,
    document,
    sha256: policySha256(document),
    state: 'active',
    effectiveFrom: at,
    createdBy: 'test',
    createdAt: at,
    transitions: [{ ...by, to: 'active' }],
  }
  await context.record(async ({ credit }) => {
    await credit.policies.replace([retired])
    await credit.policies.add(next)
    const fact = { operation: 'TEST_POLICY', actor: 'test', subjectId: next.name, metadata: { step } }
    return { fact, result: undefined }
  })
  await deciders.refresh()
}
