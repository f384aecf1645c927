/** One decision: what came out, how it came about, why, and how it is proven. */
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy } from 'react'
import { decisionQuery } from '../../api/decision-queries.ts'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { type PageTab, PageTabs } from '../../parts/page-tabs.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { amountWord, fieldWord } from '../parts/credit-words.ts'
import { Outcome } from '../parts/outcome.tsx'
import type { DecisionFile } from './decision-file.ts'
import type { decisionTabs } from './decision-search.ts'
import { DecisionTab } from './decision-tab.tsx'
import { DecisionTilesOf } from './outcome-tiles.tsx'

const EvidenceTab = lazy(async () => ({ default: (await import('./evidence-tab.tsx')).EvidenceTab }))
const LetterTab = lazy(async () => ({ default: (await import('./letter-tab.tsx')).LetterTab }))
const CompareTab = lazy(async () => ({ default: (await import('./compare-tab.tsx')).CompareTab }))
const RecordTab = lazy(async () => ({ default: (await import('./record-tab.tsx')).RecordTab }))

const route = getRouteApi('/decisions/$id')
type Tab = 'decision' | (typeof decisionTabs)[number]

export function DecisionPage() {
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery(decisionQuery(id))
  if (data !== undefined) return <Decision key={id} file={data} />
  return (
    <>
      <PageHeader title="Decision" above={<Link to="/decisions">Decisions</Link>} />
      {error === null ? (
        <Panel>
          <Loading rows={12} />
        </Panel>
      ) : (
        <PanelStack>
          <ProblemNotice error={error} onRetry={refetch} />
          <div>
            <LinkButton to="/decisions" variant="default">
              Show all decisions
            </LinkButton>
          </div>
        </PanelStack>
      )}
    </>
  )
}

function Decision({ file }: { file: DecisionFile }) {
  const { decision, application, review } = file
  return (
    <>
      <PageHeader
        title={decision.customer_id}
        above={<Link to="/decisions">Decisions</Link>}
        beside={<Outcome outcome={review?.outcome ?? decision.decision} />}
        description={
          <>
            Asked for {amountWord(application.loan_amount)},{' '}
            {fieldWord(application.loan_purpose).toLowerCase()}. Decided <Moment at={decision.decided_at} />{' '}
            by{' '}
            <Link to="/credit-models/$version" params={{ version: decision.model_version }}>
              model {decision.model_version}
            </Link>{' '}
            and{' '}
            <Link
              to="/policies/$name/$version"
              params={{ name: decision.policy.name, version: String(decision.policy.version) }}
            >
              policy {decision.policy.name} {decision.policy.version}
            </Link>
            .
          </>
        }
        actions={
          decision.decision === 'MANUAL_REVIEW' && review === null ? (
            <LinkButton to="/reviews" search={{ decision: decision.decision_id }}>
              Decide it
            </LinkButton>
          ) : undefined
        }
      />
      <DecisionTilesOf file={file} />
      <DecisionTabs file={file} />
    </>
  )
}

function DecisionTabs({ file }: { file: DecisionFile }) {
  const { tab = 'decision' } = route.useSearch()
  const navigate = route.useNavigate()
  const tabs: readonly PageTab<Tab>[] = [
    { value: 'decision', name: 'Why', content: () => <DecisionTab file={file} /> },
    { value: 'evidence', name: 'Inputs and features', content: () => <EvidenceTab file={file} /> },
    { value: 'letter', name: 'Letter', content: () => <LetterTab id={file.decision.decision_id} /> },
    { value: 'compare', name: 'Compare', content: () => <CompareTab file={file} /> },
    { value: 'record', name: 'Record and replay', content: () => <RecordTab file={file} /> },
  ]
  return (
    <PageTabs
      tabs={tabs}
      shown={tab}
      loadingRows={12}
      onShow={(next) =>
        navigate({
          search: ({ against }) => ({
            against,
            tab: next as Exclude<Tab, 'decision'> | undefined,
          }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}
