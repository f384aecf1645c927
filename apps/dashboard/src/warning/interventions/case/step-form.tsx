/** What a step needs: an officer, a channel with its message, an outcome, a note. */
import { Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { ContactChannel, InterventionDetail, InterventionOutcome } from '@pratibimba/contract'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import { interventionTypesQuery } from '../../../api/warning-queries.ts'
import { capitalised } from '../../../parts/words.ts'
import { OfficerSelect } from '../../customers/officer-select.tsx'
import { outcomeWords } from '../../parts/words.ts'
import classes from './case.module.css'
import {
  emptyFields,
  isComplete,
  isContact,
  noteIsNeeded,
  outcomesAfter,
  type StepFields,
} from './step-fields.ts'
import { type CaseAction, stepWords } from './step-words.ts'

interface StepFormProps {
  readonly step: CaseAction
  readonly detail: InterventionDetail
  readonly pending: boolean
  /** Whether a cool-down asks for a reason. */
  readonly reasonWanted: boolean
  readonly onSubmit: (fields: StepFields) => void
  readonly onCancel: () => void
}

export function StepForm({ step, detail, pending, reasonWanted, onSubmit, onCancel }: StepFormProps) {
  const { intervention } = detail
  const type = useQuery(interventionTypesQuery).data?.types.find((one) => one.type === intervention.type)
  const channels = type?.channels ?? (intervention.channel === null ? [] : [intervention.channel])
  const [filled, setFilled] = useState<StepFields>({
    ...emptyFields,
    officer: intervention.assigned_to ?? '',
    channel: intervention.channel ?? '',
  })
  const fields: StepFields = { ...filled, channel: filled.channel || (channels[0] ?? '') }
  const set = (change: Partial<StepFields>) => setFilled((before) => ({ ...before, ...change }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit(fields)
  }
  const reasonMissing = reasonWanted && fields.reason.trim().length < REASON_LENGTH
  return (
    <form className={classes.form} onSubmit={submit}>
      {step === 'assign' && (
        <OfficerSelect required value={fields.officer} onChange={(officer) => set({ officer })} />
      )}
      {isContact(step) && (
        <>
          <NativeSelect
            label="Channel"
            value={fields.channel}
            data={channels.map((value) => ({ value, label: channelWords[value] }))}
            onChange={({ currentTarget }) => set({ channel: currentTarget.value as ContactChannel })}
          />
          {step === 'schedule_contact' && (
            <TextInput
              type="datetime-local"
              label="When"
              description="Left empty: as soon as it is allowed."
              value={fields.at}
              onChange={({ currentTarget }) => set({ at: currentTarget.value })}
            />
          )}
          {type && (
            <p className="small muted">
              Contact is allowed {type.contact_hours}. Outside these hours it is planned for the next one.
            </p>
          )}
          {fields.channel !== '' && <Preview interventionId={intervention.id} channel={fields.channel} />}
          {reasonWanted && (
            <Textarea
              label="Reason to override the cool-down"
              description={`At least ${REASON_LENGTH} characters; kept in the case.`}
              required
              maxLength={500}
              value={fields.reason}
              onChange={({ currentTarget }) => set({ reason: currentTarget.value })}
            />
          )}
        </>
      )}
      {step === 'resolve' && (
        <NativeSelect
          label="Outcome"
          required
          value={fields.outcome}
          data={[
            { value: '', label: 'How did it end?' },
            ...outcomesAfter(intervention.state).map((value) => ({ value, label: outcomeWords[value] })),
          ]}
          onChange={({ currentTarget }) => set({ outcome: currentTarget.value as InterventionOutcome })}
        />
      )}
      {step === 'observe_payment' && (
        <NativeSelect
          label="The payment"
          required
          value={fields.outcome}
          data={[
            { value: '', label: 'What became of it?' },
            { value: 'cured', label: 'Was made' },
            { value: 'missed', label: 'Was missed' },
          ]}
          onChange={({ currentTarget }) => set({ outcome: currentTarget.value as InterventionOutcome })}
        />
      )}
      {step !== 'observe_payment' && (
        <Textarea
          label={noteIsNeeded(step) ? 'Note' : 'Note, if there is one'}
          required={noteIsNeeded(step)}
          autosize
          minRows={2}
          maxLength={2000}
          value={fields.note}
          onChange={({ currentTarget }) => set({ note: currentTarget.value })}
        />
      )}
      <Group gap={8} justify="flex-end">
        <Button variant="default" size="compact-sm" onClick={onCancel}>
          Not now
        </Button>
        <Button
          type="submit"
          size="compact-sm"
          loading={pending}
          disabled={!isComplete(step, fields) || reasonMissing}
        >
          {step === 'contact'
            ? `Contact by ${channelWords[fields.channel || 'app'].toLowerCase()}`
            : stepWords[step]}
        </Button>
      </Group>
    </form>
  )
}

/** Shortest reason the audit accepts. */
const REASON_LENGTH = 10

const channelWords = {
  app: 'App message',
  sms: 'SMS',
  email: 'E-mail',
  phone: 'Phone',
  letter: 'Letter',
} as const satisfies Record<ContactChannel, string>

/** The words before they are sent, or said. */
function Preview({ interventionId, channel }: { interventionId: string; channel: ContactChannel }) {
  const { data, error } = useQuery({
    queryKey: ['warning', 'intervention', interventionId, 'message', channel],
    queryFn: ({ signal }) =>
      client.getIntervention({ params: { intervention_id: interventionId }, query: { channel }, signal }),
  })
  if (error !== null)
    return <p className="small muted">The message could not be written: {capitalised(error.message)}</p>
  if (data === undefined) return null
  return (
    <figure className={classes.preview}>
      <figcaption className="small muted">
        {channel === 'phone' ? 'What to say' : 'What the customer will read'}, by{' '}
        {channelWords[channel].toLowerCase()}
      </figcaption>
      <blockquote>{data.message ?? 'No message can be written for this channel.'}</blockquote>
    </figure>
  )
}
