/** A pack of rules: one document of one regulator, with checks that are functions of the facts. */
import type { packStatuses, Verdict } from '@pratibimba/contract'
import type { FactName, GovernanceFacts } from './governance-facts.ts'

export interface PackEvidence {
  readonly text: string
  readonly value: string | null
  /** Page or address that shows it. */
  readonly where: string | null
}

export interface Assessment {
  readonly verdict: Verdict
  readonly why: string
  readonly evidence: readonly PackEvidence[]
}

export interface PackCheck {
  readonly id: string
  readonly title: string
  readonly citation: string
  /** A judgement is always left to a person; what is computed is met, or not, by figures of the facts. */
  readonly kind: 'computed' | 'judgement'
  /** Facts without which nothing is met. */
  readonly needs: readonly FactName[]
  assess(facts: GovernanceFacts): Assessment
}

export interface RulePackEntry {
  readonly id: string
  readonly title: string
  readonly regulator: string
  readonly jurisdiction: string
  readonly status: (typeof packStatuses)[number]
  /** YYYY-MM-DD; null where there is none yet, or nobody has confirmed it. */
  readonly effectiveFrom: string | null
  /** Name and date of the document. */
  readonly source: string
  readonly note: string
  readonly checks: readonly PackCheck[]
}

/** What a check is called within its pack. */
export interface CheckName {
  readonly id: string
  readonly title: string
  readonly citation: string
}

/** Facts with those that a check needs. */
export type Known<Needs extends FactName> = GovernanceFacts & Required<Pick<GovernanceFacts, Needs>>

/** A finding: whether it holds, why, and by what figures. Nothing is met without figures. */
export interface Finding {
  /** `unknown`: the figures do not reach far enough, and a person has to look. */
  readonly holds: boolean | 'unknown'
  readonly why: string
  readonly evidence: readonly PackEvidence[]
}

/**
 * A check that figures decide. Where a needed fact is unknown, a person has to look; a finding that holds without evidence is
 * not met either.
 */
export function computed<const Needs extends FactName>(
  name: CheckName,
  needs: readonly Needs[],
  find: (facts: Known<Needs>) => Finding | undefined,
): PackCheck {
  return {
    ...name,
    kind: 'computed',
    needs,
    assess(facts) {
      const missing = needs.filter((need) => facts[need] === undefined)
      if (missing.length > 0) return unknown(missing.map((need) => factTitles[need]))
      const finding = find(facts as Known<Needs>)
      if (finding?.holds === 'unknown')
        return { verdict: 'needs_a_person', why: finding.why, evidence: finding.evidence }
      if (finding === undefined || (finding.holds && finding.evidence.length === 0))
        return unknown(['what it would be measured by'])
      return {
        verdict: finding.holds ? 'met' : 'not_met',
        why: finding.why,
        evidence: finding.evidence,
      }
    },
  }
}

/** A question of law or of organisation: a person answers it, with what the system can show. */
export function judgement(
  name: CheckName,
  question: string,
  show: (facts: GovernanceFacts) => readonly PackEvidence[] = () => [],
): PackCheck {
  return {
    ...name,
    kind: 'judgement',
    needs: [],
    assess: (facts) => ({ verdict: 'needs_a_person', why: question, evidence: show(facts) }),
  }
}

export function evidence(text: string, value: string | number | null, where: string | null): PackEvidence {
  return { text, value: value === null ? null : String(value), where }
}

const factTitles: Readonly<Record<FactName, string>> = {
  model: 'the model in force',
  card: 'its card',
  reports: 'the reports of its training',
  policy: 'the policy in force',
  reasons: 'the table of reasons',
  decisions: 'what was decided',
  monitoring: 'a look of monitoring',
  settings: 'how the system is set up',
  audit: 'a verification of the audit chain',
}

function unknown(what: readonly string[]): Assessment {
  return {
    verdict: 'needs_a_person',
    why: `It cannot be told by figures: ${what.join(', ')} ${what.length === 1 ? 'is' : 'are'} not there.`,
    evidence: [],
  }
}
