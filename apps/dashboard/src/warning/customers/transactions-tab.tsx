/** What went in and out, filtered and paged by the server. */
import { Button, TextInput } from '@mantine/core'
import { segmentTitle, type Transaction, transactionCategories } from '@pratibimba/contract'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { transactionsQuery } from '../../api/warning-queries.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ChoiceFilter, FilterBar } from '../../parts/filter-bar.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { capitalised } from '../../parts/words.ts'
import classes from './payments.module.css'

const route = getRouteApi('/customers/$customerId')
const pageSize = 50

export function TransactionsTab({ customerId }: { customerId: string }) {
  const { category, from, to, page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch, isPlaceholderData } = useQuery(
    transactionsQuery(customerId, { category, from, to, limit: pageSize, offset: (page - 1) * pageSize }),
  )
  const filter = (change: { category?: typeof category; from?: string; to?: string }) =>
    navigate({
      search: (before) => ({ ...before, page: undefined, ...change }),
      replace: true,
      resetScroll: false,
    })
  const filtered = category !== undefined || from !== undefined || to !== undefined
  return (
    <>
      <FilterBar>
        <ChoiceFilter
          label="Category"
          everything="Every category"
          value={category}
          choices={transactionCategories.map((value) => ({ value, label: categoryWord(value) }))}
          onChange={(value) => filter({ category: value })}
        />
        <TextInput
          type="date"
          aria-label="From"
          leftSection="From"
          leftSectionWidth={56}
          value={from ?? ''}
          max={to}
          onChange={({ currentTarget }) => filter({ from: currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          aria-label="To"
          leftSection="To"
          leftSectionWidth={40}
          value={to ?? ''}
          min={from}
          onChange={({ currentTarget }) => filter({ to: currentTarget.value || undefined })}
        />
        {filtered && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => filter({ category: undefined, from: undefined, to: undefined })}
          >
            Clear
          </Button>
        )}
      </FilterBar>
      {error !== null && data === undefined ? (
        <ProblemNotice error={error} onRetry={refetch} />
      ) : (
        <Panel flush>
          {data === undefined ? (
            <Loading rows={12} />
          ) : data.transactions.length === 0 ? (
            <EmptyState title={filtered ? 'No transaction fits these filters' : 'No transaction is known'}>
              {filtered
                ? 'Another category or another time may hold some.'
                : 'Transactions appear here as they come in.'}
            </EmptyState>
          ) : (
            <div style={{ opacity: isPlaceholderData ? 0.6 : 1 }}>
              <DataTable
                name="Transactions"
                rows={data.transactions}
                columns={columns}
                getRowId={({ transaction_id }) => transaction_id}
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
          )}
        </Panel>
      )}
    </>
  )
}

const categoryWord = (category: string) => capitalised(category.replaceAll('_', ' '))
const column = createColumnHelper<Transaction>()
const right = { align: 'right' } as const
const dash = <span className="muted">–</span>

/** An amount to the cent. */
function exactMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency })
  return format.format(minor / 100).replace('-', '−')
}

const columns = [
  column.accessor('timestamp', {
    header: 'Time, UTC',
    cell: ({ getValue }) => getValue().slice(0, 16).replace('T', ' '),
  }),
  column.accessor('description', {
    header: 'Description',
    cell: ({ getValue }) => {
      const text = getValue()
      return text === null ? (
        dash
      ) : (
        <span className={classes.description} title={text}>
          {text}
        </span>
      )
    },
  }),
  column.accessor('category', { header: 'Category', cell: ({ getValue }) => categoryWord(getValue()) }),
  column.accessor('account_kind', { header: 'Account', cell: ({ getValue }) => categoryWord(getValue()) }),
  column.accessor('channel', {
    header: 'Channel',
    cell: ({ getValue }) => {
      const channel = getValue()
      return channel === null ? dash : segmentTitle(channel)
    },
  }),
  column.accessor('status', {
    header: 'Status',
    cell: ({ getValue }) =>
      getValue() === 'failed' ? (
        <span className={classes.status} data-status="missed">
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
          Refused
        </span>
      ) : (
        'Posted'
      ),
  }),
  column.accessor('amount_minor', {
    header: 'Amount',
    meta: right,
    cell: ({ row: { original } }) => exactMoney(original.amount_minor, original.currency),
  }),
  column.accessor('balance_minor', {
    header: 'Balance after',
    meta: right,
    cell: ({ row: { original } }) =>
      original.balance_minor === null ? dash : exactMoney(original.balance_minor, original.currency),
  }),
]
