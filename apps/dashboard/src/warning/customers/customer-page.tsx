/** One customer: how likely a missed payment is, why, how they behave, and what can be done. */
import { Button } from '@mantine/core'
import type { CustomerDetail } from '@pratibimba/contract'
import { IconHeartHandshake, IconUserCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, useState } from 'react'
import { customerQuery } from '../../api/warning-queries.ts'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { type PageTab, PageTabs } from '../../parts/page-tabs.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StaleNotice } from '../parts/as-of.tsx'
import { HeldOut } from '../parts/held-out.tsx'
import { RiskLevelBadge } from '../parts/risk-level.tsx'
import { tierWords } from '../parts/words.ts'
import { AssignDialog } from './assign-dialog.tsx'
import classes from './customer-page.module.css'
import type { customerTabs } from './customer-search.ts'
import { CustomerTiles } from './customer-tiles.tsx'
import { CustomerTrouble } from './customer-trouble.tsx'
import { InterveneDialog } from './intervene-dialog.tsx'
import { Riskiest } from './riskiest.tsx'

const OverviewTab = lazy(async () => ({ default: (await import('./overview-tab.tsx')).OverviewTab }))
const BehaviourTab = lazy(async () => ({ default: (await import('./behaviour-tab.tsx')).BehaviourTab }))
const TransactionsTab = lazy(async () => ({
  default: (await import('./transactions-tab.tsx')).TransactionsTab,
}))
const FeaturesTab = lazy(async () => ({ default: (await import('./features-tab.tsx')).FeaturesTab }))
const HistoryTab = lazy(async () => ({ default: (await import('./history-tab.tsx')).HistoryTab }))

const route = getRouteApi('/customers/$customerId')
type Tab = 'overview' | (typeof customerTabs)[number]

export function CustomerPage() {
  const { customerId } = route.useParams()
  const { data, error, refetch } = useQuery(customerQuery(customerId))
  return (
    <>
      <Riskiest present={customerId} />
      {data === undefined ? (
        <>
          <PageHeader title={customerId} above={<Link to="/customers">Customers</Link>} />
          {error === null ? (
            <Panel>
              <Loading rows={12} />
            </Panel>
          ) : (
            <CustomerTrouble customerId={customerId} error={error} onRetry={refetch} />
          )}
        </>
      ) : (
        <Customer key={customerId} customer={data} />
      )}
    </>
  )
}

function Customer({ customer }: { customer: CustomerDetail }) {
  const [dialog, setDialog] = useState<'intervene' | 'assign'>()
  const { row, prediction } = customer
  const close = () => setDialog(undefined)
  return (
    <>
      <PageHeader
        title={row.customer_id}
        above={<Link to="/customers">Customers</Link>}
        beside={
          <>
            <RiskLevelBadge level={row.risk_level} />
            {row.held_out_by !== null && <HeldOut />}
          </>
        }
        description={
          <>
            {row.tier !== null && `Tier ${row.tier}, ${tierWords[row.tier].toLowerCase()}. `}
            Scored as of the end of {row.as_of_date}, <Moment at={row.scored_at} />, by model{' '}
            <Link to="/models" className={classes.whole}>
              {row.model_version}
            </Link>
            .
          </>
        }
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconUserCheck size={16} aria-hidden />}
              onClick={() => setDialog('assign')}
            >
              {row.assigned_to === null ? 'Assign to officer' : `With ${row.assigned_to}`}
            </Button>
            <Button
              leftSection={<IconHeartHandshake size={16} aria-hidden />}
              onClick={() => setDialog('intervene')}
            >
              Intervene
            </Button>
          </>
        }
      />
      <StaleNotice asOf={row.as_of_date} />
      {prediction.warnings.length > 0 && (
        <div className={classes.notice}>
          <Notice kind="caution" title="What limits this score">
            <ul>
              {prediction.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      <CustomerTiles customer={customer} />
      <CustomerTabs customer={customer} />
      <InterveneDialog customer={customer} opened={dialog === 'intervene'} onClose={close} />
      <AssignDialog customer={customer} opened={dialog === 'assign'} onClose={close} />
    </>
  )
}

function CustomerTabs({ customer }: { customer: CustomerDetail }) {
  const { tab = 'overview' } = route.useSearch()
  const navigate = route.useNavigate()
  const { customer_id, as_of_date } = customer.row
  const tabs: readonly PageTab<Tab>[] = [
    { value: 'overview', name: 'Overview', content: () => <OverviewTab customer={customer} /> },
    { value: 'behaviour', name: 'Behaviour', content: () => <BehaviourTab customer={customer} /> },
    {
      value: 'transactions',
      name: 'Transactions',
      content: () => <TransactionsTab customerId={customer_id} />,
    },
    {
      value: 'features',
      name: 'Features',
      content: () => <FeaturesTab customerId={customer_id} newest={as_of_date} />,
    },
    { value: 'history', name: 'History', content: () => <HistoryTab customerId={customer_id} /> },
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
