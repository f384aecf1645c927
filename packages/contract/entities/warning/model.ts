/** Early-warning models: versions, how good they are, training. */
import Type, { type Static } from 'typebox'
import { closed, DateString, InstantString, Interval, nullable, oneOf, share } from '../../schema.ts'
import { jobStates } from '../vocabulary.ts'

export const modelStages = ['champion', 'challenger', 'archived', 'rejected'] as const
export type ModelStage = (typeof modelStages)[number]

export const ModelVersion = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$',
  description: 'Up to 64 letters, digits and _ . -',
})

export const WarningModel = closed(
  {
    version: Type.String(),
    stage: oneOf(modelStages),
    trained_at: InstantString,
    trained_by: Type.String(),
    promoted_at: nullable(InstantString),
    reason: Type.String({ description: 'Why it stands where it stands.' }),
    auc: Interval,
    threshold: share(),
    customers: Type.Integer(),
    rows: Type.Integer(),
    train_from: DateString,
    train_to: DateString,
    test_dates: Type.Array(DateString),
    features: Type.Integer(),
    seed: Type.Integer(),
    sha256: Type.String(),
  },
  { title: 'WarningModel' },
)
export type WarningModel = Static<typeof WarningModel>

export const WarningModelList = closed(
  { models: Type.Array(WarningModel), total: Type.Integer() },
  { title: 'WarningModelList' },
)

const Point = closed({
  threshold: share(),
  recall: share(),
  precision: nullable(share()),
  false_alarm_rate: share(),
  alerts: Type.Integer(),
  alerts_a_day: Type.Number(),
  cost: Type.Number({ description: 'Per customer, in false alarms, at the cost ratio of the model.' }),
})

/** Everything the page shows; each figure comes from the stored predictions of the test. */
export const WarningModelReport = closed(
  {
    model: WarningModel,
    metrics: Type.Array(
      closed({
        id: Type.String(),
        title: Type.String(),
        value: Type.Number(),
        interval: nullable(Type.Tuple([Type.Number(), Type.Number()])),
        note: Type.String(),
      }),
    ),
    health: closed({
      score: Type.Number({ minimum: 0, maximum: 100 }),
      parts: Type.Array(
        closed({ title: Type.String(), points: Type.Number(), of: Type.Number(), text: Type.String() }),
      ),
    }),
    confusion: closed({
      true_positives: Type.Integer(),
      false_positives: Type.Integer(),
      false_negatives: Type.Integer(),
      true_negatives: Type.Integer(),
    }),
    miss_cost: Type.Number({ description: 'What a miss costs, in false alarms.' }),
    cost_range: Type.Tuple([Type.Number(), Type.Number()]),
    thresholds: Type.Array(Point, { description: 'For the threshold explorer, ascending thresholds.' }),
    recall_85: nullable(Point),
    reliability: Type.Array(
      closed({ predicted: share(), observed: share(), low: share(), high: share(), rows: Type.Integer() }),
    ),
    roc: Type.Array(closed({ false_alarm_rate: share(), recall: share() })),
    importance: Type.Array(
      closed({
        feature: Type.String(),
        title: Type.String(),
        group: Type.String(),
        mean_absolute: Type.Number(),
      }),
    ),
    learners: Type.Array(
      closed({
        id: Type.String(),
        title: Type.String(),
        weight: Type.Number(),
        auc: Interval,
      }),
    ),
    weights_note: Type.String(),
    bayes: nullable(closed({ auc: Interval, rows: Type.Integer(), note: Type.String() })),
    notes: Type.Array(Type.String()),
  },
  { title: 'WarningModelReport' },
)
export type WarningModelReport = Static<typeof WarningModelReport>

export const RetrainingRequest = closed(
  {
    trials: Type.Optional(Type.Integer({ minimum: 0, maximum: 200, default: 0 })),
    miss_cost: Type.Optional(Type.Number({ minimum: 1, maximum: 1000, default: 50 })),
    promote: Type.Optional(
      oneOf(['if_better', 'never'], {
        default: 'if_better',
        description: 'A worse model is never promoted.',
      }),
    ),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  },
  { title: 'RetrainingRequest' },
)
export type RetrainingRequest = Static<typeof RetrainingRequest>

export const RetrainingStatus = closed(
  {
    state: oneOf(['idle', 'waiting', 'running']),
    job_id: nullable(Type.String()),
    progress: share(),
    stage: Type.String(),
    last: nullable(
      closed({
        job_id: Type.String(),
        state: oneOf(jobStates),
        finished_at: nullable(InstantString),
        model_version: nullable(Type.String()),
        decision: Type.String({ description: 'Promoted or kept, and why.' }),
      }),
    ),
    schedule: Type.String({ description: 'Cron expression, or never.' }),
    next_run_at: nullable(InstantString),
    reasons_open: Type.Array(Type.String(), { description: 'Alerts that ask for retraining.' }),
  },
  { title: 'RetrainingStatus' },
)
export type RetrainingStatus = Static<typeof RetrainingStatus>

export const FeatureInfo = closed(
  {
    id: Type.String(),
    title: Type.String(),
    group: Type.String(),
    unit: Type.String(),
    window: Type.String(),
    rationale: Type.String(),
    monotone: oneOf(['increasing', 'decreasing', 'free']),
    missing: Type.String(),
    formula: Type.String({ description: 'The expression in words.' }),
    importance: nullable(Type.Number({ description: 'Mean absolute contribution in the champion.' })),
    rank: nullable(Type.Integer()),
  },
  { title: 'FeatureInfo' },
)
export type FeatureInfo = Static<typeof FeatureInfo>

export const FeatureCatalogue = closed(
  { features: Type.Array(FeatureInfo), advanced: Type.Array(FeatureInfo) },
  { title: 'FeatureCatalogue' },
)
