/** A reasoned decision: outcome, reason code and a note that an auditor understands. */
import { Button, NativeSelect, SegmentedControl, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { client } from '../../api/client.ts'
import { fieldErrors, hasHomelessErrors } from '../../parts/field-errors.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import type { DecisionFile } from '../decision/decision-file.ts'
import { outcomeWords } from '../parts/credit-words.ts'
import classes from './reviews.module.css'

/** Shortest note the record accepts. */
const NOTE_LENGTH = 10
const labels = { '/outcome': 'Outcome', '/reason_code': 'Reason', '/note': 'Note' }

interface ReviewFormProps {
  readonly file: DecisionFile
  readonly onDecided: () => void
}

export function ReviewForm({ file, onDecided }: ReviewFormProps) {
  const [outcome, setOutcome] = useState<'APPROVED' | 'REJECTED'>()
  const [code, setCode] = useState(() => file.decision.reasons[0]?.code ?? '')
  const [note, setNote] = useState('')
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const { decision_id: id } = file.decision
  const { mutate, isPending, error } = useMutation({
    mutationFn: (chosen: 'APPROVED' | 'REJECTED') =>
      client.reviewDecision({
        params: { id },
        body: { outcome: chosen, reason_code: code.trim(), note: note.trim() },
      }),
    onSuccess: async ({ customer_id }, chosen) => {
      notifications.show({
        title: `${outcomeWords[chosen]}: ${customer_id ?? 'an erased person'}`,
        message: 'Recorded with your reason.',
      })
      onDecided()
      await queries.invalidateQueries({ queryKey: ['credit'] })
    },
  })
  const told = fieldErrors(error, labels)
  const written = note.trim().length
  const complete = outcome !== undefined && code.trim() !== '' && written >= NOTE_LENGTH
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (complete) mutate(outcome)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit()
    // Gives the keys back to the queue.
    if (event.key === 'Escape') (event.target as HTMLElement).blur()
  }
  const choices = reasonChoices(file)
  return (
    <Panel title="Decide">
      <form ref={form} onSubmit={submit} onKeyDown={onKey}>
        <Stack gap={12}>
          <SegmentedControl
            fullWidth
            aria-label="Outcome"
            value={outcome ?? ''}
            data={[
              { value: 'APPROVED', label: 'Approve' },
              { value: 'REJECTED', label: 'Reject' },
            ]}
            onChange={(value) => {
              setOutcome(value as 'APPROVED')
            }}
          />
          <NativeSelect
            label="Reason"
            description={
              outcome === 'REJECTED'
                ? 'What the letter tells the applicant first.'
                : 'What the case was about; the note says why it is decided as it is.'
            }
            value={code}
            data={choices}
            required
            error={told('/reason_code')}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
          />
          <Textarea
            label="Note"
            description={
              written < NOTE_LENGTH
                ? `Why, in sentences an auditor understands; at least ${NOTE_LENGTH} characters.`
                : 'Why, in sentences an auditor understands.'
            }
            value={note}
            required
            autosize
            minRows={4}
            maxLength={4000}
            error={told('/note')}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
          {error !== null && hasHomelessErrors(error, labels) && (
            <ProblemNotice error={error} labels={labels} />
          )}
          <Button type="submit" loading={isPending} disabled={!complete} fullWidth>
            {outcome === undefined
              ? 'Choose an outcome'
              : outcome === 'APPROVED'
                ? 'Approve and next'
                : 'Reject and next'}
          </Button>
          <p className={classes.keys}>Ctrl Enter decides, Esc leaves the field, then j and k move on.</p>
        </Stack>
      </form>
    </Panel>
  )
}

/** The reasons of this decision first, then the others of its table. */
function reasonChoices({ decision, review_reasons }: DecisionFile) {
  const texts = new Map(review_reasons.map(({ code, text }) => [code, text]))
  const own = decision.reasons.map(({ code }) => code).filter((code) => texts.has(code))
  const label = (code: string) => ({ value: code, label: texts.get(code)! })
  return [
    { value: '', label: 'Choose one' },
    ...(own.length === 0 ? [] : [{ group: 'Of this decision', items: own.map(label) }]),
    {
      group: 'Of the reason table',
      items: [...texts.keys()].filter((code) => !own.includes(code)).map(label),
    },
  ]
}
