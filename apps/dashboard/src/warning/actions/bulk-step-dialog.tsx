/** One step in the open cases of a selection: given to an officer, or noted. */
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { formatCount } from '@pratibimba/reports/charts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { Notice } from '../../parts/notice.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { OfficerSelect } from '../customers/officer-select.tsx'
import { freshKey } from '../parts/fresh-key.ts'
import { Failures } from './failures.tsx'
import type { Selection } from './selection.ts'

export type BulkStep = 'assign' | 'add_note'

interface BulkStepDialogProps {
  readonly selection: Selection
  readonly step: BulkStep | undefined
  readonly onClose: () => void
}

const titles = { assign: 'Assign', add_note: 'Add a note to' } as const

export function BulkStepDialog({ selection, step, onClose }: BulkStepDialogProps) {
  return (
    <Modal
      opened={step !== undefined}
      onClose={onClose}
      title={step && `${titles[step]} the cases of ${customersIn(selection.size)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {step && <StepInAll selection={selection} step={step} onClose={onClose} />}
    </Modal>
  )
}

function StepInAll({ selection, step, onClose }: BulkStepDialogProps & { readonly step: BulkStep }) {
  const queries = useQueryClient()
  const [officer, setOfficer] = useState('')
  const [note, setNote] = useState('')
  const [cases] = useState(() => [...selection.values()].flatMap((row) => row.open_case ?? []))
  const without = selection.size - cases.length
  const take = useMutation({
    mutationFn: async () => {
      const items = await presentVersions(cases.map(({ intervention_id }) => intervention_id))
      return client.stepInterventions({
        body: {
          items,
          action: step,
          ...(step === 'assign' && { assign_to: officer }),
          ...(note.trim() !== '' && { note: note.trim() }),
          idempotency_key: freshKey(),
        },
      })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['warning'] }),
  })
  if (cases.length === 0)
    return (
      <Stack>
        <Notice kind="information" title="None of them has an open case">
          <p>Take an action first; its case can be given to an officer there and then.</p>
        </Notice>
        <Group justify="flex-end">
          <Button onClick={onClose}>Close</Button>
        </Group>
      </Stack>
    )
  if (take.data)
    return (
      <Stack>
        <div role="status">
          <Notice kind="information" title={doneInWords(step, take.data.interventions.length)}>
            {take.data.failures.length > 0 && <p>{formatCount(take.data.failures.length)} failed.</p>}
          </Notice>
        </div>
        <Failures failures={take.data.failures} />
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    take.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {without > 0 && (
          <p className="muted">
            {formatCount(cases.length)} of {formatCount(selection.size)} have an open case; the others are
            left as they are.
          </p>
        )}
        {step === 'assign' && <OfficerSelect required value={officer} onChange={setOfficer} />}
        <Textarea
          label={step === 'add_note' ? 'Note' : 'Note, if there is one'}
          required={step === 'add_note'}
          maxLength={2000}
          autosize
          minRows={2}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        {take.error !== null && <ProblemNotice error={take.error} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={take.isPending}
            disabled={step === 'assign' ? officer === '' : note.trim() === ''}
          >
            {step === 'assign' ? 'Assign' : 'Add note'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const atOnce = 8

/** Cases at the version they have now; the step fails by itself where somebody is quicker still. */
async function presentVersions(ids: readonly string[]) {
  const items: { intervention_id: string; version: number }[] = []
  for (let start = 0; start < ids.length; start += atOnce) {
    const details = await Promise.all(
      ids
        .slice(start, start + atOnce)
        .map((intervention_id) => client.getIntervention({ params: { intervention_id } })),
    )
    for (const { intervention } of details)
      items.push({ intervention_id: intervention.id, version: intervention.version })
  }
  return items
}

const customersIn = (count: number) => (count === 1 ? '1 customer' : `${formatCount(count)} customers`)

function doneInWords(step: BulkStep, count: number): string {
  const cases = count === 1 ? '1 case' : `${formatCount(count)} cases`
  return step === 'assign' ? `${cases} assigned` : `Note added to ${cases}`
}
