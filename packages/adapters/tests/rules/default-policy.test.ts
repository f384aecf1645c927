import { readFileSync } from 'node:fs'
import {
  checkPolicy,
  missingBeforeProposal,
  overlay,
  type PolicyDocument,
  runPolicyTests,
} from '@pratibimba/risk/policies'
import { afterAll, describe, expect, it } from 'vitest'
import { openZenRules } from '../../rules/index.ts'

const file = new URL('../../../../policies/consumer-lending/policy.json', import.meta.url)
const document = JSON.parse(readFileSync(file, 'utf8')) as PolicyDocument
const engine = openZenRules()
afterAll(() => engine.dispose())

describe('the default policy', () => {
  it('has nothing wrong', () => {
    expect(checkPolicy(document)).toEqual([])
  })

  it('passes its own tests and may be proposed', async () => {
    const runs = await runPolicyTests(engine, document)
    expect(runs.filter(({ passed }) => !passed)).toEqual([])
    expect(missingBeforeProposal(document, runs)).toEqual([])
    expect(runs.length).toBeGreaterThanOrEqual(25)
  })

  it('decides by the score alone where nothing else speaks', async () => {
    const policy = engine.compile(document)
    for (const [score, decision] of [
      [1, 'APPROVED'],
      [0.8, 'APPROVED'],
      [0.8 - 1e-9, 'MANUAL_REVIEW'],
      [0.4, 'MANUAL_REVIEW'],
      [0.4 - 1e-9, 'REJECTED'],
      [0, 'REJECTED'],
    ] as const)
      expect((await policy.decide(overlay(document.usual, { score, pd: 1 - score }))).decision).toBe(decision)
  })

  it('says what differs when a test fails', async () => {
    const wrong = {
      ...document,
      tests: [
        {
          name: 'wrong',
          input: { application: { agee: 3 } },
          expect: { decision: 'REJECTED', fires: ['income-low'], fires_not: ['score-approves'], limit: 1 },
        } as const,
      ],
    }
    const [run] = await runPolicyTests(engine, wrong)
    expect(run.passed).toBe(false)
    expect(run.differences).toEqual([
      'input: application.agee is not in the usual case',
      'decision: expected REJECTED, got APPROVED',
      'fires: expected income-low, which did not fire',
      'fires_not: score-approves fired',
      'limit: expected 1, got 50000',
    ])
  })
})
