/** Ten figures of the portfolio, each with its change, its course and the way to what is behind it. */
import type { Operations, ReplyOf, RiskOverview, WarningStats } from '@pratibimba/contract'
import {
  formatCompactMoney,
  formatCount,
  formatNumber,
  formatShare,
  formatSigned,
} from '@pratibimba/reports/charts'
import type { LinkProps } from '@tanstack/react-router'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { Sparkline } from '../../parts/sparkline.tsx'
import { countChange } from '../parts/change.tsx'
import classes from './executive-tiles.module.css'

type Figures = NonNullable<ReplyOf<Operations['portfolioStats']>['present']>
type Day = RiskOverview['trend'][number]
type Interval = NonNullable<WarningStats['success']>

interface Tile {
  readonly label: string
  readonly read: (figures: Figures) => number
  readonly write: (value: number) => string
  readonly change: (now: number, before: number) => string
  readonly course?: (day: Day) => number
  readonly to: Pick<LinkProps, 'to' | 'search'>
}

interface ExecutiveTilesProps {
  readonly stats: WarningStats
  readonly trend: readonly Day[] | undefined
}

export function ExecutiveTiles({ stats, trend }: ExecutiveTilesProps) {
  const { present, before, before_label, currency, success_note } = stats
  if (present === null) return null
  const money = (minor: number) => formatCompactMoney(minor, currency)
  const unknown = [stats.prevented_defaults, stats.cost_saved_minor, stats.success].some(
    (one) => one === null,
  )
  return (
    <>
      <FigureTiles>
        {tilesOf(money).map(({ label, read, write, change, course, to }) => (
          <FigureTile
            key={label}
            label={label}
            figure={write(read(present))}
            note={
              before === null
                ? 'nothing to compare with yet'
                : `${change(read(present), read(before))} against ${before_label}`
            }
            picture={course && trend && trend.length > 1 && <Sparkline values={trend.map(course)} />}
            to={to}
          />
        ))}
        <EffectTile label="Prevented defaults" effect={stats.prevented_defaults} write={formatNumber} />
        <EffectTile label="Cost saved" effect={stats.cost_saved_minor} write={money} />
        <EffectTile label="Success rate" effect={stats.success} write={(share) => formatShare(share)} />
      </FigureTiles>
      {(unknown || success_note !== '') && (
        <p className={classes.note}>
          Prevented defaults, cost saved and success rate compare treated customers with those held out.{' '}
          {success_note}
        </p>
      )}
    </>
  )
}

interface EffectTileProps {
  readonly label: string
  readonly effect: Interval | null
  readonly write: (value: number) => string
}

/** What contacting changed, with its interval; never a raw rate of cures. */
function EffectTile({ label, effect, write }: EffectTileProps) {
  return (
    <FigureTile
      label={label}
      figure={effect === null ? '–' : write(effect.value)}
      note={
        effect === null
          ? 'not known yet'
          : `95% ${write(effect.low)} to ${write(effect.high)}, against held out`
      }
      to={{ to: '/interventions' }}
    />
  )
}

const ofHighRisk = { level: 'HIGH,CRITICAL' }

function tilesOf(money: (minor: number) => string): readonly Tile[] {
  const moneyChange = (now: number, before: number) => countChange(now, before, money)
  return [
    {
      label: 'Customers',
      read: ({ customers }) => customers,
      write: formatCount,
      change: countChange,
      course: ({ customers }) => customers,
      to: { to: '/customers' },
    },
    {
      label: 'High risk',
      read: ({ high_risk }) => high_risk,
      write: formatCount,
      change: countChange,
      course: ({ high_risk }) => high_risk,
      to: { to: '/customers', search: ofHighRisk },
    },
    {
      label: 'Critical',
      read: ({ critical }) => critical,
      write: formatCount,
      change: countChange,
      course: ({ critical }) => critical,
      to: { to: '/customers', search: { level: 'CRITICAL' } },
    },
    {
      label: 'Average risk score',
      read: ({ average_risk_score }) => average_risk_score,
      write: (score) => formatShare(score, 2),
      change: (now, before) => `${formatSigned((now - before) * 100)} points`,
      course: ({ average_risk_score }) => average_risk_score,
      to: { to: '/customers', search: { trend: 'rising', sort: 'change_30d' } },
    },
    {
      label: 'Portfolio health, of 100',
      read: ({ portfolio_health }) => portfolio_health,
      write: (health) => health.toFixed(2),
      change: (now, before) => `${formatSigned(now - before)} points`,
      to: { to: '/customers', search: { sort: 'expected_loss' } },
    },
    {
      label: 'Total exposure',
      read: ({ exposure_minor }) => exposure_minor,
      write: money,
      change: moneyChange,
      to: { to: '/customers', search: { sort: 'exposure' } },
    },
    {
      label: 'Expected loss',
      read: ({ expected_loss_minor }) => expected_loss_minor,
      write: money,
      change: moneyChange,
      course: ({ expected_loss_minor }) => expected_loss_minor,
      to: { to: '/customers', search: { sort: 'expected_loss' } },
    },
  ]
}
