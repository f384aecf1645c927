/** What regulators ask, whether decisions still hold, and the record of everything that changed. */
import { getRouteApi } from '@tanstack/react-router'
import { lazy } from 'react'
import { PageHeader } from '../../parts/page-header.tsx'
import { type PageTab, PageTabs } from '../../parts/page-tabs.tsx'
import type { governanceTabs } from './governance-search.ts'
import { PacksTab } from './packs-tab.tsx'

const MonitoringTab = lazy(async () => ({
  default: (await import('./credit-monitoring-tab.tsx')).CreditMonitoringTab,
}))
const AuditTab = lazy(async () => ({ default: (await import('./credit-audit-tab.tsx')).CreditAuditTab }))

const route = getRouteApi('/governance')
type Tab = 'packs' | (typeof governanceTabs)[number]

const tabs: readonly PageTab<Tab>[] = [
  { value: 'packs', name: 'Rule packs', content: () => <PacksTab /> },
  { value: 'monitoring', name: 'Monitoring', content: () => <MonitoringTab /> },
  { value: 'audit', name: 'Audit', content: () => <AuditTab /> },
]

export function GovernancePage() {
  const { tab = 'packs' } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <>
      <PageHeader
        title="Governance"
        description="What regulators ask of credit decisions, whether the decisions still hold, and the record of everything that changed."
      />
      <PageTabs
        tabs={tabs}
        shown={tab}
        loadingRows={10}
        onShow={(next) =>
          navigate({
            search: ({ version }) => ({ version, tab: next as Exclude<Tab, 'packs'> | undefined }),
            replace: true,
            resetScroll: false,
          })
        }
      />
    </>
  )
}
