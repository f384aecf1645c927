/** How good a version is: every figure from the stored predictions of its test. */
import type { WarningModelReport } from '@pratibimba/contract'
import {
  type ChartTheme,
  learnerAucChart,
  modelImportanceChart,
  reliabilityChart,
  rocCurveChart,
} from '@pratibimba/reports/charts'
import { useCallback } from 'react'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { ConfusionMatrix } from './confusion-matrix.tsx'
import { MetricTiles } from './metric-tiles.tsx'
import { ModelFacts } from './model-facts.tsx'
import { ModelHealth } from './model-health.tsx'
import classes from './models.module.css'

export function PerformanceTab({ report }: { report: WarningModelReport }) {
  const { notes } = report
  return (
    <>
      <MetricTiles report={report} />
      <PanelStack>
        {notes.length > 0 && (
          <Notice kind="information" title="What to know about these figures">
            <ul className={classes.notes}>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Notice>
        )}
        <PanelGrid>
          <ModelHealth health={report.health} />
          <ConfusionMatrix report={report} />
        </PanelGrid>
        <PanelGrid>
          <Roc report={report} />
          <Reliability report={report} />
        </PanelGrid>
        <PanelGrid>
          <Importance report={report} />
          <PanelStack>
            <Learners report={report} />
            <ModelFacts model={report.model} />
          </PanelStack>
        </PanelGrid>
      </PanelStack>
    </>
  )
}

interface ReportProps {
  readonly report: WarningModelReport
}

function Roc({ report }: ReportProps) {
  const draw = useCallback((theme: ChartTheme) => rocCurveChart(theme, report), [report])
  return <ChartPanel subject="ROC curve" draw={draw} />
}

function Reliability({ report: { reliability } }: ReportProps) {
  const draw = useCallback((theme: ChartTheme) => reliabilityChart(theme, reliability), [reliability])
  return <ChartPanel subject="Reliability" draw={draw} />
}

function Importance({ report: { importance } }: ReportProps) {
  const draw = useCallback((theme: ChartTheme) => modelImportanceChart(theme, importance), [importance])
  const linkOf = useCallback(
    (row: number) => {
      const one = importance[row]
      return one && { to: '/features' as const, search: { feature: one.feature } }
    },
    [importance],
  )
  return <ChartPanel subject="Importance of features" draw={draw} linkOf={linkOf} />
}

function Learners({ report }: ReportProps) {
  const draw = useCallback((theme: ChartTheme) => learnerAucChart(theme, report), [report])
  const { weights_note, bayes } = report
  return (
    <ChartPanel
      subject="Learners"
      draw={draw}
      legend={
        <span>
          {weights_note} {bayes?.note}
        </span>
      }
    />
  )
}
