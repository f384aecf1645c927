/** The catalogue of behavioural features: what each is, why, and how much it matters. */
import { Button, SegmentedControl } from '@mantine/core'
import type { FeatureInfo } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { featuresQuery } from '../../api/warning-queries.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ChoiceFilter, FilterBar, TextFilter } from '../../parts/filter-bar.tsx'
import { Loading } from '../../parts/loading.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import tables from '../../parts/table.module.css'
import { capitalised } from '../../parts/words.ts'
import { FeatureDrawer } from './feature-drawer.tsx'
import { monotoneWords } from './feature-words.ts'
import classes from './features.module.css'
import type { readFeaturesSearch } from './features-search.ts'
import { fittingFeatures } from './fitting-features.ts'

type Search = ReturnType<typeof readFeaturesSearch>
const route = getRouteApi('/features')

export function FeaturesPage() {
  const { set, search, group, sort, feature } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(featuresQuery)
  const all = data && (set === 'advanced' ? data.advanced : data.features)
  const rows = all && fittingFeatures(all, { search, group, sort })
  const groups = [...new Set(all?.map((one) => one.group))]
  const change = (part: Partial<Search>) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const filtered = search !== undefined || group !== undefined
  const open =
    feature && [...(data?.features ?? []), ...(data?.advanced ?? [])].find(({ id }) => id === feature)
  return (
    <>
      <PageHeader
        title="Features"
        description="What the model looks at: behaviour of ninety days up to the end of a day, each feature with its formula, its reason and its weight in the champion."
        actions={
          <SegmentedControl
            aria-label="Set of features"
            value={set ?? 'catalogue'}
            data={[
              { value: 'catalogue', label: `Catalogue${data ? ` ${data.features.length}` : ''}` },
              { value: 'advanced', label: `Advanced${data ? ` ${data.advanced.length}` : ''}` },
            ]}
            onChange={(value) => change({ set: value === 'advanced' ? value : undefined, group: undefined })}
          />
        }
      />
      <FilterBar>
        <TextFilter
          label="Search features"
          placeholder="Name, id, formula or reason"
          value={search}
          onChange={(text) => change({ search: text })}
        />
        <ChoiceFilter
          label="Group"
          everything="Every group"
          value={group}
          choices={groups.map((value) => ({ value, label: capitalised(value) }))}
          onChange={(value) => change({ group: value })}
        />
        <ChoiceFilter
          label="Order"
          everything="By importance"
          value={sort}
          choices={[
            { value: 'title', label: 'By name' },
            { value: 'group', label: 'By group' },
          ]}
          onChange={(value) => change({ sort: value })}
        />
        {filtered && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => change({ search: undefined, group: undefined })}
          >
            Clear
          </Button>
        )}
      </FilterBar>
      {data === undefined && error !== null ? (
        <ProblemNotice error={error} onRetry={refetch} />
      ) : (
        <Panel
          flush
          title={
            rows && all
              ? rows.length === all.length
                ? `${formatCount(all.length)} features`
                : `${formatCount(rows.length)} of ${formatCount(all.length)} features`
              : undefined
          }
          description={
            set === 'advanced'
              ? 'Interactions and ratios of catalogue features, for models trained with them.'
              : all?.every(({ rank }) => rank === null)
                ? 'Importance is known once a model has been trained.'
                : 'Importance is the mean absolute contribution (SHAP) in the champion, in log-odds.'
          }
        >
          {rows === undefined ? (
            <Loading rows={16} />
          ) : rows.length === 0 ? (
            <EmptyState title="No feature fits">
              Every word is looked for in names, ids, groups, formulas and reasons.
            </EmptyState>
          ) : (
            <DataTable
              name="Features"
              rows={[...rows]}
              columns={columns}
              getRowId={({ id }) => id}
              onOpen={({ id }) => change({ feature: id })}
            />
          )}
        </Panel>
      )}
      {data && feature && (
        <FeatureDrawer
          id={feature}
          feature={open || undefined}
          onClose={() => change({ feature: undefined })}
        />
      )}
    </>
  )
}

const column = createColumnHelper<FeatureInfo>()
const right = { align: 'right' } as const
const dash = <span className="muted">–</span>

const columns = [
  column.accessor('rank', { header: 'Rank', meta: right, cell: ({ getValue }) => getValue() ?? dash }),
  column.accessor('title', {
    header: 'Feature',
    meta: { wrap: true },
    cell: ({ row: { original } }) => (
      <span className={tables.stacked}>
        <Link
          from="/features"
          to="/features"
          search={(before) => ({ ...before, feature: original.id })}
          resetScroll={false}
          className={tables.cover}
        >
          {original.title}
        </Link>
        <span className={`${tables.sub} mono`}>{original.id}</span>
      </span>
    ),
  }),
  column.accessor('importance', {
    header: 'Importance, log-odds',
    meta: right,
    cell: ({ row: { original }, table }) => (
      <Importance
        value={original.importance}
        highest={Math.max(...table.getCoreRowModel().rows.map((row) => row.original.importance ?? 0))}
      />
    ),
  }),
  column.accessor('group', { header: 'Group', cell: ({ getValue }) => capitalised(getValue()) }),
  column.accessor('unit', { header: 'Unit' }),
  column.accessor('monotone', { header: 'Risk', cell: ({ getValue }) => monotoneWords[getValue()] }),
  column.accessor('window', { header: 'Window', meta: { wrap: true } }),
]

function Importance({ value, highest }: { value: number | null; highest: number }) {
  if (value === null) return dash
  return (
    <span className={classes.importance}>
      <span className={classes.track} aria-hidden>
        <span style={{ width: `${highest === 0 ? 0 : (value / highest) * 100}%` }} />
      </span>
      {value.toFixed(4)}
    </span>
  )
}
