/** The registry of credit models: versions, two beside each other, and who decided at an instant. */
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, useState } from 'react'
import { PageHeader } from '../../parts/page-header.tsx'
import { type PageTab, PageTabs } from '../../parts/page-tabs.tsx'
import type { registryTabs } from './credit-models-search.ts'
import { CreditTraining } from './credit-training.tsx'
import { RegistryTable } from './registry-table.tsx'
import { TrainCreditModel } from './train-credit-model.tsx'

const CompareModels = lazy(async () => ({ default: (await import('./compare-models.tsx')).CompareModels }))
const LiveDecider = lazy(async () => ({ default: (await import('./live-decider.tsx')).LiveDecider }))

const route = getRouteApi('/credit-models')
type Tab = 'versions' | (typeof registryTabs)[number]

const tabs: readonly PageTab<Tab>[] = [
  { value: 'versions', name: 'Versions', content: () => <RegistryTable /> },
  { value: 'compare', name: 'Compare', content: () => <CompareModels /> },
  { value: 'live', name: 'Who decided', content: () => <LiveDecider /> },
]

export function CreditModelsPage() {
  const { tab = 'versions' } = route.useSearch()
  const navigate = route.useNavigate()
  const [training, setTraining] = useState(false)
  const [started, setStarted] = useState<string>()
  return (
    <>
      <PageHeader
        title="Credit Models"
        description="Every version with its gates, its origin and its approvals; the champion decides."
        actions={
          <Button leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => setTraining(true)}>
            Train
          </Button>
        }
      />
      <TrainCreditModel opened={training} onClose={() => setTraining(false)} onStarted={setStarted} />
      <CreditTraining startedJob={started} />
      <PageTabs
        tabs={tabs}
        shown={tab}
        onShow={(next) =>
          navigate({
            search: ({ a, b, at, stage }) => ({
              a,
              b,
              at,
              stage,
              tab: next as Exclude<Tab, 'versions'> | undefined,
            }),
            replace: true,
            resetScroll: false,
          })
        }
      />
    </>
  )
}
