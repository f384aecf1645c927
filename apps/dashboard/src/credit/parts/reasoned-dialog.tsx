/** A change that needs a reason: what it means, why it is made, and by whom where nobody logs in. */
import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { type FieldLabels, fieldErrors, hasHomelessErrors } from '../../parts/field-errors.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

/** Shortest reason the server takes. */
const REASON_LENGTH = 10

interface ReasonedDialogProps {
  readonly opened: boolean
  readonly title: string
  readonly action: string
  /** The change takes something out of use or cannot be undone. */
  readonly grave?: boolean
  readonly disabled?: boolean
  /** Whether the operation records who acts where nobody logs in. */
  readonly asksWho?: boolean
  readonly labels?: FieldLabels
  readonly change: (reason: string, actedBy: string | undefined) => Promise<unknown>
  readonly onDone?: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

export function ReasonedDialog({ opened, title, onClose, ...form }: ReasonedDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      {opened && <ReasonedForm {...form} onClose={onClose} />}
    </Modal>
  )
}

function ReasonedForm({
  action,
  grave = false,
  disabled = false,
  asksWho = false,
  labels = {},
  change,
  onDone,
  onClose,
  children,
}: Omit<ReasonedDialogProps, 'opened' | 'title'>) {
  const [reason, setReason] = useState('')
  const [who, setWho] = useState('')
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => change(reason.trim(), who.trim() || undefined),
    onSuccess: () => {
      onClose()
      onDone?.()
      return queries.invalidateQueries({ queryKey: ['credit'] })
    },
  })
  const known: FieldLabels = { '/reason': 'Reason', '/acted_by': 'Acting person', ...labels }
  const errorOf = fieldErrors(error, known)
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
          maxLength={2000}
          value={reason}
          error={errorOf('/reason')}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        {asksWho && (
          <TextInput
            label="Acting person"
            description="Only where nobody logs in: recorded beside the caller, and not verified."
            maxLength={64}
            value={who}
            error={errorOf('/acted_by')}
            onChange={({ currentTarget }) => setWho(currentTarget.value)}
          />
        )}
        {error !== null &&
          hasHomelessErrors(error, { '/reason': 'Reason', '/acted_by': 'Acting person' }) && (
            <ProblemNotice error={error} labels={known} />
          )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            color={grave ? 'red' : undefined}
            loading={isPending}
            disabled={disabled || reason.trim().length < REASON_LENGTH}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
