/** Whether groups of customers are flagged, caught and bothered alike. */
import { NativeSelect, SegmentedControl } from '@mantine/core'
import { type Segmentation, segmentTitle, type WarningFairness } from '@pratibimba/contract'
import { type ChartTheme, type FairnessFigure, fairnessChart } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { fairnessQuery } from '../../api/warning-queries.ts'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { inOrder, segmentationChoices } from '../parts/segments.ts'
import { Asked } from './asked.tsx'

const route = getRouteApi('/models')
const usualCut: Segmentation = 'age_band'
const figures = [
  { value: 'flagged_rate', label: 'Flagged' },
  { value: 'recall', label: 'Recall' },
  { value: 'false_alarm_rate', label: 'False alarms' },
] as const satisfies readonly { value: FairnessFigure; label: string }[]

export function FairnessTab() {
  const { by = usualCut, figure } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(fairnessQuery({ by }))
  return (
    <PanelStack>
      <FilterBar>
        <NativeSelect
          aria-label="Cut of the portfolio"
          value={by}
          data={segmentationChoices.map((choice) => ({ ...choice }))}
          onChange={({ currentTarget: { value } }) =>
            navigate({
              search: (before) => ({ ...before, by: value as Segmentation }),
              replace: true,
              resetScroll: false,
            })
          }
        />
        <SegmentedControl
          aria-label="Figure"
          value={figure ?? 'flagged_rate'}
          data={[...figures]}
          onChange={(value) =>
            navigate({
              search: (before) => ({
                ...before,
                figure: value === 'flagged_rate' ? undefined : (value as 'recall'),
              }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </FilterBar>
      <Asked title="Fairness" query={query}>
        {(data) => <Groups fairness={data} figure={figure ?? 'flagged_rate'} />}
      </Asked>
    </PanelStack>
  )
}

function Groups({
  fairness: { groups, text },
  figure,
}: {
  fairness: WarningFairness
  figure: FairnessFigure
}) {
  const draw = useCallback(
    (theme: ChartTheme) => fairnessChart(theme, inOrder(groups), figure, segmentTitle),
    [groups, figure],
  )
  const few = groups.filter(({ suppressed }) => suppressed)
  if (groups.length === 0)
    return (
      <Panel>
        <EmptyState title="Nothing to compare yet">{text}</EmptyState>
      </Panel>
    )
  return (
    <>
      <ChartPanel
        subject={figures.find(({ value }) => value === figure)!.label}
        draw={draw}
        legend={<span>{text}</span>}
      />
      {few.length > 0 && (
        <Notice kind="information">
          <p>
            {few.map(({ group }) => segmentTitle(group)).join(', ')}: too few customers for figures that mean
            something and tell nothing of single people.
          </p>
        </Notice>
      )}
    </>
  )
}
