/** A version of a policy: its tables, tests, changes, what it would have decided, and its life. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy } from 'react'
import { policyQuery } from '../../api/policy-queries.ts'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { type PageTab, PageTabs } from '../../parts/page-tabs.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { MoveMenu } from './move-menu.tsx'
import type { policyTabs } from './policy-search.ts'
import { PolicyStateBadge } from './policy-state.tsx'
import type { PolicyFile } from './policy-types.ts'
import { RulesTab } from './rules-tab.tsx'

const EditTab = lazy(async () => ({ default: (await import('./edit-policy.tsx')).EditPolicy }))
const TestsTab = lazy(async () => ({ default: (await import('./tests-tab.tsx')).TestsTab }))
const ChangesTab = lazy(async () => ({ default: (await import('./changes-tab.tsx')).ChangesTab }))
const SimulationTab = lazy(async () => ({ default: (await import('./simulation-tab.tsx')).SimulationTab }))
const HistoryTab = lazy(async () => ({ default: (await import('./history-tab.tsx')).HistoryTab }))

const route = getRouteApi('/policies/$name/$version')
type Tab = 'rules' | (typeof policyTabs)[number]

export function PolicyPage() {
  const { name, version } = route.useParams()
  const { data, error, refetch } = useQuery(policyQuery(name, Number(version)))
  if (data !== undefined) return <Policy key={`${name} ${version}`} file={data} />
  return (
    <>
      <PageHeader title={`${name} ${version}`} above={<Link to="/policies">Policies</Link>} />
      {error === null ? (
        <Panel>
          <Loading rows={12} />
        </Panel>
      ) : (
        <PanelStack>
          <ProblemNotice error={error} onRetry={refetch} />
          <div>
            <LinkButton to="/policies" variant="default">
              Show all policies
            </LinkButton>
          </div>
        </PanelStack>
      )}
    </>
  )
}

function Policy({ file }: { file: PolicyFile }) {
  const { edit } = route.useSearch()
  const { policy, document } = file
  return (
    <>
      <PageHeader
        title={`${policy.title}, version ${policy.version}`}
        above={<Link to="/policies">Policies</Link>}
        beside={<PolicyStateBadge state={policy.state} share={policy.share} />}
        description={
          <>
            {document.description} Written by {policy.created_by}, <Moment at={policy.created_at} />
            {policy.approved_by !== null && `; approved by ${policy.approved_by}`}.
          </>
        }
        actions={edit ? undefined : <MoveMenu policy={policy} />}
      />
      {edit ? <EditTab file={file} /> : <PolicyTabs file={file} />}
    </>
  )
}

function PolicyTabs({ file }: { file: PolicyFile }) {
  const { tab = 'rules' } = route.useSearch()
  const navigate = route.useNavigate()
  const tabs: readonly PageTab<Tab>[] = [
    { value: 'rules', name: 'Rules', content: () => <RulesTab document={file.document} /> },
    { value: 'tests', name: 'Tests', content: () => <TestsTab document={file.document} /> },
    { value: 'changes', name: 'Changes', content: () => <ChangesTab policy={file.policy} /> },
    { value: 'simulation', name: 'Simulation', content: () => <SimulationTab policy={file.policy} /> },
    { value: 'history', name: 'History', content: () => <HistoryTab policy={file.policy} /> },
  ]
  return (
    <PageTabs
      tabs={tabs}
      shown={tab}
      loadingRows={12}
      onShow={(next) =>
        navigate({
          search: ({ against }) => ({ against, tab: next as Exclude<Tab, 'rules'> | undefined }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}
