/** What every step of the pipeline left: one at a time. */
import { NativeSelect } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ToldValue } from '../parts/told-value.tsx'
import { nameInWords } from '../parts/told-words.ts'
import { reportOf } from './report-reading.ts'

const route = getRouteApi('/credit-models/$version')

/** In the order of the pipeline; steps of other names come after. */
const order = ['validate', 'drift', 'train', 'evaluate', 'bench', 'fairness', 'explain', 'compliance', 'card']

export function ReportsTab({ reports }: { reports: Readonly<Record<string, unknown>> }) {
  const { step } = route.useSearch()
  const navigate = route.useNavigate()
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  const steps = Object.keys(reports).toSorted((a, b) => place(a) - place(b))
  const shown = steps.find((name) => name === step) ?? steps[0]
  if (shown === undefined)
    return (
      <Panel>
        <EmptyState title="No report">The steps of the pipeline left none with this version.</EmptyState>
      </Panel>
    )
  return (
    <Panel
      title={nameInWords(shown)}
      aside={
        <NativeSelect
          aria-label="Step"
          value={shown}
          data={steps.map((name) => ({ value: name, label: nameInWords(name) }))}
          onChange={({ currentTarget }) =>
            navigate({
              search: (before) => ({ ...before, step: currentTarget.value }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      }
    >
      <ToldValue value={reportOf(reports, shown)} name={nameInWords(shown)} />
    </Panel>
  )
}
