/** When a step runs by itself: a cron expression, read back in words before it is kept. */
import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { pipelineQuery } from '../../api/warning-queries.ts'
import { fieldErrors, hasHomelessErrors } from '../../parts/field-errors.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { capitalised } from '../../parts/words.ts'
import { cronInWords } from './cron-in-words.ts'
import classes from './data.module.css'
import type { Step } from './pipeline-steps.tsx'

const usual = '0 2 * * *'
const examples = [
  ['0 2 * * *', 'Every night'],
  ['*/15 * * * *', 'Every 15 minutes'],
  ['0 3 * * 1', 'Every Monday'],
  ['0 4 1 * *', 'Every month'],
] as const
const labels = { '/schedule': 'Schedule' }

export function ScheduleDialog({ step, onClose }: { step: Step | undefined; onClose: () => void }) {
  return (
    <Modal
      opened={step !== undefined}
      onClose={onClose}
      title={step ? `Schedule of ${step.title.toLowerCase()}` : ''}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {step && <ScheduleForm key={step.step} step={step} onClose={onClose} />}
    </Modal>
  )
}

function ScheduleForm({ step, onClose }: { step: Step; onClose: () => void }) {
  const [runs, setRuns] = useState(step.schedule !== null)
  const [text, setText] = useState(step.schedule ?? usual)
  const queries = useQueryClient()
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () =>
      client.scheduleStep({ params: { step: step.step }, body: { schedule: runs ? text.trim() : null } }),
    onSuccess: (status) => {
      queries.setQueryData(pipelineQuery.queryKey, status)
      onClose()
    },
  })
  const reading = cronInWords(text)
  const write = (next: string) => {
    setText(next)
    reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Switch
          label="Runs by itself"
          checked={runs}
          onChange={({ currentTarget }) => setRuns(currentTarget.checked)}
        />
        {runs && (
          <>
            <TextInput
              label="Schedule"
              description="Cron expression in UTC: minute, hour, day of the month, month, day of the week."
              value={text}
              maxLength={100}
              spellCheck={false}
              data-autofocus
              classNames={{ input: 'mono' }}
              error={fieldErrors(error, labels)('/schedule')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              onChange={({ currentTarget }) => write(currentTarget.value)}
            />
            <p className={classes.reading} aria-live="polite">
              {'words' in reading ? capitalised(reading.words) : reading.problem}
            </p>
            <Group gap={8}>
              {examples.map(([expression, name]) => (
                <Button
                  key={expression}
                  variant="default"
                  size="compact-xs"
                  onClick={() => write(expression)}
                >
                  {name}
                </Button>
              ))}
            </Group>
          </>
        )}
        {error !== null && hasHomelessErrors(error, labels) && <ProblemNotice error={error} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending}>
            Keep
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
