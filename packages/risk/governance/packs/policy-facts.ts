/** What a version of a policy says about itself when rules are held against it. */

import { policyPaths, readPolicy } from '../../policies/index.ts'
import type { PolicyVersion } from '../../ports/index.ts'
import type { PolicyFacts } from './governance-facts.ts'

export function policyFacts(version: PolicyVersion): PolicyFacts {
  const { document } = version
  const { stages } = readPolicy(document)
  const rules = stages.flatMap((stage) => stage.rules)
  const rejecting = rules.filter(({ outcome }) => outcome === 'REJECTED')
  return {
    name: version.name,
    version: version.version,
    createdBy: version.createdBy,
    approvedBy: version.approvedBy ?? null,
    tests: document.tests.length,
    testsPassed: version.testsPassed ?? null,
    rules: rules.length,
    reviewRules: rules.filter(({ outcome }) => outcome === 'MANUAL_REVIEW').length,
    rejectingRules: rejecting.length,
    rejectingRulesWithReason: rejecting.filter(({ reason }) => reason !== undefined).length,
    reads: [...policyPaths(stages)].sort(),
    reasonCodes: [...new Set(rules.flatMap(({ reason }) => reason ?? []))].sort(),
  }
}
