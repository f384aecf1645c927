/** The files of a portfolio, to download and to check. */
import { Button } from '@mantine/core'
import type { Portfolio } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { IconDownload } from '@tabler/icons-react'
import { createColumnHelper } from '@tanstack/react-table'
import { client } from '../api/client.ts'
import { Copyable } from '../parts/copyable.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Panel } from '../parts/panel.tsx'
import { formatBytes } from '../parts/sizes.ts'

type PortfolioFile = Portfolio['files'][number]

const column = createColumnHelper<PortfolioFile>()
const right = { align: 'right' } as const

export function PortfolioFiles({ portfolio }: { portfolio: Portfolio }) {
  const columns = [
    column.accessor('filename', { header: 'File', cell: ({ getValue }) => <strong>{getValue()}</strong> }),
    column.accessor('rows', { header: 'Rows', meta: right, cell: ({ getValue }) => formatCount(getValue()) }),
    column.accessor('bytes', {
      header: 'Size',
      meta: right,
      cell: ({ getValue }) => formatBytes(getValue()),
    }),
    column.accessor('sha256', {
      header: 'SHA-256',
      cell: ({ getValue }) => <Copyable text={getValue()} label="SHA-256" shown={16} />,
    }),
    column.display({
      id: 'download',
      header: () => <span className="visually-hidden">Download</span>,
      meta: right,
      cell: ({ row: { original } }) => (
        <Button
          component="a"
          href={client.urlOf('downloadFile', {
            params: { portfolio_id: portfolio.id, filename: original.filename },
          })}
          download={original.filename}
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={14} />}
          aria-label={`Download ${original.filename}`}
        >
          Download
        </Button>
      ),
    }),
  ]
  return (
    <Panel
      flush
      title="Files"
      description="The hash is that of the bytes on the server, and stands in the audit chain."
    >
      <DataTable
        name="List of files"
        rows={portfolio.files}
        columns={columns}
        getRowId={({ filename }) => filename}
      />
    </Panel>
  )
}
