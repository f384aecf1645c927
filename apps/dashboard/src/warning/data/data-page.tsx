/** Data, scoring and training: what there is, what runs, and what can be run or brought in. */
import type { PipelineStatus } from '@pratibimba/contract'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { pipelineQuery } from '../../api/warning-queries.ts'
import { Loading } from '../../parts/loading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { PageTabs } from '../../parts/page-tabs.tsx'
import { Panel, PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { DataTiles } from './data-tiles.tsx'
import { ImportData } from './import-data.tsx'
import { PipelineSteps } from './pipeline-steps.tsx'
import { RunNow } from './run-now.tsx'
import { RunningJobs } from './running-jobs.tsx'

const route = getRouteApi('/data')

export function DataPage() {
  const { tab = 'pipeline' } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(pipelineQuery)
  return (
    <>
      <PageHeader
        title="Data Management"
        description="What data there is, what runs by itself, and what can be run or brought in now."
      />
      {data === undefined ? (
        error === null ? (
          <Panel>
            <Loading rows={4} />
          </Panel>
        ) : (
          <ProblemNotice error={error} onRetry={refetch} />
        )
      ) : (
        <DataTiles status={data} />
      )}
      <PageTabs
        tabs={[
          { value: 'pipeline', name: 'Pipeline', content: () => data && <Pipeline status={data} /> },
          { value: 'import', name: 'Import', content: () => <ImportData /> },
        ]}
        shown={tab}
        onShow={(next) =>
          navigate({ search: { tab: next as 'import' | undefined }, replace: true, resetScroll: false })
        }
      />
    </>
  )
}

function Pipeline({ status }: { status: PipelineStatus }) {
  return (
    <PanelStack>
      {status.customers === 0 && (
        <Notice kind="information" title="There are no data yet">
          <p>
            Simulate a bank to look around, or import transactions of your own. Then train a model and score
            everyone; from then on the schedule does it.
          </p>
        </Notice>
      )}
      <PanelGrid>
        <RunNow status={status} />
        <RunningJobs />
      </PanelGrid>
      <PipelineSteps steps={status.steps} />
    </PanelStack>
  )
}
