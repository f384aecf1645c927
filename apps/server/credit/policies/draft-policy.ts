/** A new version of a policy, kept as a draft. */
import { type PolicyDocument, type PolicyTestRun, policySha256 } from '@pratibimba/risk/policies'
import type { PolicyVersion } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { activityEvent } from '../../warning/scoring/activity.ts'
import { actedByOf } from '../acting-person.ts'
import type { PolicyWish } from './move-policy.ts'
import { testDocument } from './test-document.ts'

export interface DraftedPolicy {
  readonly policy: PolicyVersion
  readonly tests: readonly PolicyTestRun[]
}

/**
 * Checks a document, runs its tests and stores it as the next version of its name. A draft may fail its tests; it
 * cannot be proposed then.
 *
 * @throws ProblemError `unusable_data`; RecordConflict when somebody stored a version at the same moment
 */
export async function draftPolicy(
  context: Context,
  document: PolicyDocument,
  { caller, person, reason }: PolicyWish,
): Promise<DraftedPolicy> {
  const tests = await testDocument(context.credit.rules, document)
  const sha256 = policySha256(document)
  const policy = await context.record(async ({ credit: { policies }, warning: { outbox } }) => {
    // Versions are never removed, so that as many as there are have been numbered.
    const { total } = await policies.list({ name: document.name, limit: 1, offset: 0 })
    const at = context.clock()
    const drafted: PolicyVersion = {
      name: document.name,
      version: total + 1,
      document,
      sha256,
      state: 'draft',
      createdBy: person,
      createdAt: at,
      transitions: [{ to: 'draft', by: person, at, reason }],
    }
    await policies.add(drafted)
    const text = `Version ${drafted.version} of the policy ${drafted.name} was drafted: ${reason}`
    await outbox.append([activityEvent({ kind: 'model', severity: 'info', text })])
    const metadata = {
      ...actedByOf(caller, person),
      version: drafted.version,
      tests: tests.length,
      tests_passed: tests.filter(({ passed }) => passed).length,
      reason,
    }
    const fact = {
      operation: 'CREDIT_POLICY_DRAFTED',
      actor: caller.id,
      subjectId: drafted.name,
      dataHash: sha256,
      metadata,
    }
    return { fact, result: drafted }
  })
  return { policy, tests }
}
