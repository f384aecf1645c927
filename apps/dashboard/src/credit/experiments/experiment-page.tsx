/** One experiment: its arms side by side, its guard-rails, its steps, and what can be done with it. */
import { Button, SegmentedControl } from '@mantine/core'
import { ApiProblem } from '@pratibimba/client'
import type { ExperimentReport } from '@pratibimba/contract'
import {
  type ArmFigure,
  type ChartTheme,
  experimentArmsChart,
  formatCount,
  formatShare,
  guardrailChart,
} from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { experimentQuery } from '../../api/governance-queries.ts'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Panel, PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import { latencyWord } from '../parts/credit-words.ts'
import { figureWithInterval, shareWithInterval } from '../parts/interval-figure.ts'
import { ExperimentSign, GuardrailSign } from '../parts/sign.tsx'
import { type ExperimentAction, movesOf } from './experiment-moves.ts'
import { ExperimentTimeline } from './experiment-timeline.tsx'
import { armsOf, armWords } from './experiments-page.tsx'
import { MoveExperiment } from './move-experiment.tsx'

const route = getRouteApi('/experiments/$id')

export function ExperimentPage() {
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery(experimentQuery(id))
  const [asked, setAsked] = useState<ExperimentAction>()
  const gone = error instanceof ApiProblem && error.problem.error_code === 'not_found'
  return (
    <>
      <PageHeader
        title={data?.experiment.title ?? id}
        above={<Link to="/experiments">Experiments</Link>}
        beside={data && <ExperimentSign state={data.experiment.state} />}
        description={data && <About report={data} />}
        actions={
          data &&
          movesOf(data.experiment).map((move) => (
            <Button
              key={move.action}
              variant={move.action === 'stop' ? 'outline' : move.main ? 'filled' : 'default'}
              color={move.action === 'stop' ? 'red' : undefined}
              onClick={() => setAsked(move.action)}
            >
              {move.label}
            </Button>
          ))
        }
      />
      {data !== undefined ? (
        <Report report={data} />
      ) : error === null ? (
        <Panel>
          <Loading rows={10} />
        </Panel>
      ) : gone ? (
        <Panel>
          <EmptyState
            title="There is no such experiment"
            actions={<LinkButton to="/experiments">All experiments</LinkButton>}
          >
            None has the id {id}.
          </EmptyState>
        </Panel>
      ) : (
        <ProblemNotice error={error} onRetry={refetch} />
      )}
      {data && (
        <MoveExperiment experiment={data.experiment} action={asked} onClose={() => setAsked(undefined)} />
      )}
    </>
  )
}

function About({ report: { experiment } }: { report: ExperimentReport }) {
  const [champion, challenger] = armsOf(experiment)
  return (
    <>
      {armWords(challenger)} against {armWords(champion)}; the challenger's share is{' '}
      {formatShare(challenger.share)}. Set up by {experiment.created_by},{' '}
      <Moment at={experiment.created_at} />.
    </>
  )
}

function Report({ report }: { report: ExperimentReport }) {
  const { experiment, guardrails } = report
  const broken = guardrails.filter(({ state }) => state === 'broken')
  return (
    <PanelStack>
      {experiment.state === 'stopped' && (
        <Notice kind="alarm" title="This experiment was stopped">
          <p>{experiment.stopped_because ?? 'No reason was recorded.'}</p>
        </Notice>
      )}
      {experiment.state !== 'stopped' && broken.length > 0 && (
        <Notice kind="alarm" title="A guard-rail is broken">
          {broken.map(({ id, text }) => (
            <p key={id}>{text}</p>
          ))}
        </Notice>
      )}
      <PanelGrid>
        <ArmsPanel report={report} />
        <ArmsChart report={report} />
      </PanelGrid>
      <Guardrails report={report} />
      <ExperimentTimeline experiment={experiment} />
    </PanelStack>
  )
}

