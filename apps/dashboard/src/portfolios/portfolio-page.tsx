/** One portfolio: while it is made, its progress; afterwards what it holds and how good it is. */
import { Button } from '@mantine/core'
import type { Portfolio } from '@pratibimba/contract'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy } from 'react'
import { client } from '../api/client.ts'
import { portfolioQuery } from '../api/queries.ts'
import { AuditEntries } from '../audit/audit-entries.tsx'
import { Copyable } from '../parts/copyable.tsx'
import { JobProgress } from '../parts/job-progress.tsx'
import { Loading } from '../parts/loading.tsx'
import { Moment } from '../parts/moment.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { type PageTab, PageTabs } from '../parts/page-tabs.tsx'
import { Panel } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { DeletePortfolio } from './delete-portfolio.tsx'
import { PortfolioData } from './portfolio-data.tsx'
import { PortfolioFiles } from './portfolio-files.tsx'
import type { portfolioTabs } from './portfolio-search.ts'
import { PortfolioSettings } from './portfolio-settings.tsx'

const SyntheticOverview = lazy(async () => ({
  default: (await import('./synthetic-overview.tsx')).SyntheticOverview,
}))
const TwinOverview = lazy(async () => ({
  default: (await import('../twins/twin-overview.tsx')).TwinOverview,
}))
const TwinColumns = lazy(async () => ({ default: (await import('../twins/twin-columns.tsx')).TwinColumns }))

const route = getRouteApi('/portfolios/$portfolioId')
type Tab = 'overview' | (typeof portfolioTabs)[number]

export function PortfolioPage() {
  const { portfolioId } = route.useParams()
  const navigate = route.useNavigate()
  const { data: portfolio, error, refetch } = useQuery(portfolioQuery(portfolioId))
  if (portfolio === undefined)
    return (
      <>
        <PageHeader title={portfolioId} above={<Link to="/portfolios">Portfolios</Link>} />
        {error === null ? <Loading rows={10} /> : <ProblemNotice error={error} onRetry={refetch} />}
      </>
    )
  const twin = portfolio.source === 'CLONE'
  const named = portfolio.name !== '' && portfolio.name !== portfolio.id
  return (
    <>
      <PageHeader
        title={portfolio.name || portfolio.id}
        above={
          <>
            <Link to="/portfolios">Portfolios</Link> / {twin ? 'Twin' : 'From scratch'}
          </>
        }
        beside={<StatusBadge state={portfolio.status} progress={portfolio.progress} />}
        description={
          <>
            {named && (
              <>
                <Copyable text={portfolio.id} label="portfolio id" /> ·{' '}
              </>
            )}
            created <Moment at={portfolio.created_at} />
          </>
        }
        actions={<DeletePortfolio portfolio={portfolio} onDeleted={() => navigate({ to: '/portfolios' })} />}
      />
      {portfolio.status === 'COMPLETED' ? (
        <Finished portfolio={portfolio} />
      ) : (
        <Unfinished portfolio={portfolio} />
      )}
    </>
  )
}

function Unfinished({ portfolio }: { portfolio: Portfolio }) {
  const queries = useQueryClient()
  const { id, job_id, status, failure } = portfolio
  const refresh = () =>
    Promise.all(
      ['portfolio', 'portfolios', 'jobs', 'audit'].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    )
  const retry = useMutation({
    mutationFn: () => client.retryJob({ params: { job_id: job_id! } }),
    onSuccess: refresh,
  })
  const active = status === 'PENDING' || status === 'RUNNING'
  return (
    <Panel title={active ? 'Being made' : 'Not finished'}>
      {active && job_id !== null && <JobProgress key={id} jobId={job_id} onEnd={refresh} />}
      {active && job_id === null && <p>The server is making it; this page shows it as soon as it is done.</p>}
      {!active && (
        <Notice
          kind={status === 'FAILED' ? 'alarm' : 'information'}
          title={status === 'FAILED' ? 'This portfolio could not be made' : 'The work was cancelled'}
          action={
            job_id !== null && (
              <Button
                variant="default"
                size="compact-sm"
                leftSection={<IconRefresh size={14} />}
                loading={retry.isPending}
                onClick={() => retry.mutate()}
              >
                Run again
              </Button>
            )
          }
        >
          {failure === null ? (
            <p>Nothing was written. It can be run again with the same settings and seed.</p>
          ) : (
            <p>
              {failure.detail} <span className="muted">(code {failure.error_code})</span>
            </p>
          )}
        </Notice>
      )}
      {retry.error !== null && <ProblemNotice error={retry.error} />}
    </Panel>
  )
}

function Finished({ portfolio }: { portfolio: Portfolio }) {
  const { tab = 'overview' } = route.useSearch()
  const navigate = route.useNavigate()
  const twin = portfolio.source === 'CLONE'
  const tabs: readonly PageTab<Tab>[] = [
    {
      value: 'overview',
      name: 'Overview',
      content: () =>
        twin ? <TwinOverview portfolio={portfolio} /> : <SyntheticOverview portfolio={portfolio} />,
    },
    ...(twin
      ? [
          {
            value: 'columns' as const,
            name: 'Columns',
            content: () => <TwinColumns portfolioId={portfolio.id} />,
          },
        ]
      : []),
    { value: 'data', name: 'Data', content: () => <PortfolioData portfolioId={portfolio.id} /> },
    { value: 'files', name: 'Files', content: () => <PortfolioFiles portfolio={portfolio} /> },
    { value: 'settings', name: 'Settings', content: () => <PortfolioSettings portfolio={portfolio} /> },
    { value: 'audit', name: 'Audit', content: () => <AuditEntries subject={portfolio.id} /> },
  ]
  return (
    <PageTabs
      tabs={tabs}
      shown={tab}
      onShow={(next) =>
        navigate({
          search: { tab: next as Exclude<Tab, 'overview'> | undefined },
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}
