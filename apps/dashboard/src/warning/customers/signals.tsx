/** The weekly signals the features are made of, as small multiples. */
import type { CustomerFeatures } from '@pratibimba/contract'
import { formatFeature, signalWeeksChart } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { customerFeaturesQuery } from '../../api/warning-queries.ts'
import { ChartFigure, useChartTheme } from '../../parts/chart-panel.tsx'
import { ChartTableView } from '../../parts/chart-table.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './signals.module.css'

type Signal = CustomerFeatures['signals'][number]

export function Signals({ customerId }: { customerId: string }) {
  const { data, error, refetch } = useQuery(customerFeaturesQuery(customerId, {}))
  const high = data?.signals.filter(({ weeks, high }) => (weeks.at(-1) ?? Number.NEGATIVE_INFINITY) >= high)
  return (
    <Panel
      title={
        high === undefined
          ? 'Weekly signals'
          : `${high.length} of ${data!.signals.length} weekly signals are high this week`
      }
      description="The last weeks, oldest first. Dashed: from where a week counts as high; such weeks are coloured."
    >
      {data === undefined ? (
        error === null ? (
          <Loading rows={8} />
        ) : (
          <ProblemNotice error={error} onRetry={refetch} />
        )
      ) : (
        <ul className={classes.grid}>
          {data.signals.map((signal) => (
            <li key={signal.id}>
              <SignalCard signal={signal} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function SignalCard({ signal }: { signal: Signal }) {
  const theme = useChartTheme()
  const chart = useMemo(() => signalWeeksChart(theme, signal), [theme, signal])
  const { title, unit, high, weeks } = signal
  const last = weeks.at(-1)
  return (
    <figure className={classes.card}>
      <figcaption className={classes.head}>
        <span>{title}</span>
        <span className="muted">{last == null ? '–' : formatFeature(last, { unit })}</span>
      </figcaption>
      <p className={classes.finding}>
        {chart.title.slice(title.length + 2)}
        {unit !== 'flag' && `, from ${formatFeature(high, { unit })} on`}
      </p>
      <ChartFigure chart={chart} />
      <details className={classes.table}>
        <summary>Table</summary>
        <ChartTableView table={chart.table} name={title} />
      </details>
    </figure>
  )
}
