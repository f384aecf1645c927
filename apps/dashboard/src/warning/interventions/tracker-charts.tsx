/** Effect by type and by level, responses, and cases over time. */
import type { Effect, InterventionSummary, RiskLevel } from '@pratibimba/contract'
import {
  type ChartTheme,
  caseTimelineChart,
  effectForestChart,
  responseDistributionChart,
} from '@pratibimba/reports/charts'
import { useCallback } from 'react'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { Panel, PanelGrid } from '../../parts/panel.tsx'
import { levelWords } from '../parts/risk-level.tsx'
import { EffectTable } from './effect-table.tsx'
import classes from './tracker.module.css'

export function TrackerCharts({ summary }: { summary: InterventionSummary }) {
  const byType = useCallback(
    (theme: ChartTheme) => effectForestChart(theme, summary.by_type, summary.overall),
    [summary],
  )
  const responses = useCallback((theme: ChartTheme) => responseDistributionChart(theme, summary), [summary])
  const timeline = useCallback((theme: ChartTheme) => caseTimelineChart(theme, summary.timeline), [summary])
  return (
    <>
      <div id="effect" className={classes.grid}>
        <PanelGrid>
          <ChartPanel subject="Effectiveness by type, treated against held out" draw={byType} />
          <ChartPanel subject="Response distribution" draw={responses} />
        </PanelGrid>
      </div>
      <ChartPanel subject="Timeline" draw={timeline} />
      <Panel
        flush
        title="Performance by risk level"
        description="Level when the case was opened. Misses among the treated beside those among the held out; the difference is what contacting changed."
      >
        <EffectTable effects={summary.by_level.map(inWords)} name="Treated and held out by risk level" />
      </Panel>
    </>
  )
}

const inWords = (effect: Effect): Effect => ({
  ...effect,
  title: levelWords[effect.id as RiskLevel] ?? effect.title,
})
