/** The figures of a version, each with its interval. */
import type { WarningModelReport } from '@pratibimba/contract'
import { formatShare } from '@pratibimba/reports/charts'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'

export function MetricTiles({ report: { metrics } }: { report: WarningModelReport }) {
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
    </FigureTiles>
  )
}

/** Shares of customers in percent; measures without a unit as they are. */
function writeMetric(id: string, value: number): string {
  if (/recall|precision|f1|accuracy|rate|specificity/.test(id)) return formatShare(value)
  return value.toFixed(Math.abs(value) < 0.1 ? 4 : 3).replace('-', '−')
}
