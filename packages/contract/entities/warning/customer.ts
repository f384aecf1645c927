/** Customers as the pages of early warning show them. */
import Type, { type Static } from 'typebox'
import { closed, DateString, InstantString, Minor, nullable, oneOf, share } from '../../schema.ts'
import {
  interventionStates,
  interventionTypes,
  type PriorityTier,
  slaStates,
} from './intervention-vocabulary.ts'
import { Driver, Prediction, RecommendedAction } from './score.ts'
import { duePaymentStatuses, paymentKinds, riskLevels } from './vocabulary.ts'

/** 1 within three days of failure, 2 accelerating, 3 high and stable. */
export const Tier = Type.Unsafe<PriorityTier>({ type: 'integer', enum: [1, 2, 3] })

export const trends = ['rising', 'stable', 'falling'] as const
export const ageBands = ['under_25', '25_34', '35_44', '45_54', '55_and_over'] as const
export const incomeBrackets = ['low', 'lower_middle', 'middle', 'upper_middle', 'high'] as const
/** What a portfolio can be cut by. */
export const segmentations = [
  'region',
  'employment_type',
  'income_bracket',
  'age_band',
  'home_ownership',
  'risk_level',
] as const
export type Segmentation = (typeof segmentations)[number]

export const OpenCase = closed({
  intervention_id: Type.String(),
  type: oneOf(interventionTypes),
  state: oneOf(interventionStates),
  sla_state: nullable(oneOf(slaStates)),
  due_at: nullable(InstantString),
})

/** One row of a worklist. */
export const CustomerRow = closed(
  {
    customer_id: Type.String(),
    as_of_date: DateString,
    risk_score: share(),
    risk_level: oneOf(riskLevels),
    change_30d: nullable(Type.Number({ description: 'Against the score 30 days before.' })),
    trend: oneOf(trends),
    tier: nullable(Tier),
    expected_days_to_failure: nullable(Type.Number()),
    exposure_minor: Minor,
    expected_loss_minor: Minor,
    top_driver: nullable(closed({ feature: Type.String(), title: Type.String(), text: Type.String() })),
    recommended_action: nullable(RecommendedAction),
    region: nullable(Type.String()),
    employment_type: nullable(Type.String()),
    income_bracket: nullable(oneOf(incomeBrackets)),
    age_band: nullable(oneOf(ageBands)),
    home_ownership: nullable(Type.String()),
    assigned_to: nullable(Type.String()),
    open_case: nullable(OpenCase),
    cool_down_until: nullable(InstantString),
    held_out_by: nullable(
      Type.String({
        description:
          'Intervention by which the customer is in the control group, not to be contacted; null: may be contacted.',
      }),
    ),
    model_version: Type.String(),
    scored_at: InstantString,
  },
  { title: 'CustomerRow' },
)
export type CustomerRow = Static<typeof CustomerRow>

export const CustomerList = closed(
  { customers: Type.Array(CustomerRow), total: Type.Integer(), as_of_date: nullable(DateString) },
  { title: 'CustomerList' },
)
export type CustomerList = Static<typeof CustomerList>

export const ScorePoint = closed(
  {
    as_of_date: DateString,
    risk_score: share(),
    risk_level: oneOf(riskLevels),
    expected_days_to_failure: nullable(Type.Number()),
    model_version: Type.String(),
  },
  { title: 'ScorePoint' },
)
export type ScorePoint = Static<typeof ScorePoint>

export const CustomerDetail = closed(
  {
    row: CustomerRow,
    prediction: Prediction,
    /** The eight metrics of the page. */
    profile: closed({
      age: nullable(Type.Integer()),
      household_size: nullable(Type.Integer()),
      declared_income_minor: nullable(Minor),
      observed_income_minor: nullable(
        Type.Integer({ description: 'Salary and other income of the last 30 days.' }),
      ),
      credit_limit_minor: nullable(Minor),
      credit_utilization: nullable(Type.Number()),
      current_minor: nullable(Minor),
      savings_minor: nullable(Minor),
      account_age_months: nullable(Type.Integer()),
      accounts: Type.Integer(),
      loss_given_default: share({ description: 'Assumption of the policy.' }),
    }),
    radar: Type.Array(
      closed({
        group: Type.String(),
        title: Type.String(),
        customer: share({ description: 'Stress of this group of features, 0–1.' }),
        portfolio: share({ description: 'Mean of the portfolio.' }),
      }),
    ),
    indicators: Type.Array(
      closed({
        id: Type.String(),
        title: Type.String(),
        value: nullable(Type.Number()),
        unit: Type.String(),
        typical: nullable(Type.Number()),
        state: oneOf(['good', 'watch', 'bad', 'unknown']),
        text: Type.String(),
      }),
      { description: 'Signs of financial health.' },
    ),
    payments: Type.Array(
      closed({
        payment_id: Type.String(),
        kind: oneOf(paymentKinds),
        due_date: DateString,
        amount_due_minor: Minor,
        paid_date: nullable(DateString),
        status: oneOf(duePaymentStatuses),
      }),
      { description: 'Of the last 90 days and what falls due next, newest first.' },
    ),
    alternatives: Type.Array(
      closed({
        type: oneOf(interventionTypes),
        title: Type.String(),
        eligible: Type.Boolean(),
        reason: Type.String(),
        cost_minor: Minor,
        success_probability: share(),
        assumption: Type.Boolean({ description: 'Whether the probability is an assumption still.' }),
        expected_loss_avoided_minor: Minor,
      }),
    ),
  },
  { title: 'CustomerDetail' },
)
export type CustomerDetail = Static<typeof CustomerDetail>

export const Explanation = closed(
  {
    customer_id: Type.String(),
    as_of_date: DateString,
    kind: oneOf(['interventional', 'path_dependent']),
    base_log_odds: Type.Number(),
    log_odds: Type.Number(),
    risk_score: share(),
    drivers: Type.Array(Driver, {
      description: 'All features, the largest contribution first; they add up to log_odds − base_log_odds.',
    }),
    model_version: Type.String(),
  },
  { title: 'Explanation' },
)
export type Explanation = Static<typeof Explanation>

export const CustomerFeatures = closed(
  {
    customer_id: Type.String(),
    as_of_date: DateString,
    features: Type.Array(
      closed({
        id: Type.String(),
        value: nullable(Type.Number()),
        typical: nullable(Type.Number()),
        percentile: nullable(share({ description: "Share of the model's population below it." })),
      }),
    ),
    signals: Type.Array(
      closed({
        id: Type.String(),
        title: Type.String(),
        unit: Type.String(),
        high: Type.Number(),
        weeks: Type.Array(nullable(Type.Number()), { description: 'Oldest week first.' }),
      }),
    ),
  },
  { title: 'CustomerFeatures' },
)
export type CustomerFeatures = Static<typeof CustomerFeatures>

export const CustomerBalances = closed(
  {
    customer_id: Type.String(),
    days: Type.Array(
      closed({
        date: DateString,
        current_minor: nullable(Minor),
        savings_minor: nullable(Minor),
        credit_card_minor: nullable(Minor),
      }),
    ),
  },
  { title: 'CustomerBalances' },
)
