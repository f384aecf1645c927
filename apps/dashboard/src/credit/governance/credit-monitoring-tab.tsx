/** Whether decisions still hold: drift, how they turned out, approvals over time, fairness, alerts. */
import { Button, Group, TextInput } from '@mantine/core'
import type { CreditMonitoring } from '@pratibimba/contract'
import {
  approvalWeeksChart,
  type ChartTheme,
  featureDriftChart,
  formatCount,
  formatShare,
  groupApprovalChart,
} from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { creditMonitoringQuery } from '../../api/governance-queries.ts'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { FilterBar } from '../../parts/filter-bar.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel, PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { fieldWord } from '../parts/credit-words.ts'
import { SeverityWord } from '../parts/sign.tsx'
import classes from './governance.module.css'

const route = getRouteApi('/governance')
const dayMs = 86_400_000

export function CreditMonitoringTab() {
  const { from, to } = route.useSearch()
  const { data, error, refetch } = useQuery(
    creditMonitoringQuery({
      from: from && `${from}T00:00:00.000Z`,
      // The last day belongs to the time.
      to: to && new Date(Date.parse(`${to}T00:00:00Z`) + dayMs).toISOString(),
    }),
  )
  return (
    <PanelStack>
      <Span />
      {data === undefined ? (
        error === null ? (
          <Panel>
            <Loading rows={10} />
          </Panel>
        ) : (
          <ProblemNotice error={error} onRetry={refetch} />
        )
      ) : (
        <>
          {error !== null && <ProblemNotice error={error} onRetry={refetch} />}
          <Monitoring monitoring={data} />
        </>
      )}
    </PanelStack>
  )
}

