/** What monitoring found, on the wire. */
import type { Operations, ReplyOf, Segmentation } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import type { FeatureDrift, QualityFigure, Severity, TestedFigure } from '@pratibimba/risk/monitoring'
import type { AlertRecord } from '@pratibimba/risk/ports'
import type { StoredMonitoring } from '../../warning/monitoring/monitor-warning.ts'
import { intervalOf } from '../interval.ts'

type Drift = ReplyOf<Operations['assessDrift']>
type Quality = ReplyOf<Operations['assessDataQuality']>
type Performance = ReplyOf<Operations['livePerformance']>
type Fairness = ReplyOf<Operations['warningFairness']>
type Alert = ReplyOf<Operations['listAlerts']>['alerts'][number]

export function driftToWire(
  { report, modelVersion }: StoredMonitoring,
  titleOf: (feature: string) => string,
): Drift {
  const { drift, scores } = report
  const psi = scores?.drift.tests.find(({ id }) => id === 'psi')
  const ks = scores?.drift.tests.find(({ id }) => id === 'kolmogorov_smirnov')
  return {
    as_of_date: report.asOfDate,
    reference: `${drift.referenceRows.toLocaleString('en')} rows that ${modelVersion} learnt from`,
    rows: report.rows,
    verdict: drift.severity,
    text: drift.sentences.join(' '),
    score:
      scores === null || psi === undefined
        ? null
        : {
            psi: psi.value,
            ks: ks?.value ?? 0,
            p_value: psi.pValue ?? 1,
            severity: scores.severity,
          },
    features: drift.features.map((feature) => featureToWire(feature, titleOf)),
  }
}

function featureToWire(
  feature: FeatureDrift,
  titleOf: (feature: string) => string,
): Drift['features'][number] {
  const test = (id: string): TestedFigure | undefined => feature.tests.find((one) => one.id === id)
  const psi = test('psi')
  return {
    id: feature.name,
    title: titleOf(feature.name),
    psi: psi?.value ?? null,
    psi_critical: psi?.critical ?? null,
    usual_psi: feature.usualPsi,
    ks: test('kolmogorov_smirnov')?.value ?? null,
    jensen_shannon: test('jensen_shannon')?.value ?? null,
    p_value: psi?.adjustedPValue ?? null,
    missing_reference: feature.missingShare.reference,
    missing_present: feature.missingShare.current ?? 1,
    severity: feature.severity,
    bins: feature.bins.map(({ label, expectedShare, actualShare, contribution }) => ({
      title: label,
      reference: expectedShare,
      present: actualShare,
      contribution,
    })),
  }
}

const states = { none: 'ok', moderate: 'watch', severe: 'bad' } as const satisfies Record<
  Severity,
  Quality['checks'][number]['state']
>
const checkTitles = {
  completeness: 'Completeness',
  range: 'Range',
  domain: 'Range',
  freshness: 'Freshness',
  duplicates: 'Duplicates',
  volume: 'Volume',
  timeliness: 'Timeliness',
} as const satisfies Record<QualityFigure['check'], string>
const units = { share: 'share', hours: 'hours', robust_deviations: 'robust deviations' } as const

/** Checks of whole sources always, those of single features where there is something to see. */
export function qualityToWire({ checkedAt, report }: StoredMonitoring): Quality {
  const ofSource = ({ check }: QualityFigure) =>
    check === 'freshness' || check === 'volume' || check === 'timeliness' || check === 'duplicates'
  const shown = report.quality.figures.filter((one) => ofSource(one) || one.severity !== 'none')
  const quiet = report.quality.figures.length - shown.length
  return {
    checked_at: checkedAt,
    checks: [
      ...shown.map((one) => ({
        id: `${one.check}:${one.subject}`,
        title: `${checkTitles[one.check]} of ${one.subject}`,
        value: one.value,
        unit: units[one.unit],
        limit: one.limits.moderate,
        state: one.value === null && one.severity === 'none' ? ('unknown' as const) : states[one.severity],
        text: one.sentence,
      })),
      {
        id: 'features',
        title: 'Completeness and range of features',
        value: quiet,
        unit: 'checks',
        limit: null,
        state: 'ok' as const,
        text: `${quiet} checks of single features found nothing.`,
      },
    ],
  }
}

export function performanceToWire({ report }: StoredMonitoring): Performance {
  const { performance, estimated, evidence, training } = report
  const matured = new Map(performance?.byDate.map((day) => [formatDay(day.scoreDay), day]))
  return {
    points: estimated.map(({ asOfDate, figures }) => {
      const known = matured.get(asOfDate)
      return {
        as_of_date: asOfDate,
        rows: known?.rows ?? figures.rows,
        matured: known !== undefined,
        auc: intervalOrNull(known?.figures?.auc),
        recall: intervalOrNull(known?.figures?.recall),
        precision: intervalOrNull(known?.figures?.precision),
        calibration_error: known?.figures?.calibrationError.value ?? null,
        estimated_auc: figures.auc?.value ?? null,
      }
    }),
    training_auc: intervalOrNull(training.auc),
    text: [
      ...(performance?.sentences ?? ['No score that the present model made in time is on record yet.']),
      ...(evidence ?? []),
    ].join(' '),
  }
}

export function fairnessToWire({ report }: StoredMonitoring, by: Segmentation): Fairness {
  const { groups, sentence } = report.segments[by]
  return {
    by,
    groups: groups.map((group) => ({
      group: group.group,
      customers: group.customers,
      flagged_rate: group.flagged,
      recall: group.recall,
      false_alarm_rate: group.falseAlarms,
      ratio: group.ratio,
      suppressed: group.suppressed,
    })),
    text: `${sentence} Being flagged leads to an offer of help; the ratio is a policy gate of ours, not a law.`,
  }
}

export function alertToWire(alert: AlertRecord): Alert {
  return {
    id: alert.alertId,
    rule: alert.rule,
    title: alert.title,
    text: alert.text,
    severity: alert.severity,
    state: alert.state,
    raised_at: alert.raisedAt.toISOString(),
    resolved_at: alert.resolvedAt?.toISOString() ?? null,
    acknowledged_by: alert.acknowledgedBy ?? null,
    opens_retraining: alert.opensRetraining,
  }
}

function intervalOrNull(estimate: Parameters<typeof intervalOf>[0] | null | undefined) {
  return estimate == null ? null : intervalOf(estimate)
}
