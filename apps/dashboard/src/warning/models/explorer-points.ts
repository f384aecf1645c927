/** Thresholds the explorer steps over: those stored, the model's own, and the one that catches 85%. */
import type { WarningModelReport } from '@pratibimba/contract'
import type { ThresholdPoint } from '@pratibimba/reports/charts'

type Report = Pick<WarningModelReport, 'model' | 'thresholds' | 'recall_85' | 'confusion'>

/** Ascending, each threshold once. */
export function explorerPoints(report: Report): readonly ThresholdPoint[] {
  const { thresholds, recall_85 } = report
  const extra = [ownPoint(report), recall_85].filter((point) => point !== null)
  const points = new Map([...thresholds, ...extra].map((point) => [point.threshold, point]))
  return [...points.values()].sort((a, b) => a.threshold - b.threshold)
}

/** What happens at the model's own threshold, from its confusion matrix. */
function ownPoint({ model, confusion, thresholds }: Report): ThresholdPoint | null {
  const { true_positives, false_positives, false_negatives, true_negatives } = confusion
  const missed = true_positives + false_negatives
  const others = false_positives + true_negatives
  const some = thresholds.find(({ alerts }) => alerts > 0)
  if (missed === 0 || others === 0 || some === undefined) return null
  const alerts = true_positives + false_positives
  return {
    threshold: model.threshold,
    recall: true_positives / missed,
    precision: alerts === 0 ? null : true_positives / alerts,
    false_alarm_rate: false_positives / others,
    alerts,
    // Alerts are spread over days alike at every threshold.
    alerts_a_day: (alerts * some.alerts_a_day) / some.alerts,
    cost: 0,
  }
}

/** Place of the point that is nearest to a threshold; −1 where there is none. */
export function nearestPoint(points: readonly ThresholdPoint[], threshold: number): number {
  return points.reduce(
    (best, point, place) =>
      best < 0 || Math.abs(point.threshold - threshold) < Math.abs(points[best]!.threshold - threshold)
        ? place
        : best,
    -1,
  )
}
