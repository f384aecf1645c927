/** How good a twin is: similarity, correlations, joint tails, privacy. */
import type { Portfolio, TwinComparison } from '@pratibimba/contract'
import { type ChartTheme, formatCount, tailPairsChart } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { comparisonQuery, uploadQuery } from '../api/queries.ts'
import { ChartPanel, TwinLegend } from '../parts/chart-panel.tsx'
import { FactList } from '../parts/fact-list.tsx'
import { FigureTile, FigureTiles } from '../parts/figure-tile.tsx'
import { Loading } from '../parts/loading.tsx'
import { Panel, PanelGrid, PanelStack } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { DeleteUpload } from '../uploads/delete-upload.tsx'
import { similarityWord } from './similarity.ts'
import { TwinCorrelations } from './twin-correlations.tsx'
import { TwinNotes } from './twin-notes.tsx'

export function TwinOverview({ portfolio }: { portfolio: Portfolio }) {
  const { data, error, refetch } = useQuery(comparisonQuery(portfolio.id))
  if (data === undefined)
    return (
      <Panel>
        {error === null ? <Loading rows={12} /> : <ProblemNotice error={error} onRetry={refetch} />}
      </Panel>
    )
  return (
    <>
      <Figures portfolio={portfolio} comparison={data} />
      <PanelStack>
        <TwinCorrelations correlation={data.correlation} />
        <TwinNotes notes={data.notes} />
        <PanelGrid columns={3}>
          {data.tails.length > 0 && <Tails tails={data.tails} />}
          <Anonymity anonymity={data.anonymity} />
          <Origin portfolio={portfolio} />
        </PanelGrid>
      </PanelStack>
    </>
  )
}

function Figures({ portfolio, comparison }: { portfolio: Portfolio; comparison: TwinComparison }) {
  const { similarity_score, correlation_error, correlation_band, anonymity, engine, max_abs_error } =
    comparison
  const to = (tab: 'columns' | 'data') => ({
    to: '/portfolios/$portfolioId' as const,
    params: { portfolioId: portfolio.id },
    search: { tab },
  })
  return (
    <FigureTiles>
      <FigureTile
        label="Similarity, of 100"
        figure={similarity_score.toFixed(1)}
        note={`${similarityWord(similarity_score)}, see each column`}
        to={to('columns')}
      />
      <FigureTile
        label="Correlation error"
        figure={correlation_error.toFixed(3)}
        note={`${correlation_band}, at most ${max_abs_error.toFixed(2)} for one pair`}
      />
      <FigureTile
        label="k-anonymity"
        figure={anonymity === null ? '–' : formatCount(anonymity.final_k)}
        note={
          anonymity === null
            ? 'no quasi-identifiers were confirmed'
            : anonymity.bank_compliant
              ? `reaches its target of ${anonymity.target_k}`
              : `below its target of ${anonymity.target_k}`
        }
      />
      <FigureTile
        label="Rows"
        figure={formatCount(portfolio.num_borrowers)}
        note={`engine ${engine}`}
        to={to('data')}
      />
    </FigureTiles>
  )
}

function Tails({ tails }: Pick<TwinComparison, 'tails'>) {
  const draw = useCallback((theme: ChartTheme) => tailPairsChart(theme, tails), [tails])
  return <ChartPanel subject="Joint lower tails" draw={draw} legend={<TwinLegend />} />
}

function Anonymity({ anonymity }: Pick<TwinComparison, 'anonymity'>) {
  if (anonymity === null)
    return (
      <Panel title="k-anonymity">
        <p className="muted">
          No column was confirmed as a quasi-identifier, so there was no group to enforce a size on. Mark the
          columns that single people out together in the review, and clone again.
        </p>
      </Panel>
    )
  const {
    enforced,
    target_k,
    initial_k,
    final_k,
    quasi_identifiers,
    records_suppressed,
    transformations_applied,
  } = anonymity
  return (
    <Panel
      title="k-anonymity"
      description="Every row of the twin shares its quasi-identifiers with at least k − 1 others. It says nothing of the people in the original."
    >
      <FactList
        facts={[
          ['Target', formatCount(target_k)],
          ['Before', formatCount(initial_k)],
          ['After', `${formatCount(final_k)}${enforced ? '' : ' (measured, not enforced)'}`],
          ['Quasi-identifiers', quasi_identifiers.join(', ')],
          ['Rows suppressed', formatCount(records_suppressed)],
          [
            'Transformations',
            transformations_applied.length > 0 ? transformations_applied.join('; ') : 'none needed',
          ],
        ]}
      />
    </Panel>
  )
}

function Origin({ portfolio }: { portfolio: Portfolio }) {
  const fileId = portfolio.file_id
  const { data: upload } = useQuery({ ...uploadQuery(fileId ?? ''), enabled: fileId !== null })
  if (fileId === null) return null
  return (
    <Panel
      title="Original"
      aside={upload?.status === 'READY' && <DeleteUpload upload={upload} />}
      description="The twin does not need it any more."
    >
      <FactList
        facts={[
          [
            'Upload',
            <Link key="upload" to="/uploads/$fileId" params={{ fileId }}>
              {upload?.filename ?? fileId}
            </Link>,
          ],
          ['Rows', upload ? formatCount(upload.rows) : '–'],
          ['State', upload?.status === 'REMOVED' ? 'deleted' : 'on this server'],
        ]}
      />
    </Panel>
  )
}
