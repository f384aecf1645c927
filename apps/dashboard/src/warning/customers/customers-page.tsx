/** Every customer with the latest score: filtered, sorted and paged by the server. */
import { Button } from '@mantine/core'
import type { customerSorts } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { client } from '../../api/client.ts'
import { customersQuery } from '../../api/warning-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { StaleNotice } from '../parts/as-of.tsx'
import { ExportMenu } from '../parts/export-menu.tsx'
import { CustomerFilters } from './customer-filters.tsx'
import { type CustomersSearch, readCustomersSearch, usualSort } from './customers-search.ts'
import { CustomersTable } from './customers-table.tsx'
import { ViewsMenu } from './views-menu.tsx'

const route = getRouteApi('/customers')
const pageSize = 50
type Sort = (typeof customerSorts)[number]

/** Columns that are read from the small end first. */
const smallFirst: readonly Sort[] = ['tier', 'expected_days_to_failure', 'customer_id']

export function CustomersPage() {
  // An address may hold more than the page knows; the server refuses what it does not know.
  const search = readCustomersSearch(route.useSearch())
  const navigate = route.useNavigate()
  const { page = 1, sort = usualSort, order: _, ...filter } = search
  const order: 'asc' | 'desc' = search.order ?? 'desc'
  const query = { ...filter, sort, order, limit: pageSize }
  const { data, error, refetch, isPlaceholderData } = useQuery(
    customersQuery({ ...query, offset: (page - 1) * pageSize }),
  )
  useNextPage(data !== undefined && page * pageSize < data.total, { ...query, offset: page * pageSize })
  const filtered = Object.values(filter).some((value) => value !== undefined)
  const change = (part: Partial<CustomersSearch>) =>
    navigate({
      search: (before) => ({ ...before, page: undefined, ...part }),
      replace: true,
      resetScroll: false,
    })
  const onSort = (asked: string) => {
    const next = asked as Sort
    const ascending = next === sort ? order === 'desc' : smallFirst.includes(next)
    change({ sort: next === usualSort ? undefined : next, order: ascending ? 'asc' : undefined })
  }
  return (
    <>
      <PageHeader
        title="Customers"
        description={
          data?.as_of_date
            ? `Every customer with the latest score, as of the end of ${data.as_of_date}.`
            : 'Every customer with the latest score.'
        }
        actions={
          <>
            <ViewsMenu search={search} onOpen={(view) => navigate({ search: view })} />
            <ExportMenu
              disabled={data === undefined || data.total === 0}
              files={(['csv', 'xlsx'] as const).map((format) => ({
                label: `${data ? formatCount(data.total) : 'These'} customers, ${format.toUpperCase()}`,
                format,
                fetch: () => client.exportCustomers({ query: { ...filter, sort, order, format } }),
              }))}
            />
          </>
        }
      />
      {data?.as_of_date && <StaleNotice asOf={data.as_of_date} />}
      <CustomerFilters filter={filter} onChange={change} />
      {error !== null && data === undefined ? (
        <ProblemNotice error={error} onRetry={refetch} />
      ) : (
        <Panel flush>
          {data === undefined ? (
            <Loading rows={12} />
          ) : data.customers.length > 0 ? (
            <div style={{ opacity: isPlaceholderData ? 0.6 : 1 }} aria-busy={isPlaceholderData}>
              <CustomersTable customers={data.customers} order={{ sort, direction: order, onSort }} />
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
              title="No customer fits these filters"
              actions={
                <Button variant="default" onClick={() => navigate({ search: {} })}>
                  Clear filters
                </Button>
              }
            >
              Filters hold together: a customer has to fit all of them. Ids are searched from their beginning.
            </EmptyState>
          ) : (
            <EmptyState
              title="No customer has been scored yet"
              actions={<LinkButton to="/data">Open Data Management</LinkButton>}
            >
              Customers appear here with their first score. Data Management brings in customers, trains a
              model and scores them.
            </EmptyState>
          )}
        </Panel>
      )}
    </>
  )
}

/** Asks for the next page ahead, so that it is there when it is wanted. */
function useNextPage(there: boolean, query: Parameters<typeof customersQuery>[0]) {
  const queries = useQueryClient()
  const key = JSON.stringify(query)
  useEffect(() => {
    if (there) queries.prefetchQuery(customersQuery(JSON.parse(key)))
  }, [there, key, queries])
}
