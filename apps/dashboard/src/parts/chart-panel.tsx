/** A chart under its finding, with the table behind it. */
import { SegmentedControl, useComputedColorScheme } from '@mantine/core'
import { type Chart, type ChartTheme, chartThemes } from '@pratibimba/reports/charts'
import { type LinkProps, useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useCallback, useId, useMemo, useState } from 'react'
import classes from './chart-panel.module.css'
import { ChartTableView } from './chart-table.tsx'

const Drawing = lazy(async () => ({ default: (await import('./drawing.tsx')).Drawing }))

/** Colours of the charts under the present scheme. */
export function useChartTheme(): ChartTheme {
  return chartThemes[useComputedColorScheme('light')]
}

interface ChartPanelProps {
  readonly draw: (theme: ChartTheme) => Chart
  /** What the chart is about, above the finding. */
  readonly subject: string
  readonly legend?: ReactNode
  /** Chooses which of several charts is drawn. */
  readonly choice?: ReactNode
  /** Where a row of the chart, and of the table behind it, leads. */
  readonly linkOf?: RowLink
}

/** Stable between renders. */
export type RowLink = (row: number) => Pick<LinkProps, 'to' | 'search' | 'params'> | undefined

export function ChartPanel({ draw, subject, legend, choice, linkOf }: ChartPanelProps) {
  const theme = useChartTheme()
  const chart = useMemo(() => draw(theme), [draw, theme])
  const [view, setView] = useState('chart')
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.head}>
        <div>
          <p className={classes.subject}>{subject}</p>
          <h2 id={id}>{chart.title}</h2>
        </div>
        <div className={classes.controls}>
          {choice}
          <SegmentedControl
            size="xs"
            value={view}
            onChange={setView}
            data={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
            aria-label={`View of ${subject}`}
          />
        </div>
      </div>
      {legend && <div className={classes.legend}>{legend}</div>}
      {view === 'chart' ? (
        <ChartFigure chart={chart} linkOf={linkOf} />
      ) : (
        <ChartTableView table={chart.table} name={subject} linkOf={linkOf} />
      )}
    </section>
  )
}

/** The drawing alone. */
export function ChartFigure({ chart, linkOf }: { chart: Chart; linkOf?: RowLink }) {
  const navigate = useNavigate()
  const pick = useCallback(
    (row: number) => {
      const link = linkOf?.(row)
      if (link !== undefined) navigate(link as Parameters<typeof navigate>[0])
    },
    [linkOf, navigate],
  )
  return (
    <div role="img" aria-label={`${chart.title}. ${chart.description}`} style={{ height: chart.heightPx }}>
      <Suspense>
        <Drawing option={chart.option} heightPx={chart.heightPx} onPick={linkOf && pick} />
      </Suspense>
    </div>
  )
}

/** The two sides of a comparison, named by their colours. */
export function TwinLegend() {
  return (
    <>
      <span className={classes.key} data-side="original">
        Original
      </span>
      <span className={classes.key} data-side="twin">
        Twin
      </span>
    </>
  )
}
