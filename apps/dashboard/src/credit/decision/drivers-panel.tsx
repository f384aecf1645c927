/** What moved the score, as a chart with its table. */
import { type ChartTheme, decisionDriversChart } from '@pratibimba/reports/charts'
import { useCallback } from 'react'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { Panel } from '../../parts/panel.tsx'
import { fieldWord, valueWord } from '../parts/credit-words.ts'
import type { CreditDecisionOf, DecisionFile } from './decision-file.ts'

interface DriversPanelProps {
  readonly explanation: CreditDecisionOf['explanation']
  readonly features: DecisionFile['features']
  readonly shown?: number
}

export function DriversPanel({ explanation, features, shown = 10 }: DriversPanelProps) {
  const values = explanation?.shap_values
  const draw = useCallback(
    (theme: ChartTheme) =>
      decisionDriversChart(
        theme,
        Object.entries(values ?? {}).map(([name, contribution]) => ({
          title: fieldWord(name),
          value: name in features ? valueWord(features[name]) : '',
          contribution,
        })),
        shown,
      ),
    [values, features, shown],
  )
  if (values === undefined || Object.keys(values).length === 0)
    return (
      <Panel title="Drivers">
        <p className="muted">
          This decision was asked for without contributions. Its reasons still stand; drivers come with
          explain=full.
        </p>
      </Panel>
    )
  return <ChartPanel subject="Drivers of the score, SHAP towards good" draw={draw} />
}
