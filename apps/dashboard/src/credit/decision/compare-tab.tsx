/** This decision beside another of the same customer: every place that differs. */
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { decisionQuery, decisionsQuery } from '../../api/decision-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import { amountWord, outcomeWords } from '../parts/credit-words.ts'
import { comparedPlaces } from './compared-places.ts'
import type { DecisionFile } from './decision-file.ts'

const route = getRouteApi('/decisions/$id')

export function CompareTab({ file }: { file: DecisionFile }) {
  const { against } = route.useSearch()
  const navigate = route.useNavigate()
  const { decision_id, customer_id } = file.decision
  const { data, error, refetch } = useQuery(decisionsQuery({ customer_id, limit: 100 }))
  const others = data?.decisions.filter((one) => one.decision_id !== decision_id)
  if (error !== null && data === undefined) return <ProblemNotice error={error} onRetry={refetch} />
  if (others === undefined)
    return (
      <Panel>
        <Loading />
      </Panel>
    )
  if (others.length === 0 && against === undefined)
    return (
      <Panel>
        <EmptyState
          title="This customer has one decision"
          actions={
            <LinkButton
              from="/decisions/$id"
              to="/decisions/$id"
              search={{ tab: 'record' }}
              variant="default"
            >
              Replay this one
            </LinkButton>
          }
        >
          Once they apply again, the two stand side by side here. A re-run of this decision is compared under
          Record and replay.
        </EmptyState>
      </Panel>
    )
  const chosen = against ?? others[0]!.decision_id
  const known = others.some((one) => one.decision_id === chosen)
  return (
    <PanelStack>
      <NativeSelect
        label="Compare with"
        maw={420}
        value={chosen}
        data={[
          ...others.map((one) => ({
            value: one.decision_id,
            label: `${one.decided_at.slice(0, 16).replace('T', ' ')}, ${outcomeWords[one.decision].toLowerCase()}, ${amountWord(one.loan_amount)}`,
          })),
          ...(known ? [] : [{ value: chosen, label: chosen }]),
        ]}
        onChange={({ currentTarget: { value } }) =>
          navigate({
            search: (before) => ({ ...before, against: value }),
            replace: true,
            resetScroll: false,
          })
        }
      />
      <Differences file={file} against={chosen} />
    </PanelStack>
  )
}

function Differences({ file, against }: { file: DecisionFile; against: string }) {
  const { data, error, refetch } = useQuery(decisionQuery(against))
  if (data === undefined)
    return error === null ? (
      <Panel>
        <Loading />
      </Panel>
    ) : (
      <ProblemNotice error={error} onRetry={refetch} />
    )
  const places = comparedPlaces(data, file)
  return (
    <Panel
      flush
      title={
        places.length === 0
          ? 'Nothing differs'
          : places.length === 1
            ? 'One place differs'
            : `${places.length} places differ`
      }
      description={
        <>
          <Link to="/decisions/$id" params={{ id: against }}>
            The other decision
          </Link>{' '}
          on the left, this one on the right. Ids, times and latency are left out.
        </>
      }
    >
      {places.length === 0 ? (
        <EmptyState title="The two are the same">
          The same application, the same versions, the same outcome.
        </EmptyState>
      ) : (
        <Scrollable name="Differences between the decisions" style={{ maxHeight: 640 }}>
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">Part</th>
                <th scope="col">Place</th>
                <th scope="col" data-align="right">
                  The other
                </th>
                <th scope="col" data-align="right">
                  This one
                </th>
              </tr>
            </thead>
            <tbody>
              {places.map(({ part, place, before, after }) => (
                <tr key={`${part}/${place}`}>
                  <td className="muted">{part}</td>
                  <td>{place}</td>
                  <td data-align="right">{before}</td>
                  <td data-align="right">{after}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
      )}
    </Panel>
  )
}