function Span() {
  const { from, to } = route.useSearch()
  const navigate = route.useNavigate()
  const field = (name: 'from' | 'to', label: string, value: string | undefined) => (
    <TextInput
      type="date"
      aria-label={label}
      value={value ?? ''}
      onChange={({ currentTarget }) =>
        navigate({
          search: (before) => ({ ...before, [name]: currentTarget.value || undefined }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
  return (
    <FilterBar>
      <Group gap={8}>
        {field('from', 'From', from)}
        <span className="muted">to</span>
        {field('to', 'To', to)}
        {(from !== undefined || to !== undefined) && (
          <Button
            variant="subtle"
            onClick={() =>
              navigate({
                search: (before) => ({ ...before, from: undefined, to: undefined }),
                replace: true,
                resetScroll: false,
              })
            }
          >
            The last look
          </Button>
        )}
      </Group>
    </FilterBar>
  )
}

function Monitoring({ monitoring }: { monitoring: CreditMonitoring }) {
  const { alerts, decisions, checked_at, from, to, model_version, notes } = monitoring
  if (decisions === 0)
    return (
      <>
        <Alerts alerts={alerts} />
        <Panel>
          <EmptyState
            title={
              checked_at === null ? 'Nothing has been looked at yet' : 'Nothing was decided in this time'
            }
            actions={<LinkButton to="/decisions">Decisions</LinkButton>}
          >
            {notes.join(' ') ||
              (checked_at === null
                ? 'Decisions are looked at every night; a span of days is looked at now.'
                : 'Choose another time, or decide an application.')}
          </EmptyState>
        </Panel>
      </>
    )
  return (
    <>
      <p className="muted small">
        {formatCount(decisions)} decisions
        {from !== null && to !== null && ` from ${from.slice(0, 10)} to ${lastDay(to)}`}
        {model_version !== null && (
          <>
            {' '}
            of{' '}
            <Link to="/credit-models/$version" params={{ version: model_version }}>
              {model_version}
            </Link>
          </>
        )}
        {checked_at !== null && (
          <>
            , looked at <Moment at={checked_at} />
          </>
        )}
        .
      </p>
      <Alerts alerts={alerts} />
      <Tiles monitoring={monitoring} />
      <PanelGrid>
        <Approvals monitoring={monitoring} />
        <Drift monitoring={monitoring} />
      </PanelGrid>
      <Fairness monitoring={monitoring} />
      {notes.length > 0 && (
        <Notice kind="information" title="What these figures are of">
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Notice>
      )}
    </>
  )
}

/** The last day of a time that ends before an instant. */
function lastDay(to: string): string {
  return new Date(Date.parse(to) - 1).toISOString().slice(0, 10)
}

function Alerts({ alerts }: Pick<CreditMonitoring, 'alerts'>) {
  if (alerts.length === 0) return null
  return (
    <div className={classes.alerts}>
      {alerts.map(({ id, severity, text, opened_at }) => (
        <Notice key={id} kind={/act|severe|high/i.test(severity) ? 'alarm' : 'caution'}>
          <p>{text}</p>
          <p className="small">
            <SeverityWord severity={severity} />, open since <Moment at={opened_at} />
          </p>
        </Notice>
      ))}
    </div>
  )
}

function Tiles({ monitoring }: { monitoring: CreditMonitoring }) {
  const { live_auc, live_accuracy, estimated_auc, reference_auc, corrected_auc, matured } = monitoring
  const weeks = monitoring.approval_rate_by_week
  const sum = (of: (week: (typeof weeks)[number]) => number) =>
    weeks.reduce((total, week) => total + of(week), 0)
  const all = sum(({ decisions }) => decisions)
  const reviewed = sum((week) => week.reviewed)
  const known = live_auc !== null
  const target = monitoring.target_drift
  return (
    <FigureTiles>
      <FigureTile
        label={known ? 'Live AUC' : 'Estimated AUC'}
        figure={known ? live_auc.value.toFixed(3) : estimated_auc === null ? '–' : estimated_auc.toFixed(3)}
        note={
          known
            ? [
                `${live_auc.low.toFixed(3)} – ${live_auc.high.toFixed(3)}, ${formatCount(matured)} outcomes`,
                ...(reference_auc === null ? [] : [`training ${reference_auc.toFixed(3)}`]),
                ...(corrected_auc === null ? [] : [`of all applicants ${corrected_auc.toFixed(3)}`]),
              ].join('; ')
            : estimated_auc === null
              ? `No estimate; ${formatCount(matured)} outcomes are known`
              : `From the scores alone; ${formatCount(matured)} outcomes are known`
        }
      />
      <FigureTile
        label="Live accuracy"
        figure={live_accuracy === null ? '–' : formatShare(live_accuracy.value)}
        note={
          live_accuracy === null
            ? 'Too few outcomes are known'
            : `${formatShare(live_accuracy.low)} – ${formatShare(live_accuracy.high)}, 95% interval`
        }
      />
      <FigureTile
        label="Approved"
        figure={all === 0 ? '–' : formatShare(sum(({ approved }) => approved) / all)}
        note={all === 0 ? 'Nothing was decided' : `Of ${formatCount(all)} decisions`}
      />
      <FigureTile
        label="Overridden by persons"
        figure={reviewed === 0 ? '–' : formatShare(sum(({ overridden }) => overridden) / reviewed)}
        note={
          reviewed === 0 ? 'Nothing went to a person' : `Of ${formatCount(reviewed)} that went to a person`
        }
      />
      <FigureTile
        label="Drift of the scores"
        figure={target?.psi == null ? '–' : target.psi.toFixed(3)}
        note={target === null ? 'Nothing to compare with' : <SeverityWord severity={target.severity} />}
      />
    </FigureTiles>
  )
}

function Approvals({ monitoring: { approval_rate_by_week: weeks } }: { monitoring: CreditMonitoring }) {
  const draw = useCallback((theme: ChartTheme) => approvalWeeksChart(theme, weeks), [weeks])
  return <ChartPanel subject="Decisions by week" draw={draw} />
}

function Drift({ monitoring: { drift } }: { monitoring: CreditMonitoring }) {
  const draw = useCallback(
    (theme: ChartTheme) =>
      featureDriftChart(
        theme,
        drift.map((one) => ({ ...one, feature: fieldWord(one.feature) })),
      ),
    [drift],
  )
  return <ChartPanel subject="Drift of the inputs" draw={draw} />
}

function Fairness({ monitoring: { fairness, suppressed } }: { monitoring: CreditMonitoring }) {
  const attributes = [...new Set(fairness.map(({ attribute }) => attribute))]
  if (attributes.length === 0)
    return (
      <Panel title="Fairness">
        <p className="muted">
          No group has enough decisions for a figure
          {suppressed.length > 0 && `; too small to be shown: ${suppressed.join(', ')}`}.
        </p>
      </Panel>
    )
  return (
    <>
      <PanelGrid>
        {attributes.map((attribute) => (
          <GroupsOf key={attribute} attribute={attribute} fairness={fairness} />
        ))}
      </PanelGrid>
      {suppressed.length > 0 && (
        <p className="muted small">Groups too small to be shown: {suppressed.join(', ')}.</p>
      )}
    </>
  )
}

function GroupsOf({ attribute, fairness }: { attribute: string; fairness: CreditMonitoring['fairness'] }) {
  const draw = useCallback(
    (theme: ChartTheme) =>
      groupApprovalChart(
        theme,
        fairness.filter((one) => one.attribute === attribute),
      ),
    [attribute, fairness],
  )
  return <ChartPanel subject={`Approval by ${fieldWord(attribute).toLowerCase()}`} draw={draw} />
}
