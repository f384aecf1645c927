/** Every column of a twin beside its original, the worst first; a click opens one. */
import { Modal, UnstyledButton } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import type { ColumnComparison } from '@pratibimba/contract'
import {
  type ChartTheme,
  formatCount,
  formatNumber,
  formatShare,
  pairedDistributionChart,
} from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { comparisonQuery } from '../api/queries.ts'
import { ChartFigure, ChartPanel, TwinLegend, useChartTheme } from '../parts/chart-panel.tsx'
import { FactList } from '../parts/fact-list.tsx'
import { Loading } from '../parts/loading.tsx'
import { Panel } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import classes from './twin-columns.module.css'

const route = getRouteApi('/portfolios/$portfolioId')

const idOf = ({ table, name }: ColumnComparison) => `${table}.${name}`

export function TwinColumns({ portfolioId }: { portfolioId: string }) {
  const { column: openId } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(comparisonQuery(portfolioId))
  const columns = useMemo(() => worstFirst(data?.columns ?? []), [data])
  const show = (column: string | undefined) =>
    navigate({ search: (before) => ({ ...before, column }), replace: true, resetScroll: false })
  if (data === undefined)
    return (
      <Panel>
        {error === null ? <Loading rows={12} /> : <ProblemNotice error={error} onRetry={refetch} />}
      </Panel>
    )
  const tables = new Set(columns.map(({ table }) => table)).size
  const opened = columns.find((column) => idOf(column) === openId)
  return (
    <>
      <div className={classes.legend}>
        <TwinLegend />
        <span>Least similar first. 100% means equal distributions.</span>
      </div>
      <ul className={classes.grid}>
        {columns.map((column) => (
          <li key={idOf(column)}>
            <ColumnCard column={column} named={tables > 1} onOpen={() => show(idOf(column))} />
          </li>
        ))}
      </ul>
      <Modal
        opened={opened !== undefined}
        onClose={() => show(undefined)}
        title={opened?.name}
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && <ColumnDetail column={opened} />}
      </Modal>
    </>
  )
}

/** Least similar first; what was not learnt comes last. */
function worstFirst(columns: readonly ColumnComparison[]): ColumnComparison[] {
  return [...columns].sort((a, b) => (a.similarity ?? 2) - (b.similarity ?? 2))
}

interface ColumnCardProps {
  readonly column: ColumnComparison
  readonly named: boolean
  readonly onOpen: () => void
}

function ColumnCard({ column, named, onOpen }: ColumnCardProps) {
  const { ref, entry } = useIntersection({ rootMargin: '200px' })
  const theme = useChartTheme()
  const chart = useMemo(() => pairedDistributionChart(theme, column, { small: true }), [theme, column])
  return (
    <UnstyledButton ref={ref} className={classes.card} onClick={onOpen}>
      <span className={classes.head}>
        <span className={classes.name}>{named ? `${column.table}.${column.name}` : column.name}</span>
        <span>{column.similarity === null ? 'not learnt' : formatShare(column.similarity)}</span>
      </span>
      {chart ? (
        <span className={classes.picture}>{entry?.isIntersecting && <ChartFigure chart={chart} />}</span>
      ) : (
        <span className={classes.words}>{column.handling}</span>
      )}
    </UnstyledButton>
  )
}

function ColumnDetail({ column }: { column: ColumnComparison }) {
  const drawable = pairedDistributionChart(useChartTheme(), column) !== undefined
  const draw = useCallback((theme: ChartTheme) => pairedDistributionChart(theme, column)!, [column])
  const { original, synthetic, handling, similarity } = column
  const both = (write: (side: typeof original) => string) => `${write(original)} → ${write(synthetic)}`
  const numeric = original.mean !== undefined && synthetic.mean !== undefined && column.kind === 'number'
  return (
    <div className={classes.detail}>
      {drawable && <ChartPanel subject="Original and twin" draw={draw} legend={<TwinLegend />} />}
      <FactList
        facts={[
          ['Similarity', similarity === null ? 'not learnt' : formatShare(similarity, 2)],
          ['How it was made', handling],
          ['Missing, original → twin', both(({ missing_share }) => formatShare(missing_share, 2))],
          ['Distinct, original → twin', both(({ distinct }) => formatCount(distinct))],
          ...(numeric
            ? ([
                ['Mean, original → twin', both(({ mean }) => formatNumber(mean!))],
                [
                  'Standard deviation, original → twin',
                  both(({ standard_deviation = 0 }) => formatNumber(standard_deviation)),
                ],
                [
                  'Median, original → twin',
                  both(({ quantiles }) => (quantiles ? formatNumber(quantiles[3]!) : '–')),
                ],
              ] as const)
            : []),
        ]}
      />
    </div>
  )
}
