/** Files that hold what the page shows. */
import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { wordsOf } from '../../parts/problem-notice.tsx'

interface FileOffer {
  readonly label: string
  readonly format: 'csv' | 'xlsx'
  readonly fetch: () => Promise<Response>
}

const icons = { csv: IconFileTypeCsv, xlsx: IconFileSpreadsheet }

export function ExportMenu({ files, disabled }: { files: readonly FileOffer[]; disabled?: boolean }) {
  const { mutate, isPending } = useMutation({
    mutationFn: async ({ fetch, format }: FileOffer) => save(await fetch(), `export.${format}`),
    onError: (error) => {
      const { title, detail, code } = wordsOf(error)
      notifications.show({ color: 'red', title, message: `${detail} (code ${code})`, autoClose: 10_000 })
    },
  })
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={isPending}
          disabled={disabled}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {files.map((file) => {
          const Icon = icons[file.format]
          return (
            <Menu.Item
              key={file.label}
              leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
              onClick={() => mutate(file)}
            >
              {file.label}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Hands a reply to the browser as a download, under the name the server gave it. */
async function save(response: Response, otherwise: string): Promise<void> {
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = named?.[1] ?? otherwise
  link.click()
  URL.revokeObjectURL(address)
}
