/** What was done and what it changed, treated against held out. */
import { Button } from '@mantine/core'
import { formatCount } from '@pratibimba/reports/charts'
import { IconAdjustmentsHorizontal, IconBulb, IconRefresh } from '@tabler/icons-react'
import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../../api/client.ts'
import { interventionSummaryQuery } from '../../api/warning-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ChoiceFilter, FilterBar } from '../../parts/filter-bar.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ExportMenu } from '../parts/export-menu.tsx'
import { CaseDrawer } from './case-drawer.tsx'
import { Cases } from './cases.tsx'
import { type InterventionsSearch, readInterventionsSearch, usualDays } from './interventions-search.ts'
import { PolicyDialog } from './policy-dialog.tsx'
import classes from './tracker.module.css'
import { TrackerCharts } from './tracker-charts.tsx'
import { TrackerTiles } from './tracker-tiles.tsx'
import { TypesFilter } from './types-filter.tsx'

const route = getRouteApi('/interventions')
const periods = [7, 30, 90, 180, 365, 3660] as const

export function InterventionsPage() {
  const search = readInterventionsSearch(route.useSearch())
  const navigate = route.useNavigate()
  const queries = useQueryClient()
  const [policyOpened, setPolicyOpened] = useState(false)
  const fetching = useIsFetching({ queryKey: ['warning'] }) > 0
  const { days = usualDays, type, page: _, sort: __, case: opened, ...own } = search
  const { data, error, refetch, dataUpdatedAt, isPlaceholderData } = useQuery(
    interventionSummaryQuery({ days, type }),
  )
  const change = (part: Partial<InterventionsSearch>) =>
    navigate({
      search: (before) => ({ ...before, page: undefined, ...part }),
      replace: true,
      resetScroll: false,
    })
  return (
    <>
      <PageHeader
        title="Interventions"
        description="What was done and what it changed: treated customers always beside those held out."
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              loading={fetching}
              onClick={() => queries.invalidateQueries({ queryKey: ['warning'] })}
            >
              Refresh
            </Button>
            <Button
              variant="default"
              leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
              onClick={() => setPolicyOpened(true)}
            >
              Policy
            </Button>
            <ExportMenu
              disabled={data === undefined || data.total === 0}
              files={(['csv', 'xlsx'] as const).map((format) => ({
                label: `Cases as filtered, ${format.toUpperCase()}`,
                format,
                fetch: () => client.exportInterventions({ query: { ...own, days, type, format } }),
              }))}
            />
          </>
        }
      />
      <FilterBar>
        <ChoiceFilter
          label="Period"
          everything={daysInWords(usualDays)}
          value={days === usualDays ? undefined : String(days)}
          choices={periodsWith(days).map((value) => ({ value: String(value), label: daysInWords(value) }))}
          onChange={(value) => change({ days: value === undefined ? undefined : Number(value) })}
        />
        <TypesFilter value={type} onChange={(value) => change({ type: value })} />
        {data && (
          <p className={classes.span}>
            Opened {data.from} to {data.to}; read <Moment at={new Date(dataUpdatedAt).toISOString()} />
          </p>
        )}
      </FilterBar>
      {data === undefined ? (
        error === null ? (
          <Panel>
            <Loading rows={12} />
          </Panel>
        ) : (
          <ProblemNotice error={error} onRetry={refetch} />
        )
      ) : (
        <div style={{ opacity: isPlaceholderData ? 0.6 : 1 }} aria-busy={isPlaceholderData}>
          {data.total === 0 ? (
            <Panel>
              <NoCases typed={type !== undefined} onEveryType={() => change({ type: undefined })} />
            </Panel>
          ) : (
            <PanelStack>
              <div className={classes.tiles}>
                <TrackerTiles summary={data} search={search} />
              </div>
              <Insights insights={data.insights} overdue={data.overdue} />
              <TrackerCharts summary={data} />
              <Cases />
            </PanelStack>
          )}
        </div>
      )}
      <PolicyDialog opened={policyOpened} onClose={() => setPolicyOpened(false)} />
      <CaseDrawer
        interventionId={opened}
        onClose={() => navigate({ search: (before) => ({ ...before, case: undefined }), resetScroll: false })}
      />
    </>
  )
}

function NoCases({ typed, onEveryType }: { typed: boolean; onEveryType: () => void }) {
  if (typed)
    return (
      <EmptyState
        title="No case of these types in this time"
        actions={
          <Button variant="default" onClick={onEveryType}>
            Every type
          </Button>
        }
      >
        Widen the period, or take other types.
      </EmptyState>
    )
  return (
    <EmptyState
      title="No intervention in this time"
      actions={<LinkButton to="/actions">Open the Action Center</LinkButton>}
    >
      The Action Center lists who needs help first. Select customers there, look at what an action may bring,
      and open cases; what they change is measured here against those held out.
    </EmptyState>
  )
}

function Insights({ insights, overdue }: { insights: readonly string[]; overdue: number }) {
  if (insights.length === 0) return null
  return (
    <Panel
      flush
      title="Actionable insights"
      aside={
        overdue > 0 && (
          <Link to="/actions" search={{ sla: 'overdue' }} className="small">
            Show {formatCount(overdue)} overdue
          </Link>
        )
      }
    >
      <ul className={classes.insights}>
        {insights.map((insight) => (
          <li key={insight}>
            <IconBulb size={16} stroke={1.75} aria-hidden />
            <span>{insight}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** The usual one stands first in the list; one that came by a link is a choice too. */
function periodsWith(days: number): number[] {
  return [...new Set([...periods, days])].filter((value) => value !== usualDays).sort((a, b) => a - b)
}

function daysInWords(days: number): string {
  if (days === 3660) return 'Last ten years'
  return days === 365 ? 'Last year' : `Last ${days} days`
}
