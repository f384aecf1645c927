/** A reasoned decision: outcome, reason code and a note that an auditor understands. */
import { Autocomplete, Button, SegmentedControl, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { client } from '../../api/client.ts'
import { fieldErrors, hasHomelessErrors } from '../../parts/field-errors.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import type { CreditDecisionOf } from '../decision/decision-file.ts'
import { outcomeWords } from '../parts/credit-words.ts'
import classes from './reviews.module.css'

/** Shortest note the record accepts. */
const NOTE_LENGTH = 10
const labels = { '/outcome': 'Outcome', '/reason_code': 'Reason code', '/note': 'Note' }

/** Usual reasons to approve what a rule sent here; any other code can be typed. */
const approvalCodes = ['DOCUMENTS_VERIFIED', 'DATA_CORRECTED', 'RELATIONSHIP_KNOWN', 'EXCEPTION_GRANTED']

interface ReviewFormProps {
  readonly decision: CreditDecisionOf
  readonly onDecided: () => void
}

export function ReviewForm({ decision, onDecided }: ReviewFormProps) {
  const [outcome, setOutcome] = useState<'APPROVED' | 'REJECTED'>()
  const [code, setCode] = useState('')
  const [note, setNote] = useState('')
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const { decision_id: id } = decision
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
  const codes =
    outcome === 'APPROVED'
      ? approvalCodes
      : [
          ...new Set([
            ...decision.reasons.map((reason) => reason.code),
            ...decision.policy.rules.flatMap(({ reason_code }) => reason_code ?? []),
          ]),
        ]
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
              setCode('')
            }}
          />
          <Autocomplete
            label="Reason code"
            description={
              outcome === 'REJECTED'
                ? 'What the letter tells the applicant first.'
                : 'Why, in a word that can be counted.'
            }
            value={code}
            data={codes}
            maxLength={64}
            required
            error={told('/reason_code')}
            onChange={setCode}
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
