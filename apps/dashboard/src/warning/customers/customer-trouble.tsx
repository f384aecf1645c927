/** Why a customer cannot be shown, and the way on: unknown, not scored yet, or no model in use. */
import { Button } from '@mantine/core'
import { ApiProblem } from '@pratibimba/client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../api/client.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

interface CustomerTroubleProps {
  readonly customerId: string
  readonly error: unknown
  readonly onRetry: () => void
}

export function CustomerTrouble({ customerId, error, onRetry }: CustomerTroubleProps) {
  const { error_code: code, detail } = error instanceof ApiProblem ? error.problem : {}
  if (code === 'not_found')
    return (
      <Panel>
        <EmptyState
          title="No customer has this id"
          actions={
            <LinkButton to="/customers" search={{ search: customerId.slice(0, -2) || undefined }}>
              Search similar ids
            </LinkButton>
          }
        >
          {detail}
        </EmptyState>
      </Panel>
    )
  if (code === 'conflict') return <NotScored customerId={customerId} detail={detail} />
  if (code === 'unusable_data')
    return (
      <Panel>
        <EmptyState
          title="There is nothing to score yet"
          actions={
            <>
              <Button variant="default" onClick={onRetry}>
                Look again
              </Button>
              <LinkButton to="/data">Open Data Management</LinkButton>
            </>
          }
        >
          {detail}
        </EmptyState>
      </Panel>
    )
  if (code === 'unavailable')
    return (
      <Panel>
        <EmptyState
          title="No model is in use yet"
          actions={<LinkButton to="/data">Open Data Management</LinkButton>}
        >
          {detail}
        </EmptyState>
      </Panel>
    )
  return <ProblemNotice error={error} onRetry={onRetry} />
}

function NotScored({ customerId, detail }: { customerId: string; detail: string | undefined }) {
  const queries = useQueryClient()
  const score = useMutation({
    mutationFn: () => client.predict({ body: { customer_id: customerId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['warning'] }),
  })
  return (
    <PanelStack>
      {score.error !== null && <ProblemNotice error={score.error} />}
      <Panel>
        <EmptyState
          title="This customer has no score yet"
          actions={
            <>
              <Button loading={score.isPending} onClick={() => score.mutate()}>
                Score now
              </Button>
              <LinkButton to="/data" variant="default">
                Open Data Management
              </LinkButton>
            </>
          }
        >
          {detail}
        </EmptyState>
      </Panel>
    </PanelStack>
  )
}
