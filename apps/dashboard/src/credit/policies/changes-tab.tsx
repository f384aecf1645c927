/** What a version changes against another, cell by cell. */
import { NativeSelect } from '@mantine/core'
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { policiesQuery, policyDiffQuery } from '../../api/policy-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import { capitalised } from '../../parts/words.ts'
import { policyStateWords } from '../parts/credit-words.ts'
import classes from './policies.module.css'
import type { PolicyVersionOf } from './policy-types.ts'

const route = getRouteApi('/policies/$name/$version')

export function ChangesTab({ policy }: { policy: PolicyVersionOf }) {
  const { against } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(policiesQuery({ name: policy.name, limit: 100 }))
  if (data === undefined)
    return error === null ? (
      <Panel>
        <Loading />
      </Panel>
    ) : (
      <ProblemNotice error={error} onRetry={refetch} />
    )
  const others = data.versions.filter(({ version }) => version !== policy.version)
  const usual = others.find(({ version }) => version < policy.version) ?? others.at(-1)
  const chosen = against ?? usual?.version
  if (chosen === undefined)
    return (
      <Panel>
        <EmptyState title="There is no other version">
          Once there is a second one, what it changes stands here cell by cell.
        </EmptyState>
      </Panel>
    )
  const known = others.some(({ version }) => version === chosen)
  return (
    <PanelStack>
      <NativeSelect
        label="Against"
        maw={320}
        value={String(chosen)}
        data={[
          ...others.map(({ version, state }) => ({
            value: String(version),
            label: `Version ${version}, ${policyStateWords[state].toLowerCase()}`,
          })),
          ...(known ? [] : [{ value: String(chosen), label: `Version ${chosen}` }]),
        ]}
        onChange={({ currentTarget: { value } }) =>
          navigate({
            search: (before) => ({ ...before, against: Number(value) }),
            replace: true,
            resetScroll: false,
          })
        }
      />
      <Changes policy={policy} against={chosen} />
    </PanelStack>
  )
}

function Changes({ policy, against }: { policy: PolicyVersionOf; against: number }) {
  const { data, error, refetch } = useQuery(policyDiffQuery(policy.name, policy.version, against))
  if (data === undefined)
    return error === null ? (
      <Panel>
        <Loading />
      </Panel>
    ) : (
      <ProblemNotice error={error} onRetry={refetch} />
    )
  const { changes } = data
  if (changes.length === 0)
    return (
      <Panel>
        <EmptyState title="No rule differs">
          Versions {policy.version} and {against} have the same tables.
        </EmptyState>
      </Panel>
    )
  return (
    <Panel
      flush
      title={changes.length === 1 ? 'One change' : `${formatCount(changes.length)} changes`}
      description={`Version ${policy.version} against version ${against}.`}
    >
      <Scrollable name="Changes, cell by cell" style={{ maxHeight: 640 }}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Stage</th>
              <th scope="col">Rule</th>
              <th scope="col">Column</th>
              <th scope="col">Change</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ stage, rule, column, kind, before, after }) => (
              <tr key={`${stage}/${rule}/${column}/${kind}`}>
                <td>{stage}</td>
                <td>{rule === null ? <span className="muted">the stage</span> : <code>{rule}</code>}</td>
                <td>{column ?? ''}</td>
                <td>{capitalised(kind)}</td>
                <td data-wrap>{before === null ? '–' : <code className={classes.was}>{before}</code>}</td>
                <td data-wrap>{after === null ? '–' : <code>{after}</code>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
    </Panel>
  )
}
