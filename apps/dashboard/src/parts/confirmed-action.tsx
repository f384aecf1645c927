/** Something that cannot be taken back: a button, and a question before it happens. */
import { ActionIcon, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemNotice } from './problem-notice.tsx'

interface ConfirmedActionProps {
  /** On the button, such as `Delete original`. */
  readonly label: string
  readonly question: string
  /** What goes and what stays. */
  readonly children: ReactNode
  readonly action: () => Promise<unknown>
  readonly onDone: () => void
  readonly small?: boolean
  readonly smallLabel?: string
  readonly disabled?: boolean
}

export function ConfirmedAction({
  label,
  question,
  children,
  action,
  onDone,
  small = false,
  smallLabel,
  disabled = false,
}: ConfirmedActionProps) {
  const [opened, { open, close }] = useDisclosure(false)
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: action,
    onSuccess: () => {
      close()
      onDone()
    },
  })
  const ask = () => {
    reset()
    open()
  }
  return (
    <>
      {small ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={smallLabel ?? label}
          disabled={disabled}
          onClick={ask}
        >
          <IconTrash size={16} stroke={1.6} />
        </ActionIcon>
      ) : (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} stroke={1.6} />}
          disabled={disabled}
          onClick={ask}
        >
          {label}
        </Button>
      )}
      <Modal opened={opened} onClose={close} title={question} closeButtonProps={{ 'aria-label': 'Close' }}>
        <Stack>
          <Text>{children}</Text>
          {error !== null && <ProblemNotice error={error} />}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" data-autofocus onClick={close}>
              Keep
            </Button>
            <Button color="red" loading={isPending} onClick={() => mutate()}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
