/** Every portfolio: generated or cloned, under way or done. */

import { Button } from '@mantine/core'
import { jobStates } from '@pratibimba/contract'
import { IconAdjustments, IconCopyPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { portfoliosQuery } from '../api/queries.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { ChoiceFilter, FilterBar, TextFilter } from '../parts/filter-bar.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { Loading } from '../parts/loading.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pager } from '../parts/pager.tsx'
import { Panel } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { wordOf } from '../parts/status-badge.tsx'
import { PortfolioTable } from './portfolio-table.tsx'
import { PortfolioTiles } from './portfolio-tiles.tsx'

const route = getRouteApi('/portfolios')
const pageSize = 25

export function PortfoliosPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { status, source, page = 1 } = search
  const { data, error, refetch, isPlaceholderData } = useQuery(
    portfoliosQuery({
      status,
      source,
      search: search.search,
      limit: pageSize,
      offset: (page - 1) * pageSize,
    }),
  )
  const filtered = status !== undefined || source !== undefined || search.search !== undefined
  const filter = (change: Partial<typeof search>) =>
    navigate({ search: (before) => ({ ...before, page: undefined, ...change }), replace: true })
  return (
    <>
      <PageHeader
        title="Portfolios"
        description="Synthetic credit portfolios and digital twins, newest first."
        actions={
          <>
            <LinkButton to="/twin" variant="default" leftSection={<IconCopyPlus size={16} />}>
              New twin
            </LinkButton>
            <LinkButton to="/generate" leftSection={<IconAdjustments size={16} />}>
              Generate
            </LinkButton>
          </>
        }
      />
      <PortfolioTiles search={search} />
      <FilterBar>
        <TextFilter
          label="Search portfolios"
          placeholder="Id or name"
          value={search.search}
          onChange={(text) => filter({ search: text })}
        />
        <ChoiceFilter
          label="Status"
          everything="Every status"
          value={status}
          choices={jobStates.map((value) => ({ value, label: wordOf(value) }))}
          onChange={(value) => filter({ status: value })}
        />
        <ChoiceFilter
          label="Source"
          everything="Every source"
          value={source}
          choices={[
            { value: 'SYNTHETIC', label: 'From scratch' },
            { value: 'CLONE', label: 'Twin' },
          ]}
          onChange={(value) => filter({ source: value })}
        />
      </FilterBar>
      {error !== null && data === undefined ? (
        <ProblemNotice error={error} onRetry={refetch} />
      ) : (
        <Panel flush>
          {data === undefined ? (
            <Loading rows={8} />
          ) : data.portfolios.length > 0 ? (
            <div style={{ opacity: isPlaceholderData ? 0.6 : 1 }}>
              <PortfolioTable portfolios={data.portfolios} />
              <Pager
                page={page}
                pageSize={pageSize}
                total={data.total}
                onPage={(next) =>
                  navigate({ search: (before) => ({ ...before, page: next > 1 ? next : undefined }) })
                }
              />
            </div>
          ) : filtered || page > 1 ? (
            <EmptyState
              title="No portfolio fits these filters"
              actions={
                <Button variant="default" onClick={() => navigate({ search: {} })}>
                  Clear filters
                </Button>
              }
            >
              Names and ids are searched for the whole text, in any case.
            </EmptyState>
          ) : (
            <EmptyState
              title="No portfolio yet"
              actions={
                <>
                  <LinkButton to="/generate">Generate a portfolio</LinkButton>
                  <LinkButton to="/twin" variant="default">
                    Upload data for a twin
                  </LinkButton>
                </>
              }
            >
              Nothing has been generated or cloned on this server. A portfolio from scratch needs no data; a
              twin needs a CSV or Parquet file.
            </EmptyState>
          )}
        </Panel>
      )}
    </>
  )
}
