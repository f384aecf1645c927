/** The portfolio as a whole: figures, trends, drivers, segments, what happens now. */
import Type, { type Static } from 'typebox'
import { closed, DateString, InstantString, Interval, Minor, nullable, oneOf, share } from '../../schema.ts'
import { CustomerRow, segmentations } from './customer.ts'
import { riskLevels } from './vocabulary.ts'

const PortfolioFigures = closed({
  as_of_date: DateString,
  customers: Type.Integer(),
  high_risk: Type.Integer({ description: 'HIGH and CRITICAL.' }),
  critical: Type.Integer(),
  average_risk_score: share(),
  portfolio_health: Type.Number({
    minimum: 0,
    maximum: 100,
    description: '100 × (1 − expected loss ÷ exposure).',
  }),
  exposure_minor: Minor,
  expected_loss_minor: Minor,
  by_level: Type.Array(closed({ level: oneOf(riskLevels), customers: Type.Integer() })),
})

/** GET /stats. */
export const WarningStats = closed(
  {
    present: nullable(PortfolioFigures),
    before: nullable(PortfolioFigures),
    before_label: Type.String({ description: 'What the change is against, such as "30 days before".' }),
    prevented_defaults: nullable(Interval),
    cost_saved_minor: nullable(Interval),
    success: nullable(Interval),
    success_note: Type.String({ description: 'How success is measured, or why it is not known yet.' }),
    model_version: nullable(Type.String()),
    currency: Type.String(),
  },
  { title: 'WarningStats' },
)
export type WarningStats = Static<typeof WarningStats>

export const RiskOverview = closed(
  {
    as_of_date: nullable(DateString),
    histogram: closed({ edges: Type.Array(Type.Number()), counts: Type.Array(Type.Integer()) }),
    concentration: Type.Array(
      closed({
        title: Type.String(),
        customers: Type.Integer(),
        exposure_minor: Minor,
        expected_loss_minor: Minor,
      }),
      { description: 'Expected loss by tenth of customers, riskiest first.' },
    ),
    trend: Type.Array(
      closed({
        as_of_date: DateString,
        customers: Type.Integer(),
        average_risk_score: share(),
        high_risk: Type.Integer(),
        critical: Type.Integer(),
        expected_loss_minor: Minor,
      }),
    ),
    drivers: Type.Array(
      closed({
        feature: Type.String(),
        title: Type.String(),
        mean_contribution: Type.Number({ description: 'Mean log-odds it adds among HIGH and CRITICAL.' }),
        customers: Type.Integer({ description: 'Among whose first five it is.' }),
      }),
    ),
    rising: Type.Array(CustomerRow),
    insights: Type.Array(
      closed({
        id: Type.String(),
        severity: oneOf(['info', 'watch', 'act']),
        text: Type.String(),
        link: nullable(Type.String()),
      }),
    ),
  },
  { title: 'RiskOverview' },
)
export type RiskOverview = Static<typeof RiskOverview>

export const SegmentTable = closed(
  {
    by: oneOf(segmentations),
    segments: Type.Array(
      closed({
        segment: Type.String(),
        customers: Type.Integer(),
        average_risk_score: share(),
        high_risk: Type.Integer(),
        high_risk_share: share(),
        exposure_minor: Minor,
        expected_loss_minor: Minor,
      }),
    ),
  },
  { title: 'SegmentTable' },
)
export type SegmentTable = Static<typeof SegmentTable>

export const liveEventKinds = [
  'score',
  'batch',
  'alert',
  'intervention',
  'ingestion',
  'model',
  'job',
] as const
export type LiveEventKind = (typeof liveEventKinds)[number]

/** One thing that happened. */
export const LiveEvent = closed(
  {
    id: Type.Integer({ description: 'Position in the log; ask for events after it.' }),
    kind: oneOf(liveEventKinds),
    at: InstantString,
    customer_id: nullable(Type.String()),
    risk_score: nullable(share()),
    previous_score: nullable(share()),
    risk_level: nullable(oneOf(riskLevels)),
    severity: oneOf(['info', 'watch', 'act']),
    text: Type.String(),
  },
  { title: 'LiveEvent' },
)
export type LiveEvent = Static<typeof LiveEvent>

export const LiveEventList = closed(
  { events: Type.Array(LiveEvent), total: Type.Integer() },
  { title: 'LiveEventList' },
)
