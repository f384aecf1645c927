/** How far scores and features have moved from the training; a row opens to its bins. */
import { Drawer, Stack } from '@mantine/core'
import type { DriftReport } from '@pratibimba/contract'
import { type ChartTheme, driftBinsChart, formatCount, formatShare } from '@pratibimba/reports/charts'
import { getRouteApi, Link } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { useCallback } from 'react'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { Panel } from '../../parts/panel.tsx'
import tables from '../../parts/table.module.css'
import { worstFirst } from './drift-order.ts'
import classes from './models.module.css'
import { SeveritySign } from './severity-sign.tsx'

type Feature = DriftReport['features'][number]
const route = getRouteApi('/models')

export function DriftPanel({ report }: { report: DriftReport }) {
  const { drift } = route.useSearch()
  const navigate = route.useNavigate()
  const { features, verdict, text, reference, rows, as_of_date, score } = report
  const show = (id: string | undefined) =>
    navigate({ search: (before) => ({ ...before, drift: id }), replace: true, resetScroll: false })
  const open = features.find(({ id }) => id === drift)
  return (
    <Panel
      flush
      title="Drift"
      description={
        as_of_date === null
          ? text
          : `${formatCount(rows)} customers as of the end of ${as_of_date}, against ${reference}. ${text}`
      }
      aside={<SeveritySign severity={verdict} />}
    >
      {score !== null && (
        <p className={classes.scoreDrift}>
          Scores: <SeveritySign severity={score.severity} /> PSI {score.psi.toFixed(4)}, KS{' '}
          {score.ks.toFixed(3)}, p {writeP(score.p_value)}
        </p>
      )}
      {features.length === 0 ? (
        <EmptyState title="Nothing to compare yet">
          Drift is measured once customers have been scored by the champion.
        </EmptyState>
      ) : (
        <div className={classes.limited}>
          <DataTable
            name="Drift by feature"
            rows={worstFirst(features)}
            columns={columns}
            getRowId={({ id }) => id}
            onOpen={({ id }) => show(id)}
          />
        </div>
      )}
      <Drawer
        opened={open !== undefined}
        onClose={() => show(undefined)}
        position="right"
        size="lg"
        title={open?.title}
        closeButtonProps={{ 'aria-label': 'Close' }}
        overlayProps={{ backgroundOpacity: 0.2 }}
      >
        {open && <DriftOfFeature feature={open} />}
      </Drawer>
    </Panel>
  )
}

const column = createColumnHelper<Feature>()
const right = { align: 'right' } as const
const figure = (value: number | null, digits: number) =>
  value === null ? <span className="muted">–</span> : value.toFixed(digits)

const columns = [
  column.accessor('title', {
    header: 'Feature',
    cell: ({ row: { original } }) => (
      <Link
        from="/models"
        to="/models"
        search={(before) => ({ ...before, drift: original.id })}
        resetScroll={false}
        className={`${tables.cover} ${classes.featureName}`}
        title={original.title}
      >
        {original.title}
      </Link>
    ),
  }),
  column.accessor('severity', {
    header: 'Severity',
    cell: ({ getValue }) => <SeveritySign severity={getValue()} />,
  }),
  column.accessor('psi', { header: 'PSI', meta: right, cell: ({ getValue }) => figure(getValue(), 4) }),
  column.accessor('psi_critical', {
    header: 'By chance',
    meta: right,
    cell: ({ getValue }) => figure(getValue(), 4),
  }),
  column.accessor('usual_psi', {
    header: 'By calendar',
    meta: right,
    cell: ({ getValue }) => figure(getValue(), 4),
  }),
  column.accessor('ks', { header: 'KS', meta: right, cell: ({ getValue }) => figure(getValue(), 3) }),
  column.accessor('jensen_shannon', {
    header: 'JS',
    meta: right,
    cell: ({ getValue }) => figure(getValue(), 4),
  }),
  column.accessor('p_value', {
    header: 'p, adjusted',
    meta: right,
    cell: ({ getValue }) => {
      const p = getValue()
      return p === null ? <span className="muted">–</span> : writeP(p)
    },
  }),
  column.display({
    id: 'missing',
    header: 'Missing',
    meta: right,
    cell: ({ row: { original } }) =>
      `${formatShare(original.missing_reference)} → ${formatShare(original.missing_present)}`,
  }),
]

function writeP(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3)
}

function DriftOfFeature({ feature }: { feature: Feature }) {
  const draw = useCallback((theme: ChartTheme) => driftBinsChart(theme, feature), [feature])
  const {
    id,
    psi,
    psi_critical,
    usual_psi,
    ks,
    jensen_shannon,
    p_value,
    missing_reference,
    missing_present,
  } = feature
  const write = (value: number | null, digits: number) => (value === null ? '–' : value.toFixed(digits))
  return (
    <Stack>
      <ChartPanel
        subject="Training and now"
        draw={draw}
        legend={
          <>
            <span className={classes.key} data-side="reference">
              Training
            </span>
            <span className={classes.key} data-side="present">
              Now
            </span>
          </>
        }
      />
      <FactList
        facts={[
          ['Severity', <SeveritySign key="severity" severity={feature.severity} />],
          ['PSI', write(psi, 4)],
          ['PSI that chance alone brings', `up to ${write(psi_critical, 4)}`],
          [
            'PSI that the calendar alone brings',
            usual_psi === null ? 'not known' : `up to ${write(usual_psi, 4)}`,
          ],
          ['Kolmogorov–Smirnov distance', write(ks, 3)],
          ['Jensen–Shannon divergence', write(jensen_shannon, 4)],
          ['p, adjusted for the number of features', p_value === null ? '–' : writeP(p_value)],
          ['Missing', `${formatShare(missing_reference)} then, ${formatShare(missing_present)} now`],
        ]}
      />
      <Link to="/features" search={{ feature: id }} className="small">
        What this feature is
      </Link>
    </Stack>
  )
}
