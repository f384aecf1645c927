/** The figures of a version, each with its interval. */
import type { WarningModelReport } from '@pratibimba/contract'
import { formatShare } from '@pratibimba/reports/charts'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'

export function MetricTiles({ report: { metrics, confusion } }: { report: WarningModelReport }) {
  const f1 = metrics.some(({ id }) => id === 'f1') ? undefined : f1Of(confusion)
  return (
    <FigureTiles>
      {metrics.map(({ id, title, value, interval, note }) => (
        <FigureTile
          key={id}
          label={title}
          figure={writeMetric(id, value)}
          note={
            <>
              {interval !== null && (
                <>
                  {writeMetric(id, interval[0])} – {writeMetric(id, interval[1])}
                  {note !== '' && ' · '}
                </>
              )}
              {note}
            </>
          }
        />
      ))}
      {f1 !== undefined && (
        <FigureTile label="F1" figure={formatShare(f1)} note="harmonic mean of recall and precision" />
      )}
    </FigureTiles>
  )
}

/** Shares of customers in percent; measures without a unit as they are. */
function writeMetric(id: string, value: number): string {
  if (/recall|precision|f1|accuracy|rate|specificity/.test(id)) return formatShare(value)
  return value.toFixed(Math.abs(value) < 0.1 ? 4 : 3).replace('-', '−')
}

/** 2·TP / (2·TP + FP + FN); undefined where nobody missed and nobody was called. */
function f1Of({ true_positives, false_positives, false_negatives }: WarningModelReport['confusion']) {
  const all = 2 * true_positives + false_positives + false_negatives
  return all === 0 ? undefined : (2 * true_positives) / all
}
