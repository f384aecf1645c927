/** Versions of policies: where each stands, who wrote and who approved it, and the kill switch above all of them. */
import { Button } from '@mantine/core'
import { policyStates } from '@pratibimba/contract'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { policiesQuery } from '../../api/policy-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ChoiceFilter, FilterBar, TextFilter } from '../../parts/filter-bar.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { withPresent } from '../../warning/parts/case-filters.tsx'
import { policyStateWords } from '../parts/credit-words.ts'
import { KillSwitch } from './kill-switch.tsx'
import { PoliciesTable } from './policies-table.tsx'

const route = getRouteApi('/policies')
const pageSize = 50

export function PoliciesPage() {
  const { name, state, page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(
    policiesQuery({ name, state, limit: pageSize, offset: (page - 1) * pageSize }),
  )
  const filtered = name !== undefined || state !== undefined
  const change = (part: { name?: string; state?: string }) =>
    navigate({ search: (before) => ({ ...before, page: undefined, ...part }), replace: true })
  return (
    <>
      <PageHeader
        title="Policies"
        description="The rules that decide beside the model: as tables, with tests, and in force only after another person approved them."
      />
      {data === undefined ? (
        error === null ? (
          <Panel>
            <Loading rows={8} />
          </Panel>
        ) : (
          <ProblemNotice error={error} onRetry={refetch} />
        )
      ) : (
        <>
          <div style={{ marginBottom: 16 }}>
            <KillSwitch killed={data.killed} />
          </div>
          <FilterBar>
            <TextFilter
              label="Policies of a name"
              placeholder="Name of the policy"
              value={name}
              onChange={(value) => change({ name: value })}
            />
            <ChoiceFilter
              label="State"
              everything="Every state"
              value={state}
              choices={withPresent(
                policyStates.map((value) => ({ value: value as string, label: policyStateWords[value] })),
                state,
              )}
              onChange={(value) => change({ state: value })}
            />
          </FilterBar>
          <Panel flush>
            {data.total === 0 ? (
              filtered ? (
                <EmptyState
                  title="No version fits these filters"
                  actions={
                    <Button variant="default" onClick={() => change({ name: undefined, state: undefined })}>
                      Clear filters
                    </Button>
                  }
                >
                  Names are written whole, such as consumer-lending.
                </EmptyState>
              ) : (
                <EmptyState
                  title="There is no policy yet"
                  actions={
                    <LinkButton to="/decisions" variant="default">
                      Open the decisions
                    </LinkButton>
                  }
                >
                  A policy is stored by POST /api/credit/policies; without one nothing is decided.
                </EmptyState>
              )
            ) : (
              <>
                <PoliciesTable versions={data.versions} />
                <Pager
                  page={page}
                  pageSize={pageSize}
                  total={data.total}
                  onPage={(next) =>
                    navigate({ search: (before) => ({ ...before, page: next === 1 ? undefined : next }) })
                  }
                />
              </>
            )}
          </Panel>
        </>
      )}
    </>
  )
}
