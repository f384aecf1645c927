/** What is asked and answered when customers are scored. */
import Type, { type Static } from 'typebox'
import { closed, DateString, InstantString, MinorAmount, nullable, oneOf, share } from '../../schema.ts'
import { CustomerId } from './customer-id.ts'
import { PaymentEvent, TransactionEvent } from './events.ts'
import { interventionTypes } from './intervention-vocabulary.ts'
import { riskLevels } from './vocabulary.ts'

export const FeatureValues = Type.Record(Type.String(), nullable(Type.Number()), {
  description: 'Feature values by id, as GET /api/warning/features lists them; null where missing.',
})

export const CustomerAttributes = closed({
  credit_limit_minor: Type.Optional(MinorAmount),
  declared_income_minor: Type.Optional(MinorAmount),
  accounts: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
})

const explain = Type.Optional(
  oneOf(['none', 'top', 'full'], { default: 'top', description: 'How many drivers the answer holds.' }),
)

export const PredictRequest = closed(
  {
    customer_id: Type.Optional(CustomerId),
    as_of_date: Type.Optional(DateString),
    features: Type.Optional(FeatureValues),
    transactions: Type.Optional(Type.Array(TransactionEvent, { maxItems: 20_000 })),
    payments: Type.Optional(Type.Array(PaymentEvent, { maxItems: 2_000 })),
    attributes: Type.Optional(CustomerAttributes),
    explain,
    top_drivers: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 5 })),
  },
  {
    title: 'PredictRequest',
    description:
      'One of: customer_id of a known customer (features are computed now), features, or transactions (with payments and attributes).',
  },
)
export type PredictRequest = Static<typeof PredictRequest>

export const Driver = closed(
  {
    feature: Type.String(),
    title: Type.String(),
    value: nullable(Type.Number()),
    unit: Type.String(),
    typical: nullable(Type.Number({ description: 'Median of the population the model was trained on.' })),
    contribution: Type.Number({ description: 'Log-odds it adds to the score against the population.' }),
    direction: oneOf(['raises', 'lowers']),
    text: Type.String({ description: 'In words.' }),
  },
  { title: 'Driver' },
)
export type Driver = Static<typeof Driver>

export const RecommendedAction = closed(
  {
    type: oneOf(interventionTypes),
    title: Type.String(),
    reason: Type.String(),
  },
  { title: 'RecommendedAction' },
)
export type RecommendedAction = Static<typeof RecommendedAction>

export const Prediction = closed(
  {
    customer_id: nullable(Type.String()),
    as_of_date: DateString,
    risk_score: share({ description: 'Calibrated probability of a missed payment within 30 days.' }),
    risk_level: oneOf(riskLevels),
    prediction: Type.Integer({
      minimum: 0,
      maximum: 1,
      description: '1 where the score reaches the threshold.',
    }),
    threshold: share({ description: 'Where a missed customer costs as much as the false alarms it saves.' }),
    log_odds: Type.Number({ description: 'Score before calibration.' }),
    base_log_odds: Type.Number({ description: 'Score of the population; drivers add up from here.' }),
    drivers: Type.Array(Driver),
    expected_days_to_failure: nullable(
      Type.Number({ description: 'Median days to the miss, if one comes.' }),
    ),
    recommended_action: nullable(RecommendedAction),
    model_version: Type.String(),
    scored_at: InstantString,
    warnings: Type.Array(Type.String(), { description: 'What limits this score, such as a short history.' }),
  },
  { title: 'Prediction' },
)
export type Prediction = Static<typeof Prediction>

export const BatchPredictRequest = closed(
  {
    customer_ids: Type.Optional(Type.Array(CustomerId, { minItems: 1, maxItems: 1000 })),
    customers: Type.Optional(
      Type.Array(
        closed({
          customer_id: Type.Optional(CustomerId),
          features: FeatureValues,
        }),
        { minItems: 1, maxItems: 1000 },
      ),
    ),
    as_of_date: Type.Optional(DateString),
    explain,
    top_drivers: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 5 })),
  },
  {
    title: 'BatchPredictRequest',
    description: 'customer_ids of known customers, or customers with features; at most 1000.',
  },
)
export type BatchPredictRequest = Static<typeof BatchPredictRequest>

export const BatchPredictReply = closed(
  {
    predictions: Type.Array(Prediction),
    failures: Type.Array(
      closed({
        index: Type.Integer(),
        customer_id: nullable(Type.String()),
        error_code: Type.String(),
        detail: Type.String(),
      }),
      { description: 'Customers that could not be scored; the others were.' },
    ),
    model_version: Type.String(),
  },
  { title: 'BatchPredictReply' },
)
export type BatchPredictReply = Static<typeof BatchPredictReply>
