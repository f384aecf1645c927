/** How the listed decisions fell, and how long they took; each tile narrows the list to what it counts. */
import { formatCount, formatShare } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { type DecisionsQuery, decisionsQuery, mostRows } from '../../api/decision-queries.ts'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { latencyWord } from '../parts/credit-words.ts'
import { type DecisionsSearch, filterOf } from './decisions-search.ts'

const outcomes = [
  { outcome: 'APPROVED', label: 'Approved at once' },
  { outcome: 'MANUAL_REVIEW', label: 'Sent to a person' },
  { outcome: 'REJECTED', label: 'Rejected at once' },
] as const

export function DecisionTiles({ search }: { search: DecisionsSearch }) {
  const { decision: shown, waiting: onlyWaiting, page: _, ...rest } = search
  const all = filterOf(rest)
  const total = useTotal(all)
  const waiting = useTotal({ ...all, waiting: true })
  const approved = useTotal({ ...all, decision: 'APPROVED' })
  const review = useTotal({ ...all, decision: 'MANUAL_REVIEW' })
  const rejected = useTotal({ ...all, decision: 'REJECTED' })
  const counts = { APPROVED: approved, MANUAL_REVIEW: review, REJECTED: rejected }
  return (
    <FigureTiles columns={4}>
      {outcomes.map(({ outcome, label }) => {
        const count = counts[outcome]
        const active = shown === outcome && onlyWaiting !== true
        return (
          <FigureTile
            key={outcome}
            label={label}
            figure={count === undefined || !total ? '–' : formatShare(count / total)}
            note={
              count === undefined || total === undefined
                ? 'not known yet'
                : total === 0
                  ? 'no decision fits'
                  : `${formatCount(count)} of ${formatCount(total)}${outcome === 'MANUAL_REVIEW' && waiting !== undefined ? `, ${formatCount(waiting)} waiting` : ''}`
            }
            to={{ to: '/decisions', search: { ...rest, decision: active ? undefined : outcome } }}
            active={active}
          />
        )
      })}
      <Latency filter={filterOf({ ...rest, decision: shown, waiting: onlyWaiting })} />
    </FigureTiles>
  )
}

function useTotal(filter: DecisionsQuery): number | undefined {
  return useQuery(decisionsQuery({ ...filter, limit: 1 })).data?.total
}

function Latency({ filter }: { filter: DecisionsQuery }) {
  const { data } = useQuery(decisionsQuery({ ...filter, limit: mostRows }))
  const latencies = data?.decisions.map(({ latency_ms }) => latency_ms).sort((a, b) => a - b) ?? []
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))]
  const [median, slow] = [at(0.5), at(0.95)]
  return (
    <FigureTile
      label="Median latency"
      figure={median === undefined ? '–' : latencyWord(median)}
      note={
        median === undefined || slow === undefined
          ? 'no decision to measure'
          : `95% within ${latencyWord(slow)}, of the latest ${formatCount(latencies.length)}`
      }
    />
  )
}
