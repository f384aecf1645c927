/** What a version would have decided on applications of the past, beside the version in force. */
import { Button, NumberInput, TextInput } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { Loading } from '../../parts/loading.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

import type { PolicyVersionOf } from './policy-types.ts'
import classes from './simulated.module.css'
import { Simulated } from './simulated.tsx'

const route = getRouteApi('/policies/$name/$version')
const DAY_MS = 86_400_000
const usualLimit = 100_000

export function SimulationTab({ policy: { name, version } }: { policy: PolicyVersionOf }) {
  const { from, to } = route.useSearch()
  const navigate = route.useNavigate()
  const [limit, setLimit] = useState(usualLimit)
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      client.simulatePolicy({
        params: { name, version },
        body: {
          from: from === undefined ? undefined : `${from}T00:00:00.000Z`,
          to:
            to === undefined ? undefined : new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS - 1).toISOString(),
          limit,
        },
      }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  const change = (part: { from?: string; to?: string }) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  return (
    <PanelStack>
      <Panel
        title="Simulate on the past"
        description={`Version ${version} decides recorded applications once more, with the scores of then; nothing is recorded.`}
      >
        <form className={classes.simulate} onSubmit={submit}>
          <TextInput
            type="date"
            label="From"
            value={from ?? ''}
            max={to}
            onChange={({ currentTarget: { value } }) => change({ from: value || undefined })}
          />
          <TextInput
            type="date"
            label="To"
            value={to ?? ''}
            min={from}
            onChange={({ currentTarget: { value } }) => change({ to: value || undefined })}
          />
          <NumberInput
            label="At most, the newest"
            value={limit}
            min={1}
            max={1_000_000}
            thousandSeparator=","
            onChange={(value) => setLimit(typeof value === 'number' ? value : usualLimit)}
          />
          <Button type="submit" loading={isPending} leftSection={<IconPlayerPlay size={16} aria-hidden />}>
            Simulate
          </Button>
        </form>
      </Panel>
      {isPending ? (
        <Panel>
          <Loading rows={8} />
        </Panel>
      ) : error !== null ? (
        <ProblemNotice error={error} onRetry={mutate} />
      ) : (
        data !== undefined && <Simulated simulation={data} />
      )}
    </PanelStack>
  )
}
