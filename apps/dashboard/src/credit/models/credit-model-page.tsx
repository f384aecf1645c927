/** One version: gates, origin and history, card, reports, and what can be done with it. */
import { Button } from '@mantine/core'
import { ApiProblem } from '@pratibimba/client'
import type { CreditModel, CreditModelStage, Operations, ReplyOf } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, useState } from 'react'
import { client } from '../../api/client.ts'
import { creditModelQuery } from '../../api/governance-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { type PageTab, PageTabs } from '../../parts/page-tabs.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { StageSign } from '../parts/sign.tsx'
import type { versionTabs } from './credit-models-search.ts'
import { GatesTab } from './gates-tab.tsx'
import { MoveModel, movesFrom } from './move-model.tsx'

const LineageTab = lazy(async () => ({ default: (await import('./lineage-tab.tsx')).LineageTab }))
const CardTab = lazy(async () => ({ default: (await import('./card-tab.tsx')).CardTab }))
const ReportsTab = lazy(async () => ({ default: (await import('./reports-tab.tsx')).ReportsTab }))

const route = getRouteApi('/credit-models/$version')
type ModelFile = ReplyOf<Operations['getCreditModel']>
type Tab = 'gates' | (typeof versionTabs)[number]

export function CreditModelPage() {
  const { version } = route.useParams()
  const { data, error, refetch } = useQuery(creditModelQuery(version))
  const [asked, setAsked] = useState<CreditModelStage>()
  const gone = error instanceof ApiProblem && error.problem.error_code === 'not_found'
  return (
    <>
      <PageHeader
        title={data?.model.version ?? version}
        above={<Link to="/credit-models">Credit models</Link>}
        beside={data && <StageSign stage={data.model.stage} />}
        description={data && <About model={data.model} />}
        actions={
          data && (
            <>
              <LinkButton
                to="/credit-models"
                search={{ tab: 'compare', a: data.model.version }}
                variant="default"
              >
                Compare
              </LinkButton>
              <Button
                component="a"
                variant="default"
                href={client.urlOf('creditModelMemo', { params: { version: data.model.version } })}
                target="_blank"
                rel="noreferrer"
              >
                Validation memo
              </Button>
              {movesFrom(data.model.stage).map(({ to, label, grave }) => (
                <Button
                  key={to}
                  variant={to === 'champion' ? 'filled' : grave ? 'outline' : 'default'}
                  color={grave ? 'red' : undefined}
                  onClick={() => setAsked(to)}
                >
                  {label}
                </Button>
              ))}
            </>
          )
        }
      />
      {data !== undefined ? (
        <>
          <Tiles model={data.model} />
          <VersionTabs file={data} />
          <MoveModel model={data.model} to={asked} onClose={() => setAsked(undefined)} />
        </>
      ) : error === null ? (
        <Panel>
          <Loading rows={10} />
        </Panel>
      ) : gone ? (
        <Panel>
          <EmptyState
            title={version === 'champion' ? 'No version decides yet' : 'There is no such version'}
            actions={<LinkButton to="/credit-models">All versions</LinkButton>}
          >
            {version === 'champion'
              ? 'The first version that passes every gate, or is signed for, becomes champion.'
              : `None is called ${version}.`}
          </EmptyState>
        </Panel>
      ) : (
        <ProblemNotice error={error} onRetry={refetch} />
      )}
    </>
  )
}

function About({ model }: { model: CreditModel }) {
  return (
    <>
      {model.kind}, trained by {model.trained_by}, <Moment at={model.trained_at} />
      {model.aliases.length > 0 && <>; known as {model.aliases.join(', ')}</>}.
    </>
  )
}

function Tiles({ model }: { model: CreditModel }) {
  const { auc, brier, rows, gates } = model
  const signed = gates.filter(({ passed, overridden_by }) => !passed && overridden_by !== null).length
  return (
    <FigureTiles columns={4}>
      <FigureTile
        label="AUC"
        figure={auc === null ? '–' : auc.value.toFixed(3)}
        note={auc === null ? 'Not evaluated' : `${auc.low.toFixed(3)} – ${auc.high.toFixed(3)}, 95% interval`}
      />
      <FigureTile
        label="Brier score"
        figure={brier === null ? '–' : brier.toFixed(4)}
        note="Mean squared error of the probability; less is better"
      />
      <FigureTile label="Applications learnt from" figure={formatCount(rows)} />
      <FigureTile
        label="Gates passed"
        figure={`${gates.filter(({ passed }) => passed).length} of ${gates.length}`}
        note={signed === 0 ? undefined : `${signed} signed for`}
      />
    </FigureTiles>
  )
}

function VersionTabs({ file }: { file: ModelFile }) {
  const { tab = 'gates' } = route.useSearch()
  const navigate = route.useNavigate()
  const tabs: readonly PageTab<Tab>[] = [
    { value: 'gates', name: 'Gates', content: () => <GatesTab gates={file.model.gates} /> },
    { value: 'lineage', name: 'Origin and history', content: () => <LineageTab model={file.model} /> },
    {
      value: 'card',
      name: 'Model card',
      content: () => <CardTab card={file.card} version={file.model.version} />,
    },
    { value: 'reports', name: 'Reports', content: () => <ReportsTab reports={file.reports} /> },
  ]
  return (
    <PageTabs
      tabs={tabs}
      shown={tab}
      onShow={(next) =>
        navigate({
          search: { tab: next as Exclude<Tab, 'gates'> | undefined },
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}
