/** The original data on this server. */

import { Button } from '@mantine/core'
import type { Upload } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { uploadsQuery } from '../api/queries.ts'
import { Copyable } from '../parts/copyable.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ChoiceFilter, FilterBar } from '../parts/filter-bar.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { Loading } from '../parts/loading.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pager } from '../parts/pager.tsx'
import { Panel } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { formatBytes } from '../parts/sizes.ts'
import tables from '../parts/table.module.css'
import { DeleteUpload } from './delete-upload.tsx'

const route = getRouteApi('/uploads')
const pageSize = 25
const right = { align: 'right' } as const
const column = createColumnHelper<Upload>()

const columns = [
  column.accessor('filename', {
    header: 'File',
    cell: ({ row: { original } }) => (
      <span className={tables.stacked}>
        <Link to="/uploads/$fileId" params={{ fileId: original.file_id }} className={tables.cover}>
          {original.filename}
        </Link>
        <span className={tables.sub}>{original.file_id}</span>
      </span>
    ),
  }),
  column.accessor('status', {
    header: 'State',
    cell: ({ getValue }) =>
      getValue() === 'READY' ? 'On this server' : <span className="muted">Deleted</span>,
  }),
  column.accessor('rows', { header: 'Rows', meta: right, cell: ({ getValue }) => formatCount(getValue()) }),
  column.accessor(({ schema }) => schema.tables.length, { id: 'tables', header: 'Tables', meta: right }),
  column.accessor('bytes', { header: 'Size', meta: right, cell: ({ getValue }) => formatBytes(getValue()) }),
  column.accessor('sha256', {
    header: 'SHA-256',
    cell: ({ getValue }) => (
      <span className={tables.above}>
        <Copyable text={getValue()} label="SHA-256" shown={12} />
      </span>
    ),
  }),
  column.accessor('created_at', {
    header: 'Uploaded',
    meta: right,
    cell: ({ getValue }) => <Moment at={getValue()} />,
  }),
  column.display({
    id: 'actions',
    header: () => <span className="visually-hidden">Actions</span>,
    meta: right,
    cell: ({ row: { original } }) =>
      original.status === 'READY' && (
        <span className={tables.above}>
          <DeleteUpload upload={original} small />
        </span>
      ),
  }),
]

export function UploadsPage() {
  const { status, page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(
    uploadsQuery({ status, limit: pageSize, offset: (page - 1) * pageSize }),
  )
  return (
    <>
      <PageHeader
        title="Uploads"
        description="Original data, what was detected in it, and whether it is still here."
        actions={
          <LinkButton to="/twin" leftSection={<IconUpload size={16} />}>
            Upload data
          </LinkButton>
        }
      />
      <FilterBar>
        <ChoiceFilter
          label="State"
          everything="Every state"
          value={status}
          choices={[
            { value: 'READY', label: 'On this server' },
            { value: 'REMOVED', label: 'Deleted' },
          ]}
          onChange={(value) => navigate({ search: { status: value }, replace: true })}
        />
      </FilterBar>
      {error !== null && data === undefined ? (
        <ProblemNotice error={error} onRetry={refetch} />
      ) : (
        <Panel flush>
          {data === undefined ? (
            <Loading rows={6} />
          ) : data.uploads.length > 0 ? (
            <>
              <DataTable
                name="Uploads"
                rows={data.uploads}
                columns={columns}
                getRowId={({ file_id }) => file_id}
                onOpen={({ file_id }) => navigate({ to: '/uploads/$fileId', params: { fileId: file_id } })}
              />
              <Pager
                page={page}
                pageSize={pageSize}
                total={data.total}
                onPage={(next) =>
                  navigate({ search: (before) => ({ ...before, page: next > 1 ? next : undefined }) })
                }
              />
            </>
          ) : status === undefined && page === 1 ? (
            <EmptyState
              title="Nothing was uploaded yet"
              actions={<LinkButton to="/twin">Upload data</LinkButton>}
            >
              A twin is learnt from a CSV or Parquet file of yours. It stays on this server and can be deleted
              once the twin is made.
            </EmptyState>
          ) : (
            <EmptyState
              title="No upload fits this filter"
              actions={
                <Button variant="default" onClick={() => navigate({ search: {} })}>
                  Clear filter
                </Button>
              }
            >
              Deleted originals stay listed, so that the origin of a twin can always be told.
            </EmptyState>
          )}
        </Panel>
      )}
    </>
  )
}
