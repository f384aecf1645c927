/** Gives the customer's case to an officer; without an open case it opens the recommended one with them. */
import { Button, Group, Modal, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type CustomerDetail, interventionTypes, type ProposeReply } from '@pratibimba/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { Notice } from '../../parts/notice.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { freshKey } from '../parts/fresh-key.ts'
import { interventionWords, stateWords } from '../parts/words.ts'
import { tellCases } from './case-told.tsx'
import { OfficerSelect } from './officer-select.tsx'

interface AssignDialogProps {
  readonly customer: CustomerDetail
  readonly opened: boolean
  readonly onClose: () => void
}

export function AssignDialog({ customer, opened, onClose }: AssignDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Assign ${customer.row.customer_id}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <Assign customer={customer} onClose={onClose} />}
    </Modal>
  )
}

function Assign({ customer: { row, prediction }, onClose }: Omit<AssignDialogProps, 'opened'>) {
  const queries = useQueryClient()
  const [officer, setOfficer] = useState(row.assigned_to ?? '')
  const [key] = useState(() => freshKey())
  const { open_case: open } = row
  const type = prediction.recommended_action?.type ?? interventionTypes[0]
  const assign = useMutation({
    mutationFn: async (): Promise<ProposeReply | undefined> => {
      if (open === null)
        return client.proposeInterventions({
          body: { customer_ids: [row.customer_id], type, assign_to: officer, idempotency_key: key },
        })
      const params = { intervention_id: open.intervention_id }
      const { intervention } = await client.getIntervention({ params })
      await client.stepIntervention({
        params,
        body: { version: intervention.version, action: 'assign', assign_to: officer },
      })
      return undefined
    },
    onSuccess: (reply) => {
      if (reply !== undefined && reply.failures.length > 0) return
      onClose()
      if (reply === undefined) notifications.show({ title: 'Case assigned', message: `Now with ${officer}.` })
      else tellCases(reply)
      return queries.invalidateQueries({ queryKey: ['warning'] })
    },
  })
  const failure = assign.data?.failures[0]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    assign.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <p>
          {open === null
            ? `There is no open case. Assigning opens one: ${interventionWords[type].toLowerCase()}${prediction.recommended_action === null ? '' : ', as recommended'}.`
            : `The open case, ${interventionWords[open.type].toLowerCase()}, is ${stateWords[open.state].toLowerCase()}.`}
        </p>
        <OfficerSelect value={officer} onChange={setOfficer} required />
        {assign.error !== null && <ProblemNotice error={assign.error} />}
        {failure && (
          <Notice kind="alarm" title="Nothing was assigned">
            <p>
              {failure.detail} <span className="muted">(code {failure.error_code})</span>
            </p>
          </Notice>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={assign.isPending} disabled={officer === ''}>
            Assign
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
