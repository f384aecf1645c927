/** The detected schema as a table a person corrects; saved in one go, and taken back as easily. */

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { DetectedSchema, SchemaCorrections, Upload } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { IconArrowBackUp, IconArrowRight, IconDeviceFloppy } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../api/client.ts'
import { uploadQuery } from '../api/queries.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { Notice } from '../parts/notice.tsx'
import { PanelStack } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { RelationshipEditor } from './relationship-editor.tsx'
import { correctionsBetween } from './schema-draft.ts'
import classes from './schema-review.module.css'
import { SchemaTable } from './schema-table.tsx'

export function SchemaReview({ upload }: { upload: Upload }) {
  const queries = useQueryClient()
  const { file_id } = upload
  /** Every state since the last save; the last is what is shown. */
  const [steps, setSteps] = useState<readonly DetectedSchema[]>([])
  const shown = steps.at(-1) ?? upload.schema
  const corrections = correctionsBetween(upload.schema, shown)
  const change = (schema: DetectedSchema) => setSteps((before) => [...before, schema])
  const send = async (body: SchemaCorrections) => {
    const saved = await client.correctSchema({ params: { file_id }, body })
    queries.setQueryData(uploadQuery(file_id).queryKey, saved)
    void queries.invalidateQueries({ queryKey: ['audit'] })
    return saved
  }
  const save = useMutation({
    mutationFn: send,
    onSuccess: (saved, body) => {
      const before = upload.schema
      setSteps([])
      const undo = correctionsBetween(saved.schema, before)
      const id = notifications.show({
        title: 'Corrections saved',
        autoClose: 10_000,
        message: (
          <span className={classes.saved}>
            {countOf(body)} in the schema of {upload.filename}.
            {undo && (
              <Button
                variant="default"
                size="compact-xs"
                onClick={() => {
                  notifications.hide(id)
                  takeBack.mutate(undo)
                }}
              >
                Undo
              </Button>
            )}
          </span>
        ),
      })
    },
  })
  const takeBack = useMutation({
    mutationFn: send,
    onSuccess: () => notifications.show({ title: 'Corrections taken back', message: upload.filename }),
  })
  const error = save.error ?? takeBack.error
  return (
    <PanelStack>
      {shown.warnings.map((warning) => (
        <Notice key={warning} kind="caution">
          <p>{warning}</p>
        </Notice>
      ))}
      {shown.tables.map((table) => (
        <SchemaTable key={table.name} schema={shown} table={table} saved={upload.schema} onChange={change} />
      ))}
      {shown.tables.length > 1 && <RelationshipEditor schema={shown} onChange={change} />}
      {error !== null && <ProblemNotice error={error} />}
      <div className={classes.bar}>
        <span className="muted" role="status">
          {corrections ? `${countOf(corrections)} not saved` : 'Nothing to save'}
        </span>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} />}
          disabled={steps.length === 0}
          onClick={() => setSteps((before) => before.slice(0, -1))}
        >
          Undo
        </Button>
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={16} />}
          disabled={corrections === undefined}
          loading={save.isPending}
          onClick={() => corrections && save.mutate(corrections)}
        >
          Save corrections
        </Button>
        {corrections ? (
          <Button rightSection={<IconArrowRight size={16} />} disabled>
            Clone
          </Button>
        ) : (
          <LinkButton
            to="/uploads/$fileId"
            params={{ fileId: file_id }}
            search={{ step: 'clone' }}
            rightSection={<IconArrowRight size={16} />}
          >
            Clone
          </LinkButton>
        )}
      </div>
    </PanelStack>
  )
}

function countOf({ columns = [], primary_keys = [], relationships }: SchemaCorrections): string {
  const count = columns.length + primary_keys.length + (relationships ? 1 : 0)
  return count === 1 ? '1 correction' : `${formatCount(count)} corrections`
}
