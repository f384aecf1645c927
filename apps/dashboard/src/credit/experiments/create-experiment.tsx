/** Sets a challenger against the champion. */
import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { type Experiment, Guardrails, operations } from '@pratibimba/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { creditModelsQuery, mostListed } from '../../api/governance-queries.ts'
import { type FieldLabels, fieldErrors, hasHomelessErrors } from '../../parts/field-errors.ts'
import { limitsOf } from '../../parts/limits.ts'
import { NumberField } from '../../parts/number-field.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { stageWord } from '../parts/sign.tsx'
import { readRollout, writeRollout } from './rollout.ts'

interface CreateExperimentProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onCreated: (experiment: Experiment) => void
}

export function CreateExperiment({ opened, onClose, onCreated }: CreateExperimentProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title="New experiment"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <ExperimentForm onClose={onClose} onCreated={onCreated} />}
    </Modal>
  )
}

const fields = operations.createExperiment.body.properties
const rails = Guardrails.properties
type Rails = Partial<Experiment['guardrails']>
const railFields = [
  { name: 'approval_rate_change', label: 'Approval rates may differ by', percent: true },
  { name: 'pd_psi', label: 'PSI of the scores', percent: false },
  { name: 'p99_latency_ms', label: 'p99 latency, ms', percent: false },
  { name: 'four_fifths', label: 'Ratio between groups', percent: false },
  { name: 'min_decisions', label: 'Decisions of each arm before a guard-rail speaks', percent: false },
] as const satisfies readonly { name: keyof Rails; label: string; percent: boolean }[]

const labels: FieldLabels = {
  '/id': 'Id',
  '/title': 'Title',
  '/challenger_model': 'Challenger model',
  '/challenger_policy': 'Challenger policy',
  '/rollout': 'Rollout',
  '/acted_by': 'Acting person',
  ...Object.fromEntries(railFields.map(({ name, label }) => [`/guardrails/${name}`, label])),
}

const usualRollout = (fields.rollout as unknown as { default: number[] }).default

function ExperimentForm({ onClose, onCreated }: Omit<CreateExperimentProps, 'opened'>) {
  const [id, setId] = useState('')
  const [title, setTitle] = useState('')
  const [model, setModel] = useState('')
  const [policy, setPolicy] = useState<number>()
  const [rollout, setRollout] = useState(writeRollout(usualRollout))
  const [limits, setLimits] = useState<Rails>({})
  const [who, setWho] = useState('')
  const queries = useQueryClient()
  const { data: registry } = useQuery(creditModelsQuery({ limit: mostListed }))
  const shares = readRollout(rollout)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      client.createExperiment({
        body: {
          id,
          title: title.trim(),
          challenger_model: model || undefined,
          challenger_policy: policy,
          rollout: [...(shares as readonly number[])],
          guardrails: Object.keys(limits).length === 0 ? undefined : completed(limits),
          acted_by: who.trim() || undefined,
        },
      }),
    onSuccess: async (experiment) => {
      await queries.invalidateQueries({ queryKey: ['credit', 'experiments'] })
      onCreated(experiment)
    },
  })
  const errorOf = fieldErrors(error, labels)
  const challengers =
    registry?.models.filter(({ stage }) => stage === 'challenger' || stage === 'candidate') ?? []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <p className="muted">
          It begins as a draft: nothing is decided differently before it is started. What is left empty is the
          champion's.
        </p>
        <TextInput
          label="Title"
          required
          data-autofocus
          maxLength={200}
          value={title}
          error={errorOf('/title')}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        />
        <TextInput
          label="Id"
          description="Small letters, digits and -; it stands in addresses and in the record of every decision."
          required
          maxLength={64}
          value={id}
          error={errorOf('/id')}
          onChange={({ currentTarget }) =>
            setId(currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-'))
          }
        />
        <NativeSelect
          label="Challenger model"
          value={model}
          error={errorOf('/challenger_model')}
          data={[
            { value: '', label: 'The champion: only the policy differs' },
            ...challengers.map(({ version, stage }) => ({
              value: version,
              label: `${version}, ${stageWord(stage).toLowerCase()}`,
            })),
          ]}
          onChange={({ currentTarget }) => setModel(currentTarget.value)}
        />
        <NumberField
          label="Challenger policy"
          schema={fields.challenger_policy}
          description="Version of the policy; empty for the one in force."
          placeholder="in force"
          value={policy}
          onChange={setPolicy}
          error={errorOf('/challenger_policy')}
        />
        <TextInput
          label="Rollout"
          description="Percentages of the applicants, rising, one step after the other."
          value={rollout}
          error={errorOf('/rollout') ?? (typeof shares === 'string' ? shares : undefined)}
          onChange={({ currentTarget }) => setRollout(currentTarget.value)}
        />
        {railFields.map(({ name, label, percent }) => (
          <NumberField
            key={name}
            label={label}
            schema={rails[name]}
            percent={percent}
            value={limits[name]}
            onChange={(value) => setLimits((before) => ({ ...before, [name]: value }))}
            error={errorOf(`/guardrails/${name}`)}
          />
        ))}
        <TextInput
          label="Acting person"
          description="Only where nobody logs in: recorded beside the caller, and not verified."
          maxLength={64}
          value={who}
          error={errorOf('/acted_by')}
          onChange={({ currentTarget }) => setWho(currentTarget.value)}
        />
        {error !== null && hasHomelessErrors(error, labels) && (
          <ProblemNotice error={error} labels={labels} />
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={isPending}
            disabled={id === '' || title.trim() === '' || typeof shares === 'string'}
          >
            Create draft
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Limits that were not typed are the contract's. */
function completed(limits: Rails): Experiment['guardrails'] {
  const all = railFields.map(({ name }) => [name, limits[name] ?? limitsOf(rails[name]).default])
  return Object.fromEntries(all) as Experiment['guardrails']
}
