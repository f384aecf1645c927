/** Entries of the chain, newest first. */
import { Button, Modal } from '@mantine/core'
import type { AuditEntry } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { createColumnHelper } from '@tanstack/react-table'
import { useEffect, useMemo, useRef, useState } from 'react'
import { auditQuery, verdictQuery } from '../api/queries.ts'
import { Copyable } from '../parts/copyable.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { FactList } from '../parts/fact-list.tsx'
import { Loading } from '../parts/loading.tsx'
import { Moment } from '../parts/moment.tsx'
import { Pager } from '../parts/pager.tsx'
import { Panel } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import tables from '../parts/table.module.css'
import { auditPageSize } from './audit-pages.ts'

interface AuditTableProps {
  readonly operation?: string
  readonly subject?: string
  readonly page: number
  readonly onPage: (page: number) => void
  readonly onClear?: () => void
  /** How often someone asked to see the broken entry; each time it is scrolled to once it is there. */
  readonly brokenAsked?: number
}

const column = createColumnHelper<AuditEntry>()
const right = { align: 'right' } as const

export function AuditTable({ operation, subject, page, onPage, onClear, brokenAsked = 0 }: AuditTableProps) {
  const { data, error, refetch } = useQuery(
    auditQuery({
      operation,
      portfolio_id: subject,
      limit: auditPageSize,
      offset: (page - 1) * auditPageSize,
    }),
  )
  const [opened, setOpened] = useState<AuditEntry>()
  const { data: verdict } = useQuery(verdictQuery)
  const brokenSequence = verdict?.first_broken?.sequence
  const columns = useMemo(() => columnsWith(setOpened, brokenSequence), [brokenSequence])
  const answered = useRef(0)
  useEffect(() => {
    if (
      brokenAsked === answered.current ||
      !data?.entries.some(({ sequence }) => sequence === brokenSequence)
    )
      return
    answered.current = brokenAsked
    document.querySelector('[data-broken]')?.scrollIntoView({ block: 'center' })
  }, [brokenAsked, data, brokenSequence])
  if (error !== null && data === undefined) return <ProblemNotice error={error} onRetry={refetch} />
  return (
    <Panel flush>
      {data === undefined ? (
        <Loading rows={8} />
      ) : data.entries.length > 0 ? (
        <>
          <DataTable
            name="Audit entries"
            rows={data.entries}
            columns={columns}
            getRowId={({ sequence }) => String(sequence)}
            onOpen={setOpened}
            broken={({ sequence }) => sequence === brokenSequence}
          />
          <Pager page={page} pageSize={auditPageSize} total={data.total} onPage={onPage} />
        </>
      ) : (
        <EmptyState
          title={onClear ? 'No entry fits these filters' : 'No entry yet'}
          actions={
            onClear && (
              <Button variant="default" onClick={onClear}>
                Clear filters
              </Button>
            )
          }
        >
          {operation !== undefined || subject !== undefined
            ? 'Operations and ids must be given whole.'
            : 'The first change of state on this server writes the first entry.'}
        </EmptyState>
      )}
      <Modal
        opened={opened !== undefined}
        onClose={() => setOpened(undefined)}
        title={opened && `Entry ${formatCount(opened.sequence)}`}
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && <EntryDetail entry={opened} />}
      </Modal>
    </Panel>
  )
}

function columnsWith(open: (entry: AuditEntry) => void, brokenSequence: number | undefined) {
  return [
    column.accessor('sequence', {
      header: 'Entry',
      meta: right,
      cell: ({ getValue }) => (
        <>
          {getValue() === brokenSequence && <strong>broken </strong>}
          {formatCount(getValue())}
        </>
      ),
    }),
    column.accessor('operation', {
      header: 'Operation',
      cell: ({ row: { original } }) => (
        <button type="button" className={`${tables.cover} ${tables.plain}`} onClick={() => open(original)}>
          {original.operation}
        </button>
      ),
    }),
    column.accessor('portfolio_id', {
      header: 'Subject',
      cell: ({ getValue }) => getValue() ?? <span className="muted">–</span>,
    }),
    column.accessor('actor', { header: 'Actor' }),
    column.accessor('timestamp', {
      header: 'Time',
      cell: ({ getValue }) => <Moment at={getValue()} />,
    }),
    column.accessor('hash', {
      header: 'Hash',
      cell: ({ getValue }) => (
        <span className={tables.above}>
          <Copyable text={getValue()} label="hash" shown={12} />
        </span>
      ),
    }),
  ]
}

function EntryDetail({ entry }: { entry: AuditEntry }) {
  const { operation, actor, portfolio_id, timestamp, data_hash, previous_hash, hash, metadata } = entry
  const hashOf = (text: string, label: string) => <Copyable text={text} label={label} />
  return (
    <>
      <FactList
        facts={[
          ['Operation', operation],
          ['Actor', actor],
          ['Subject', portfolio_id ?? 'none'],
          ['Time', timestamp],
          ['Hash of the data', data_hash ? hashOf(data_hash, 'hash of the data') : 'none'],
          ['Hash before', hashOf(previous_hash, 'hash before')],
          ['Hash', hashOf(hash, 'hash')],
        ]}
      />
      {Object.keys(metadata).length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre className={tables.json} tabIndex={0}>
          {JSON.stringify(metadata, null, 2)}
        </pre>
      )}
    </>
  )
}
