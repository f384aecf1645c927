/** How good a version of the model is, and whether it still holds. */
import { Button, NativeSelect } from '@mantine/core'
import { ApiProblem } from '@pratibimba/client'
import type { WarningModelReport } from '@pratibimba/contract'
import { IconDownload, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { client } from '../../api/client.ts'
import { modelQuery, modelsQuery } from '../../api/warning-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { type PageTab, PageTabs } from '../../parts/page-tabs.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './models.module.css'
import type { modelTabs } from './models-search.ts'
import { PerformanceTab } from './performance-tab.tsx'
import { Retraining } from './retraining.tsx'
import { StageBadge } from './stage-badge.tsx'
import { TrainDialog } from './train-dialog.tsx'

const ThresholdTab = lazy(async () => ({ default: (await import('./threshold-tab.tsx')).ThresholdTab }))
const MonitoringTab = lazy(async () => ({ default: (await import('./monitoring-tab.tsx')).MonitoringTab }))
const FairnessTab = lazy(async () => ({ default: (await import('./fairness-tab.tsx')).FairnessTab }))
const VersionsTab = lazy(async () => ({ default: (await import('./versions-tab.tsx')).VersionsTab }))

const route = getRouteApi('/models')
const listed = 100

export function ModelsPage() {
  const { version } = route.useSearch()
  const { data, error, refetch } = useQuery(modelQuery(version ?? 'champion'))
  const [training, setTraining] = useState(false)
  const none = error instanceof ApiProblem && /not_found|conflict/.test(error.problem.error_code)
  return (
    <>
      <PageHeader
        title="Model Performance"
        beside={data && <StageBadge stage={data.model.stage} />}
        description={data ? <About report={data} /> : 'How good the model is and whether it still holds.'}
        actions={
          <>
            <VersionChoice />
            {data && (
              <Button
                component="a"
                variant="default"
                leftSection={<IconDownload size={16} aria-hidden />}
                href={client.urlOf('downloadPredictions', { params: { version: data.model.version } })}
                download
              >
                Predictions
              </Button>
            )}
            <Button leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => setTraining(true)}>
              Train
            </Button>
          </>
        }
      />
      <TrainDialog opened={training} onClose={() => setTraining(false)} />
      {data !== undefined ? (
        <ModelTabs report={data} />
      ) : error === null ? (
        <Panel>
          <Loading rows={12} />
        </Panel>
      ) : none && version === undefined ? (
        <NoModel />
      ) : (
        <PanelStack>
          <ProblemNotice error={error} onRetry={refetch} />
          {version !== undefined && (
            <div>
              <LinkButton to="/models" variant="default">
                Show the champion
              </LinkButton>
            </div>
          )}
        </PanelStack>
      )}
    </>
  )
}

function About({ report: { model } }: { report: WarningModelReport }) {
  return (
    <>
      Version <span className={classes.whole}>{model.version}</span>, trained on{' '}
      <span className={classes.whole}>{model.train_from}</span> to{' '}
      <span className={classes.whole}>{model.train_to}</span>, tested as of{' '}
      <span className={classes.whole}>{model.test_dates.join(', ')}</span>.
    </>
  )
}

function VersionChoice() {
  const { version } = route.useSearch()
  const navigate = route.useNavigate()
  const { data } = useQuery(modelsQuery({ limit: listed }))
  if (data === undefined || data.total === 0) return null
  const known = version === undefined || data.models.some((model) => model.version === version)
  return (
    <NativeSelect
      aria-label="Version"
      w={180}
      value={version ?? ''}
      data={[
        { value: '', label: 'The champion' },
        ...data.models.map((model) => ({
          value: model.version,
          label: `${model.version}, ${model.stage}`,
        })),
        ...(known ? [] : [{ value: version!, label: version! }]),
      ]}
      onChange={({ currentTarget: { value } }) =>
        navigate({
          search: ({ tab }) => ({ tab, version: value || undefined }),
          resetScroll: false,
        })
      }
    />
  )
}

function NoModel() {
  return (
    <PanelStack>
      <Panel>
        <EmptyState
          title="No model decides yet"
          actions={
            <>
              <LinkButton to="/data">Open Data Management</LinkButton>
              <LinkButton to="/data" search={{ tab: 'import' }} variant="default">
                Import transactions
              </LinkButton>
            </>
          }
        >
          A model is trained on customers whose outcomes are known. Simulate a bank or import transactions,
          then train: the first model that is better than chance decides from then on.
        </EmptyState>
      </Panel>
      <Retraining />
      <Suspense fallback={<Loading />}>
        <VersionsTab />
      </Suspense>
    </PanelStack>
  )
}

type Tab = 'performance' | (typeof modelTabs)[number]

function ModelTabs({ report }: { report: WarningModelReport }) {
  const { tab = 'performance' } = route.useSearch()
  const navigate = route.useNavigate()
  const tabs: readonly PageTab<Tab>[] = [
    { value: 'performance', name: 'Performance', content: () => <PerformanceTab report={report} /> },
    { value: 'threshold', name: 'Threshold', content: () => <ThresholdTab report={report} /> },
    { value: 'monitoring', name: 'Drift and outcomes', content: () => <MonitoringTab /> },
    { value: 'fairness', name: 'Fairness', content: () => <FairnessTab /> },
    {
      value: 'versions',
      name: 'Versions and training',
      content: () => (
        <PanelStack>
          <Retraining />
          <VersionsTab />
        </PanelStack>
      ),
    },
  ]
  return (
    <PageTabs
      tabs={tabs}
      shown={tab}
      loadingRows={12}
      onShow={(next) =>
        navigate({
          search: ({ version }) => ({ version, tab: next as Exclude<Tab, 'performance'> | undefined }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}
