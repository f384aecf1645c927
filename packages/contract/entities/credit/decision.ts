/** A decision with what led to it. */
import Type, { type Static } from 'typebox'
import { closed, InstantString, nullable, oneOf, Sha256, share } from '../../schema.ts'
import { decisionOutcomes, policyStageKinds, sourceKinds, sourceStates } from './vocabulary.ts'

export const DecisionId = Type.String({ format: 'uuid', description: 'Of a decision.' })

/** A specific reason, in words fit for a letter. */
export const AdverseReason = closed({
  code: Type.String({ description: 'Of the version of the reason table that was in force.' }),
  text: Type.String(),
  source: oneOf(['model', 'rule'] as const),
  features: Type.Array(Type.String(), {
    description: 'What it is about; empty for a rule without features.',
  }),
})
export type AdverseReason = Static<typeof AdverseReason>

/** A rule that fired. */
export const FiredRule = closed({
  stage: Type.String(),
  kind: oneOf(policyStageKinds),
  rule: Type.String({ description: 'Id within the policy.' }),
  outcome: nullable(oneOf(decisionOutcomes)),
  reason_code: nullable(Type.String()),
  text: Type.String(),
})
export type FiredRule = Static<typeof FiredRule>

const Lime = closed({
  terms: Type.Array(closed({ feature: Type.String(), condition: Type.String(), weight: Type.Number() }), {
    maxItems: 10,
  }),
  stability: share({ description: 'How much repeated pictures agree; 1 is always.' }),
  local_r2: nullable(Type.Number()),
  seed: Type.Integer(),
  notice: Type.String(),
})

export const DecisionExplanation = closed({
  lime_explanation: nullable(Lime),
  shap_values: Type.Record(Type.String(), Type.Number(), {
    description: 'Log-odds of being good that each feature adds, against usual applicants.',
  }),
  feature_importance: Type.Record(Type.String(), Type.Number(), {
    description: 'Of the model as a whole; they sum to 1.',
  }),
})

export const Counterfactual = closed({
  changes: Type.Array(
    closed({
      field: Type.String(),
      from: nullable(Type.Number()),
      to: nullable(Type.Number()),
      text: Type.String(),
    }),
  ),
  outcome: oneOf(decisionOutcomes),
  score: share(),
  verified: Type.Literal(true, {
    description: 'The changed application was decided by the same model and policy.',
  }),
})

export const CreditDecision = closed(
  {
    decision_id: DecisionId,
    customer_id: Type.String(),
    decided_at: InstantString,
    score: share({ description: 'Calibrated probability that the applicant is good.' }),
    decision: oneOf(decisionOutcomes),
    confidence: share({ description: 'The larger of the probabilities of good and bad.' }),
    explanation: nullable(DecisionExplanation),
    risk_factors: Type.Array(Type.String(), { maxItems: 5 }),
    reasons: Type.Array(AdverseReason, { maxItems: 4 }),
    counterfactual: nullable(Counterfactual),
    limit: nullable(
      Type.Number({ description: 'Most that would be lent, major units; null where nothing is offered.' }),
    ),
    annual_rate: nullable(Type.Number({ description: 'Per year, as a share: 0.129 is 12.9 %.' })),
    policy: closed({
      name: Type.String(),
      version: Type.Integer(),
      rules: Type.Array(FiredRule),
    }),
    sources: Type.Array(closed({ kind: oneOf(sourceKinds), state: oneOf(sourceStates) })),
    experiment: nullable(closed({ id: Type.String(), arm: Type.String() })),
    model_version: Type.String(),
    reason_table: Type.String({ description: 'Version of the reason codes.' }),
    replay: Type.String({ description: 'Address that decides again from the record.' }),
    latency_ms: Type.Number(),
  },
  { title: 'CreditDecision' },
)
export type CreditDecision = Static<typeof CreditDecision>

/** A row of the list: no personal data beside the id. */
export const DecisionRow = closed({
  decision_id: DecisionId,
  customer_id: nullable(Type.String({ description: 'null once the person was erased.' })),
  decided_at: InstantString,
  score: share(),
  decision: oneOf(decisionOutcomes),
  final_decision: nullable(
    oneOf(decisionOutcomes, { description: 'What a person decided, or the decision where nobody had to.' }),
  ),
  loan_amount: Type.Number(),
  loan_purpose: Type.String(),
  top_reason: nullable(Type.String()),
  top_reason_code: nullable(Type.String()),
  model_version: Type.String(),
  policy_version: Type.Integer(),
  experiment: nullable(Type.String()),
  arm: nullable(Type.String()),
  latency_ms: Type.Number(),
})

export type DecisionRow = Static<typeof DecisionRow>

export const Replay = closed(
  {
    decision_id: DecisionId,
    identical: Type.Boolean({ description: 'Byte for byte, but for time and latency.' }),
    recorded_sha256: Sha256,
    replayed_sha256: Sha256,
    differences: Type.Array(
      closed({ pointer: Type.String(), recorded: Type.String(), replayed: Type.String() }),
    ),
    model_version: Type.String(),
    policy_version: Type.Integer(),
    code_version: Type.String({ description: 'Of the program that decided then.' }),
    code_version_now: Type.String(),
  },
  { title: 'Replay' },
)
export type Replay = Static<typeof Replay>
