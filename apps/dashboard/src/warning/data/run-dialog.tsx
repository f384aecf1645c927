/** A run that is asked for: its settings, what it will do, and what the server says to it. */
import { Button, Group, Modal, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { type FieldLabels, fieldErrors, hasHomelessErrors } from '../../parts/field-errors.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

interface RunDialogProps {
  readonly title: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly action: string
  readonly run: () => Promise<{ job_id: string }>
  readonly labels: FieldLabels
  readonly disabled?: boolean
  /** @param errorOf the server's error at a field, by JSON pointer */
  readonly children: (errorOf: (pointer: string) => string | undefined) => ReactNode
}

export function RunDialog({ opened, onClose, title, ...form }: RunDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      {opened && <RunForm {...form} title={title} onClose={onClose} />}
    </Modal>
  )
}

function RunForm({
  title,
  onClose,
  action,
  run,
  labels,
  disabled = false,
  children,
}: Omit<RunDialogProps, 'opened'>) {
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: run,
    onSuccess: () => {
      notifications.show({ title, message: 'It has been started; its progress shows under running jobs.' })
      onClose()
      return queries.invalidateQueries({ queryKey: ['warning'] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {children(fieldErrors(error, labels))}
        {error !== null && hasHomelessErrors(error, labels) && (
          <ProblemNotice error={error} labels={labels} />
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending} disabled={disabled}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
