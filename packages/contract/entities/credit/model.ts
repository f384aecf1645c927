/** Credit models in the registry: versions, gates, approvals, cards. */
import Type, { type Static } from 'typebox'
import { closed, InstantString, Interval, nullable, oneOf, Sha256 } from '../../schema.ts'

export const creditModelStages = ['candidate', 'challenger', 'champion', 'archived', 'rejected'] as const
export type CreditModelStage = (typeof creditModelStages)[number]

export const gateKinds = ['performance', 'calibration', 'stability', 'fairness', 'documentation'] as const

export const GateResult = closed({
  id: Type.String(),
  kind: oneOf(gateKinds),
  title: Type.String(),
  passed: Type.Boolean(),
  value: nullable(Type.Number()),
  limit: nullable(Type.Number()),
  text: Type.String({ description: 'What was measured, on what, and what would pass.' }),
  overridden_by: nullable(Type.String()),
})
export type GateResult = Static<typeof GateResult>

export const CreditModel = closed(
  {
    version: Type.String(),
    name: Type.String(),
    stage: oneOf(creditModelStages),
    aliases: Type.Array(Type.String()),
    kind: Type.String({ description: 'What won: boosted trees, forest, scorecard, or what combines them.' }),
    trained_at: InstantString,
    trained_by: Type.String(),
    rows: Type.Integer(),
    auc: nullable(Interval),
    brier: nullable(Type.Number()),
    gates: Type.Array(GateResult),
    approvals: Type.Array(
      closed({
        by: Type.String(),
        at: InstantString,
        reason: Type.String(),
        overrides: Type.Array(Type.String()),
      }),
    ),
    lineage: closed({
      data_sha256: Sha256,
      data_rows: Type.Integer(),
      feature_set: Type.String(),
      code_version: Type.String(),
      code_sha256: Sha256,
      seed: Type.Integer(),
      parent: nullable(Type.String()),
      mode: oneOf(['full', 'incremental'] as const),
    }),
    sha256: Sha256,
    transitions: Type.Array(
      closed({
        from: nullable(oneOf(creditModelStages)),
        to: oneOf(creditModelStages),
        by: Type.String(),
        at: InstantString,
        reason: Type.String(),
      }),
    ),
  },
  { title: 'CreditModel' },
)
export type CreditModel = Static<typeof CreditModel>

/** The seven sections of the users' template, filled from results. */
export const ModelCard = closed(
  {
    model_details: Type.Record(Type.String(), Type.Unknown()),
    intended_use: Type.Record(Type.String(), Type.Unknown()),
    training_data: Type.Record(Type.String(), Type.Unknown()),
    evaluation_data: Type.Record(Type.String(), Type.Unknown()),
    quantitative_analyses: Type.Record(Type.String(), Type.Unknown()),
    ethical_considerations: Type.Record(Type.String(), Type.Unknown()),
    recommendations: Type.Array(Type.String()),
  },
  { title: 'ModelCard' },
)
export type ModelCard = Static<typeof ModelCard>
