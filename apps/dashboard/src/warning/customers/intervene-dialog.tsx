/** Opens a case for a customer: what it may be expected to do stands beside the choice before it is made. */
import { Button, Group, Modal, NativeSelect, Stack, Textarea } from '@mantine/core'
import type { CustomerDetail, InterventionType, ProposeReply } from '@pratibimba/contract'
import { interventionTypes } from '@pratibimba/contract'
import { formatShare } from '@pratibimba/reports/charts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { interventionTypesQuery } from '../../api/warning-queries.ts'
import { Notice } from '../../parts/notice.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { freshKey } from '../parts/fresh-key.ts'
import { interventionWords } from '../parts/words.ts'
import { tellCases } from './case-told.tsx'
import { OfficerSelect } from './officer-select.tsx'
import { Simulated } from './simulated.tsx'

interface InterveneDialogProps {
  readonly customer: CustomerDetail
  /** Chosen already; the recommended one otherwise. */
  readonly type?: InterventionType
  readonly opened: boolean
  readonly onClose: () => void
}

export function InterveneDialog({ customer, type, opened, onClose }: InterveneDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Intervene with ${customer.row.customer_id}`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <Intervene customer={customer} type={type} onClose={onClose} />}
    </Modal>
  )
}

/** Shortest reason the audit accepts. */
const REASON_LENGTH = 10

function Intervene({ customer, type: given, onClose }: Omit<InterveneDialogProps, 'opened'>) {
  const { row, prediction } = customer
  const queries = useQueryClient()
  const holdout = useQuery(interventionTypesQuery).data?.holdout_share
  const [type, setType] = useState(given ?? prediction.recommended_action?.type ?? interventionTypes[0])
  const [officer, setOfficer] = useState(row.assigned_to ?? '')
  const [note, setNote] = useState('')
  const [reason, setReason] = useState('')
  // The same key answers the same case again, so that a second press opens no second one.
  const [key, setKey] = useState(() => freshKey())
  const propose = useMutation({
    mutationFn: () =>
      client.proposeInterventions({
        body: {
          customer_ids: [row.customer_id],
          type,
          assign_to: officer || undefined,
          note: note.trim() || undefined,
          override_reason: reason.trim() || undefined,
          idempotency_key: key,
        },
      }),
    onSuccess: (reply) => {
      if (reply.failures.length > 0) return
      onClose()
      tellCases(reply)
      return queries.invalidateQueries({ queryKey: ['warning'] })
    },
  })
  const again = () => {
    setKey(freshKey())
    propose.reset()
  }
  const failure = propose.data?.failures[0]
  const cooling = isCooling(row.cool_down_until) || asksForReason(propose.error, failure)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    propose.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <NativeSelect
          label="Action"
          value={type}
          data={interventionTypes.map((value) => ({ value, label: labelOf(value, customer) }))}
          onChange={({ currentTarget }) => {
            setType(currentTarget.value as InterventionType)
            again()
          }}
        />
        <Simulated customerId={row.customer_id} type={type} />
        <OfficerSelect value={officer} onChange={setOfficer} />
        <Textarea
          label="Note"
          description="For whoever takes the case; it stands in its history."
          value={note}
          maxLength={2000}
          autosize
          minRows={2}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        {cooling && (
          <>
            <Notice kind="caution" title="A cool-down runs">
              <p>
                This customer was contacted lately
                {row.cool_down_until !== null &&
                  ` and should be left alone until ${row.cool_down_until.slice(0, 10)}`}
                . A new case needs a reason, which is kept in the case.
              </p>
            </Notice>
            <Textarea
              label="Reason to override the cool-down"
              description={`At least ${REASON_LENGTH} characters.`}
              value={reason}
              required
              maxLength={500}
              onChange={({ currentTarget }) => {
                setReason(currentTarget.value)
                again()
              }}
            />
          </>
        )}
        {holdout !== undefined && holdout > 0 && (
          <p className="small muted">
            {formatShare(holdout, 0)} of customers are held out at random and never contacted, so that the
            effect can be measured. Which ones is told once the case is open.
          </p>
        )}
        {propose.error !== null && <ProblemNotice error={propose.error} />}
        {failure && (
          <Notice kind="alarm" title="No case was opened">
            <p>
              {failure.detail} <span className="muted">(code {failure.error_code})</span>
            </p>
          </Notice>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={propose.isPending}
            disabled={cooling && reason.trim().length < REASON_LENGTH}
          >
            Open the case
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function labelOf(type: InterventionType, { alternatives, prediction }: CustomerDetail): string {
  const known = alternatives.find((one) => one.type === type)
  const marks = [
    ...(type === prediction.recommended_action?.type ? ['recommended'] : []),
    ...(known && !known.eligible ? ['not eligible'] : []),
  ]
  return marks.length === 0 ? interventionWords[type] : `${interventionWords[type]} (${marks.join(', ')})`
}

function isCooling(until: string | null): boolean {
  return until !== null && Date.parse(until) > Date.now()
}

/** Whether the server refused for want of a reason, whatever the page knew of the cool-down. */
function asksForReason(error: unknown, failure: ProposeReply['failures'][number] | undefined): boolean {
  const words = `${failure?.error_code ?? ''} ${failure?.detail ?? ''} ${error instanceof Error ? error.message : ''}`
  return /cool.?down|override/i.test(words)
}
