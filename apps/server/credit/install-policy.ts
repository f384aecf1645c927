/** The first policy: the shipped one, put in force where there is none of its name. */
import { readFile } from 'node:fs/promises'
import { movePolicy, type PolicyDocument, policySha256, runPolicyTests } from '@pratibimba/risk/policies'
import {
  type AuditFact,
  type PolicyStore,
  type PolicyVersion,
  RecordConflict,
  type RuleEngine,
} from '@pratibimba/risk/ports'

/** The name of the policies that decide. */
export const DECIDING_POLICY = 'consumer-lending'

const shipped = new URL('../../../policies/consumer-lending/policy.json', import.meta.url)

/** Commits what is written with its audit entry. */
type Commit = (work: (policies: PolicyStore) => Promise<AuditFact>) => Promise<void>

/**
 * Installs version 1 of the shipped policy, active from now on, approved by `system`; its tests run first.
 *
 * @throws PolicyMoveRefused when the shipped document does not pass its own tests
 */
export async function installPolicy(
  policies: PolicyStore,
  rules: RuleEngine,
  commit: Commit,
  at: Date,
): Promise<void> {
  const { total } = await policies.list({ name: DECIDING_POLICY, limit: 1, offset: 0 })
  if (total > 0) return
  const document = JSON.parse(await readFile(shipped, 'utf8')) as PolicyDocument
  const tests = await runPolicyTests(rules, document)
  const reason = 'Installed with the program, as nothing was there to decide by.'
  const draft: PolicyVersion = {
    name: document.name,
    version: 1,
    document,
    sha256: policySha256(document),
    state: 'draft',
    createdBy: 'installation',
    createdAt: at,
    transitions: [{ to: 'draft', by: 'installation', at, reason }],
  }
  const [proposed] = movePolicy([draft], 1, { to: 'proposed', by: 'installation', at, reason, tests })
  const [active] = movePolicy([proposed!], 1, { to: 'active', by: 'system', at, reason })
  try {
    await commit(async (stores) => {
      await stores.add(active!)
      const metadata = { version: 1, tests: tests.length }
      return {
        operation: 'CREDIT_POLICY_INSTALLED',
        actor: 'system',
        subjectId: document.name,
        dataHash: draft.sha256,
        metadata,
      }
    })
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof RecordConflict)) throw error
  }
}
