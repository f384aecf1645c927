/** What became of a proposal, case by case, and the way back. */
import { Button, Group, Stack } from '@mantine/core'
import type { InterventionType, ProposeReply } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../api/client.ts'
import { LinkButton } from '../../parts/link-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { freshKey } from '../parts/fresh-key.ts'
import { interventionWords } from '../parts/words.ts'
import { Failures } from './failures.tsx'

interface ProposalResultProps {
  readonly reply: ProposeReply
  readonly type: InterventionType
  readonly onClose: () => void
}

export function ProposalResult({ reply, type, onClose }: ProposalResultProps) {
  const queries = useQueryClient()
  const { interventions, held_out, failures } = reply
  const opened = interventions.length - held_out
  const undoable = interventions.filter(({ can }) => can.includes('cancel'))
  const undo = useMutation({
    mutationFn: () =>
      client.stepInterventions({
        body: {
          items: undoable.map(({ id, version }) => ({ intervention_id: id, version })),
          action: 'cancel',
          note: 'Taken back right after it was proposed',
          idempotency_key: freshKey(),
        },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['warning'] }),
  })
  return (
    <Stack>
      <div role="status">
        <Notice
          kind={interventions.length === 0 ? 'alarm' : 'information'}
          title={
            undo.data
              ? `${counted(undo.data.interventions.length)} cancelled again`
              : interventions.length === 0
                ? 'No case was opened'
                : `${counted(opened)} opened: ${interventionWords[type].toLowerCase()}`
          }
        >
          {held_out > 0 && (
            <p>
              {formatCount(held_out)} {held_out === 1 ? 'was' : 'were'} drawn into the control group:
              recorded, observed, and not to be contacted. A draw is never taken back.
            </p>
          )}
          {failures.length > 0 && <p>{formatCount(failures.length)} could not be opened.</p>}
        </Notice>
      </div>
      <Failures failures={failures} />
      {undo.data && <Failures failures={undo.data.failures} />}
      {undo.error !== null && <ProblemNotice error={undo.error} />}
      <Group justify="flex-end" gap={8}>
        {undoable.length > 0 && undo.data === undefined && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            loading={undo.isPending}
            onClick={() => undo.mutate()}
          >
            Undo
          </Button>
        )}
        <LinkButton to="/interventions" hash="cases" variant="default">
          Show in the tracker
        </LinkButton>
        <Button data-autofocus onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  )
}

const counted = (count: number) => (count === 1 ? '1 case' : `${formatCount(count)} cases`)
