/** Whether data and model still are what they were when the model was trained. */
import Type, { type Static } from 'typebox'
import { closed, DateString, InstantString, Interval, nullable, oneOf, share } from '../../schema.ts'

export const severities = ['none', 'moderate', 'severe'] as const

export const DriftReport = closed(
  {
    as_of_date: nullable(DateString),
    reference: Type.String({ description: 'What it is compared with.' }),
    rows: Type.Integer(),
    verdict: oneOf(severities),
    text: Type.String(),
    score: nullable(
      closed({ psi: Type.Number(), ks: Type.Number(), p_value: Type.Number(), severity: oneOf(severities) }),
    ),
    features: Type.Array(
      closed({
        id: Type.String(),
        title: Type.String(),
        psi: nullable(Type.Number()),
        psi_critical: nullable(Type.Number({ description: 'What chance alone exceeds once in twenty.' })),
        usual_psi: nullable(
          Type.Number({
            description:
              'What the calendar alone does: as far as days without a change lay from the training. A feature counts as moved only well beyond it.',
          }),
        ),
        ks: nullable(Type.Number()),
        jensen_shannon: nullable(Type.Number()),
        p_value: nullable(Type.Number({ description: 'Adjusted for the number of features.' })),
        missing_reference: share(),
        missing_present: share(),
        severity: oneOf(severities),
        bins: Type.Array(
          closed({ title: Type.String(), reference: share(), present: share(), contribution: Type.Number() }),
        ),
      }),
    ),
  },
  { title: 'DriftReport' },
)
export type DriftReport = Static<typeof DriftReport>

export const DataQuality = closed(
  {
    checked_at: InstantString,
    checks: Type.Array(
      closed({
        id: Type.String(),
        title: Type.String(),
        value: nullable(Type.Number()),
        unit: Type.String(),
        limit: nullable(Type.Number()),
        state: oneOf(['ok', 'watch', 'bad', 'unknown']),
        text: Type.String(),
      }),
    ),
  },
  { title: 'DataQuality' },
)
export type DataQuality = Static<typeof DataQuality>

export const LivePerformance = closed(
  {
    points: Type.Array(
      closed({
        as_of_date: DateString,
        rows: Type.Integer(),
        matured: Type.Boolean(),
        auc: nullable(Interval),
        recall: nullable(Interval),
        precision: nullable(Interval),
        calibration_error: nullable(Type.Number()),
        estimated_auc: nullable(
          Type.Number({ description: 'Before outcomes are known, from the probabilities.' }),
        ),
      }),
    ),
    training_auc: nullable(Interval),
    text: Type.String(),
  },
  { title: 'LivePerformance' },
)
export type LivePerformance = Static<typeof LivePerformance>

export const WarningFairness = closed(
  {
    by: Type.String(),
    groups: Type.Array(
      closed({
        group: Type.String(),
        customers: Type.Integer(),
        flagged_rate: nullable(Interval),
        recall: nullable(Interval),
        false_alarm_rate: nullable(Interval),
        ratio: nullable(Type.Number({ description: 'Flagged rate ÷ that of the reference group.' })),
        suppressed: Type.Boolean({ description: 'Too few customers for a figure.' }),
      }),
    ),
    text: Type.String(),
  },
  { title: 'WarningFairness' },
)
export type WarningFairness = Static<typeof WarningFairness>

export const Alert = closed(
  {
    id: Type.String(),
    rule: Type.String(),
    title: Type.String(),
    text: Type.String(),
    severity: oneOf(['info', 'watch', 'act']),
    state: oneOf(['open', 'acknowledged', 'resolved']),
    raised_at: InstantString,
    resolved_at: nullable(InstantString),
    acknowledged_by: nullable(Type.String()),
    opens_retraining: Type.Boolean(),
  },
  { title: 'Alert' },
)
export type Alert = Static<typeof Alert>

export const AlertList = closed({ alerts: Type.Array(Alert), total: Type.Integer() }, { title: 'AlertList' })
