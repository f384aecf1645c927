/** Removes the original data after a question. */
import { notifications } from '@mantine/notifications'
import type { Upload } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { useQueryClient } from '@tanstack/react-query'
import { client } from '../api/client.ts'
import { ConfirmedAction } from '../parts/confirmed-action.tsx'

export function DeleteUpload({ upload, small }: { upload: Upload; small?: boolean }) {
  const queries = useQueryClient()
  return (
    <ConfirmedAction
      label="Delete original"
      smallLabel={`Delete original ${upload.filename}`}
      question={`Delete ${upload.filename}?`}
      small={small}
      action={() => client.deleteUpload({ params: { file_id: upload.file_id } })}
      onDone={() => {
        notifications.show({ title: 'Original deleted', message: upload.filename })
        for (const key of ['upload', 'uploads', 'audit']) void queries.invalidateQueries({ queryKey: [key] })
      }}
    >
      Its {formatCount(upload.rows)} rows are removed from the server and cannot be brought back. Twins made
      from it and the audit entries stay.
    </ConfirmedAction>
  )
}
