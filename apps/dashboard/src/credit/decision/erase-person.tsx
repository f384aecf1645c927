/** Destroys the key of a person: what was recorded about them becomes unreadable for good. */
import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { formatCount } from '@pratibimba/reports/charts'
import { IconEraser } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

const REASON_LENGTH = 10

export function ErasePerson({ customerId }: { customerId: string }) {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <Panel
      title="Erase this person"
      description="For a request to be forgotten. Needs the right credit:erase, which compliance has."
    >
      <Button color="red" variant="outline" leftSection={<IconEraser size={16} aria-hidden />} onClick={open}>
        Erase person
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={`Erase ${customerId} for good?`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && <Erase customerId={customerId} onClose={close} />}
      </Modal>
    </Panel>
  )
}

function Erase({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      client.erasePerson({ params: { customer_id: customerId }, body: { reason: reason.trim() } }),
    onSuccess: async ({ decisions }) => {
      onClose()
      notifications.show({
        title: 'The person was erased',
        message: `${formatCount(decisions)} ${decisions === 1 ? 'decision' : 'decisions'} can no longer be read.`,
      })
      await navigate({ to: '/decisions' })
      return queries.resetQueries({ queryKey: ['credit'] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <p>
          The key of this person is destroyed. Inputs, features, reasons and letters of all their decisions
          become unreadable, for everybody and for good. What stays is that there were decisions, when, with
          which outcome and by which versions; the audit chain stays whole.
        </p>
        <Textarea
          label="Reason"
          description={`At least ${REASON_LENGTH} characters; it is kept in the audit chain.`}
          required
          data-autofocus
          autosize
          minRows={2}
          maxLength={1000}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <TextInput
          label={`Type ${customerId} to confirm`}
          value={typed}
          autoComplete="off"
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        {error !== null && <ProblemNotice error={error} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Keep
          </Button>
          <Button
            type="submit"
            color="red"
            loading={isPending}
            disabled={reason.trim().length < REASON_LENGTH || typed !== customerId}
          >
            Erase for good
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
