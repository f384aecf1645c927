/** What a portfolio from scratch came out as, against what was asked for. */
import type { Portfolio, PortfolioSummary } from '@pratibimba/contract'
import {
  type ChartTheme,
  correlationHeatmap,
  correlationTargetsChart,
  defaultRateByGradeChart,
  formatCount,
  formatShare,
  gradeMixChart,
  scoreByGradeChart,
} from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { summaryQuery } from '../api/queries.ts'
import { ChartPanel } from '../parts/chart-panel.tsx'
import { FigureTile, FigureTiles } from '../parts/figure-tile.tsx'
import { Loading } from '../parts/loading.tsx'
import { durationOf } from '../parts/moment.tsx'
import { Panel, PanelGrid, PanelStack } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { TargetBullet } from './target-bullet.tsx'

export function SyntheticOverview({ portfolio }: { portfolio: Portfolio }) {
  const { data: summary, error, refetch } = useQuery(summaryQuery(portfolio.id))
  return (
    <>
      <Figures portfolio={portfolio} />
      {summary ? (
        <Charts summary={summary} requested={portfolio.request.risk_grade_distribution} />
      ) : (
        <Panel>
          {error === null ? <Loading rows={12} /> : <ProblemNotice error={error} onRetry={refetch} />}
        </Panel>
      )}
    </>
  )
}

function Figures({ portfolio }: { portfolio: Portfolio }) {
  const { num_borrowers, num_loans, achieved_default_rate, target_default_rate, created_at, finished_at } =
    portfolio
  return (
    <FigureTiles>
      <FigureTile
        label="Default rate"
        figure={achieved_default_rate === null ? '–' : formatShare(achieved_default_rate, 2)}
        note={
          achieved_default_rate !== null && target_default_rate !== null ? (
            <TargetBullet achieved={achieved_default_rate} target={target_default_rate} />
          ) : (
            'an outcome of the mix, no target was set'
          )
        }
      />
      <FigureTile
        label="Borrowers"
        figure={formatCount(num_borrowers)}
        note="open the rows"
        to={{
          to: '/portfolios/$portfolioId',
          params: { portfolioId: portfolio.id },
          search: { tab: 'data' },
        }}
      />
      <FigureTile
        label="Loans"
        figure={num_loans === null ? '–' : formatCount(num_loans)}
        note={num_loans !== null && `${(num_loans / num_borrowers).toFixed(2)} a borrower`}
        to={{
          to: '/portfolios/$portfolioId',
          params: { portfolioId: portfolio.id },
          search: { tab: 'data', table: 'loans' },
        }}
      />
      <FigureTile
        label="Made in"
        figure={
          finished_at === null
            ? '–'
            : durationOf((new Date(finished_at).getTime() - new Date(created_at).getTime()) / 1000)
        }
        note={`${portfolio.files.length} files, open them`}
        to={{
          to: '/portfolios/$portfolioId',
          params: { portfolioId: portfolio.id },
          search: { tab: 'files' },
        }}
      />
    </FigureTiles>
  )
}

function Charts({ summary, requested }: { summary: PortfolioSummary; requested: unknown }) {
  const { grades, score_by_grade, correlation, correlation_targets } = summary
  const wanted = requested as Record<string, number> | undefined
  const gradeMix = useCallback((theme: ChartTheme) => gradeMixChart(theme, grades, wanted), [grades, wanted])
  const rates = useCallback((theme: ChartTheme) => defaultRateByGradeChart(theme, grades), [grades])
  const scores = useCallback(
    (theme: ChartTheme) => scoreByGradeChart(theme, score_by_grade!),
    [score_by_grade],
  )
  const targets = useCallback(
    (theme: ChartTheme) => correlationTargetsChart(theme, correlation_targets),
    [correlation_targets],
  )
  const heatmap = useCallback((theme: ChartTheme) => correlationHeatmap(theme, correlation!), [correlation])
  return (
    <PanelStack>
      {grades.length > 0 && (
        <PanelGrid>
          <ChartPanel subject="Grade mix" draw={gradeMix} />
          <ChartPanel subject="Default rate by grade" draw={rates} />
        </PanelGrid>
      )}
      {score_by_grade && <ChartPanel subject="Credit score by grade" draw={scores} />}
      <PanelGrid>
        {correlation_targets.length > 0 && (
          <ChartPanel
            subject="Correlations promised and achieved"
            draw={targets}
            legend={<span>Bar: achieved. Mark and brackets: target.</span>}
          />
        )}
        {correlation && <ChartPanel subject="Rank correlations" draw={heatmap} />}
      </PanelGrid>
    </PanelStack>
  )
}
