/** Every feature of the customer as of the end of any day: value, what is typical, and its place in the population. */
import { TextInput } from '@mantine/core'
import type { CustomerFeatures, FeatureInfo } from '@pratibimba/contract'
import { formatFeature, formatShare } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { customerFeaturesQuery, featuresQuery } from '../../api/warning-queries.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ChoiceFilter, FilterBar, TextFilter } from '../../parts/filter-bar.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { capitalised } from '../../parts/words.ts'
import classes from './features-tab.module.css'

const fieldNames = { '/as_of_date': 'As of' }
const route = getRouteApi('/customers/$customerId')

interface FeaturesTabProps {
  readonly customerId: string
  /** Day of the latest score. */
  readonly newest: string
}

export function FeaturesTab({ customerId, newest }: FeaturesTabProps) {
  const { as_of, group, feature } = route.useSearch()
  const navigate = route.useNavigate()
  const catalogue = useQuery(featuresQuery).data?.features
  const { data, error, refetch } = useQuery(customerFeaturesQuery(customerId, { as_of }))
  const change = (part: { as_of?: string; group?: string; feature?: string }) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const rows = data && rowsOf(data, catalogue, group, feature)
  const groups = [...new Set(catalogue?.map((one) => one.group))]
  return (
    <>
      <FilterBar>
        <TextInput
          type="date"
          aria-label="As of the end of"
          value={as_of ?? newest}
          max={newest}
          onChange={({ currentTarget: { value } }) =>
            change({ as_of: value === '' || value === newest ? undefined : value })
          }
        />
        <TextFilter
          label="Search features"
          placeholder="Name or id"
          value={feature}
          onChange={(text) => change({ feature: text })}
        />
        <ChoiceFilter
          label="Group"
          everything="Every group"
          value={group}
          choices={groups.map((value) => ({ value, label: capitalised(value) }))}
          onChange={(value) => change({ group: value })}
        />
      </FilterBar>
      {data === undefined && error !== null ? (
        <ProblemNotice error={error} onRetry={refetch} labels={fieldNames} />
      ) : (
        <Panel
          flush
          title={data ? `Features as of the end of ${data.as_of_date}` : undefined}
          description={data && 'From what was known at that moment; later and late events are not in them.'}
        >
          {rows === undefined ? (
            <Loading rows={16} />
          ) : rows.length === 0 ? (
            <EmptyState title="No feature fits">Names and ids are searched for the whole text.</EmptyState>
          ) : (
            <DataTable name="Features" rows={rows} columns={columns} getRowId={({ id }) => id} />
          )}
        </Panel>
      )}
    </>
  )
}

type Value = CustomerFeatures['features'][number]
interface FeatureRow extends Value {
  readonly title: string
  readonly group: string
  readonly unit: string
}

function rowsOf(
  { features }: CustomerFeatures,
  catalogue: readonly FeatureInfo[] | undefined,
  group: string | undefined,
  text: string | undefined,
): FeatureRow[] {
  const infos = new Map(catalogue?.map((info) => [info.id, info]))
  const wanted = text?.toLowerCase()
  return features
    .map((value) => {
      const { title = value.id, group = '', unit = '' } = infos.get(value.id) ?? {}
      return { ...value, title, group, unit }
    })
    .filter((row) => group === undefined || row.group === group)
    .filter(({ id, title }) => wanted === undefined || `${id} ${title}`.toLowerCase().includes(wanted))
}

const column = createColumnHelper<FeatureRow>()
const right = { align: 'right' } as const
const write = ({ id, unit }: FeatureRow, value: number | null) =>
  value === null ? <span className="muted">missing</span> : formatFeature(value, { feature: id, unit })

const columns = [
  column.accessor('title', {
    header: 'Feature',
    cell: ({ row: { original } }) => <span title={original.id}>{original.title}</span>,
  }),
  column.accessor('group', { header: 'Group', cell: ({ getValue }) => capitalised(getValue()) }),
  column.accessor('value', {
    header: 'Value',
    meta: right,
    cell: ({ row: { original } }) => write(original, original.value),
  }),
  column.accessor('typical', {
    header: 'Typical',
    meta: right,
    cell: ({ row: { original } }) => write(original, original.typical),
  }),
  column.accessor('percentile', {
    header: 'Population below',
    meta: right,
    cell: ({ getValue }) => <Percentile share={getValue()} />,
  }),
]

function Percentile({ share }: { share: number | null }) {
  if (share === null) return <span className="muted">–</span>
  return (
    <span className={classes.percentile}>
      <span className={classes.track} aria-hidden>
        <span className={classes.place} style={{ left: `${share * 100}%` }} />
      </span>
      <span className={classes.share}>{formatShare(share, 0)}</span>
    </span>
  )
}
