/** Rule packs of regulators: what they ask, whether it is met, and by what evidence. */
import Type, { type Static } from 'typebox'
import { closed, DateString, InstantString, Interval, nullable, oneOf } from '../../schema.ts'
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

const Drift = { psi: nullable(Type.Number()), p_value: nullable(Type.Number()), severity: Type.String() }

const GroupApprovals = {
  attribute: Type.String(),
  group: Type.String(),
  decisions: Type.Integer(),
  approval_rate: nullable(Interval),
  four_fifths: nullable(
    Type.Number({ description: 'Approval rate over that of the group approved most often.' }),
  ),
  four_fifths_interval: nullable(closed({ low: Type.Number(), high: Type.Number() })),
}

export const CreditMonitoring = closed(
  {
    model_version: nullable(Type.String()),
    checked_at: nullable(InstantString),
    from: nullable(InstantString),
    to: nullable(InstantString),
    decisions: Type.Integer(),
    drift: Type.Array(closed({ feature: Type.String(), ...Drift })),
    target_drift: nullable(closed(Drift)),
    live_auc: nullable(Interval),
    live_accuracy: nullable(Interval),
    reference_auc: nullable(
      Type.Number({ description: 'Of the training, on applications the policy would have approved.' }),
    ),
    corrected_auc: nullable(
      Type.Number({
        description: 'The live AUC carried over to all who applied: outcomes exist for the approved alone.',
      }),
    ),
    estimated_auc: nullable(
      Type.Number({ description: 'From the scores alone, while outcomes are not known.' }),
    ),
    matured: Type.Integer(),
    approval_rate_by_week: Type.Array(
      closed({
        week: DateString,
        decisions: Type.Integer(),
        approved: Type.Integer(),
        reviewed: Type.Integer(),
        overridden: Type.Integer(),
      }),
    ),
    fairness: Type.Array(closed(GroupApprovals)),
    fairness_by_month: Type.Array(closed({ month: DateString, ...GroupApprovals })),
    suppressed: Type.Array(Type.String({ description: 'Groups too small to be shown.' })),
    alerts: Type.Array(
      closed({
        id: Type.String(),
        severity: Type.String(),
        text: Type.String(),
        opened_at: InstantString,
      }),
    ),
    notes: Type.Array(Type.String({ description: 'What the figures are of, and what they leave out.' })),
  },
  { title: 'CreditMonitoring' },
)
export type CreditMonitoring = Static<typeof CreditMonitoring>
