/** Every decision: how they fell, why, and by which model and policy. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { decisionsQuery, mostRows } from '../../api/decision-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ApplicationDialog } from './application-dialog.tsx'
import { DecisionFilters } from './decision-filters.tsx'
import { DecisionTiles } from './decision-tiles.tsx'
import { type DecisionsSearch, filterOf, isFiltered, noFilter } from './decisions-search.ts'
import { DecisionsTable } from './decisions-table.tsx'
import { ExportDecisions } from './export-decisions.tsx'

const route = getRouteApi('/decisions')
const pageSize = 50

export function DecisionsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [applying, setApplying] = useState(false)
  const { page = 1 } = search
  const filter = filterOf(search)
  const { data, error, refetch, isPlaceholderData } = useQuery(
    decisionsQuery({ ...filter, limit: pageSize, offset: (page - 1) * pageSize }),
  )
  const latest = useQuery(decisionsQuery({ limit: mostRows })).data
  const change = (part: Partial<DecisionsSearch>) =>
    navigate({
      search: (before) => ({ ...before, page: undefined, ...part }),
      replace: true,
      resetScroll: false,
    })
  const apply = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setApplying(true)}>
      New application
    </Button>
  )
  const nothingYet = data?.total === 0 && !isFiltered(search)
  return (
    <>
      <PageHeader
        title="Decisions"
        description="Every application that was decided, with its reasons, the rules that fired and the versions that decided."
        actions={
          <>
            <ExportDecisions filter={filter} total={data?.total} />
            {apply}
          </>
        }
      />
      <ApplicationDialog opened={applying} onClose={() => setApplying(false)} />
      {!nothingYet && (
        <>
          <DecisionTiles search={search} />
          <DecisionFilters search={search} decisions={latest?.decisions ?? []} onChange={change} />
        </>
      )}
      {error !== null && data === undefined ? (
        <ProblemNotice error={error} onRetry={refetch} />
      ) : (
        <Panel flush>
          {data === undefined ? (
            <Loading rows={12} />
          ) : nothingYet ? (
            <EmptyState
              title="No application has been decided yet"
              actions={
                <>
                  {apply}
                  <LinkButton to="/policies" variant="default">
                    Open the policies
                  </LinkButton>
                </>
              }
            >
              An application needs a model and a policy in force. Fill one in here, or send it to POST
              /api/v1/credit/score.
            </EmptyState>
          ) : data.total === 0 ? (
            <EmptyState
              title="No decision fits these filters"
              actions={
                <Button variant="default" onClick={() => change(noFilter)}>
                  Clear filters
                </Button>
              }
            >
              Fewer filters or a longer time show more.
            </EmptyState>
          ) : (
            <div style={{ opacity: isPlaceholderData ? 0.6 : 1 }}>
              <DecisionsTable name="Decisions as filtered" decisions={data.decisions} />
              <Pager
                page={page}
                pageSize={pageSize}
                total={data.total}
                onPage={(next) =>
                  navigate({ search: (before) => ({ ...before, page: next === 1 ? undefined : next }) })
                }
              />
            </div>
          )}
        </Panel>
      )}
    </>
  )
}
