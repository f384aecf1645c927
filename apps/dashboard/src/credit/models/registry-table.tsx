/** Every version: where it stands, how good it is, and how many of its gates it passed. */
import { Checkbox, Group } from '@mantine/core'
import { type CreditModel, type CreditModelStage, creditModelStages } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { creditModelsQuery } from '../../api/governance-queries.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import tables from '../../parts/table.module.css'
import { figureInOneLine } from '../parts/interval-figure.ts'
import { StageSign, stageWord } from '../parts/sign.tsx'

const route = getRouteApi('/credit-models')
const pageSize = 25

export function RegistryTable() {
  const { stage, page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(
    creditModelsQuery({ stage, limit: pageSize, offset: (page - 1) * pageSize }),
  )
  const stages = new Set(stage?.split(',') ?? [])
  const filter = (one: CreditModelStage, on: boolean) =>
    navigate({
      search: (before) => ({
        ...before,
        page: undefined,
        stage:
          creditModelStages.filter((each) => (each === one ? on : stages.has(each))).join(',') || undefined,
      }),
      replace: true,
      resetScroll: false,
    })
  return (
    <PanelStack>
      <FilterBar>
        <Group gap={16} role="group" aria-label="Stage">
          {creditModelStages.map((one) => (
            <Checkbox
              key={one}
              size="xs"
              label={stageWord(one)}
              checked={stages.has(one)}
              onChange={({ currentTarget }) => filter(one, currentTarget.checked)}
            />
          ))}
        </Group>
      </FilterBar>
      <Panel flush>
        {data === undefined ? (
          error === null ? (
            <Loading rows={6} />
          ) : (
            <ProblemNotice error={error} onRetry={refetch} />
          )
        ) : data.models.length === 0 ? (
          stage !== undefined || page > 1 ? (
            <EmptyState
              title="No version fits"
              actions={
                <LinkButton to="/credit-models" variant="default">
                  Show all
                </LinkButton>
              }
            >
              None of the versions is at the stages chosen.
            </EmptyState>
          ) : (
            <EmptyState title="No version yet">
              A training takes the applications whose outcome is known through every step, from the check of
              the data to the gates. Until one passes, every application goes to a person.
            </EmptyState>
          )
        ) : (
          <>
            <DataTable
              name="Versions"
              rows={data.models}
              columns={columns}
              getRowId={({ version }) => version}
              onOpen={({ version }) => navigate({ to: '/credit-models/$version', params: { version } })}
            />
            {data.total > pageSize && (
              <Pager
                page={page}
                pageSize={pageSize}
                total={data.total}
                onPage={(next) =>
                  navigate({ search: (before) => ({ ...before, page: next > 1 ? next : undefined }) })
                }
              />
            )}
          </>
        )}
      </Panel>
    </PanelStack>
  )
}

const column = createColumnHelper<CreditModel>()
const right = { align: 'right' } as const

const columns = [
  column.accessor('version', {
    header: 'Version',
    cell: ({ row: { original } }) => (
      <span className={tables.stacked}>
        <Link to="/credit-models/$version" params={{ version: original.version }} className={tables.cover}>
          {original.version}
        </Link>
        <span className={tables.sub}>
          {original.kind}
          {original.aliases.length > 0 && `, known as ${original.aliases.join(', ')}`}
        </span>
      </span>
    ),
  }),
  column.accessor('stage', { header: 'Stage', cell: ({ getValue }) => <StageSign stage={getValue()} /> }),
  column.accessor('auc', {
    header: 'AUC, 95% interval',
    meta: right,
    cell: ({ getValue }) => figureInOneLine(getValue()),
  }),
  column.accessor('brier', {
    header: 'Brier score',
    meta: right,
    cell: ({ getValue }) => getValue()?.toFixed(4) ?? '–',
  }),
  column.accessor('gates', {
    header: 'Gates passed',
    meta: right,
    cell: ({ getValue }) => <GateCount gates={getValue()} />,
  }),
  column.accessor('rows', {
    header: 'Applications',
    meta: right,
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor('trained_at', { header: 'Trained', cell: ({ getValue }) => <Moment at={getValue()} /> }),
  column.accessor('trained_by', { header: 'By' }),
]

function GateCount({ gates }: { gates: CreditModel['gates'] }) {
  const passed = gates.filter((gate) => gate.passed).length
  const signed = gates.filter((gate) => !gate.passed && gate.overridden_by !== null).length
  return (
    <>
      {passed} of {gates.length}
      {signed > 0 && <span className={tables.sub}>, {signed} signed for</span>}
    </>
  )
}
