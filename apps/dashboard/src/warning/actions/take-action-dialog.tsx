/** Opens cases for a selection: the action is chosen, its impact simulated, then done, and told one by one. */
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import {
  type CustomerRow,
  type InterventionType,
  interventionTypes,
  type SimulationReply,
} from '@pratibimba/contract'
import { formatCount, formatShare } from '@pratibimba/reports/charts'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { interventionTypesQuery } from '../../api/warning-queries.ts'
import { Loading } from '../../parts/loading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { OfficerSelect } from '../customers/officer-select.tsx'
import { freshKey } from '../parts/fresh-key.ts'
import classes from './actions.module.css'
import { ProposalResult } from './proposal-result.tsx'
import { commonRecommendation, type Selection } from './selection.ts'
import { SimulationView } from './simulation.tsx'
import { TypeChooser } from './type-chooser.tsx'

interface TakeActionDialogProps {
  readonly selection: Selection
  /** Chosen already; what is recommended most often otherwise. */
  readonly type?: InterventionType
  readonly opened: boolean
  readonly onClose: () => void
  /** Cases were opened. */
  readonly onDone?: () => void
}

export function TakeActionDialog({ selection, type, opened, onClose, onDone }: TakeActionDialogProps) {
  const count = selection.size
  const [only] = selection.keys()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Take action for ${count === 1 ? only : `${formatCount(count)} customers`}`}
      size={920}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && count > 0 && (
        <TakeAction selection={selection} type={type} onClose={onClose} onDone={onDone} />
      )}
    </Modal>
  )
}

/** Shortest reason the audit accepts. */
const REASON_LENGTH = 10
/** Customers the server takes in one proposal. */
const MOST_CUSTOMERS = 1000

type TakeActionProps = Omit<TakeActionDialogProps, 'opened'>

function TakeAction({ selection, type: given, onClose, onDone }: TakeActionProps) {
  const queries = useQueryClient()
  const catalogue = useQuery(interventionTypesQuery)
  // Who was selected when the dialog opened; the queue behind it goes on changing.
  const [rows] = useState<readonly CustomerRow[]>(() => [...selection.values()])
  const [type, setType] = useState(() => given ?? commonRecommendation(selection) ?? interventionTypes[0])
  const [officer, setOfficer] = useState('')
  const [note, setNote] = useState('')
  const [reason, setReason] = useState('')
  const ids = rows.map(({ customer_id }) => customer_id)
  const officers = catalogue.data?.officers.length ?? 0
  const simulation = useQuery({
    queryKey: ['warning', 'simulation', ids, type, officers],
    queryFn: ({ signal }) =>
      client.simulateInterventions({
        body: { customer_ids: ids, type, ...(officers > 0 && { officers }) },
        signal,
      }),
    enabled: catalogue.data !== undefined,
    placeholderData: keepPreviousData,
  })
  const overrides = reason.trim().length >= REASON_LENGTH
  const reached = simulation.data ? reachedOf(ids, simulation.data, overrides) : []
  const cooling = simulation.data?.dropped.find((one) => one.reason === 'cool_down')
  const propose = useMutation({
    mutationFn: (body: Parameters<typeof client.proposeInterventions>[0]['body']) =>
      client.proposeInterventions({ body }),
    onSuccess: () => {
      onDone?.()
      return queries.invalidateQueries({ queryKey: ['warning'] })
    },
  })
  if (propose.data) return <ProposalResult reply={propose.data} type={type} onClose={onClose} />
  if (catalogue.data === undefined)
    return catalogue.error === null ? (
      <Loading rows={8} />
    ) : (
      <ProblemNotice error={catalogue.error} onRetry={catalogue.refetch} />
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    propose.mutate({
      customer_ids: reached,
      type,
      assign_to: officer || undefined,
      note: note.trim() || undefined,
      override_reason: overrides ? reason.trim() : undefined,
      idempotency_key: freshKey(),
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <div className={classes.two}>
          <TypeChooser
            types={catalogue.data.types}
            value={type}
            recommended={recommendedIn(rows)}
            onChange={setType}
          />
          <div
            aria-busy={simulation.isPlaceholderData}
            style={{ opacity: simulation.isPlaceholderData ? 0.6 : 1 }}
          >
            {simulation.data ? (
              <SimulationView simulation={simulation.data} />
            ) : simulation.error === null ? (
              <Loading rows={8} />
            ) : (
              <ProblemNotice error={simulation.error} onRetry={simulation.refetch} />
            )}
          </div>
        </div>
        {cooling && (
          <>
            <Notice
              kind="caution"
              title={`${formatCount(cooling.customers)} of them ${cooling.customers === 1 ? 'is' : 'are'} cooling down`}
            >
              <p>
                They were contacted lately and should be left alone. Without a reason they are left out; with
                one it is kept in the case.
              </p>
            </Notice>
            <Textarea
              label="Reason to override the cool-down"
              description={`At least ${REASON_LENGTH} characters. Leave it empty to leave them out.`}
              maxLength={500}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
          </>
        )}
        <OfficerSelect value={officer} onChange={setOfficer} />
        <Textarea
          label="Note, if there is one"
          description="It stands in the history of each case."
          value={note}
          maxLength={2000}
          autosize
          minRows={1}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        {catalogue.data.holdout_share > 0 && (
          <p className="small muted">
            {formatShare(catalogue.data.holdout_share, 0)} of customers are held out at random and never
            contacted, so that the effect can be measured. Which ones is told once the cases are open.
          </p>
        )}
        {simulation.data && !simulation.isPlaceholderData && reached.length === 0 && (
          <p className="muted">
            Everybody drops out, so there is no case to open. Choose another action or others.
          </p>
        )}
        {propose.error !== null && <ProblemNotice error={propose.error} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={propose.isPending}
            disabled={simulation.isPlaceholderData || reached.length === 0 || reached.length > MOST_CUSTOMERS}
          >
            {reached.length === 1 ? 'Open 1 case' : `Open ${formatCount(reached.length)} cases`}
          </Button>
        </Group>
        {reached.length > MOST_CUSTOMERS && (
          <p className="small muted">At most {formatCount(MOST_CUSTOMERS)} cases are opened at once.</p>
        )}
      </Stack>
    </form>
  )
}

/** Everybody who does not drop out; those who cool down stay where a reason overrides it. */
function reachedOf(ids: readonly string[], { dropped }: SimulationReply, overrides: boolean): string[] {
  const out = new Set(
    dropped
      .filter(({ reason }) => !(overrides && reason === 'cool_down'))
      .flatMap(({ customer_ids }) => customer_ids),
  )
  return ids.filter((id) => !out.has(id))
}

function recommendedIn(rows: readonly CustomerRow[]): ReadonlyMap<InterventionType, number> {
  const counts = new Map<InterventionType, number>()
  for (const { recommended_action } of rows)
    if (recommended_action !== null)
      counts.set(recommended_action.type, (counts.get(recommended_action.type) ?? 0) + 1)
  return counts
}
