/** How many portfolios there are, at a glance; each tile filters the list. */
import type { Portfolio } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { portfoliosQuery } from '../api/queries.ts'
import { FigureTile, FigureTiles } from '../parts/figure-tile.tsx'
import { Sparkline } from '../parts/sparkline.tsx'
import type { readPortfoliosSearch } from './portfolios-search.ts'

const dayMs = 86_400_000
const daysShown = 14
/** Enough to draw two weeks on most servers; beyond it the tiles show totals alone. */
const recentLimit = 100

export function PortfolioTiles({ search }: { search: ReturnType<typeof readPortfoliosSearch> }) {
  const recent = useQuery(portfoliosQuery({ limit: recentLimit }))
  const twins = useQuery(portfoliosQuery({ source: 'CLONE', limit: 1 }))
  const running = useQuery(portfoliosQuery({ status: 'RUNNING', limit: 1 }))
  const failed = useQuery(portfoliosQuery({ status: 'FAILED', limit: 1 }))
  const days = recent.data && daysOf(recent.data.portfolios, recent.data.total)
  const lastWeek = days?.all.slice(-7).reduce((sum, count) => sum + count, 0)
  const twinsLastWeek = days?.twins.slice(-7).reduce((sum, count) => sum + count, 0)
  const failedShare =
    failed.data && recent.data && recent.data.total > 0
      ? `${((failed.data.total / recent.data.total) * 100).toFixed(1)}% of all`
      : undefined
  const figure = (total: number | undefined) => (total === undefined ? '–' : formatCount(total))
  return (
    <FigureTiles>
      <FigureTile
        label="Portfolios"
        figure={figure(recent.data?.total)}
        note={lastWeek === undefined ? 'on this server' : `+${formatCount(lastWeek)} in the last 7 days`}
        picture={days && <Sparkline values={days.all} />}
        to={{ to: '/portfolios', search: {} }}
        active={search.status === undefined && search.source === undefined && search.search === undefined}
      />
      <FigureTile
        label="Twins"
        figure={figure(twins.data?.total)}
        note={
          twinsLastWeek === undefined
            ? 'of uploaded data'
            : `+${formatCount(twinsLastWeek)} in the last 7 days`
        }
        picture={days && <Sparkline values={days.twins} />}
        to={{ to: '/portfolios', search: { source: 'CLONE' } }}
        active={search.source === 'CLONE'}
      />
      <FigureTile
        label="Running"
        figure={figure(running.data?.total)}
        note="now"
        to={{ to: '/portfolios', search: { status: 'RUNNING' } }}
        active={search.status === 'RUNNING'}
      />
      <FigureTile
        label="Failed"
        figure={figure(failed.data?.total)}
        note={failed.data?.total === 0 ? 'none' : (failedShare ?? 'of all')}
        to={{ to: '/portfolios', search: { status: 'FAILED' } }}
        active={search.status === 'FAILED'}
      />
    </FigureTiles>
  )
}

/** Portfolios made on each of the last days; undefined where the newest do not reach back so far. */
function daysOf(newest: readonly Portfolio[], total: number) {
  const today = Math.floor(Date.now() / dayMs)
  const ages = newest.map(({ created_at }) => today - Math.floor(Date.parse(created_at) / dayMs))
  const reaches = newest.length === total || (ages.at(-1) ?? 0) >= daysShown
  if (!reaches) return undefined
  const all = new Array<number>(daysShown).fill(0)
  const twins = new Array<number>(daysShown).fill(0)
  newest.forEach(({ source }, row) => {
    const day = daysShown - 1 - ages[row]!
    if (day < 0 || day >= daysShown) return
    all[day]!++
    if (source === 'CLONE') twins[day]!++
  })
  return { all, twins }
}
