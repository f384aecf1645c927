/** Steps 8 and 9: the rules of regulators held against what is known of the model, and its card. */
import type { ModelCard } from '@pratibimba/contract'
import { reasonTableOf } from '../../decisions/index.ts'
import { cardGaps, type ModelSubject, modelCard } from '../card/index.ts'
import { assessPacks, type GovernanceFacts } from '../packs/index.ts'
import type { StoredReports } from './measures.ts'
import type { CardReport, ComplianceStepReport } from './reports.ts'

/** What is known beside the reports: the policy that decides, settings, the audit chain. */
export type SurroundingFacts = Pick<GovernanceFacts, 'asOf'> &
  Partial<Pick<GovernanceFacts, 'policy' | 'settings' | 'audit' | 'model'>>

export function complianceStep(
  subject: ModelSubject,
  reports: StoredReports,
  surroundings: SurroundingFacts,
): ComplianceStepReport {
  const table = reasonTableOf(reports.explain?.reasonTable ?? '2026-1')
  const packs = assessPacks({
    ...surroundings,
    card: modelCard(subject, reports),
    reports,
    reasons: {
      version: table.version,
      entries: table.entries.map(({ code, text, features }) => ({ code, text, features })),
    },
  })
  // Drafts and history bind nobody.
  const verdicts = packs
    .filter(({ status }) => status === 'in_force')
    .flatMap(({ checks }) => checks.map(({ verdict }) => verdict))
  const many = (wanted: (typeof verdicts)[number]) => verdicts.filter((verdict) => verdict === wanted).length
  return {
    counts: { met: many('met'), notMet: many('not_met'), needsPerson: many('needs_a_person') },
    packs,
  }
}

export function cardStep(subject: ModelSubject, reports: StoredReports): CardReport {
  const card: ModelCard = modelCard(subject, reports)
  return { card, empty: cardGaps(card) }
}
