/** Every pack held against the facts, as the contract tells it. */
import type { RulePack } from '@pratibimba/contract'
import type { GovernanceFacts } from './governance-facts.ts'
import { rulePacks } from './registry/index.ts'
import type { RulePackEntry } from './rule-pack.ts'

/**
 * The verdict of each check: met and not met by figures of the facts, everything else by a person.
 *
 * @see docs/methods/rule-packs.md
 */
export function assessPacks(facts: GovernanceFacts, packs: readonly RulePackEntry[] = rulePacks): RulePack[] {
  return packs.map(({ id, title, regulator, jurisdiction, status, effectiveFrom, source, note, checks }) => ({
    id,
    title,
    regulator,
    jurisdiction,
    status,
    effective_from: effectiveFrom,
    source,
    note,
    checks: checks.map((check) => {
      const { verdict, why, evidence } = check.assess(facts)
      return {
        id: check.id,
        title: check.title,
        citation: check.citation,
        verdict,
        why,
        evidence: evidence.map((each) => ({ ...each })),
      }
    }),
  }))
}
