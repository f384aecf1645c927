/** Whether data and model still are what they were: outcomes, drift, quality of the data. */

import type { DataQuality, LivePerformance } from '@pratibimba/contract'
import { type ChartTheme, formatShare, livePerformanceChart } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { driftQuery, performanceQuery, qualityQuery } from '../../api/warning-queries.ts'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import { Asked } from './asked.tsx'
import { DriftPanel } from './drift-panel.tsx'
import { SeveritySign } from './severity-sign.tsx'

export function MonitoringTab() {
  const performance = useQuery(performanceQuery)
  const drift = useQuery(driftQuery)
  const quality = useQuery(qualityQuery)
  return (
    <PanelStack>
      <Asked title="How past scores turned out" query={performance}>
        {(data) => <Outcomes performance={data} />}
      </Asked>
      <Asked title="Drift" query={drift}>
        {(data) => <DriftPanel report={data} />}
      </Asked>
      <Asked title="Quality of the data" query={quality}>
        {(data) => <Quality quality={data} />}
      </Asked>
    </PanelStack>
  )
}

function Outcomes({ performance: { points, training_auc, text } }: { performance: LivePerformance }) {
  const draw = useCallback(
    (theme: ChartTheme) => livePerformanceChart(theme, points, training_auc),
    [points, training_auc],
  )
  if (points.length === 0)
    return (
      <Panel title="How past scores turned out">
        <EmptyState title="No score is old enough">
          Thirty days after a score it is known whether a payment was missed. {text}
        </EmptyState>
      </Panel>
    )
  return <ChartPanel subject="How past scores turned out" draw={draw} legend={<span>{text}</span>} />
}

function Quality({ quality: { checks, checked_at } }: { quality: DataQuality }) {
  return (
    <Panel
      flush
      title="Quality of the data"
      description={
        <>
          Checked <Moment at={checked_at} />.
        </>
      }
    >
      {checks.length === 0 ? (
        <EmptyState title="Nothing to check yet">Checks begin with the first data.</EmptyState>
      ) : (
        <Scrollable name="Quality of the data">
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">Check</th>
                <th scope="col">State</th>
                <th scope="col" data-align="right">
                  Value
                </th>
                <th scope="col" data-align="right">
                  Limit
                </th>
                <th scope="col">What it says</th>
              </tr>
            </thead>
            <tbody>
              {checks.map(({ id, title, value, unit, limit, state, text }) => (
                <tr key={id}>
                  <td>{title}</td>
                  <td>
                    <SeveritySign severity={state} />
                  </td>
                  <td data-align="right">{measured(value, unit)}</td>
                  <td data-align="right">{measured(limit, unit)}</td>
                  <td data-wrap>{text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
      )}
    </Panel>
  )
}

function measured(value: number | null, unit: string): string {
  if (value === null) return '–'
  return unit === 'share'
    ? formatShare(value)
    : `${value.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`
}
