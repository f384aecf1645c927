/** What decided at an instant: model, policy, experiments, and whether everything went to persons. */
import { Button, Group, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { liveDeciderQuery } from '../../api/governance-queries.ts'
import { FactList } from '../../parts/fact-list.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

const route = getRouteApi('/credit-models')

export function LiveDecider() {
  const { at } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(liveDeciderQuery(at))
  const ask = (next: string | undefined) =>
    navigate({ search: (before) => ({ ...before, at: next }), replace: true, resetScroll: false })
  return (
    <PanelStack>
      <Panel
        title="At which instant"
        description="Every decision can be asked for the model, the policy and the experiments that were in force when it was made."
      >
        <InstantField key={at ?? 'now'} at={at} onAsk={ask} />
      </Panel>
      {data === undefined ? (
        <Panel>
          {error === null ? <Loading rows={4} /> : <ProblemNotice error={error} onRetry={refetch} />}
        </Panel>
      ) : (
        <>
          {error !== null && <ProblemNotice error={error} onRetry={refetch} />}
          {data.killed && (
            <Notice kind="alarm" title="The kill switch was on">
              <p>Every application went to a person.</p>
            </Notice>
          )}
          <Panel title={`In force at ${written(data.at)}`}>
            <FactList
              facts={[
                [
                  'Model',
                  data.model_version === null ? (
                    'none: every application went to a person'
                  ) : (
                    <Link key="model" to="/credit-models/$version" params={{ version: data.model_version }}>
                      {data.model_version}
                    </Link>
                  ),
                ],
                [
                  'Policy',
                  data.policy === null ? 'none' : `${data.policy.name}, version ${data.policy.version}`,
                ],
                [
                  'Experiments',
                  data.experiments.length === 0 ? (
                    'none'
                  ) : (
                    <Group key="experiments" gap={8} justify="flex-end">
                      {data.experiments.map((id) => (
                        <Link key={id} to="/experiments/$id" params={{ id }}>
                          {id}
                        </Link>
                      ))}
                    </Group>
                  ),
                ],
                ['Kill switch', data.killed ? 'on' : 'off'],
              ]}
            />
          </Panel>
        </>
      )}
    </PanelStack>
  )
}

/** 2026-03-31 14:05:09 UTC. */
function written(at: string): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`
}

function InstantField({ at, onAsk }: { at: string | undefined; onAsk: (at: string | undefined) => void }) {
  const [typed, setTyped] = useState(at?.slice(0, 16) ?? '')
  const instant = typed === '' ? undefined : `${typed.length === 16 ? `${typed}:00` : typed}Z`
  const readable = instant === undefined || !Number.isNaN(Date.parse(instant))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAsk(instant === undefined ? undefined : new Date(instant).toISOString())
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap={8}>
        <TextInput
          type="datetime-local"
          label="Date and time, UTC"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!readable || typed === ''}>
          Ask
        </Button>
        {at !== undefined && (
          <Button variant="subtle" onClick={() => onAsk(undefined)}>
            Now
          </Button>
        )}
      </Group>
    </form>
  )
}
