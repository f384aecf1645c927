/** The desk of those who decide what the policy sends to a person. */
import { SegmentedControl } from '@mantine/core'
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { waitingQuery } from '../../api/decision-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ReviewCase } from './review-case.tsx'
import { inReviewOrder, nextOf } from './review-order.ts'
import { ReviewQueue } from './review-queue.tsx'
import classes from './reviews.module.css'

const route = getRouteApi('/reviews')
/** Of all that wait, the ones that wait longest. */
const mostWaiting = 2_000

export function ReviewsPage() {
  const { sort, decision } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(waitingQuery(mostWaiting))
  const queue = useMemo(() => inReviewOrder(data?.decisions ?? [], sort ?? 'oldest'), [data, sort])
  const chosen = decision ?? queue[0]?.decision_id
  const show = (id: string | undefined) =>
    navigate({ search: (before) => ({ ...before, decision: id }), replace: true, resetScroll: false })
  return (
    <>
      <PageHeader
        title="Review desk"
        description="Applications the policy sends to a person, with the evidence beside the decision. j and k move through the queue."
        actions={
          <SegmentedControl
            aria-label="Order of the queue"
            value={sort ?? 'oldest'}
            data={[
              { value: 'oldest', label: 'Oldest first' },
              { value: 'largest', label: 'Largest first' },
            ]}
            onChange={(value) =>
              navigate({
                search: { sort: value === 'largest' ? 'largest' : undefined },
                replace: true,
                resetScroll: false,
              })
            }
          />
        }
      />
      {data === undefined ? (
        error === null ? (
          <Panel>
            <Loading rows={12} />
          </Panel>
        ) : (
          <ProblemNotice error={error} onRetry={refetch} />
        )
      ) : chosen === undefined ? (
        <Panel>
          <EmptyState
            title="Nothing waits for a person"
            actions={
              <LinkButton to="/decisions" search={{ decision: 'MANUAL_REVIEW' }} variant="default">
                Show what people decided
              </LinkButton>
            }
          >
            What the policy sends to a person appears here at once.
          </EmptyState>
        </Panel>
      ) : (
        <div className={classes.desk}>
          <div className={classes.queue}>
            <Panel
              flush
              title={`${formatCount(data.total)} ${data.total === 1 ? 'waits' : 'wait'}`}
              description={
                queue.length < data.total
                  ? `The ${formatCount(queue.length)} that wait longest are listed.`
                  : undefined
              }
            >
              <ReviewQueue queue={queue} chosen={chosen} onChoose={show} />
            </Panel>
          </div>
          <ReviewCase key={chosen} id={chosen} onDecided={() => show(nextOf(queue, chosen))} />
        </div>
      )}
    </>
  )
}
