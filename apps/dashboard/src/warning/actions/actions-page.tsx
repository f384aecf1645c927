/** The risk officer's morning: who needs help first, and what to do. */
import { Button } from '@mantine/core'
import type { customerSorts } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { actionCenterQuery, customersQuery } from '../../api/warning-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { StaleNotice } from '../parts/as-of.tsx'
import classes from './actions.module.css'
import {
  type ActionsSearch,
  firstDirection,
  queuedLevels,
  readActionsSearch,
  usualSort,
} from './actions-search.ts'
import { BulkBar } from './bulk-bar.tsx'
import { CustomerDrawer } from './customer-drawer.tsx'
import { DeskClocks } from './desk-clocks.tsx'
import { DeskTiles } from './desk-tiles.tsx'
import { useHeldOutCount } from './held-out.ts'
import { QueueFilters } from './queue-filters.tsx'
import { QueueTable } from './queue-table.tsx'
import { nobody, refreshed, selectRows } from './selection.ts'

const route = getRouteApi('/actions')
const pageSize = 50
type Sort = (typeof customerSorts)[number]

export function ActionsPage() {
  // An address may hold more than the page knows; the server refuses what it does not know.
  const search = readActionsSearch(route.useSearch())
  const navigate = route.useNavigate()
  const { page = 1, sort = usualSort, order: asked, customer, ...filter } = search
  const order = asked ?? firstDirection(sort)
  const desk = useQuery(actionCenterQuery)
  // Whoever is looked for by a case is shown at any level.
  const level = filter.level ?? (filter.case || filter.sla ? undefined : queuedLevels)
  const queue = useQuery(
    customersQuery({ ...filter, level, sort, order, limit: pageSize, offset: (page - 1) * pageSize }),
  )
  const heldOut = useHeldOutCount()
  const [chosen, setChosen] = useState(nobody)
  const rows = queue.data?.customers ?? []
  const selection = refreshed(chosen, rows)
  const ids = rows.map(({ customer_id }) => customer_id)
  const place = customer === undefined ? -1 : ids.indexOf(customer)
  const filtered = Object.values(filter).some((value) => value !== undefined)
  const change = (part: Partial<ActionsSearch>) =>
    navigate({
      search: (before) => ({ ...before, page: undefined, ...part }),
      replace: true,
      resetScroll: false,
    })
  const open = (id: string | undefined) =>
    navigate({
      search: (before) => ({ ...before, customer: id }),
      resetScroll: false,
      replace: customer !== undefined,
    })
  const onSort = (next: string) => {
    const column = next as Sort
    const first = firstDirection(column)
    const turned = column === sort && order === first
    change({
      sort: column === usualSort ? undefined : column,
      order: turned ? (first === 'asc' ? 'desc' : 'asc') : undefined,
    })
  }
  return (
    <>
      <PageHeader
        title="Action Center"
        description={
          queue.data?.as_of_date
            ? `Who needs help first, and what to do. Scores as of the end of ${queue.data.as_of_date}.`
            : 'Who needs help first, and what to do.'
        }
        actions={
          <LinkButton to="/interventions" variant="default">
            What it changed
          </LinkButton>
        }
      />
      {queue.data?.as_of_date && <StaleNotice asOf={queue.data.as_of_date} />}
      {desk.data ? (
        <DeskTiles desk={desk.data} filter={filter} heldOut={heldOut} />
      ) : desk.error === null ? (
        <Panel>
          <Loading rows={4} />
        </Panel>
      ) : (
        <div className={classes.trouble}>
          <ProblemNotice error={desk.error} onRetry={desk.refetch} />
        </div>
      )}
      <section aria-labelledby="queue-title">
        <h2 id="queue-title" className="visually-hidden">
          Who needs help first
        </h2>
        <QueueFilters filter={filter} onChange={change} />
        {queue.error !== null && queue.data === undefined ? (
          <ProblemNotice error={queue.error} onRetry={queue.refetch} />
        ) : (
          <Panel flush>
            {queue.data === undefined ? (
              <Loading rows={12} />
            ) : rows.length > 0 ? (
              <div style={{ opacity: queue.isPlaceholderData ? 0.6 : 1 }} aria-busy={queue.isPlaceholderData}>
                <QueueTable
                  customers={rows}
                  order={{ sort, direction: order, onSort }}
                  selection={{
                    selected: new Set(selection.keys()),
                    onSelect: (some, on) => setChosen((before) => selectRows(before, rows, some, on)),
                  }}
                  onOpen={open}
                />
                <Pager
                  page={page}
                  pageSize={pageSize}
                  total={queue.data.total}
                  onPage={(next) =>
                    navigate({ search: (before) => ({ ...before, page: next > 1 ? next : undefined }) })
                  }
                />
              </div>
            ) : filtered || page > 1 ? (
              <EmptyState
                title="Nobody fits these filters"
                actions={
                  <Button variant="default" onClick={() => navigate({ search: {} })}>
                    Clear filters
                  </Button>
                }
              >
                Filters hold together: a customer has to fit all of them.
              </EmptyState>
            ) : queue.data.as_of_date === null ? (
              <EmptyState
                title="No customer has been scored yet"
                actions={<LinkButton to="/data">Open Data Management</LinkButton>}
              >
                The queue fills with the first scores. Data Management brings in customers, trains a model and
                scores them.
              </EmptyState>
            ) : (
              <EmptyState
                title="Nobody is at high risk"
                actions={<LinkButton to="/customers">Every customer</LinkButton>}
              >
                The queue holds customers at high or critical risk. There is none as of{' '}
                {queue.data.as_of_date}.
              </EmptyState>
            )}
          </Panel>
        )}
        {rows.length > 0 && (
          <p className={classes.hint}>
            {formatCount(rows.length)} on this page. <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>Enter</kbd>{' '}
            opens, <kbd>x</kbd> selects; with <kbd>Shift</kbd> a click selects up to the row.
          </p>
        )}
        <BulkBar
          selection={selection}
          here={ids.filter((id) => selection.has(id)).length}
          onClear={() => setChosen(nobody)}
        />
      </section>
      {desk.data && <DeskClocks desk={desk.data} />}
      <CustomerDrawer
        customerId={customer}
        row={place < 0 ? undefined : rows[place]}
        previous={place > 0 ? ids[place - 1] : undefined}
        next={place >= 0 ? ids[place + 1] : undefined}
        onOpen={open}
        onClose={() => open(undefined)}
      />
    </>
  )
}
