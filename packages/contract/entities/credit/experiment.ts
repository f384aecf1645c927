/** Champion and challenger: who is decided by which, and what stops it. */
import Type, { type Static } from 'typebox'
import { closed, InstantString, Interval, nullable, oneOf, share } from '../../schema.ts'
import { experimentStates } from './vocabulary.ts'

export const ExperimentId = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,63}$',
  description: 'Up to 64 small letters, digits and -.',
})

export const Guardrails = closed({
  approval_rate_change: share({
    description: 'Largest difference of approval rates between the arms.',
    default: 0.05,
  }),
  pd_psi: Type.Number({
    minimum: 0,
    maximum: 10,
    default: 0.2,
    description: 'Largest PSI between the scores of the arms.',
  }),
  p99_latency_ms: Type.Number({ minimum: 1, maximum: 60_000, default: 50 }),
  four_fifths: share({ description: 'Smallest ratio of approval rates between groups.', default: 0.8 }),
  min_decisions: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 200,
    description: 'Of each arm before a guard-rail speaks.',
  }),
})

const Arm = closed({
  name: Type.String(),
  model_version: Type.String(),
  policy_version: nullable(Type.Integer()),
  share: share(),
})

export const Experiment = closed(
  {
    id: ExperimentId,
    title: Type.String({ maxLength: 200 }),
    state: oneOf(experimentStates),
    arms: Type.Array(Arm, { minItems: 2, maxItems: 2 }),
    /** Shares the challenger goes through. */
    rollout: Type.Array(share(), { minItems: 1, maxItems: 10 }),
    step: Type.Integer(),
    guardrails: Guardrails,
    started_at: nullable(InstantString),
    stopped_at: nullable(InstantString),
    stopped_because: nullable(Type.String()),
    created_by: Type.String(),
    created_at: InstantString,
    /** Every step, oldest first; by a person, or by `system` where a guard-rail stopped it. */
    transitions: Type.Array(
      closed({
        from: nullable(oneOf(experimentStates)),
        to: oneOf(experimentStates),
        step: Type.Integer(),
        by: Type.String(),
        at: InstantString,
        reason: Type.String(),
      }),
    ),
  },
  { title: 'Experiment' },
)
export type Experiment = Static<typeof Experiment>

export const ExperimentReport = closed(
  {
    experiment: Experiment,
    arms: Type.Array(
      closed({
        name: Type.String(),
        decisions: Type.Integer(),
        approval_rate: nullable(Interval),
        mean_pd: nullable(Interval),
        p50_latency_ms: nullable(Type.Number()),
        p99_latency_ms: nullable(Type.Number()),
        matured: Type.Integer(),
        auc: nullable(Interval),
      }),
    ),
    agreement: nullable(share({ description: 'Of shadow decisions with those that counted.' })),
    guardrails: Type.Array(
      closed({
        id: Type.String(),
        title: Type.String(),
        value: nullable(Type.Number()),
        limit: Type.Number(),
        state: oneOf(['waiting', 'within', 'broken'] as const),
        text: Type.String(),
      }),
    ),
  },
  { title: 'ExperimentReport' },
)
export type ExperimentReport = Static<typeof ExperimentReport>
