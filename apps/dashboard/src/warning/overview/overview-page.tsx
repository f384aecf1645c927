/** The health of the portfolio: how much risk there is, where it lies, what drives it and where it goes. */
import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { client } from '../../api/client.ts'
import { overviewQuery, statsQuery } from '../../api/warning-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Panel, PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { AsOf, StaleNotice } from '../parts/as-of.tsx'
import { ExportMenu } from '../parts/export-menu.tsx'
import { ExecutiveTiles } from './executive-tiles.tsx'
import { Insights } from './insights.tsx'
import {
  ConcentrationPanel,
  DriversPanel,
  HistogramPanel,
  LevelsPanel,
  TrendPanels,
} from './overview-charts.tsx'
import { periods, readOverviewSearch, usualPeriod } from './overview-search.ts'
import { RisingCustomers } from './rising-customers.tsx'
import { Segments } from './segments.tsx'

const route = getRouteApi('/overview')

export function OverviewPage() {
  const { days = usualPeriod } = route.useSearch()
  const navigate = route.useNavigate()
  const stats = useQuery(statsQuery)
  const overview = useQuery(overviewQuery({ days }))
  const present = stats.data?.present
  const scored = present !== null
  return (
    <>
      <PageHeader
        title="Risk Overview"
        description={
          present ? (
            <AsOf figures={present} model={stats.data!.model_version} />
          ) : (
            'The health of the portfolio.'
          )
        }
        actions={
          <>
            <SegmentedControl
              size="sm"
              aria-label="Period of the trends"
              value={String(days)}
              data={periods.map((period) => ({ value: String(period), label: `${period} days` }))}
              onChange={(value) =>
                navigate({
                  search: (before) => ({ ...before, ...readOverviewSearch({ ...before, days: value }) }),
                  replace: true,
                  resetScroll: false,
                })
              }
            />
            <ExportMenu
              disabled={!present}
              files={(['csv', 'xlsx'] as const).map((format) => ({
                label: `Every customer, ${format.toUpperCase()}`,
                format,
                fetch: () => client.exportCustomers({ query: { format } }),
              }))}
            />
          </>
        }
      />
      {present && <StaleNotice asOf={present.as_of_date} />}
      {stats.error !== null && stats.data === undefined ? (
        <ProblemNotice error={stats.error} onRetry={stats.refetch} />
      ) : stats.data === undefined ? (
        <Panel>
          <Loading rows={6} />
        </Panel>
      ) : scored ? (
        <ExecutiveTiles stats={stats.data} trend={overview.data?.trend} />
      ) : (
        <Panel>
          <EmptyState
            title="No customer has been scored yet"
            actions={<LinkButton to="/data">Open Data Management</LinkButton>}
          >
            The overview appears once customers, a model and a first batch of scores are there. Data
            Management brings in customers, trains a model and scores them.
          </EmptyState>
        </Panel>
      )}
      {scored && overview.error !== null && overview.data === undefined && (
        <ProblemNotice error={overview.error} onRetry={overview.refetch} />
      )}
      {scored && overview.data === undefined && overview.error === null && (
        <Panel>
          <Loading rows={12} />
        </Panel>
      )}
      {present && overview.data && (
        <PanelStack>
          <Insights insights={overview.data.insights} />
          <PanelGrid columns={3}>
            <LevelsPanel levels={present.by_level} />
            <HistogramPanel histogram={overview.data.histogram} />
            <ConcentrationPanel concentration={overview.data.concentration} />
          </PanelGrid>
          <TrendPanels trend={overview.data.trend} days={days} />
          <PanelGrid>
            <DriversPanel drivers={overview.data.drivers} highRisk={present.high_risk} />
            <RisingCustomers customers={overview.data.rising} />
          </PanelGrid>
          <Segments />
        </PanelStack>
      )}
    </>
  )
}
