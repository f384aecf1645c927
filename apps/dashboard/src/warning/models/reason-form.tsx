/** A change of the champion: what it means, why it is made, and the question before it happens. */
import { Button, Checkbox, Group, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { WarningModel } from '@pratibimba/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

/** Shortest reason the audit accepts. */
const REASON_LENGTH = 10

interface ReasonFormProps {
  readonly action: string
  /** What has to be ticked before it can be done. */
  readonly confirmation: string
  readonly change: (reason: string) => Promise<WarningModel>
  readonly onClose: () => void
  readonly children: ReactNode
}

export function ReasonForm({ action, confirmation, change, onClose, children }: ReasonFormProps) {
  const [reason, setReason] = useState('')
  const [sure, setSure] = useState(false)
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => change(reason.trim()),
    onSuccess: ({ version }) => {
      notifications.show({ title: `${version} decides`, message: 'From now on, for every score.' })
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
        {children}
        <Textarea
          label="Reason"
          description={`At least ${REASON_LENGTH} characters; it is kept in the audit chain.`}
          required
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <Checkbox
          label={confirmation}
          checked={sure}
          onChange={({ currentTarget }) => setSure(currentTarget.checked)}
        />
        {error !== null && <ProblemNotice error={error} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending} disabled={!sure || reason.trim().length < REASON_LENGTH}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
