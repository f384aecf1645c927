/** Rule packs of regulators: what they ask, whether it is met, and by what evidence. */
import Type, { type Static } from 'typebox'
import { closed, DateString, InstantString, nullable, oneOf } from '../../schema.ts'
import { verdicts } from './vocabulary.ts'

export const packStatuses = ['in_force', 'draft', 'history'] as const

const Evidence = closed({
  text: Type.String(),
  value: nullable(Type.String()),
  where: nullable(Type.String({ description: 'Address or page that shows it.' })),
})

export const RuleCheck = closed({
  id: Type.String(),
  title: Type.String(),
  citation: Type.String({ description: 'Article or paragraph.' }),
  verdict: oneOf(verdicts),
  why: Type.String(),
  evidence: Type.Array(Evidence),
})

export const RulePack = closed(
  {
    id: Type.String(),
    title: Type.String(),
    regulator: Type.String(),
    jurisdiction: Type.String(),
    status: oneOf(packStatuses),
    effective_from: nullable(DateString),
    source: Type.String({ description: 'Name and date of the document.' }),
    note: Type.String(),
    checks: Type.Array(RuleCheck),
  },
  { title: 'RulePack' },
)
export type RulePack = Static<typeof RulePack>

export const ComplianceReport = closed(
  {
    model_version: nullable(Type.String()),
    policy_version: nullable(Type.Integer()),
    assessed_at: InstantString,
    packs: Type.Array(RulePack),
  },
  { title: 'ComplianceReport' },
)
export type ComplianceReport = Static<typeof ComplianceReport>
