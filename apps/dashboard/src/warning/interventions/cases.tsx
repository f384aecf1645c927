/** The cases behind the figures, with filters of their own. */
import { Button } from '@mantine/core'
import { type interventionSorts, interventionStates, riskLevels } from '@pratibimba/contract'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { interventionsQuery } from '../../api/warning-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ChoiceFilter, FilterBar, TextFilter } from '../../parts/filter-bar.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ClockFilter, OfficerFilter, withPresent } from '../parts/case-filters.tsx'
import { levelWords } from '../parts/risk-level.tsx'
import { stateWords } from '../parts/words.ts'
import { CasesTable } from './cases-table.tsx'
import { type InterventionsSearch, readInterventionsSearch, usualDays } from './interventions-search.ts'
import classes from './tracker.module.css'

const route = getRouteApi('/interventions')
const pageSize = 50
type Sort = (typeof interventionSorts)[number]

export function Cases() {
  // An address may hold more than the page knows; the server refuses what it does not know.
  const search = readInterventionsSearch(route.useSearch())
  const { page = 1, sort = 'newest', case: _, days = usualDays, ...filter } = search
  const navigate = route.useNavigate()
  const { data, error, refetch, isPlaceholderData } = useQuery(
    interventionsQuery({ ...filter, days, sort, limit: pageSize, offset: (page - 1) * pageSize }),
  )
  const change = (part: Partial<InterventionsSearch>) =>
    navigate({
      search: (before) => ({ ...before, page: undefined, ...part }),
      replace: true,
      resetScroll: false,
    })
  const { type: __, ...own } = filter
  const filtered = Object.values(own).some((value) => value !== undefined)
  const clear = () =>
    change({
      state: undefined,
      level: undefined,
      sla: undefined,
      assigned_to: undefined,
      customer_id: undefined,
    })
  return (
    <section id="cases" aria-labelledby="cases-title" className={classes.cases}>
      <h2 id="cases-title">Cases</h2>
      <FilterBar>
        <TextFilter
          label="Cases of a customer"
          placeholder="Customer id"
          value={filter.customer_id}
          onChange={(customer_id) => change({ customer_id })}
        />
        <ChoiceFilter
          label="State"
          everything="Every state"
          value={filter.state}
          choices={withPresent(
            interventionStates.map((value) => ({ value, label: stateWords[value] })),
            filter.state,
          )}
          onChange={(state) => change({ state })}
        />
        <ChoiceFilter
          label="Risk level"
          everything="Every level"
          value={filter.level}
          choices={withPresent(
            riskLevels.toReversed().map((value) => ({ value, label: levelWords[value] })),
            filter.level,
          )}
          onChange={(level) => change({ level })}
        />
        <ClockFilter value={filter.sla} onChange={(sla) => change({ sla })} />
        <OfficerFilter value={filter.assigned_to} onChange={(assigned_to) => change({ assigned_to })} />
      </FilterBar>
      {error !== null && data === undefined ? (
        <ProblemNotice error={error} onRetry={refetch} />
      ) : (
        <Panel flush>
          {data === undefined ? (
            <Loading rows={8} />
          ) : data.interventions.length > 0 ? (
            <div style={{ opacity: isPlaceholderData ? 0.6 : 1 }} aria-busy={isPlaceholderData}>
              <CasesTable
                cases={data.interventions}
                order={{
                  sort,
                  direction: sort === 'due_at' || sort === 'tier' ? 'asc' : 'desc',
                  onSort: (asked) => change({ sort: asked === 'newest' ? undefined : (asked as Sort) }),
                }}
                onOpen={(id) =>
                  navigate({ search: (before) => ({ ...before, case: id }), resetScroll: false })
                }
              />
              <Pager
                page={page}
                pageSize={pageSize}
                total={data.total}
                onPage={(next) =>
                  navigate({
                    search: (before) => ({ ...before, page: next > 1 ? next : undefined }),
                    resetScroll: false,
                  })
                }
              />
            </div>
          ) : (
            <EmptyState
              title={filtered ? 'No case fits these filters' : 'No case in this time'}
              actions={
                filtered && (
                  <Button variant="default" onClick={clear}>
                    Clear filters
                  </Button>
                )
              }
            >
              {filtered
                ? 'Filters hold together: a case has to fit all of them, within the period and the types above.'
                : 'Widen the period, or take other types.'}
            </EmptyState>
          )}
        </Panel>
      )}
    </section>
  )
}
