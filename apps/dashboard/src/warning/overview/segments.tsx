/** The portfolio cut by one property: chart and table, each part leading to its customers. */
import { NativeSelect } from '@mantine/core'
import { type Segmentation, type SegmentTable, segmentationTitles, segmentTitle } from '@pratibimba/contract'
import {
  type ChartTheme,
  formatCompactMoney,
  formatCount,
  formatShare,
  type NamedSegment,
  segmentRiskChart,
} from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { useCallback, useMemo } from 'react'
import { segmentsQuery } from '../../api/warning-queries.ts'
import { ChartPanel, type RowLink } from '../../parts/chart-panel.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel, PanelGrid } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useCurrency } from '../parts/currency.ts'
import { segmentationChoices, segmentFilter } from '../parts/segments.ts'

const route = getRouteApi('/overview')

export function Segments() {
  const { by = 'region' } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(segmentsQuery({ by }))
  const choice = (
    <NativeSelect
      size="xs"
      aria-label="Cut the portfolio by"
      value={by}
      data={segmentationChoices}
      onChange={({ currentTarget: { value } }) =>
        navigate({
          search: (before) => ({ ...before, by: value === 'region' ? undefined : (value as 'age_band') }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
  if (data === undefined)
    return (
      <Panel title="Segments" aside={choice}>
        {error === null ? <Loading rows={8} /> : <ProblemNotice error={error} onRetry={refetch} />}
      </Panel>
    )
  return <Cut by={data.by} segments={data.segments} choice={choice} />
}

interface CutProps extends Pick<SegmentTable, 'segments'> {
  readonly by: Segmentation
  readonly choice: React.ReactNode
}

function Cut({ by, segments, choice }: CutProps) {
  const currency = useCurrency()
  const named = useMemo(
    () => segments.map((segment): NamedSegment => ({ name: segmentTitle(segment.segment), segment })),
    [segments],
  )
  const draw = useCallback((theme: ChartTheme) => segmentRiskChart(theme, named, currency), [named, currency])
  const linkOf = useCallback<RowLink>(
    (row) => {
      const filter = segmentFilter(by, segments[row]?.segment ?? 'unknown')
      return filter && { to: '/customers', search: filter }
    },
    [by, segments],
  )
  const columns = useMemo(() => columnsOf(by, currency), [by, currency])
  return (
    <PanelGrid>
      <ChartPanel
        subject={`Share at high risk by ${segmentationTitles[by].toLowerCase()}`}
        draw={draw}
        linkOf={linkOf}
        choice={choice}
        legend={<span>Dot: share with its 95% interval. Dashed: the whole portfolio.</span>}
      />
      <Panel flush title={segmentationTitles[by]} description="A row leads to its customers.">
        <DataTable
          name="Segments"
          rows={named}
          columns={columns}
          getRowId={({ segment }) => segment.segment}
        />
      </Panel>
    </PanelGrid>
  )
}

const column = createColumnHelper<NamedSegment>()
const right = { align: 'right' } as const

function columnsOf(by: Segmentation, currency: string) {
  return [
    column.accessor('name', {
      header: 'Segment',
      cell: ({ row: { original } }) => {
        const filter = segmentFilter(by, original.segment.segment)
        if (filter === undefined) return <span className="muted">Not known</span>
        return (
          <Link to="/customers" search={filter}>
            {original.name}
          </Link>
        )
      },
    }),
    column.accessor('segment.customers', {
      header: 'Customers',
      meta: right,
      cell: ({ getValue }) => formatCount(getValue()),
    }),
    column.accessor('segment.high_risk', {
      header: 'High risk',
      meta: right,
      cell: ({ getValue }) => formatCount(getValue()),
    }),
    column.accessor('segment.high_risk_share', {
      header: 'Share',
      meta: right,
      cell: ({ getValue }) => formatShare(getValue()),
    }),
    column.accessor('segment.average_risk_score', {
      header: 'Mean score',
      meta: right,
      cell: ({ getValue }) => formatShare(getValue(), 2),
    }),
    column.accessor('segment.expected_loss_minor', {
      header: 'Expected loss',
      meta: right,
      cell: ({ getValue }) => formatCompactMoney(getValue(), currency),
    }),
  ]
}
