/** A training that is asked for: the whole pipeline, from the data to the gates. */
import { Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { operations } from '@pratibimba/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { uploadsQuery } from '../../api/queries.ts'
import { type FieldLabels, fieldErrors, hasHomelessErrors } from '../../parts/field-errors.ts'
import { NumberField } from '../../parts/number-field.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

interface TrainCreditModelProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onStarted: (jobId: string) => void
}

export function TrainCreditModel({ opened, onClose, onStarted }: TrainCreditModelProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Train a credit model"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <TrainingForm onClose={onClose} onStarted={onStarted} />}
    </Modal>
  )
}

const labels: FieldLabels = {
  '/upload_id': 'Applications',
  '/target': 'Column of the outcome',
  '/bad': 'Value that means bad',
  '/mode': 'Mode',
  '/seed': 'Seed',
  '/promote': 'When every gate is passed',
}

function TrainingForm({ onClose, onStarted }: Omit<TrainCreditModelProps, 'opened'>) {
  const [upload, setUpload] = useState('')
  const [target, setTarget] = useState('')
  const [bad, setBad] = useState('')
  const [mode, setMode] = useState<'full' | 'incremental'>('full')
  const [seed, setSeed] = useState<number>()
  const [promote, setPromote] = useState(true)
  const queries = useQueryClient()
  const { data: uploads } = useQuery(uploadsQuery({ limit: 100 }))
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      client.trainCreditModel({
        body: {
          upload_id: upload || undefined,
          target: upload === '' ? undefined : target.trim() || undefined,
          bad: upload === '' ? undefined : bad.trim() || undefined,
          mode,
          seed,
          promote,
        },
      }),
    onSuccess: ({ job_id }) => {
      onStarted(job_id)
      onClose()
      return queries.invalidateQueries({ queryKey: ['jobs'] })
    },
  })
  const errorOf = fieldErrors(error, labels)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <p className="muted">
          Check of the data, drift, training, evaluation, comparison, fairness, explanations, rules of the
          regulators, card, register, gates, promotion: one step after the other, each with a report.
        </p>
        <NativeSelect
          label="Applications"
          value={upload}
          error={errorOf('/upload_id')}
          data={[
            { value: '', label: 'Recorded decisions whose outcome is known' },
            ...(uploads?.uploads
              .filter(({ status }) => status === 'READY')
              .map(({ file_id, filename }) => ({ value: file_id, label: filename })) ?? []),
          ]}
          onChange={({ currentTarget }) => setUpload(currentTarget.value)}
        />
        {upload !== '' && (
          <>
            <TextInput
              label="Column of the outcome"
              placeholder="good"
              maxLength={128}
              value={target}
              error={errorOf('/target')}
              onChange={({ currentTarget }) => setTarget(currentTarget.value)}
            />
            <TextInput
              label="Value that means bad"
              description="Left empty, it is judged by the name of the column and its values."
              maxLength={128}
              value={bad}
              error={errorOf('/bad')}
              onChange={({ currentTarget }) => setBad(currentTarget.value)}
            />
          </>
        )}
        <NativeSelect
          label="Mode"
          value={mode}
          error={errorOf('/mode')}
          data={[
            { value: 'full', label: 'Full: everything anew' },
            { value: 'incremental', label: 'Incremental: goes on from the champion' },
          ]}
          onChange={({ currentTarget }) => setMode(currentTarget.value as 'full' | 'incremental')}
        />
        <NumberField
          label="Seed"
          schema={operations.trainCreditModel.body.properties.seed}
          placeholder="42"
          value={seed}
          onChange={setSeed}
          error={errorOf('/seed')}
        />
        <Checkbox
          label="Let it decide if it passes every gate"
          description="Otherwise it waits as a candidate."
          checked={promote}
          onChange={({ currentTarget }) => setPromote(currentTarget.checked)}
        />
        {error !== null && hasHomelessErrors(error, labels) && (
          <ProblemNotice error={error} labels={labels} />
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending}>
            Train
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
