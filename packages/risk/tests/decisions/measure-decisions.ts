/**
 * What decisions cost with 400 trees of 31 leaves besides the policy, in CPU time:
 *
 *   node packages/risk/tests/decisions/measure-decisions.ts
 */
import { cpuUsage, stdout } from 'node:process'
import type { TreeModel } from '@pratibimba/learning/models'
import { creditModel, decideMany, openDecider, reasonTableOf } from '../../decisions/index.ts'
import type { CompiledPolicy } from '../../ports/rules.ts'
import { caseAt, catalogue, features } from './support/applicants.ts'
import { columnsOf } from './support/case-columns.ts'
import { threeThresholds } from './support/three-thresholds.ts'
import { treeBundle } from './support/tree-bundle.ts'

const bundle = await treeBundle(6_000, 400, 31, 6_000)
const model = creditModel(bundle)
const { ensemble } = bundle.trained.model as TreeModel
say(
  `${ensemble.treeOutput.length} trees, ${(ensemble.value.length / ensemble.treeOutput.length).toFixed(1)} nodes each, ${features.length} features, ${model.bundle.background.rows} profiles`,
)
const policy: CompiledPolicy = threeThresholds
const reasonTable = reasonTableOf('2026-1')
const decider = openDecider({
  model,
  modelVersion: 'measured',
  policy,
  policyName: 'three-thresholds',
  policyVersion: 1,
  reasonTable,
  features: catalogue,
})
const cases = Array.from({ length: 2_000 }, (_, i) => caseAt(10_000 + i))
for (const explain of ['none', 'reasons', 'full'] as const) {
  const some = cases.slice(0, explain === 'full' ? 60 : 2_000).map((one) => ({ ...one, explain }))
  for (const one of some.slice(0, 200)) await decider.decide(one)
  const microseconds = await cpuOf(async () => {
    for (const one of some) await decider.decide(one)
  })
  say(`one by one, ${explain}: ${(microseconds / some.length).toFixed(0)} µs a decision`)
}
const batch = columnsOf(Array.from({ length: 20_000 }, (_, i) => i))
for (const reasons of ['none', 'not-approved', 'all'] as const) {
  const microseconds = await cpuOf(async () => {
    await decideMany({ model, policy, reasonTable }, batch, { reasons })
  })
  say(`batch, reasons ${reasons}: ${(microseconds / batch.rows).toFixed(0)} µs a decision`)
}

async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = cpuUsage()
  await work()
  const { user, system } = cpuUsage(before)
  return user + system
}

function say(line: string): void {
  stdout.write(`${line}\n`)
}
