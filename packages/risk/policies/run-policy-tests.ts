/** Runs the tests that a policy brings along. */
import type { DecisionOutcome } from '@pratibimba/contract'
import type { RuleEngine } from '../ports/rules.ts'
import type { PolicyDocument, PolicyInput, PolicyResult, PolicyTest } from './policy.ts'

export interface PolicyTestRun {
  readonly name: string
  readonly passed: boolean
  /** What was expected and what came, one sentence each. */
  readonly differences: readonly string[]
  readonly decision: DecisionOutcome
  readonly fired: readonly string[]
}

/**
 * Decides every test's case, which is the usual one with what the test names laid over it.
 *
 * @throws PolicyUnusable when the document cannot be compiled
 */
export async function runPolicyTests(engine: RuleEngine, document: PolicyDocument): Promise<PolicyTestRun[]> {
  const policy = engine.compile(document)
  try {
    const runs: PolicyTestRun[] = []
    for (const test of document.tests) {
      const result = await policy.decide(overlay(document.usual, test.input))
      const differences = [...unknownNames(document.usual, test.input), ...differencesOf(test, result)]
      const { decision, fired } = result
      const passed = differences.length === 0
      runs.push({ name: test.name, passed, differences, decision, fired: fired.map(({ rule }) => rule) })
    }
    return runs
  } finally {
    policy.dispose()
  }
}

/** Lays what is named over the usual case, member by member; neither is changed. */
export function overlay(usual: PolicyInput, named: Readonly<Record<string, unknown>>): PolicyInput {
  return merge(usual, named) as PolicyInput
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function merge(under: unknown, over: unknown): unknown {
  if (!isObject(under) || !isObject(over)) return over
  const merged = new Map<string, unknown>(Object.entries(under))
  for (const [key, value] of Object.entries(over)) merged.set(key, merge(merged.get(key), value))
  return Object.fromEntries(merged)
}

/** A misspelt name would test nothing. */
function unknownNames(usual: PolicyInput, input: Readonly<Record<string, unknown>>): string[] {
  const differences: string[] = []
  for (const [group, value] of Object.entries(input)) {
    const known = (usual as unknown as Record<string, unknown>)[group]
    if (known === undefined) differences.push(`input: ${group} is not in the usual case`)
    else if (isObject(known) && isObject(value))
      for (const name of Object.keys(value))
        if (!Object.hasOwn(known, name)) differences.push(`input: ${group}.${name} is not in the usual case`)
  }
  return differences
}

function differencesOf({ expect }: PolicyTest, result: PolicyResult): string[] {
  const differences: string[] = []
  const fired = new Set(result.fired.map(({ rule }) => rule))
  if (expect.decision !== undefined && expect.decision !== result.decision)
    differences.push(`decision: expected ${expect.decision}, got ${result.decision}`)
  for (const rule of expect.fires ?? [])
    if (!fired.has(rule)) differences.push(`fires: expected ${rule}, which did not fire`)
  for (const rule of expect.fires_not ?? []) if (fired.has(rule)) differences.push(`fires_not: ${rule} fired`)
  const number = (name: string, expected: number | undefined, got: number | undefined) => {
    if (
      expected === undefined ||
      (got !== undefined && Math.abs(got - expected) <= 1e-9 * Math.max(1, expected))
    )
      return
    differences.push(`${name}: expected ${expected}, got ${got ?? 'none'}`)
  }
  number('limit', expect.limit, result.limit)
  number('annual_rate', expect.annual_rate, result.annualRate)
  return differences
}
