/** The tables of a portfolio: first rows and a summary of each column. */
import { SegmentedControl } from '@mantine/core'
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { summaryQuery } from '../api/queries.ts'
import { ColumnTable } from '../parts/column-table.tsx'
import { Loading } from '../parts/loading.tsx'
import { Panel, PanelStack } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { SampleTable } from '../parts/sample-table.tsx'

const route = getRouteApi('/portfolios/$portfolioId')

export function PortfolioData({ portfolioId }: { portfolioId: string }) {
  const { table: wanted } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(summaryQuery(portfolioId))
  if (data === undefined)
    return (
      <Panel>
        {error === null ? <Loading rows={10} /> : <ProblemNotice error={error} onRetry={refetch} />}
      </Panel>
    )
  const table = data.tables.find(({ name }) => name === wanted) ?? data.tables[0]!
  return (
    <PanelStack>
      {data.tables.length > 1 && (
        <div style={{ overflowX: 'auto' }}>
          <SegmentedControl
            aria-label="Table"
            value={table.name}
            data={data.tables.map(({ name, rows }) => ({
              value: name,
              label: `${name} · ${formatCount(rows)}`,
            }))}
            onChange={(name) =>
              navigate({
                search: (before) => ({ ...before, table: name }),
                replace: true,
                resetScroll: false,
              })
            }
          />
        </div>
      )}
      <Panel
        flush
        title={`First ${formatCount(table.sample.length)} rows of ${table.name}`}
        description={`${formatCount(table.rows)} rows and ${table.columns.length} columns in all; the files hold every row.`}
      >
        <SampleTable key={table.name} table={table} />
      </Panel>
      <Panel flush title="Columns">
        <ColumnTable table={table} />
      </Panel>
    </PanelStack>
  )
}
