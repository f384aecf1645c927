/** Ten figures of what was done and what it changed; effects are always differences to those held out. */
import type { InterventionSummary } from '@pratibimba/contract'
import {
  formatCompactMoney,
  formatCount,
  formatNumber,
  formatShare,
  formatSigned,
} from '@pratibimba/reports/charts'
import type { ReactNode } from 'react'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { useCurrency } from '../parts/currency.ts'
import type { InterventionsSearch } from './interventions-search.ts'

type Interval = NonNullable<InterventionSummary['overall']['roi']>
type Change = Partial<InterventionsSearch>

interface TrackerTilesProps {
  readonly summary: InterventionSummary
  readonly search: InterventionsSearch
}

export function TrackerTiles({ summary, search }: TrackerTilesProps) {
  const currency = useCurrency()
  const money = (minor: number) => formatCompactMoney(minor, currency)
  const { overall } = summary
  const contacted = summary.responded + summary.no_response + summary.pending_response
  const to = (change: Change) => ({
    to: '/interventions' as const,
    search: { ...search, page: undefined, case: undefined, ...change },
    hash: 'cases',
  })
  const effects = { to: '/interventions' as const, search, hash: 'effect' }
  const effect = (label: string, found: Interval | null, write: (value: number) => string) => (
    <FigureTile
      key={label}
      label={label}
      figure={found === null ? '–' : write(found.value)}
      note={
        found === null ? overall.verdict : `95% ${write(found.low)} to ${write(found.high)}, against held out`
      }
      to={effects}
    />
  )
  const known = (label: string, value: ReactNode, note: string, change: Change) => (
    <FigureTile key={label} label={label} figure={value} note={note} to={to(change)} />
  )
  return (
    <FigureTiles>
      {known(
        'Interventions',
        formatCount(summary.total),
        `${formatCount(summary.open)} open, ${formatCount(summary.held_out)} held out`,
        { state: undefined },
      )}
      {effect('Misses prevented per 100', overall.misses_prevented_per_100, (value) =>
        formatSigned(value, 1),
      )}
      {effect('Prevented defaults', overall.misses_prevented, toTenths)}
      {effect('Prevented loss', overall.loss_prevented_minor, money)}
      {effect('Return on cost', overall.roi, (value) => `${toTenths(value)}×`)}
      {known(
        'Average risk score',
        summary.mean_risk_score === null ? '–' : formatShare(summary.mean_risk_score),
        summary.mean_risk_score === null ? 'no case in this time' : 'when the cases were opened',
        { sort: 'risk_score' },
      )}
      {known(
        'Pending responses',
        formatCount(summary.pending_response),
        `of ${formatCount(contacted)} contacted`,
        { state: 'contacted' },
      )}
      {known('No response', formatCount(summary.no_response), `of ${formatCount(contacted)} contacted`, {
        state: 'no_response',
      })}
      {known(
        'Response rate',
        summary.response_rate === null ? '–' : formatShare(summary.response_rate),
        summary.response_rate === null ? 'nobody was contacted yet' : 'no measure of effect',
        { state: 'responded' },
      )}
      {known(
        'Average response time',
        summary.mean_response_hours === null ? '–' : hoursInWords(summary.mean_response_hours),
        summary.mean_response_hours === null ? 'nobody responded yet' : 'from contact to response',
        { state: 'responded' },
      )}
    </FigureTiles>
  )
}

const toTenths = (value: number) => formatNumber(Math.round(value * 10) / 10)

function hoursInWords(hours: number): string {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`
  return hours < 48 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} days`
}