type ArmFigures = ExperimentReport['arms'][number]

const figureRows: readonly (readonly [string, (arm: ArmFigures) => readonly [string, string?]])[] = [
  ['Decisions', ({ decisions }) => [formatCount(decisions)]],
  ['Approval rate', ({ approval_rate }) => shareWithInterval(approval_rate)],
  ['Mean PD', ({ mean_pd }) => shareWithInterval(mean_pd, 2)],
  ['Median latency', ({ p50_latency_ms }) => [p50_latency_ms === null ? '–' : latencyWord(p50_latency_ms)]],
  ['p99 latency', ({ p99_latency_ms }) => [p99_latency_ms === null ? '–' : latencyWord(p99_latency_ms)]],
  ['Outcomes known', ({ matured }) => [formatCount(matured)]],
  ['AUC of those', ({ auc }) => figureWithInterval(auc)],
]

function ArmsPanel({ report: { arms, experiment, agreement } }: { report: ExperimentReport }) {
  return (
    <Panel
      flush
      title="Arms"
      description={
        agreement === null
          ? 'With 95% intervals. A dash: too few decisions or outcomes to tell.'
          : `The shadow agrees with ${formatShare(agreement)} of the decisions that counted.`
      }
    >
      <Scrollable name="Arms side by side">
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              {arms.map(({ name }) => (
                <th key={name} scope="col" data-align="right">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>Model</td>
              {arms.map(({ name }) => {
                const version = experiment.arms.find((arm) => arm.name === name)?.model_version
                return (
                  <td key={name} data-align="right">
                    {version === undefined ? (
                      '–'
                    ) : (
                      <Link to="/credit-models/$version" params={{ version }}>
                        {version}
                      </Link>
                    )}
                  </td>
                )
              })}
            </tr>
            {figureRows.map(([figure, write]) => (
              <tr key={figure}>
                <td>{figure}</td>
                {arms.map((arm) => {
                  const [value, interval] = write(arm)
                  return (
                    <td key={arm.name} data-align="right">
                      {value}
                      {interval !== undefined && <div className={tables.sub}>{interval}</div>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
    </Panel>
  )
}

const figureChoices = [
  { value: 'approval_rate', label: 'Approved' },
  { value: 'mean_pd', label: 'Mean PD' },
  { value: 'auc', label: 'AUC' },
] as const satisfies readonly { value: ArmFigure; label: string }[]

function ArmsChart({ report: { arms } }: { report: ExperimentReport }) {
  const { figure = 'approval_rate' } = route.useSearch()
  const navigate = route.useNavigate()
  const draw = useCallback((theme: ChartTheme) => experimentArmsChart(theme, arms, figure), [arms, figure])
  return (
    <ChartPanel
      subject="Arms"
      draw={draw}
      choice={
        <SegmentedControl
          size="xs"
          aria-label="Figure"
          value={figure}
          data={[...figureChoices]}
          onChange={(value) =>
            navigate({
              search: {
                figure:
                  value === 'approval_rate' ? undefined : (value as Exclude<ArmFigure, 'approval_rate'>),
              },
              replace: true,
              resetScroll: false,
            })
          }
        />
      }
    />
  )
}

function Guardrails({ report: { guardrails } }: { report: ExperimentReport }) {
  const draw = useCallback((theme: ChartTheme) => guardrailChart(theme, guardrails), [guardrails])
  if (guardrails.length === 0) return null
  return (
    <>
      <ChartPanel subject="Guard-rails against their limits" draw={draw} />
      <Panel flush title="What each guard-rail says">
        <Scrollable name="Guard-rails">
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">State</th>
                <th scope="col">Guard-rail</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {guardrails.map(({ id, title, state, text }) => (
                <tr key={id}>
                  <td>
                    <GuardrailSign state={state} />
                  </td>
                  <td data-wrap>{title}</td>
                  <td data-wrap>{text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
      </Panel>
    </>
  )
}
